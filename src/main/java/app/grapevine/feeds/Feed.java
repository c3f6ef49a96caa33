package app.grapevine.feeds;

import app.grapevine.security.Maker;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A question whose answer has an address of its own.
 *
 * @param of what the question is asked of
 * @param question as its maker asked it; what may be asked says who answers
 * @param maker by whose rights it is answered
 * @param usedAt the beginning of the hour in which it was asked for last; null for never
 */
public record Feed(
        String id,
        String name,
        Of of,
        String question,
        Maker maker,
        Instant createdAt,
        @Nullable Instant usedAt) {
    /** What a question can be asked of. */
    public enum Of {
        /** What was counted. */
        STATS,
        /** What one campaign brought. */
        RETURN,
        /** Conversions one by one. */
        CONVERSIONS;

        /** All, by their labels. */
        public static final Map<String, Of> BY_LABEL =
                Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Of::label, Function.identity()));

        /** As the API and the table write it. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
