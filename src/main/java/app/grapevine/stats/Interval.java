package app.grapevine.stats;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The length of the steps of a time series. */
public enum Interval {
    HOUR,
    DAY,
    /** As ISO 8601 has it, beginning on Monday. */
    WEEK,
    MONTH,
    /** No step that follows another: an hour of a weekday, in all weeks together. */
    HOUR_OF_WEEK;

    /** As the API writes it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Map<String, Interval> byLabel() {
        return Arrays.stream(values()).collect(Collectors.toMap(Interval::label, interval -> interval));
    }

    /** The first day of the step that holds a day; not for hours. */
    LocalDate begin(LocalDate day) {
        return switch (this) {
            case HOUR, DAY, HOUR_OF_WEEK -> day;
            case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTH -> day.withDayOfMonth(1);
        };
    }

    LocalDate next(LocalDate begin) {
        return switch (this) {
            case HOUR, DAY, HOUR_OF_WEEK -> begin.plusDays(1);
            case WEEK -> begin.plusWeeks(1);
            case MONTH -> begin.plusMonths(1);
        };
    }
}
