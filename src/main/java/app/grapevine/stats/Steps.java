package app.grapevine.stats;

import app.grapevine.base.FaultCode;
import app.grapevine.base.QuarterHours;
import app.grapevine.base.RefusedException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.IsoFields;
import java.time.zone.ZoneOffsetTransition;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/**
 * The steps of a time series in a zone: hours, days, weeks or months by its clocks, over a range. Immutable.
 *
 * <p>A day has 23, 24 or 25 hours, or another length where clocks change by less. An hour begins when the
 * clock shows a full hour, and also where the clock is changed: so the hour that is shown twice makes two
 * steps, and no step holds moments of two offsets.
 */
final class Steps implements Buckets {
    static final int MOST = 2000;

    private static final DateTimeFormatter HOURS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mmxxx", Locale.ROOT);

    private final ZoneId zone;
    private final Interval interval;
    /** In quarter-hours; one more than there are steps, the last is the end of the last one. */
    private final long[] starts;

    private Steps(ZoneId zone, Interval interval, long[] starts) {
        this.zone = zone;
        this.interval = interval;
        this.starts = starts;
    }

    /**
     * The steps that a range of quarter-hours touches.
     *
     * @throws RefusedException INVALID if there are more than {@value #MOST}
     */
    static Steps of(long from, long to, ZoneId zone, Interval interval) {
        long[] starts = new long[64];
        int size = 0;
        Instant end = QuarterHours.start(to);
        Instant start = begin(QuarterHours.start(from), zone, interval);
        for (Instant next = start; ; next = next(next, zone, interval)) {
            long quarter = QuarterHours.floor(next);
            if (size == 0 || quarter > starts[size - 1]) {
                if (size > MOST) {
                    throw RefusedException.invalid(
                            "interval", FaultCode.TOO_MANY_STEPS, Map.of("most", MOST, "interval", interval.label()));
                }
                starts = size == starts.length ? Arrays.copyOf(starts, size * 2) : starts;
                starts[size++] = quarter;
            }
            if (!next.isBefore(end)) {
                return new Steps(zone, interval, Arrays.copyOf(starts, size));
            }
        }
    }

    private static Instant begin(Instant instant, ZoneId zone, Interval interval) {
        if (interval != Interval.HOUR) {
            LocalDate day = interval.begin(instant.atZone(zone).toLocalDate());
            return day.atStartOfDay(zone).toInstant();
        }
        long offset = zone.getRules().getOffset(instant).getTotalSeconds();
        long sinceFullHour = Math.floorMod(instant.getEpochSecond() + offset, 3600L);
        Instant fullHour = instant.minusSeconds(sinceFullHour);
        ZoneOffsetTransition change = zone.getRules().previousTransition(instant.plusNanos(1));
        return change != null && change.getInstant().isAfter(fullHour) ? change.getInstant() : fullHour;
    }

    private static Instant next(Instant begin, ZoneId zone, Interval interval) {
        if (interval != Interval.HOUR) {
            LocalDate day = interval.begin(begin.atZone(zone).toLocalDate());
            return interval.next(day).atStartOfDay(zone).toInstant();
        }
        long offset = zone.getRules().getOffset(begin).getTotalSeconds();
        long untilFullHour = 3600 - Math.floorMod(begin.getEpochSecond() + offset, 3600L);
        Instant fullHour = begin.plus(Duration.ofSeconds(untilFullHour));
        ZoneOffsetTransition change = zone.getRules().nextTransition(begin);
        return change != null && change.getInstant().isBefore(fullHour) ? change.getInstant() : fullHour;
    }

    @Override
    public Interval interval() {
        return interval;
    }

    @Override
    public int size() {
        return starts.length - 1;
    }

    @Override
    public int indexOf(long quarter) {
        int found = Arrays.binarySearch(starts, quarter);
        return found >= 0 ? found : -found - 2;
    }

    @Override
    public boolean isOne(long first, long last) {
        return indexOf(first) == indexOf(last);
    }

    /** By the zone's calendar, which may be before the range does. */
    @Override
    public Instant start(int index) {
        return QuarterHours.start(starts[index]);
    }

    /**
     * What to write beneath a step in a chart, and a spreadsheet can sort: {@code 2026-10-25}, {@code 2026-W43},
     * {@code 2026-10}; hours with their offset, {@code 2026-10-25T02:00+01:00}, for one of them may come twice.
     */
    @Override
    public String label(int index) {
        OffsetDateTime local = start(index).atZone(zone).toOffsetDateTime();
        return switch (interval) {
            case HOUR -> local.format(HOURS);
            case DAY -> local.toLocalDate().toString();
            case WEEK ->
                local.get(IsoFields.WEEK_BASED_YEAR)
                        + String.format(Locale.ROOT, "-W%02d", local.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
            case MONTH -> YearMonth.from(local).toString();
            case HOUR_OF_WEEK -> throw new IllegalStateException("the hours of the week are no steps");
        };
    }
}
