package app.grapevine.stats;

import app.grapevine.base.QuarterHours;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The 168 hours of a week by a zone's clocks, from Monday's first: each gathers what happened at that hour in any week of a
 * range. An hour that a changed clock shows twice counts to the one hour that it shows. Immutable.
 */
final class HoursOfWeek implements Buckets {
    private static final int SIZE = 7 * 24;
    private static final int IN_AN_HOUR = 4;
    private static final int IN_A_WEEK = SIZE * IN_AN_HOUR;
    /** 1970 began on a Thursday: so many quarter-hours after its Monday. */
    private static final int FROM_MONDAY = 3 * 24 * IN_AN_HOUR;

    /** The quarter-hours from which an offset holds, in their order, and how far each puts clocks forward, in quarter-hours. */
    private final long[] since;

    private final long[] ahead;

    private HoursOfWeek(long[] since, long[] ahead) {
        this.since = since;
        this.ahead = ahead;
    }

    static HoursOfWeek of(long from, long to, ZoneId zone) {
        long[] since = {from};
        long[] ahead = {ahead(zone, QuarterHours.start(from))};
        Instant end = QuarterHours.start(to);
        ZoneOffsetTransition change = zone.getRules().nextTransition(QuarterHours.start(from));
        while (change != null && change.getInstant().isBefore(end)) {
            since = Arrays.copyOf(since, since.length + 1);
            ahead = Arrays.copyOf(ahead, ahead.length + 1);
            since[since.length - 1] = QuarterHours.floor(change.getInstant());
            ahead[ahead.length - 1] = ahead(zone, change.getInstant());
            change = zone.getRules().nextTransition(change.getInstant());
        }
        return new HoursOfWeek(since, ahead);
    }

    private static long ahead(ZoneId zone, Instant instant) {
        Duration offset = Duration.ofSeconds(zone.getRules().getOffset(instant).getTotalSeconds());
        return Math.floorDiv(offset.toMillis(), QuarterHours.MILLIS);
    }

    @Override
    public Interval interval() {
        return Interval.HOUR_OF_WEEK;
    }

    @Override
    public int size() {
        return SIZE;
    }

    @Override
    public int indexOf(long quarter) {
        int found = Arrays.binarySearch(since, quarter);
        long shown = quarter + ahead[Math.max(0, found >= 0 ? found : -found - 2)];
        return (int) Math.floorMod(shown + FROM_MONDAY, (long) IN_A_WEEK) / IN_AN_HOUR;
    }

    /** What lies a week apart is in one as well, but what is between is not. */
    @Override
    public boolean isOne(long first, long last) {
        return last - first < IN_AN_HOUR && indexOf(first) == indexOf(last);
    }

    @Override
    public @Nullable Instant start(int index) {
        return null;
    }

    /** {@code 1T09}: the day of the week as ISO 8601 counts them, of which Monday is the first, and the hour. */
    @Override
    public String label(int index) {
        return String.format(Locale.ROOT, "%dT%02d", index / 24 + 1, index % 24);
    }
}
