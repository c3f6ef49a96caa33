package app.grapevine.demo;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Random;

/** When people tap: by the hour, by the day of the week, and by how long ago a link was shared. */
final class Rhythm {
    /** By the hour of the day in UTC, as of people in central Europe. */
    private static final double[] HOURS = {
        0.5, 0.3, 0.2, 0.2, 0.4, 1.0, 2.2, 3.4, 3.6, 3.4, 3.6, 4.6, 4.8, 4.0, 3.6, 3.8, 4.4, 5.4, 6.4, 7.0, 6.2, 4.2,
        2.4, 1.1
    };

    private static final double SUM_OF_HOURS = sum(HOURS);

    /** A wave rises at once and falls to a third within about this many days. */
    private static final double FALL_DAYS = 3.5;

    /** What is left of a wave when it is long over: people find the message again. */
    private static final double EBB = 0.18;

    private static final double SECOND_WAVE = 0.55;
    private static final long HOUR_MILLIS = 3_600_000;

    private Rhythm() {}

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }

    /**
     * How much a link is tapped on a day, beside its other days.
     *
     * @param age days since it was shared; below 0 there is nothing
     * @param life days from its sharing to the end of the story; in the middle it is shared again
     */
    static double ofDay(int age, int life, LocalDate date) {
        if (age < 0) {
            return 0;
        }
        int again = age - life / 2;
        double second = again < 0 ? 0 : SECOND_WAVE * Math.exp(-again / FALL_DAYS);
        return (Math.exp(-age / FALL_DAYS) + second + EBB) * ofWeekday(date.getDayOfWeek());
    }

    private static double ofWeekday(DayOfWeek day) {
        return switch (day) {
            case MONDAY -> 0.92;
            case TUESDAY, WEDNESDAY -> 1.0;
            case THURSDAY -> 1.05;
            case FRIDAY -> 1.12;
            case SATURDAY -> 1.18;
            case SUNDAY -> 0.86;
        };
    }

    /** A moment of a day, in milliseconds from its begin. */
    static long moment(Random random) {
        double left = random.nextDouble() * SUM_OF_HOURS;
        int hour = 0;
        while (hour < HOURS.length - 1 && left >= HOURS[hour]) {
            left -= HOURS[hour];
            hour++;
        }
        return hour * HOUR_MILLIS + random.nextInt((int) HOUR_MILLIS);
    }
}
