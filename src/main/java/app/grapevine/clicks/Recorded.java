package app.grapevine.clicks;

import app.grapevine.journal.Sequences;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** What this process knows to be recorded of its journal, part by part, see {@link Positions}. Used by one thread at a time. */
final class Recorded {
    private final Positions positions;
    private final Map<Long, Long> byPart;

    Recorded(Positions positions, Map<Long, Long> byPart) {
        this.positions = positions;
        this.byPart = new HashMap<>(byPart);
    }

    /** The part that a visit belongs to. */
    long partOf(long sequence) {
        return positions.part(Sequences.epoch(sequence));
    }

    /** The sequence up to which an epoch is recorded; of H2's single part it may be that of another epoch. */
    long upTo(long epoch) {
        return Objects.requireNonNull(byPart.get(positions.part(epoch)));
    }

    /** The position of the part that a visit belongs to. */
    long positionOf(long sequence) {
        return upTo(Sequences.epoch(sequence));
    }

    void advanced(long to) {
        byPart.put(partOf(to), to);
    }

    void replace(Map<Long, Long> found) {
        byPart.putAll(found);
    }
}
