package app.grapevine.qr;

import app.grapevine.qr.Drawing.Layer;
import app.grapevine.qr.Drawing.Placed;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** A drawing as PNG. Where its edges lie on whole modules, a module takes whole pixels: what is left over goes to the margin. */
final class PngFile {
    private PngFile() {}

    static byte[] of(Drawing drawing, int pixels) {
        int width = Math.max(pixels, (int) Math.ceil(drawing.width()));
        double scale = width / drawing.width();
        int height = (int) Math.round(drawing.height() * scale);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            if (drawing.sharp()) {
                fill(graphics, drawing.layers().get(0).colour(), width, height);
                double whole = Math.floor(scale);
                graphics.translate(
                        Math.floor((width - whole * drawing.width()) / 2),
                        Math.floor((height - whole * drawing.height()) / 2));
                graphics.scale(whole, whole);
            } else {
                graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
                graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
                graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
                graphics.scale(scale, scale);
            }
            draw(graphics, drawing);
        } finally {
            graphics.dispose();
        }
        return file(image);
    }

    private static void fill(Graphics2D graphics, Colour colour, int width, int height) {
        graphics.setColor(new Color(colour.rgb()));
        graphics.fillRect(0, 0, width, height);
    }

    private static void draw(Graphics2D graphics, Drawing drawing) {
        for (Layer layer : drawing.layers()) {
            graphics.setColor(new Color(layer.colour().rgb()));
            graphics.fill(layer.area());
        }
        Placed logo = drawing.logo();
        if (logo != null) {
            BufferedImage image = logo.logo().image();
            AffineTransform place = AffineTransform.getTranslateInstance(
                    logo.place().getX(), logo.place().getY());
            place.scale(logo.place().getWidth() / image.getWidth(), logo.place().getHeight() / image.getHeight());
            graphics.drawImage(image, place, null);
        }
    }

    private static byte[] file(BufferedImage image) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
