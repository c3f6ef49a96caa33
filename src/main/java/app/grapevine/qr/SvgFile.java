package app.grapevine.qr;

import app.grapevine.qr.Drawing.Layer;
import app.grapevine.qr.Drawing.Placed;
import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Base64;

/** A drawing as SVG: no script, no style sheet, nothing from elsewhere. */
final class SvgFile {
    private SvgFile() {}

    static String of(Drawing drawing, int pixels) {
        long height = Math.round(pixels * drawing.height() / drawing.width());
        StringBuilder svg = new StringBuilder(16 * 1024);
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %s %s\"%s>\n"
                .formatted(
                        pixels,
                        height,
                        number(drawing.width()),
                        number(drawing.height()),
                        drawing.sharp() ? " shape-rendering=\"crispEdges\"" : ""));
        for (Layer layer : drawing.layers()) {
            svg.append("<path fill=\"").append(layer.colour().css()).append("\" fill-rule=\"evenodd\" d=\"");
            outline(svg, layer.area());
            svg.append("\"/>\n");
        }
        if (drawing.logo() != null) {
            image(svg, drawing.logo());
        }
        return svg.append("</svg>\n").toString();
    }

    private static void image(StringBuilder svg, Placed logo) {
        svg.append("<image x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" href=\"data:image/png;base64,%s\"/>\n"
                .formatted(
                        number(logo.place().getX()),
                        number(logo.place().getY()),
                        number(logo.place().getWidth()),
                        number(logo.place().getHeight()),
                        Base64.getEncoder().encodeToString(logo.logo().png())));
    }

    private static void outline(StringBuilder svg, Path2D area) {
        double[] at = new double[6];
        double x = 0;
        double y = 0;
        for (PathIterator part = area.getPathIterator(null); !part.isDone(); part.next()) {
            int kind = part.currentSegment(at);
            switch (kind) {
                case PathIterator.SEG_MOVETO -> step(svg, 'M', at, 2);
                case PathIterator.SEG_LINETO -> line(svg, x, y, at);
                case PathIterator.SEG_QUADTO -> step(svg, 'Q', at, 4);
                case PathIterator.SEG_CUBICTO -> step(svg, 'C', at, 6);
                default -> svg.append('Z');
            }
            int last = kind == PathIterator.SEG_QUADTO ? 2 : kind == PathIterator.SEG_CUBICTO ? 4 : 0;
            x = at[last];
            y = at[last + 1];
        }
    }

    /** Most go along an axis, which takes one number. */
    private static void line(StringBuilder svg, double x, double y, double[] to) {
        if (to[1] == y) {
            svg.append('H').append(number(to[0]));
        } else if (to[0] == x) {
            svg.append('V').append(number(to[1]));
        } else {
            step(svg, 'L', to, 2);
        }
    }

    private static void step(StringBuilder svg, char letter, double[] at, int count) {
        svg.append(letter);
        for (int i = 0; i < count; i++) {
            svg.append(i == 0 ? "" : " ").append(number(at[i]));
        }
    }

    /** A hundredth of a module is finer than anything prints. */
    private static String number(double value) {
        return BigDecimal.valueOf(value)
                .setScale(2, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }
}
