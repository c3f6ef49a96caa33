package app.grapevine.notices;

import java.util.Arrays;
import java.util.List;

/**
 * When a link suddenly rises, and when it falls silent. Pure. The numbers and their reasons stand in decision 0064, for readers in
 * NOTICES.md and in each alert.
 *
 * <p><b>Rises</b>: in the last full hour it had {@value #LEAST_CLICKS} clicks or more, and at least {@value #TIMES} times the
 * median of the same hour of the day in the {@value #DAYS} days before, and more than that median and {@value #SPREADS} times the
 * usual spread. The spread is the median absolute deviation times 1.4826, which for a normal distribution is its standard
 * deviation (Rousseeuw and Croux 1993); one day that was unusual moves neither. A link of less than {@value #LEAST_DAYS} days has
 * no usual hour.
 *
 * <p><b>Falls silent</b>: no click for 24 hours, and in each of the {@value #WEEK} times 24 hours before at least one, and in all
 * of them at least {@value #LEAST_A_DAY} a day on average. Where clicks come as chance has it, ten a day leave a day without one
 * once in 22,000; a link that rests on weekends is not silent on one.
 */
final class AlertRule {
    static final int LEAST_CLICKS = 20;
    static final int TIMES = 3;
    static final int SPREADS = 6;
    static final int DAYS = 14;
    static final int LEAST_DAYS = 7;

    static final int WEEK = 7;
    static final int LEAST_A_DAY = 10;

    private static final double DEVIATION_OF_NORMAL = 1.4826;

    private AlertRule() {}

    /** @param sameHours the clicks of the same hour on each day before on which there was the link, {@link #DAYS} at most */
    static boolean rises(long clicks, List<Long> sameHours) {
        if (sameHours.size() < LEAST_DAYS || clicks < LEAST_CLICKS) {
            return false;
        }
        double usual = median(sameHours);
        double spread = DEVIATION_OF_NORMAL
                * median(sameHours.stream().map(hour -> Math.abs(hour - usual)).toList());
        return clicks >= TIMES * usual && clicks > usual + SPREADS * spread;
    }

    /**
     * @param lastDay clicks of the last 24 hours
     * @param days clicks of each of the {@link #WEEK} times 24 hours before
     */
    static boolean isSilent(long lastDay, List<Long> days) {
        long all = days.stream().mapToLong(Long::longValue).sum();
        return lastDay == 0
                && days.size() == WEEK
                && days.stream().allMatch(day -> day > 0)
                && all >= (long) LEAST_A_DAY * WEEK;
    }

    /** The middle one, or the mean of the two in the middle; 0 of none. */
    static double median(List<? extends Number> values) {
        double[] sorted = values.stream().mapToDouble(Number::doubleValue).toArray();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        if (sorted.length == 0) {
            return 0;
        }
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
