package app.grapevine.notices;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** By what a notice goes out. */
public enum Way {
    MAIL;

    /** As the API writes it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** All, by their labels. */
    public static Map<String, Way> labels() {
        return Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Way::label, Function.identity()));
    }
}
