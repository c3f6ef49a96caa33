package app.grapevine.conversions;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Why a conversion is counted to no click. */
public enum UnattributedReason {
    /** It named none. */
    NONE,
    /** What it named was never an id of a click. */
    MALFORMED,
    /** The click is not known here: it was forgotten or erased, is another service's, or is not for whoever told of it. */
    UNKNOWN,
    /** It came later after its click than the click's campaign counts. */
    EXPIRED,
    /** It was before its click. */
    BEFORE_CLICK;

    /** All of them by their labels. */
    public static final Map<String, UnattributedReason> BY_LABEL = Arrays.stream(values())
            .collect(Collectors.toUnmodifiableMap(UnattributedReason::label, Function.identity()));

    private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** As the API and the tables write it: {@code before-click}. */
    public String label() {
        return label;
    }
}
