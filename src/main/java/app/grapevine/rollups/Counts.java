package app.grapevine.rollups;

import app.grapevine.base.PackedInput;
import app.grapevine.base.PackedOutput;

/**
 * The packed form of a few counts, most of which are 0 and most others 1: {@code mask * 2 + ones}, where bit i of the
 * mask says that the count with number i is not 0, and {@code ones} that each of these is 1; unless they all are, they
 * follow, zigzag-encoded, for a correction can be negative. So what one visit adds is a byte.
 */
final class Counts {
    /** What a quarter-hour of a facet has. */
    static final int CELL = Measure.COUNT;

    /** What a link has in the totals: the measures, and behind them the clicks that stay dark. */
    static final int TOTAL = Measure.COUNT + 1;

    static final int DARK = Measure.COUNT;

    /** Where the dark clicks stand in the stored form of totals: measures of later versions come behind them. */
    private static final int STORED_DARK = 7;

    private Counts() {}

    /** Totals in the order of their stored form. */
    static long[] toStored(long[] total) {
        long[] stored = new long[TOTAL];
        System.arraycopy(total, 0, stored, 0, STORED_DARK);
        stored[STORED_DARK] = total[DARK];
        System.arraycopy(total, STORED_DARK, stored, STORED_DARK + 1, DARK - STORED_DARK);
        return stored;
    }

    /** The reverse of {@link #toStored}. */
    static void fromStored(long[] stored, long[] total) {
        System.arraycopy(stored, 0, total, 0, STORED_DARK);
        total[DARK] = stored[STORED_DARK];
        System.arraycopy(stored, STORED_DARK + 1, total, STORED_DARK, DARK - STORED_DARK);
    }

    static boolean isNothing(long[] counts) {
        for (long count : counts) {
            if (count != 0) {
                return false;
            }
        }
        return true;
    }

    static void write(long[] counts, PackedOutput out) {
        int mask = 0;
        boolean ones = true;
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] != 0) {
                mask |= 1 << i;
                ones &= counts[i] == 1;
            }
        }
        out.number(mask << 1 | (ones ? 1 : 0));
        for (int i = 0; !ones && i < counts.length; i++) {
            if (counts[i] != 0) {
                out.signed(counts[i]);
            }
        }
    }

    static void read(PackedInput in, long[] counts) {
        int head = (int) in.number();
        boolean ones = (head & 1) == 1;
        for (int i = 0; i < counts.length; i++) {
            counts[i] = (head & 2 << i) == 0 ? 0 : ones ? 1 : in.signed();
        }
    }

    static void skip(PackedInput in) {
        int head = (int) in.number();
        if ((head & 1) == 0) {
            in.skipNumbers(Integer.bitCount(head >>> 1));
        }
    }
}
