package app.grapevine.qr;

import java.util.Optional;
import java.util.regex.Pattern;

/** A colour of sRGB, without transparency. */
record Colour(int rgb) {
    static final Colour BLACK = new Colour(0x000000);
    static final Colour WHITE = new Colour(0xffffff);

    private static final Pattern HEX = Pattern.compile("#?[0-9a-fA-F]{6}");

    /** The colour that a text such as {@code #1a2b3c} names, with or without the {@code #}, which addresses have no place for. */
    static Optional<Colour> find(String text) {
        return HEX.matcher(text).matches()
                ? Optional.of(new Colour(Integer.parseInt(text.substring(text.length() - 6), 16)))
                : Optional.empty();
    }

    String css() {
        return String.format("#%06x", rgb);
    }

    /** A component from 0 to 1. @param shift 16 for red, 8 for green, 0 for blue */
    float component(int shift) {
        return (rgb >> shift & 0xff) / 255f;
    }

    /** How much light it gives back, from 0 to 1: relative luminance by WCAG 2.2. */
    double luminance() {
        return 0.2126 * linear(component(16)) + 0.7152 * linear(component(8)) + 0.0722 * linear(component(0));
    }

    private static double linear(float component) {
        return component <= 0.04045 ? component / 12.92 : Math.pow((component + 0.055) / 1.055, 2.4);
    }
}
