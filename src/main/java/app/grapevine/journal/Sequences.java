package app.grapevine.journal;

/**
 * The numbers of visits in a node's journal: epoch in the upper bits, a counter from 1 in the lower 40. Each
 * start of a node begins a new epoch, whatever became of the journal; so no number is ever given twice, and a
 * later one is greater.
 */
public final class Sequences {
    private static final int COUNTER_BITS = 40;
    private static final long COUNTER_MASK = (1L << COUNTER_BITS) - 1;

    private Sequences() {}

    public static long of(long epoch, long counter) {
        return epoch << COUNTER_BITS | counter;
    }

    public static long epoch(long sequence) {
        return sequence >>> COUNTER_BITS;
    }

    static long counter(long sequence) {
        return sequence & COUNTER_MASK;
    }
}
