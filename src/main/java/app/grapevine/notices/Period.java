package app.grapevine.notices;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How often a notice is made, by the clocks of its zone; see {@link Schedule}. */
public enum Period {
    HOURLY,
    DAILY,
    WEEKLY,
    MONTHLY;

    /** As the API writes it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** All, by their labels. */
    public static Map<String, Period> labels() {
        return Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Period::label, Function.identity()));
    }
}
