package app.grapevine.abuse;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a recipient reported of a link. Times are kept to the millisecond.
 *
 * @param id rises with time
 * @param words what else they said
 * @param contact how they want to be reached, if they said it
 * @param closed how it was closed; null while it is open
 */
public record AbuseReport(
        String id,
        long linkId,
        Reason reason,
        @Nullable String words,
        @Nullable String contact,
        Instant reportedAt,
        @Nullable Closed closed) {

    /** What is wrong with a link. */
    public enum Reason {
        PHISHING,
        MALWARE,
        SPAM,
        OTHER;

        /** As the API, the form and the table write it. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Reason> find(String label) {
            return Arrays.stream(values())
                    .filter(reason -> reason.label().equals(label))
                    .findFirst();
        }
    }

    /** @param by the name of the key or the account */
    public record Closed(Instant at, String by, @Nullable String note) {}
}
