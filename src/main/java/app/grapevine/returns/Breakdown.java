package app.grapevine.returns;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the rows of a report are. */
public enum Breakdown {
    /** The channel that a link was issued for: it is what was paid for, and so what a cost is held against. */
    CHANNEL,
    /** The group that a link was issued for. */
    AUDIENCE,
    /** How sure the verdict on each click is. Of these none has a cost. */
    TIER;

    /** As the API writes it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** All, by their labels. */
    public static Map<String, Breakdown> labels() {
        return Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Breakdown::label, Function.identity()));
    }
}
