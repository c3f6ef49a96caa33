package app.grapevine.web.http;

import static java.util.Objects.requireNonNull;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Header;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A file of the class path, read and compressed when it is first asked for, and served with a tag by which a
 * browser that has it already is answered 304. Safe for use by many threads.
 */
public final class StaticFile {
    /** A browser asks again each time, and gets 304 while the file is the same. */
    public static final String REVALIDATED = "no-cache";

    @SuppressWarnings("ArrayRecordComponent") // compared with nothing
    private record Content(byte[] plain, byte[] compressed, String tag) {}

    private final String name;
    private final String type;
    private final Map<String, String> headers;
    private volatile @Nullable Content content;

    private StaticFile(String name, String type, Map<String, String> headers) {
        this.name = name;
        this.type = type;
        this.headers = headers;
    }

    /**
     * @param name the file's path under {@code /web}
     * @throws IllegalStateException if there is none
     */
    public static StaticFile of(String name, String type, String cacheControl) {
        if (StaticFile.class.getResource("/web/" + name) == null) {
            throw new IllegalStateException("not on the class path: /web/" + name);
        }
        return new StaticFile(
                name, type, Map.of(Header.CACHE_CONTROL, cacheControl, "X-Content-Type-Options", "nosniff"));
    }

    public StaticFile with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new StaticFile(name, type, more);
    }

    public void addTo(RoutesConfig routes, String path) {
        routes.get(path, this::answer);
        routes.head(path, this::answer);
    }

    private void answer(Context ctx) {
        Content served = content();
        headers.forEach(ctx::header);
        ctx.header(Header.ETAG, served.tag)
                .header(Header.VARY, Header.ACCEPT_ENCODING)
                .contentType(type);
        String known = ctx.header(Header.IF_NONE_MATCH);
        if (known != null && known.contains(served.tag)) {
            ctx.status(304);
            return;
        }
        String accepted = ctx.header(Header.ACCEPT_ENCODING);
        if (accepted != null && accepted.contains("gzip") && served.compressed.length < served.plain.length) {
            // Javalin leaves a body alone that says how it is encoded.
            ctx.header(Header.CONTENT_ENCODING, "gzip");
            send(ctx, served.compressed);
        } else {
            send(ctx, served.plain);
        }
    }

    /** Two that ask at once for the first time make the same twice. */
    private Content content() {
        Content known = content;
        if (known == null) {
            byte[] plain = bytes(name);
            known = new Content(plain, gzip(plain), tag(plain));
            content = known;
        }
        return known;
    }

    /** With its length, which Jetty does not see of itself once a body is larger than its buffer. */
    private static void send(Context ctx, byte[] body) {
        ctx.header(Header.CONTENT_LENGTH, Integer.toString(body.length)).result(body);
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
