package app.grapevine.qr;

import app.grapevine.base.FaultCode;
import app.grapevine.base.Faults;
import app.grapevine.base.Parameters;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a QR code is to look.
 *
 * @param margin the quiet zone in modules, 0 to 16, where ISO/IEC 18004 asks for 4
 * @param dark of the code and of the frame
 * @param light of all around it
 * @param frame words in a band below it; null for no frame
 * @param logo in its middle; null for none. With one the code corrects errors at level H
 */
public record QrStyle(
        int margin,
        Colour dark,
        Colour light,
        Modules modules,
        @Nullable String frame,
        @Nullable Logo logo) {
    private static final int DEFAULT_MARGIN = 4;
    private static final int MAX_MARGIN = 16;
    /** Longer words would be too small to read beside the code. */
    private static final int MAX_FRAME = 40;
    /**
     * Of the light that falls on it, the light colour has to give back this much more than the dark one: what ISO/IEC 15415
     * grades C or better as symbol contrast.
     */
    private static final double LEAST_CONTRAST = 0.4;

    private static final Map<String, Modules> MODULES =
            Map.of("square", Modules.SQUARE, "rounded", Modules.ROUNDED, "dots", Modules.DOTS);

    /** Black on white, square, without frame or logo. */
    public static final QrStyle PLAIN =
            new QrStyle(DEFAULT_MARGIN, Colour.BLACK, Colour.WHITE, Modules.SQUARE, null, null);

    /** As the parameters say, of which wrong ones become faults. */
    public static QrStyle of(Parameters parameters, @Nullable Logo logo) {
        Modules modules = parameters.choice("modules", MODULES);
        Colour dark = colour(parameters, "dark", Colour.BLACK);
        Colour light = colour(parameters, "light", Colour.WHITE);
        if (light.luminance() - dark.luminance() < LEAST_CONTRAST) {
            parameters.fault("dark", FaultCode.LOW_CONTRAST);
        }
        return new QrStyle(
                margin(parameters), dark, light, modules == null ? Modules.SQUARE : modules, frame(parameters), logo);
    }

    /** The same with nothing but the margin asked for. */
    public static QrStyle plain(Parameters parameters) {
        return new QrStyle(margin(parameters), Colour.BLACK, Colour.WHITE, Modules.SQUARE, null, null);
    }

    private static int margin(Parameters parameters) {
        return parameters.number("margin", 0, MAX_MARGIN, DEFAULT_MARGIN);
    }

    private static Colour colour(Parameters parameters, String name, Colour otherwise) {
        String text = parameters.single(name);
        if (text == null) {
            return otherwise;
        }
        return Colour.find(text).orElseGet(() -> {
            parameters.fault(name, FaultCode.NOT_A_COLOUR);
            return otherwise;
        });
    }

    private static @Nullable String frame(Parameters parameters) {
        Faults faults = new Faults();
        String words = faults.line("frame", parameters.single("frame"), MAX_FRAME);
        if (words != null) {
            Lettering.missing(words).ifPresent(character -> faults.add(Faults.character("frame", character)));
        }
        faults.all().forEach(parameters::fault);
        return faults.all().isEmpty() ? words : null;
    }
}
