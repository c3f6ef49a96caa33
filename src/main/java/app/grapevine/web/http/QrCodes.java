package app.grapevine.web.http;

import io.javalin.http.Context;
import io.javalin.http.Header;
import io.nayuki.qrcodegen.QrCode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.OptionalInt;
import javax.imageio.ImageIO;

/**
 * QR codes of short URLs, with medium error correction. {@code ?size=} is the side in pixels, 64 to 2048;
 * {@code ?margin=} the quiet zone in modules, 0 to 16, where ISO/IEC 18004 asks for 4.
 */
public final class QrCodes {
    public static final int DEFAULT_SIZE = 512;
    public static final int MIN_SIZE = 64;
    public static final int MAX_SIZE = 2048;
    public static final int DEFAULT_MARGIN = 4;
    public static final int MAX_MARGIN = 16;

    private static final int WHITE = 0xffffff;
    private static final int BLACK = 0x000000;

    private QrCodes() {}

    public static void svg(Context ctx, String url) {
        OptionalInt size = parameter(ctx, "size", DEFAULT_SIZE, MIN_SIZE, MAX_SIZE);
        OptionalInt margin = parameter(ctx, "margin", DEFAULT_MARGIN, 0, MAX_MARGIN);
        if (size.isPresent() && margin.isPresent()) {
            prepare(ctx);
            svg(ctx, url, size.getAsInt(), margin.getAsInt());
        }
    }

    public static void svg(Context ctx, String url, int size, int margin) {
        ctx.contentType("image/svg+xml; charset=utf-8").result(svg(code(url), size, margin));
    }

    /** A picture, and nothing else, if a browser is made to show it as a page. */
    private static void prepare(Context ctx) {
        ctx.header(Header.CACHE_CONTROL, "no-cache")
                .header("Content-Security-Policy", ApiHeaders.CONTENT_SECURITY_POLICY)
                .header("X-Content-Type-Options", "nosniff");
    }

    public static void png(Context ctx, String url) {
        OptionalInt size = parameter(ctx, "size", DEFAULT_SIZE, MIN_SIZE, MAX_SIZE);
        OptionalInt margin = parameter(ctx, "margin", DEFAULT_MARGIN, 0, MAX_MARGIN);
        if (size.isPresent() && margin.isPresent()) {
            prepare(ctx);
            png(ctx, url, size.getAsInt(), margin.getAsInt());
        }
    }

    public static void png(Context ctx, String url, int size, int margin) {
        ctx.contentType("image/png").result(png(code(url), size, margin));
    }

    /** The parameter's value; empty where it is wrong, when the answer has been given. */
    private static OptionalInt parameter(Context ctx, String name, int otherwise, int least, int most) {
        String text = ctx.queryParam(name);
        try {
            int value = text == null ? otherwise : Integer.parseInt(text);
            if (value >= least && value <= most) {
                return OptionalInt.of(value);
            }
        } catch (NumberFormatException e) {
            // said below
        }
        ctx.status(422)
                .contentType("text/plain; charset=utf-8")
                .result(name + " must be a whole number from " + least + " to " + most + "\n");
        return OptionalInt.empty();
    }

    private static QrCode code(String url) {
        return QrCode.encodeText(url, QrCode.Ecc.MEDIUM);
    }

    private static String svg(QrCode code, int size, int margin) {
        int side = code.size + 2 * margin;
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                if (code.getModule(x, y)) {
                    path.append('M')
                            .append(x + margin)
                            .append(' ')
                            .append(y + margin)
                            .append("h1v1h-1z");
                }
            }
        }
        return """
                <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" shape-rendering="crispEdges">
                <path fill="#fff" d="M0 0h%dv%dH0z"/>
                <path fill="#000" d="%s"/>
                </svg>
                """.formatted(size, size, side, side, side, side, path);
    }

    /** Whole pixels to a module, so that edges are sharp: what is left over goes to the margin. */
    private static byte[] png(QrCode code, int size, int margin) {
        int side = code.size + 2 * margin;
        int scale = Math.max(1, size / side);
        int pixels = Math.max(size, side);
        int offset = (pixels - scale * code.size) / 2;
        BufferedImage image = new BufferedImage(pixels, pixels, BufferedImage.TYPE_BYTE_BINARY);
        for (int y = 0; y < pixels; y++) {
            for (int x = 0; x < pixels; x++) {
                boolean inside = x >= offset && y >= offset;
                boolean dark = inside && code.getModule((x - offset) / scale, (y - offset) / scale);
                image.setRGB(x, y, dark ? BLACK : WHITE);
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
