package app.grapevine.web.http;

import app.grapevine.base.Fault;
import app.grapevine.base.Parameters;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.nayuki.qrcodegen.QrCode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/**
 * QR codes of short URLs, with medium error correction. {@code ?size=} is the side in pixels, 64 to 2048;
 * {@code ?margin=} the quiet zone in modules, 0 to 16, where ISO/IEC 18004 asks for 4.
 */
public final class QrCodes {
    private static final int DEFAULT_SIZE = 512;
    private static final int MIN_SIZE = 64;
    private static final int MAX_SIZE = 2048;
    private static final int DEFAULT_MARGIN = 4;
    private static final int MAX_MARGIN = 16;

    private static final int WHITE = 0xffffff;
    private static final int BLACK = 0x000000;

    private QrCodes() {}

    /** As the parameters of a recipient's request say; whatever else they say is no matter. */
    public static void svg(Context ctx, String url) {
        asked(ctx, (size, margin) -> svg(ctx, url, size, margin));
    }

    public static void svg(Context ctx, String url, int size, int margin) {
        ctx.contentType("image/svg+xml; charset=utf-8").result(svg(code(url), size, margin));
    }

    /** For pages of anybody's. */
    private static void prepare(Context ctx) {
        ctx.header(Header.CACHE_CONTROL, "no-cache").header(SecurityHeaders.RESOURCE_POLICY, SecurityHeaders.ANYBODY);
    }

    /** As {@link #svg(Context, String)}. */
    public static void png(Context ctx, String url) {
        asked(ctx, (size, margin) -> png(ctx, url, size, margin));
    }

    public static void png(Context ctx, String url, int size, int margin) {
        ctx.contentType("image/png").result(png(code(url), size, margin));
    }

    private interface Picture {
        void draw(int size, int margin);
    }

    private static void asked(Context ctx, Picture picture) {
        Parameters parameters = new Parameters(ctx.queryParamMap());
        int size = size(parameters);
        int margin = margin(parameters);
        if (parameters.faults().isEmpty()) {
            prepare(ctx);
            picture.draw(size, margin);
            return;
        }
        Fault fault = parameters.faults().get(0);
        ctx.status(422).contentType("text/plain; charset=utf-8").result(fault.field() + " " + fault.message() + "\n");
    }

    public static int size(Parameters parameters) {
        return parameters.number("size", MIN_SIZE, MAX_SIZE, DEFAULT_SIZE);
    }

    public static int margin(Parameters parameters) {
        return parameters.number("margin", 0, MAX_MARGIN, DEFAULT_MARGIN);
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
