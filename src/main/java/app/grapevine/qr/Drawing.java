package app.grapevine.qr;

import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A picture in shapes, which each format draws in its own way. Lengths are in modules; y grows downwards.
 *
 * @param layers from the back to the front; each filled by the even-odd rule
 * @param sharp whether all edges lie on whole modules
 * @param logo on top of all; null for none
 */
record Drawing(
        double width,
        double height,
        List<Layer> layers,
        boolean sharp,
        @Nullable Placed logo) {
    Drawing {
        layers = List.copyOf(layers);
    }

    /** An area of one colour. */
    record Layer(Colour colour, Path2D area) {}

    /** A logo, and where it lies. */
    record Placed(Logo logo, Rectangle2D place) {}
}
