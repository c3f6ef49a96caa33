package app.grapevine.rollups;

/** Sums of links over a whole day or month, as {@link TotalsWriter} wrote them. */
final class Totals {
    /** Takes the sum of a link; the counts, see {@link Counts#TOTAL}, are valid during the call. */
    interface Reader {
        void link(long link, long[] counts);
    }

    private Totals() {}

    /** Adds counts of a facet to a link's total. */
    static void add(long[] total, long[] counts, boolean dark) {
        for (int i = 0; i < counts.length; i++) {
            total[i] += counts[i];
        }
        total[Counts.DARK] += dark ? counts[Measure.CLICKS.ordinal()] : 0;
    }

    /** @throws IllegalStateException if the bytes are damaged */
    static void read(byte[] stored, LinkSet links, Reader reader) {
        byte[] content = Unpacking.content(stored);
        PackedInput in = new PackedInput(content);
        long[] counts = new long[Counts.TOTAL];
        long link = 0;
        try {
            while (in.position() < content.length) {
                link += in.number();
                if (links.has(link)) {
                    Counts.read(in, counts);
                    reader.link(link, counts);
                } else {
                    Counts.skip(in);
                }
            }
        } catch (IndexOutOfBoundsException e) {
            throw Unpacking.damaged(content.length, e);
        }
    }
}
