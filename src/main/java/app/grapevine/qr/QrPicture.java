package app.grapevine.qr;

import app.grapevine.qr.Drawing.Layer;
import app.grapevine.qr.Drawing.Placed;
import io.nayuki.qrcodegen.QrCode;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The QR code of an address, in a style. Immutable. */
public final class QrPicture {
    /** In modules: of the frame's line, of its band with the words, and of its round corners. */
    private static final double LINE = 1;

    private static final double BAND = 6;
    private static final double ROUND = 3;
    private static final double LETTERS = 3.6;
    /** The height of a capital letter, of the letters' size. */
    private static final double CAPITAL = 0.72;
    /**
     * The side of the logo's hole, of the code's. It hides a twentieth of the modules; level H restores almost a third of
     * the code's words, so that dirt and creases have their share too.
     */
    private static final double HOLE = 0.21;

    private final Drawing drawing;

    private QrPicture(Drawing drawing) {
        this.drawing = drawing;
    }

    public static QrPicture of(String url, QrStyle style) {
        QrCode code = QrCode.encodeText(url, style.logo() == null ? QrCode.Ecc.MEDIUM : QrCode.Ecc.HIGH);
        Rectangle2D hole = style.logo() == null ? null : hole(code.size);
        double edge = style.frame() == null ? 0 : LINE;
        double side = code.size + 2 * style.margin() + 2 * edge;
        double height = style.frame() == null ? side : side + BAND - LINE;
        AffineTransform inward = AffineTransform.getTranslateInstance(style.margin() + edge, style.margin() + edge);
        List<Layer> layers = new ArrayList<>();
        layers.add(new Layer(style.light(), area(new Rectangle2D.Double(0, 0, side, height))));
        if (style.frame() != null) {
            layers.add(new Layer(style.dark(), frame(side, height)));
            layers.add(new Layer(style.light(), words(style.frame(), side, height)));
        }
        Path2D modules = ModulePaths.of(code, style.modules(), hole);
        modules.transform(inward);
        layers.add(new Layer(style.dark(), modules));
        boolean sharp = style.modules() == Modules.SQUARE && style.frame() == null && hole == null;
        return new QrPicture(new Drawing(side, height, layers, sharp, placed(style.logo(), hole, inward)));
    }

    /** As many modules as are odd or even as the code's, so that it lies on whole ones. */
    private static Rectangle2D hole(int size) {
        int side = (int) Math.floor(size * HOLE);
        side -= (size - side) % 2;
        double corner = (size - side) / 2.0;
        return new Rectangle2D.Double(corner, corner, side, side);
    }

    private static @Nullable Placed placed(@Nullable Logo logo, @Nullable Rectangle2D hole, AffineTransform inward) {
        if (logo == null || hole == null) {
            return null;
        }
        double room = hole.getWidth() - 1;
        int pixels = Math.max(logo.image().getWidth(), logo.image().getHeight());
        double width = room * logo.image().getWidth() / pixels;
        double height = room * logo.image().getHeight() / pixels;
        return new Placed(
                logo,
                new Rectangle2D.Double(
                        inward.getTranslateX() + hole.getCenterX() - width / 2,
                        inward.getTranslateY() + hole.getCenterY() - height / 2,
                        width,
                        height));
    }

    private static Path2D frame(double side, double height) {
        Path2D frame = area(new RoundRectangle2D.Double(0, 0, side, height, 2 * ROUND, 2 * ROUND));
        double inside = side - 2 * LINE;
        frame.append(
                new RoundRectangle2D.Double(LINE, LINE, inside, inside, 2 * (ROUND - LINE), 2 * (ROUND - LINE)), false);
        return frame;
    }

    /** In the middle of the band, and smaller where they are long. */
    private static Path2D words(String words, double side, double height) {
        Path2D line = Lettering.line(words, LETTERS);
        Rectangle2D room = line.getBounds2D();
        double fit = Math.min(1, (side - 2 * ROUND) / Math.max(room.getWidth(), 1));
        double baseline = height - BAND / 2 + LETTERS * CAPITAL * fit / 2;
        AffineTransform place = AffineTransform.getTranslateInstance(side / 2, baseline);
        place.scale(fit, fit);
        place.translate(-room.getCenterX(), 0);
        line.transform(place);
        return line;
    }

    private static Path2D area(Shape shape) {
        Path2D area = new Path2D.Double(Path2D.WIND_EVEN_ODD);
        area.append(shape, false);
        return area;
    }

    /** @param pixels its width */
    public String svg(int pixels) {
        return SvgFile.of(drawing, pixels);
    }

    /** @param pixels its width, and at least one for each module */
    public byte[] png(int pixels) {
        return PngFile.of(drawing, pixels);
    }

    /** @param millimetres its width */
    public byte[] pdf(int millimetres) {
        return PdfFile.of(drawing, millimetres);
    }
}
