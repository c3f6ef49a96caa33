package app.grapevine.web.http;

import static java.util.Objects.requireNonNull;

import app.grapevine.web.http.StaticAnswers.Answer;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Handler;
import io.javalin.http.Header;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.zip.CRC32C;
import java.util.zip.GZIPOutputStream;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/**
 * What is the same for all who ask: read or made, and compressed, when it is first asked for, and served with a tag by which a
 * browser that has it already is answered 304. Safe for use by many threads.
 */
public final class StaticFile implements StaticAnswers.Content {
    /** A browser asks again each time, and gets 304 while the file is the same. */
    public static final String REVALIDATED = "no-cache";

    private static final ByteBuffer NOTHING = ByteBuffer.allocateDirect(0);

    private record Content(ByteBuffer plain, ByteBuffer compressed, String tag) {}

    private final Supplier<byte[]> source;
    private final Map<String, String> headers;
    private volatile @Nullable Content content;

    private StaticFile(Supplier<byte[]> source, Map<String, String> headers) {
        this.source = source;
        this.headers = headers;
    }

    /**
     * A file of the class path.
     *
     * @param name the file's path under {@code /web}
     * @throws IllegalStateException if there is none
     */
    public static StaticFile of(String name, String type, String cacheControl) {
        if (StaticFile.class.getResource("/web/" + name) == null) {
            throw new IllegalStateException("not on the class path: /web/" + name);
        }
        return made(() -> bytes(name), type, cacheControl);
    }

    /** @param source asked once */
    public static StaticFile made(Supplier<byte[]> source, String type, String cacheControl) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(Header.CONTENT_TYPE, type);
        headers.put(Header.CACHE_CONTROL, cacheControl);
        headers.put(Header.VARY, Header.ACCEPT_ENCODING);
        return new StaticFile(source, headers);
    }

    public StaticFile with(String header, String value) {
        return with(Map.of(header, value));
    }

    public StaticFile with(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putAll(more);
        return new StaticFile(source, all);
    }

    /** Answers the first who asks at {@code path}; {@link StaticAnswers} all others. */
    public void addTo(RoutesConfig routes, String path) {
        Handler first = ctx -> {
            content();
            StaticAnswers.remember(ctx, path, this);
            Answer answer = answer(ctx.header(Header.IF_NONE_MATCH), ctx.header(Header.ACCEPT_ENCODING));
            answer.headers().forEach(ctx::header);
            ctx.status(answer.status());
            if (answer.body().hasRemaining()) {
                ctx.result(bytes(answer.body()));
            }
        };
        routes.get(path, first);
        routes.head(path, first);
    }

    @Override
    public Answer answer(@Nullable String known, @Nullable String accepted) {
        Content served = content();
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put(Header.ETAG, served.tag);
        if (known != null && known.contains(served.tag)) {
            return new Answer(HttpStatus.NOT_MODIFIED_304, all, NOTHING);
        }
        ByteBuffer body = served.plain;
        if (accepted != null && accepted.contains("gzip") && served.compressed.remaining() < served.plain.remaining()) {
            // Javalin leaves a body alone that says how it is encoded.
            all.put(Header.CONTENT_ENCODING, "gzip");
            body = served.compressed;
        }
        // Jetty does not see the length of itself once a body is larger than its buffer.
        all.put(Header.CONTENT_LENGTH, Integer.toString(body.remaining()));
        return new Answer(HttpStatus.OK_200, all, body);
    }

    private Content content() {
        Content known = content;
        return known == null ? make() : known;
    }

    /** Once, however many ask at once for the first time. */
    private synchronized Content make() {
        Content known = content;
        if (known == null) {
            byte[] plain = source.get();
            known = new Content(direct(plain), direct(gzip(plain)), tag(plain));
            content = known;
        }
        return known;
    }

    private static ByteBuffer direct(byte[] content) {
        return ByteBuffer.allocateDirect(content.length).put(content).flip().asReadOnlyBuffer();
    }

    private static byte[] bytes(ByteBuffer content) {
        byte[] bytes = new byte[content.remaining()];
        content.duplicate().get(bytes);
        return bytes;
    }

    private static byte[] gzip(byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static String tag(byte[] content) {
        CRC32C crc = new CRC32C();
        crc.update(content);
        return "\"" + Long.toHexString(crc.getValue()) + "-" + Integer.toHexString(content.length) + "\"";
    }

    private static byte[] bytes(String name) {
        try (InputStream in = StaticFile.class.getResourceAsStream("/web/" + name)) {
            return requireNonNull(in, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
