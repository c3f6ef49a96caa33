package app.grapevine.campaigns;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Which click a conversion is counted to, of those in the window before it. */
public enum ConversionRule {
    LAST_CLICK,
    FIRST_CLICK;

    /** All of them by their labels. */
    public static final Map<String, ConversionRule> BY_LABEL =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(ConversionRule::label, Function.identity()));

    private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** As the API and the tables write it: {@code last-click}. */
    public String label() {
        return label;
    }
}
