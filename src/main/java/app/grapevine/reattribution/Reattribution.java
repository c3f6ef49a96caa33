package app.grapevine.reattribution;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A run over recorded visits that judges them anew, or a rehearsal, which only counts what that would change.
 *
 * @param dryRun whether it is a rehearsal
 * @param from the first moment of the visits; the epoch for all from the beginning
 * @param to the moment before which the visits are
 * @param rulesVersion of the rules that judge
 * @param state how far it is
 * @param reached the time of the visit it came to last
 * @param percent how much of the time from the first of the visits to the last it has gone through; 100 only when it is
 *     finished
 * @param examined visits looked at so far; suppressed ones are not
 * @param changed of these, those whose verdict is another now
 * @param forgotten of these, those left as they are because retention has taken what they could be judged by
 * @param finishedAt null until it is
 * @param totals the visits examined so far by kind and channel, as they were and as they are
 * @param moves of a rehearsal, the changes that most visits make, the largest first
 * @param otherMoves of a rehearsal, how many visits make others
 */
public record Reattribution(
        String id,
        boolean dryRun,
        Instant from,
        Instant to,
        int rulesVersion,
        State state,
        Instant reached,
        int percent,
        long examined,
        long changed,
        long forgotten,
        Instant startedAt,
        @Nullable Instant finishedAt,
        List<Total> totals,
        List<Move> moves,
        long otherMoves) {
    public Reattribution {
        totals = List.copyOf(totals);
        moves = List.copyOf(moves);
    }

    /** How far a run is. */
    public enum State {
        RUNNING,
        FINISHED,
        /**
         * Broken off, and then the rules changed again; of a rehearsal also: the channels changed, or a run began. It will not
         * be taken up. Start another.
         */
        OUTDATED;

        /** As the API writes it. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The state of that label. */
        public static Optional<State> find(String label) {
            for (State state : values()) {
                if (state.label().equals(label)) {
                    return Optional.of(state);
                }
            }
            return Optional.empty();
        }
    }

    /**
     * Visits of one kind and channel.
     *
     * @param kind as the API writes it
     * @param channel null for those without one
     */
    public record Total(String kind, @Nullable String channel, long before, long after) {}

    /**
     * A verdict, as far as moves are told apart.
     *
     * @param rule the one that decided; null where that is not known any more
     * @param kind as the API writes it
     * @param channel null where there is none
     * @param tier as the API writes it; null for what is no click
     */
    public record Judged(
            @Nullable String rule,
            String kind,
            @Nullable String channel,
            @Nullable String tier) {}

    /**
     * Visits whose verdict would be another. Where both are alike, what changes is the rest of it: its visibility, its
     * evidence, the device, or whether it counts as an attempt to share.
     */
    public record Move(Judged before, Judged after, long visits) {}
}
