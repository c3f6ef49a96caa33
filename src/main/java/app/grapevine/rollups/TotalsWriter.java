package app.grapevine.rollups;

/**
 * Writes sums of links into parts: {@code { link counts }}, links ascending, each less the one before. See
 * {@link Counts#TOTAL} for what is counted. Not safe for use by many threads.
 */
final class TotalsWriter {
    private static final int LIMIT = 1 << 16;

    private final RunContent content;
    private final PackedOutput body = new PackedOutput();
    private long first = -1;
    private long last;

    TotalsWriter(RunContent content) {
        this.content = content;
    }

    void add(long link, long[] counts) {
        if (Counts.isNothing(counts)) {
            return;
        }
        body.number(first < 0 ? link : link - last);
        Counts.write(counts, body);
        first = first < 0 ? link : first;
        last = link;
        if (body.size() > LIMIT) {
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
