package app.grapevine.visits;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.function.LongPredicate;

/**
 * Sequences of a node that are looked for, asked for each visit of a segment: a bit for each sequence between the least and the
 * greatest, unless these are far apart, as where most of what was between them is gone. Safe for use by many threads once it is made.
 */
final class WantedSequences implements LongPredicate {
    /** Two megabytes of bits. */
    private static final long WIDEST = 1 << 24;

    private final long[] sorted;
    private final BitSet bits = new BitSet();
    private final boolean isWide;

    WantedSequences(Collection<Long> sequences) {
        sorted = sequences.stream().mapToLong(Long::longValue).sorted().toArray();
        isWide = sorted.length > 0 && sorted[sorted.length - 1] - sorted[0] >= WIDEST;
        if (!isWide) {
            for (long sequence : sorted) {
                bits.set((int) (sequence - sorted[0]));
            }
        }
    }

    boolean isEmpty() {
        return sorted.length == 0;
    }

    @Override
    public boolean test(long sequence) {
        if (isEmpty() || sequence < sorted[0] || sequence > sorted[sorted.length - 1]) {
            return false;
        }
        return isWide ? Arrays.binarySearch(sorted, sequence) >= 0 : bits.get((int) (sequence - sorted[0]));
    }
}
