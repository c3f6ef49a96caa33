package app.grapevine.erasure;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An erasure as it stands.
 *
 * @param name of the link, as {@code domain/code}, or the campaign's slug; null for the other scopes
 * @param from the first moment of the visits; null for the beginning
 * @param to the moment before which they are; null where all are meant that were recorded until it was finished
 * @param linksToo whether the links go as well
 * @param requestedBy the name of who asked for it
 * @param finishedAt null until all that was there is gone
 * @param visits how many were erased so far, those included that came in late
 * @param links how many links went with them
 */
public record Erasure(
        String id,
        Scope scope,
        @Nullable String name,
        @Nullable Instant from,
        @Nullable Instant to,
        boolean linksToo,
        String requestedBy,
        Instant requestedAt,
        @Nullable Instant finishedAt,
        long visits,
        long links) {
    /** What an erasure is about. */
    public enum Scope {
        LINK,
        CAMPAIGN,
        VISIT,
        TIME;

        /** As the API writes it. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The scope of that label. */
        public static Optional<Scope> find(String label) {
            return Stream.of(values())
                    .filter(scope -> scope.label().equals(label))
                    .findFirst();
        }
    }

    public boolean isFinished() {
        return finishedAt != null;
    }
}
