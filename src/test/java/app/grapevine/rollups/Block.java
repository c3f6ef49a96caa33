package app.grapevine.rollups;

import app.grapevine.base.QuarterHours;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The counts of one row of the rollups: by facet, quarter-hour and measure, over {@value #QUARTERS}
 * quarter-hours. Also used for differences, so that counts can be negative. Not safe for use by many threads.
 *
 * <p>Four hours are a compromise. What one batch touches is written anew as a whole, so a row must not hold
 * a long time; and what an answer reads is rows, so it must not hold a short one.
 */
final class Block {
    static final int QUARTERS = 16;
    static final int PER_DAY = QuarterHours.PER_DAY / QUARTERS;

    /** Facet → quarter-hour → counts by {@link Measure}; quarter-hours without counts are null. */
    private final Map<Facet, long[] @Nullable []> counts = new HashMap<>();

    /** The block that a quarter-hour lies in. */
    static int of(long quarter) {
        return Math.toIntExact(Math.floorDiv(quarter, QUARTERS));
    }

    void add(Facet facet, int quarter, Measure measure, long count) {
        slot(quarters(facet), quarter)[measure.ordinal()] += count;
    }

    void add(Facet facet, int quarter, long[] more) {
        add(quarters(facet), quarter, more);
    }

    static void add(long[] @Nullable [] quarters, int quarter, long[] more) {
        long[] slot = slot(quarters, quarter);
        for (int i = 0; i < slot.length; i++) {
            slot[i] += more[i];
        }
    }

    static long[] total(long[] @Nullable [] quarters) {
        long[] total = new long[Measure.COUNT];
        for (long[] counts : quarters) {
            for (int i = 0; counts != null && i < total.length; i++) {
                total[i] += counts[i];
            }
        }
        return total;
    }

    private long[] @Nullable [] quarters(Facet facet) {
        return counts.computeIfAbsent(facet, none -> new long[QUARTERS][]);
    }

    private static long[] slot(long[] @Nullable [] quarters, int quarter) {
        long[] slot = quarters[quarter];
        if (slot == null) {
            slot = new long[Measure.COUNT];
            quarters[quarter] = slot;
        }
        return slot;
    }

    /** What takes these counts back. */
    Block negated() {
        Block negated = new Block();
        counts.forEach((facet, quarters) -> {
            for (int quarter = 0; quarter < QUARTERS; quarter++) {
                long[] slot = quarters[quarter];
                if (slot != null) {
                    negated.add(
                            facet,
                            quarter,
                            Arrays.stream(slot).map(count -> -count).toArray());
                }
            }
        });
        return negated;
    }

    /** Live; for {@link BlockMerge}. */
    Map<Facet, long[] @Nullable []> counts() {
        return counts;
    }

    /** The same text for the same counts. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(counts)
                .forEach((facet, quarters) ->
                        text.append(facet).append(Arrays.deepToString(quarters)).append('\n'));
        return text.toString();
    }
}
