package app.grapevine.qr;

import app.grapevine.qr.Drawing.Layer;
import app.grapevine.qr.Drawing.Placed;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;

/** A drawing as PDF: one page of its own size, all in vectors but for the logo. */
final class PdfFile {
    private static final double POINTS_OF_MILLIMETRE = 72 / 25.4;

    private PdfFile() {}

    static byte[] of(Drawing drawing, int millimetres) {
        double scale = millimetres * POINTS_OF_MILLIMETRE / drawing.width();
        float height = (float) (drawing.height() * scale);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (PDDocument document = new PDDocument()) {
            PDPage page = new PDPage(new PDRectangle((float) (drawing.width() * scale), height));
            document.addPage(page);
            // Its y grows upwards.
            AffineTransform place = new AffineTransform(scale, 0, 0, -scale, 0, height);
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                for (Layer layer : drawing.layers()) {
                    fill(content, layer, place);
                }
                if (drawing.logo() != null) {
                    image(document, content, drawing.logo(), scale, height);
                }
            }
            document.save(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static void image(PDDocument document, PDPageContentStream content, Placed logo, double scale, float height)
            throws IOException {
        content.drawImage(
                LosslessFactory.createFromImage(document, logo.logo().image()),
                (float) (logo.place().getX() * scale),
                (float) (height - logo.place().getMaxY() * scale),
                (float) (logo.place().getWidth() * scale),
                (float) (logo.place().getHeight() * scale));
    }

    private static void fill(PDPageContentStream content, Layer layer, AffineTransform place) throws IOException {
        Colour colour = layer.colour();
        content.setNonStrokingColor(colour.component(16), colour.component(8), colour.component(0));
        outline(content, layer.area(), place);
        content.fillEvenOdd();
    }

    private static void outline(PDPageContentStream content, Path2D area, AffineTransform place) throws IOException {
        float[] at = new float[6];
        float x = 0;
        float y = 0;
        for (PathIterator part = area.getPathIterator(place); !part.isDone(); part.next()) {
            switch (part.currentSegment(at)) {
                case PathIterator.SEG_MOVETO -> {
                    content.moveTo(at[0], at[1]);
                    x = at[0];
                    y = at[1];
                }
                case PathIterator.SEG_LINETO -> {
                    content.lineTo(at[0], at[1]);
                    x = at[0];
                    y = at[1];
                }
                case PathIterator.SEG_QUADTO -> {
                    // PDF has cubic curves alone: the same one has its control points two thirds of the way.
                    content.curveTo(
                            x + (at[0] - x) * 2 / 3,
                            y + (at[1] - y) * 2 / 3,
                            at[2] + (at[0] - at[2]) * 2 / 3,
                            at[3] + (at[1] - at[3]) * 2 / 3,
                            at[2],
                            at[3]);
                    x = at[2];
                    y = at[3];
                }
                case PathIterator.SEG_CUBICTO -> {
                    content.curveTo(at[0], at[1], at[2], at[3], at[4], at[5]);
                    x = at[4];
                    y = at[5];
                }
                default -> content.closePath();
            }
        }
    }
}
