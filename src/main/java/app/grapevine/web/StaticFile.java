package app.grapevine.web;

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

/**
 * A file of the class path, read and compressed once, and served with a tag by which a browser that has it
 * already is answered 304. Immutable.
 */
final class StaticFile {
    /** A browser asks again each time, and gets 304 while the file is the same. */
    static final String REVALIDATED = "no-cache";

    private final byte[] content;
    private final byte[] compressed;
    private final String tag;
    private final String type;
    private final Map<String, String> headers;

    private StaticFile(byte[] content, byte[] compressed, String tag, String type, Map<String, String> headers) {
        this.content = content;
        this.compressed = compressed;
        this.tag = tag;
        this.type = type;
        this.headers = headers;
    }

    /** @param name the file's path under {@code /web} */
    static StaticFile read(String name, String type, String cacheControl) {
        byte[] content = bytes(name);
        Map<String, String> headers = Map.of(Header.CACHE_CONTROL, cacheControl, "X-Content-Type-Options", "nosniff");
        return new StaticFile(content, gzip(content), tag(content), type, headers);
    }

    StaticFile with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new StaticFile(content, compressed, tag, type, more);
    }

    void addTo(RoutesConfig routes, String path) {
        routes.get(path, this::answer);
        routes.head(path, this::answer);
    }

    private void answer(Context ctx) {
        headers.forEach(ctx::header);
        ctx.header(Header.ETAG, tag).header(Header.VARY, Header.ACCEPT_ENCODING).contentType(type);
        String known = ctx.header(Header.IF_NONE_MATCH);
        if (known != null && known.contains(tag)) {
            ctx.status(304);
            return;
        }
        String accepted = ctx.header(Header.ACCEPT_ENCODING);
        if (accepted != null && accepted.contains("gzip") && compressed.length < content.length) {
            // Javalin leaves a body alone that says how it is encoded.
            ctx.header(Header.CONTENT_ENCODING, "gzip");
            send(ctx, compressed);
        } else {
            send(ctx, content);
        }
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
            if (in == null) {
                throw new IllegalStateException("not on the class path: /web/" + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
