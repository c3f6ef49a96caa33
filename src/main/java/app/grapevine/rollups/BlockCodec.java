package app.grapevine.rollups;

import app.grapevine.base.PackedInput;
import app.grapevine.base.QuarterHours;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an earlier version wrote into a row of its rollups: the counts of a link within a block of four hours, by facet,
 * quarter-hour and measure. No counts give no bytes.
 *
 * <pre>
 * block   := version:1 strings facets
 * strings := count { length utf-8 }                  each text once
 * facets  := count { header total length slots }     each facet once, in any order; length in bytes of its slots
 * header  := group { value }                         the ordinal; as many values as the group has dimensions
 * value   := 0 for none | 1 + index of the string
 * total   := counts                                  the sum of the slots
 * slots   := present { counts }                      ascending
 * present := bit i: quarter-hour i of the block has counts
 * counts  := mask { count }                          ascending; bit i: the measure with ordinal i is not 0
 * </pre>
 *
 * All numbers are varints; counts are zigzag-encoded besides, for a difference can be negative. The texts
 * stand in the row itself and not in a table of facets: they cost a byte each where they are used, and there
 * is nothing to look up, to keep consistent, or to clean away.
 */
final class BlockCodec {
    static final int VERSION = 1;
    /** In quarter-hours. */
    static final int QUARTERS = 16;

    static final int PER_DAY = QuarterHours.PER_DAY / QUARTERS;

    private BlockCodec() {}

    /** The block that a quarter-hour lies in, numbered since 1970 UTC. */
    static int of(long quarter) {
        return Math.toIntExact(Math.floorDiv(quarter, QUARTERS));
    }

    /** Is shown what a block holds. */
    interface Reader {
        /** Whether facets of a group are wanted at all. */
        default boolean wants(FacetGroup group) {
            return true;
        }

        /** A facet, and what is wanted of it. */
        CountTaker.Detail facet(Facet facet);

        /** The sum of the last facet by {@link Measure}, where that is wanted; the array is valid during the call. */
        default void total(long[] counts) {}

        /** Counts of the last facet by {@link Measure}, where they are wanted; valid during the call. */
        void quarter(int quarter, long[] counts);
    }

    /** @throws IllegalStateException if the bytes are not a block's */
    static void read(byte[] bytes, Reader reader) {
        if (bytes.length == 0) {
            return;
        }
        try {
            PackedInput in = new PackedInput(bytes);
            List<String> strings = strings(in);
            long[] counts = new long[Measure.COUNT];
            for (long facets = in.number(); facets > 0; facets--) {
                FacetGroup group = FacetGroup.of((int) in.number());
                CountTaker.Detail wanted = CountTaker.Detail.NOTHING;
                if (reader.wants(group)) {
                    wanted = reader.facet(facet(group, in, strings));
                } else {
                    in.skipNumbers(group.width());
                }
                if (wanted == CountTaker.Detail.TOTAL) {
                    counts(in, counts);
                    reader.total(counts);
                } else {
                    skipCounts(in);
                }
                int length = (int) in.number();
                if (wanted == CountTaker.Detail.QUARTERS) {
                    slots(in, reader);
                } else {
                    in.skip(length);
                }
            }
        } catch (IndexOutOfBoundsException e) {
            throw damaged(bytes, e);
        }
    }

    static IllegalStateException damaged(byte[] bytes, IndexOutOfBoundsException e) {
        return new IllegalStateException("a damaged rollup of " + bytes.length + " bytes", e);
    }

    /** Version and strings, with which a block begins. */
    static List<String> strings(PackedInput in) {
        long version = in.number();
        if (version != VERSION) {
            throw new IllegalStateException("a rollup of unknown version " + version);
        }
        int size = (int) in.number();
        List<String> strings = new ArrayList<>(Math.min(size, 256));
        for (int i = 0; i < size; i++) {
            strings.add(in.text());
        }
        return strings;
    }

    private static Facet facet(FacetGroup group, PackedInput in, List<String> strings) {
        @Nullable String[] values = new @Nullable String[group.width()];
        for (int i = 0; i < values.length; i++) {
            int reference = (int) in.number();
            values[i] = reference == 0 ? null : strings.get(reference - 1);
        }
        return new Facet(group, values);
    }

    static void slots(PackedInput in, Reader reader) {
        long[] counts = new long[Measure.COUNT];
        int present = (int) in.number();
        for (int quarter = 0; quarter < QUARTERS; quarter++) {
            if ((present & 1 << quarter) != 0) {
                counts(in, counts);
                reader.quarter(quarter, counts);
            }
        }
    }

    private static void counts(PackedInput in, long[] counts) {
        int mask = (int) in.number();
        for (int i = 0; i < counts.length; i++) {
            counts[i] = (mask & 1 << i) == 0 ? 0 : in.signed();
        }
    }

    static void skipCounts(PackedInput in) {
        in.skipNumbers(Integer.bitCount((int) in.number()));
    }
}
