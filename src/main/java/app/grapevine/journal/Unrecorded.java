package app.grapevine.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongUnaryOperator;

/**
 * What of the journal is not in the database, by the arithmetic of {@link Sequences}: what is damaged counts as well.
 * Immutable.
 *
 * @param found of each epoch before this one that has any, in order: the sequence behind which it begins, and the last
 * @param own the sequence behind which it begins in this epoch
 */
record Unrecorded(List<Range> found, long own) {
    Unrecorded {
        found = List.copyOf(found);
    }

    /** Behind one sequence, up to another of the same epoch. */
    record Range(long behind, long last) {
        private Range to(long sequence) {
            return new Range(behind, Math.max(last, sequence));
        }
    }

    /** All of these, and this epoch from its begin. */
    static Unrecorded of(List<Segment> segments, long own) {
        Map<Long, Range> byEpoch = new TreeMap<>();
        for (Segment segment : segments) {
            Range begun = new Range(segment.first - 1, segment.first - 1);
            byEpoch.merge(
                    Sequences.epoch(segment.first), begun.to(segment.last()), (range, next) -> range.to(next.last()));
        }
        return new Unrecorded(new ArrayList<>(byEpoch.values()), own);
    }

    /** What is left of it. @param recorded see {@link Journal#skip} */
    Unrecorded without(LongUnaryOperator recorded) {
        List<Range> left = new ArrayList<>();
        for (Range range : found) {
            long from = Math.max(range.behind, recorded.applyAsLong(Sequences.epoch(range.last)));
            if (from < range.last) {
                left.add(new Range(from, range.last));
            }
        }
        return new Unrecorded(left, Math.max(own, recorded.applyAsLong(Sequences.epoch(own))));
    }

    /** The position behind which all of it is. */
    long begin() {
        return found.isEmpty() ? own : found.get(0).behind;
    }

    /** How many have a sequence above {@code position} and up to {@code upTo}. */
    long countBetween(long position, long upTo) {
        long count = Math.max(0, upTo - Math.max(own, position));
        for (Range range : found) {
            count += Math.max(0, Math.min(range.last, upTo) - Math.max(range.behind, position));
        }
        return count;
    }

    /** Those that it has visits of, and this one. */
    Set<Long> epochs() {
        Set<Long> epochs = new TreeSet<>(Set.of(Sequences.epoch(own)));
        found.forEach(range -> epochs.add(Sequences.epoch(range.last)));
        return epochs;
    }
}
