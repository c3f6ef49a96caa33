package app.grapevine.rollups;

import app.grapevine.base.PackedOutput;
import java.util.Arrays;

/**
 * The counts of one link on one day while they are gathered: cells, each of a facet and a quarter-hour of the day, come
 * in any order and any number of times, and leave in order, summed. Made to be used again and again, for there are many
 * links. Not safe for use by many threads.
 *
 * <p>A cell is one number, so that sorting them is sorting numbers: the facet, the quarter-hour, and what is counted;
 * which is either a single visit's measures as they are, or where its counts stand.
 */
final class Cells {
    /** Is shown the cells in order; the counts are valid during the call, and never all 0. */
    interface Reader {
        void cell(int facet, int quarter, long[] counts);
    }

    private static final int PAYLOAD_BITS = 31;
    private static final int QUARTER_BITS = 7;
    private static final long SINGLE = 1L << 30;
    private static final long NEGATIVE = 1L << 29;
    private static final long MASK = (1L << Counts.CELL) - 1;

    private static final int LONGEST_TEXT = 1000;

    private long[] cells = new long[64];
    private int size;
    private long[] counts = new long[16 * Counts.CELL];
    private int counted;

    void clear() {
        size = 0;
        counted = 0;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** @param measures bit i for the measure with ordinal i */
    void addVisit(int facet, int quarter, int measures, boolean negative) {
        put(facet, quarter, SINGLE | (negative ? NEGATIVE : 0) | measures);
    }

    void add(int facet, int quarter, long[] more) {
        int at = counted * Counts.CELL;
        if (at + Counts.CELL > counts.length) {
            counts = Arrays.copyOf(counts, counts.length * 2);
        }
        System.arraycopy(more, 0, counts, at, Counts.CELL);
        put(facet, quarter, counted++);
    }

    private void put(int facet, int quarter, long payload) {
        if (size == cells.length) {
            cells = Arrays.copyOf(cells, size * 2);
        }
        cells[size++] = ((long) facet << QUARTER_BITS | quarter) << PAYLOAD_BITS | payload;
    }

    /** Shows what was added, in the order of facets' numbers and of time. */
    void read(Reader reader) {
        Arrays.sort(cells, 0, size);
        long[] sum = new long[Counts.CELL];
        for (int i = 0; i < size; ) {
            long place = cells[i] >>> PAYLOAD_BITS;
            Arrays.fill(sum, 0);
            for (; i < size && cells[i] >>> PAYLOAD_BITS == place; i++) {
                addTo(sum, cells[i]);
            }
            if (!Counts.isNothing(sum)) {
                reader.cell((int) (place >>> QUARTER_BITS), (int) (place & (1 << QUARTER_BITS) - 1), sum);
            }
        }
    }

    private void addTo(long[] sum, long cell) {
        if ((cell & SINGLE) != 0) {
            long sign = (cell & NEGATIVE) == 0 ? 1 : -1;
            for (long left = cell & MASK; left != 0; left &= left - 1) {
                sum[Long.numberOfTrailingZeros(left)] += sign;
            }
        } else {
            int at = (int) (cell & SINGLE - 1) * Counts.CELL;
            for (int i = 0; i < sum.length; i++) {
                sum[i] += counts[at + i];
            }
        }
    }

    /** Whether the same is counted in both, whatever it was added by; facets are numbered alike. */
    boolean hasSame(Cells other) {
        return Arrays.equals(packed(), other.packed());
    }

    private byte[] packed() {
        PackedOutput out = new PackedOutput();
        read((facet, quarter, counts) -> {
            out.number(facet);
            out.number(quarter);
            Counts.write(counts, out);
        });
        return out.toBytes();
    }

    /** For people; of many cells the first ones. */
    String text(Facets facets) {
        StringBuilder text = new StringBuilder();
        read((facet, quarter, counts) -> {
            if (text.length() < LONGEST_TEXT) {
                text.append(facets.get(facet))
                        .append('@')
                        .append(quarter)
                        .append(Arrays.toString(counts))
                        .append(' ');
            }
        });
        return text.isEmpty() ? "nothing" : text.toString().trim();
    }
}
