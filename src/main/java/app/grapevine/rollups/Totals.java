package app.grapevine.rollups;

import app.grapevine.base.PackedInput;
import app.grapevine.base.PackedOutput;

/**
 * Sums of links over the whole day or month of a run, what a ranking needs: a part is {@code { link counts }}, links
 * ascending, each less the one before. See {@link Counts#TOTAL} for what is counted.
 */
final class Totals {
    private static final int LIMIT = 1 << 16;

    private Totals() {}

    /** Adds counts of a facet to a link's total. */
    static void add(long[] total, long[] counts, boolean dark) {
        for (int i = 0; i < counts.length; i++) {
            total[i] += counts[i];
        }
        total[Counts.DARK] += dark ? counts[Measure.CLICKS.ordinal()] : 0;
    }

    /** Writes parts. Not safe for use by many threads. */
    static final class Writer {
        private final RunContent content;
        private final PackedOutput body = new PackedOutput();
        private long first = -1;
        private long last;

        Writer(RunContent content) {
            this.content = content;
        }

        /** @param link greater than the one before */
        void add(long link, long[] counts) {
            if (Counts.isNothing(counts)) {
                return;
            }
            body.number(first < 0 ? link : link - last);
            Counts.write(Counts.toStored(counts), body);
            first = first < 0 ? link : first;
            last = link;
            // What is asked for most is all links together, and never with links.
            if (body.size() > LIMIT || link == LinkSet.ALL_LINKS) {
                end();
            }
        }

        void end() {
            if (first >= 0) {
                content.add(Part.TOTALS, first, last, body);
            }
            first = -1;
            body.clear();
        }
    }

    /** Walks through a part. Throws IllegalStateException where the bytes are damaged. Not safe for use by many threads. */
    static final class Cursor {
        private final byte[] content;
        private final PackedInput in;
        private final long[] stored = new long[Counts.TOTAL];
        private final long[] counts = new long[Counts.TOTAL];
        private long link;

        /** @param stored as it stands in the database */
        Cursor(byte[] stored) {
            content = RunContent.unpacked(stored);
            in = new PackedInput(content);
        }

        /** Goes to the next link; false behind the last. */
        boolean next() {
            if (in.position() == content.length) {
                return false;
            }
            try {
                link += in.number();
                Counts.read(in, stored);
                Counts.fromStored(stored, counts);
                return true;
            } catch (IndexOutOfBoundsException e) {
                throw RunContent.damaged(content.length, e);
            }
        }

        long link() {
            return link;
        }

        /** Valid until the next call. */
        long[] counts() {
            return counts;
        }
    }
}
