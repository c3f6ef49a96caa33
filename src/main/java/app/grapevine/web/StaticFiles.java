package app.grapevine.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.zip.CRC32C;

/** The files that are served as they are, read once from the class path. */
public final class StaticFiles implements Routes {
    @Override
    public void addTo(RoutesConfig routes) {
        add(routes, "/robots.txt", "robots.txt", "text/plain; charset=utf-8");
        add(routes, "/favicon.svg", "favicon.svg", "image/svg+xml");
        add(routes, "/favicon.ico", "favicon.svg", "image/svg+xml");
        add(routes, "/assets/page.css", "page.css", "text/css; charset=utf-8");
    }

    private static void add(RoutesConfig routes, String path, String file, String type) {
        byte[] content = read(file);
        String tag = tag(content);
        Handler handler = ctx -> answer(ctx, content, tag, type);
        routes.get(path, handler);
        routes.head(path, handler);
    }

    private static void answer(Context ctx, byte[] content, String tag, String type) {
        ctx.header("ETag", tag)
                .header("Cache-Control", "public, max-age=3600")
                .header("X-Content-Type-Options", "nosniff")
                .contentType(type);
        String known = ctx.req().getHeader("If-None-Match");
        if (known != null && known.contains(tag)) {
            ctx.status(304);
        } else {
            ctx.result(content);
        }
    }

    private static String tag(byte[] content) {
        CRC32C crc = new CRC32C();
        crc.update(content);
        return "\"" + Long.toHexString(crc.getValue()) + "-" + Integer.toHexString(content.length) + "\"";
    }

    private static byte[] read(String file) {
        try (InputStream in = StaticFiles.class.getResourceAsStream("/web/" + file)) {
            if (in == null) {
                throw new IllegalStateException("not on the class path: /web/" + file);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
