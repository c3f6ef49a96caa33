package app.grapevine.notices;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;

/**
 * When notices are made, by the clocks of a zone, and what each is about. Pure.
 *
 * <p>Hours end ten minutes before they are looked at, so that what waited in a journal is counted. Days, weeks from Monday and
 * months are told at seven in the morning, when they lie on the table before work begins; where clocks skip that, an hour later.
 * Who was not there when something was due tells the last whole period once, and of those before it nothing: a heap of old
 * digests helps nobody.
 */
final class Schedule {
    private static final LocalTime MORNING = LocalTime.of(7, 0);
    private static final Duration AFTER_THE_HOUR = Duration.ofMinutes(10);
    /** An alert of what is longer ago is none. */
    private static final Duration LONGEST_LOOK = Duration.ofHours(24);

    private Schedule() {}

    /**
     * A period that is over.
     *
     * @param before when the one before it began
     */
    record Span(Instant before, Instant from, Instant to) {}

    /** The first moment after {@code now} at which a notice is due. */
    static Instant next(Period period, ZoneId zone, Instant now) {
        ZonedDateTime local = now.atZone(zone);
        if (period == Period.HOURLY) {
            ZonedDateTime due = local.truncatedTo(ChronoUnit.HOURS).plus(AFTER_THE_HOUR);
            return (due.toInstant().isAfter(now) ? due : due.plusHours(1)).toInstant();
        }
        LocalDate begin = begin(period, local.toLocalDate());
        Instant due = morning(begin, zone);
        return due.isAfter(now) ? due : morning(next(period, begin), zone);
    }

    /** The last period that was over at {@code now}. */
    static Span over(Period period, ZoneId zone, Instant now) {
        if (period == Period.HOURLY) {
            Instant to = hour(zone, now);
            Instant from = to.minus(Duration.ofHours(1));
            return new Span(from.minus(Duration.ofHours(1)), from, to);
        }
        LocalDate to = begin(period, now.atZone(zone).toLocalDate());
        LocalDate from = begin(period, to.minusDays(1));
        LocalDate before = begin(period, from.minusDays(1));
        return new Span(start(before, zone), start(from, zone), start(to, zone));
    }

    /**
     * What an alert looks at: the hours that are over, from the one on that was due first.
     *
     * @param due when it was to be made
     */
    static Span hours(ZoneId zone, Instant due, Instant now) {
        Instant to = hour(zone, now);
        Instant first = hour(zone, due).minus(Duration.ofHours(1));
        Instant from = first.isBefore(to.minus(LONGEST_LOOK)) ? to.minus(LONGEST_LOOK) : first;
        return new Span(from, from, to);
    }

    /** The full hour that the clocks of the zone showed last. */
    private static Instant hour(ZoneId zone, Instant now) {
        return now.atZone(zone).truncatedTo(ChronoUnit.HOURS).toInstant();
    }

    private static LocalDate begin(Period period, LocalDate day) {
        return switch (period) {
            case HOURLY, DAILY -> day;
            case WEEKLY -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTHLY -> day.withDayOfMonth(1);
        };
    }

    private static LocalDate next(Period period, LocalDate begin) {
        return switch (period) {
            case HOURLY, DAILY -> begin.plusDays(1);
            case WEEKLY -> begin.plusWeeks(1);
            case MONTHLY -> begin.plusMonths(1);
        };
    }

    private static Instant morning(LocalDate day, ZoneId zone) {
        return day.atTime(MORNING).atZone(zone).toInstant();
    }

    private static Instant start(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant();
    }
}
