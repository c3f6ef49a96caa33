package app.grapevine.qr;

import io.nayuki.qrcodegen.QrCode;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import org.jspecify.annotations.Nullable;

/** The dark modules of a code as one area, with its top left corner at the origin. Used once. */
final class ModulePaths {
    /** The side of the marks in three corners, which scanners find a code by. */
    private static final int FINDER = 7;
    /** How far the control points of a quarter of a circle are from its ends, of the radius. */
    private static final double ARC = 0.5523;

    private static final double RADIUS = 0.5;
    private static final double DOT = 0.92;

    private final QrCode code;
    private final @Nullable Rectangle2D hole;
    private final Path2D path = new Path2D.Double(Path2D.WIND_EVEN_ODD);

    /** @param hole where nothing is drawn, in modules; null for nowhere */
    private ModulePaths(QrCode code, @Nullable Rectangle2D hole) {
        this.code = code;
        this.hole = hole;
    }

    static Path2D of(QrCode code, Modules shape, @Nullable Rectangle2D hole) {
        ModulePaths paths = new ModulePaths(code, hole);
        if (shape == Modules.SQUARE) {
            paths.squares();
        } else {
            paths.finders();
            paths.round(shape);
        }
        return paths.path;
    }

    private boolean isDark(int x, int y) {
        return code.getModule(x, y) && (hole == null || !hole.contains(x + 0.5, y + 0.5));
    }

    /** Runs of a row in one, which makes a file a third as long. */
    private void squares() {
        for (int y = 0; y < code.size; y++) {
            int x = 0;
            while (x < code.size) {
                int from = x;
                while (isDark(x, y)) {
                    x++;
                }
                if (x > from) {
                    path.append(new Rectangle2D.Double(from, y, x - from, 1), false);
                }
                x++;
            }
        }
    }

    private void finders() {
        int far = code.size - FINDER;
        for (int[] corner : new int[][] {{0, 0}, {far, 0}, {0, far}}) {
            path.append(new RoundRectangle2D.Double(corner[0], corner[1], FINDER, FINDER, 4, 4), false);
            path.append(
                    new RoundRectangle2D.Double(corner[0] + 1, corner[1] + 1, FINDER - 2, FINDER - 2, 2.4, 2.4), false);
            path.append(new RoundRectangle2D.Double(corner[0] + 2, corner[1] + 2, 3, 3, 1.6, 1.6), false);
        }
    }

    private boolean isFinder(int x, int y) {
        int far = code.size - FINDER;
        return (y < FINDER && (x < FINDER || x >= far)) || (y >= far && x < FINDER);
    }

    private void round(Modules shape) {
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                if (!isDark(x, y) || isFinder(x, y)) {
                    continue;
                }
                if (shape == Modules.DOTS) {
                    double edge = (1 - DOT) / 2;
                    path.append(new Ellipse2D.Double(x + edge, y + edge, DOT, DOT), false);
                } else {
                    rounded(x, y);
                }
            }
        }
    }

    /** A module of which a corner is round where it has no neighbour on both sides of it. */
    private void rounded(int x, int y) {
        boolean north = isDark(x, y - 1);
        boolean east = isDark(x + 1, y);
        boolean south = isDark(x, y + 1);
        boolean west = isDark(x - 1, y);
        path.moveTo(x + RADIUS, y);
        corner(x + 1, y, 0, 1, north || east);
        corner(x + 1, y + 1, -1, 0, east || south);
        corner(x, y + 1, 0, -1, south || west);
        corner(x, y, 1, 0, west || north);
        path.closePath();
    }

    /** From the middle of the side before a corner to the middle of the one behind it, which lies towards (dx, dy). */
    private void corner(double x, double y, int dx, int dy, boolean square) {
        double endX = x + dx * RADIUS;
        double endY = y + dy * RADIUS;
        if (square) {
            path.lineTo(x, y);
            path.lineTo(endX, endY);
            return;
        }
        // The side before the corner comes from where the one behind it leads, turned by a quarter.
        double beginX = x - dy * RADIUS;
        double beginY = y + dx * RADIUS;
        path.curveTo(
                beginX + (x - beginX) * ARC,
                beginY + (y - beginY) * ARC,
                endX + (x - endX) * ARC,
                endY + (y - endY) * ARC,
                endX,
                endY);
    }
}
