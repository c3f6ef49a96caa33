package app.grapevine.stats;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What moments of a range are gathered in: the steps of a series, or the hours of a week. Immutable. */
interface Buckets {
    Interval interval();

    int size();

    /** The one that holds a quarter-hour of the range. */
    int indexOf(long quarter);

    /** Whether one holds two quarter-hours and all between. */
    boolean isOne(long first, long last);

    /** When one begins; null where it comes again and again. */
    @Nullable
    Instant start(int index);

    /** What to write beneath one in a chart, and a spreadsheet can sort. */
    String label(int index);
}
