package app.grapevine.webhooks;

import app.grapevine.webhooks.LineDao.Line;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A subscription, and how it stands. */
public record Standing(Subscription subscription, State state) {

    /**
     * How the telling stands.
     *
     * @param waiting how many messages are yet to be delivered
     * @param givenUp how many were given up, and can be sent again
     * @param delivered how many were delivered, ever
     * @param failingSince since when a line of it fails; null while none does
     * @param lastFailure what the last attempt that failed came to, see {@link Outcome}; null where the last one did not fail
     * @param lastStatus what the receiver answered then
     * @param nextAttemptAt when the next is made, of a line that fails
     */
    public record State(
            long waiting,
            long givenUp,
            long delivered,
            @Nullable Instant lastDeliveredAt,
            @Nullable Instant failingSince,
            @Nullable String lastFailure,
            @Nullable Integer lastStatus,
            @Nullable Instant lastFailedAt,
            @Nullable Instant nextAttemptAt) {
        static final State NONE = new State(0, 0, 0, null, null, null, null, null, null);

        static State of(MessageDao.Count count, List<Line> lines) {
            Optional<Line> failing = lines.stream()
                    .filter(line -> line.failingSince() != null)
                    .max(Comparator.comparing(line -> Objects.requireNonNull(line.failedAt())));
            return new State(
                    count.waiting(),
                    count.givenUp(),
                    lines.stream().mapToLong(Line::delivered).sum(),
                    latest(lines, Line::deliveredAt),
                    earliest(lines, Line::failingSince),
                    failing.map(Line::outcome).orElse(null),
                    failing.map(Line::status).orElse(null),
                    latest(lines, Line::failedAt),
                    failing.isEmpty()
                            ? null
                            : lines.stream()
                                    .filter(line -> line.failingSince() != null)
                                    .map(line -> Instant.ofEpochMilli(line.nextAt()))
                                    .min(Comparator.naturalOrder())
                                    .orElse(null));
        }

        private static @Nullable Instant latest(List<Line> lines, Function<Line, @Nullable Long> when) {
            return lines.stream()
                    .flatMap(line -> Optional.ofNullable(when.apply(line)).stream())
                    .max(Comparator.naturalOrder())
                    .map(Instant::ofEpochMilli)
                    .orElse(null);
        }

        private static @Nullable Instant earliest(List<Line> lines, Function<Line, @Nullable Long> when) {
            return lines.stream()
                    .flatMap(line -> Optional.ofNullable(when.apply(line)).stream())
                    .min(Comparator.naturalOrder())
                    .map(Instant::ofEpochMilli)
                    .orElse(null);
        }
    }
}
