package app.grapevine.notices;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The rule of alerts on made-up series. */
class AlertRuleTest {
    private static List<Long> hours(long... clicks) {
        List<Long> hours = new ArrayList<>();
        for (long one : clicks) {
            hours.add(one);
        }
        return hours;
    }

    private static List<Long> same(long clicks, int times) {
        return Collections.nCopies(times, clicks);
    }

    @Test
    void aLinkThatRestsRisesWithTwentyClicksInAnHour() {
        assertThat(AlertRule.rises(19, same(0, 14))).isFalse();
        assertThat(AlertRule.rises(20, same(0, 14))).isTrue();
    }

    @Test
    void aBusyLinkRisesWithThreeTimesItsUsual() {
        assertThat(AlertRule.rises(299, same(100, 14))).isFalse();
        assertThat(AlertRule.rises(300, same(100, 14))).isTrue();
    }

    @Test
    void whereHoursDifferMoreItTakesMore() {
        // The median is 55, each hour is 45 from it: the spread is 67, and six of them on top are 455.
        List<Long> wide = hours(10, 100, 10, 100, 10, 100, 10, 100, 10, 100, 10, 100, 10, 100);
        assertThat(AlertRule.rises(300, wide)).as("three times the usual").isFalse();
        assertThat(AlertRule.rises(456, wide)).isTrue();
    }

    @Test
    void oneDayThatWasUnusualChangesNothing() {
        List<Long> before = new ArrayList<>(same(10, 13));
        before.add(5000L);
        assertThat(AlertRule.rises(30, before)).isTrue();
    }

    @Test
    void aLinkOfLessThanAWeekHasNoUsualHour() {
        assertThat(AlertRule.rises(1000, same(0, 6))).isFalse();
        assertThat(AlertRule.rises(1000, same(0, 7))).isTrue();
    }

    /** Of links whose clicks come as chance has it, at a rate that follows the day, none rises in a year. */
    @Test
    void chanceAloneRaisesNoAlarm() {
        Random random = new Random(34);
        int alarms = 0;
        for (double mean : new double[] {0.5, 2, 5, 10, 30, 100}) {
            long[] hours = IntStream.range(0, 24 * 380)
                    .mapToLong(hour -> poisson(random, mean * (1 + Math.sin(hour * Math.PI / 12))))
                    .toArray();
            for (int hour = 24 * 15; hour < hours.length; hour++) {
                List<Long> before = new ArrayList<>();
                for (int day = 1; day <= AlertRule.DAYS; day++) {
                    before.add(hours[hour - 24 * day]);
                }
                alarms += AlertRule.rises(hours[hour], before) ? 1 : 0;
            }
        }
        assertThat(alarms).isLessThanOrEqualTo(3);
    }

    /** How many arrive within {@code mean}, where one comes after the other with pauses of 1 on average. */
    private static long poisson(Random random, double mean) {
        long count = 0;
        double time = -Math.log(1 - random.nextDouble());
        while (time < mean) {
            count++;
            time -= Math.log(1 - random.nextDouble());
        }
        return count;
    }

    @Test
    void aLinkFallsSilentWhereEachDayHadClicksAndTheLastHasNone() {
        assertThat(AlertRule.isSilent(0, same(10, 7))).isTrue();
        assertThat(AlertRule.isSilent(1, same(10, 7))).isFalse();
        assertThat(AlertRule.isSilent(0, same(9, 7))).as("too few to miss any").isFalse();
        assertThat(AlertRule.isSilent(0, same(10, 6))).as("too young").isFalse();
    }

    @Test
    void aLinkThatRestsOnWeekendsIsNotSilentOnOne() {
        assertThat(AlertRule.isSilent(0, hours(0, 0, 50, 50, 50, 50, 50))).isFalse();
    }

    @Test
    void aMedianIsTheMiddle() {
        assertThat(AlertRule.median(hours(5, 1, 9))).isEqualTo(5);
        assertThat(AlertRule.median(hours(5, 1, 9, 6))).isEqualTo(5.5);
        assertThat(AlertRule.median(hours())).isZero();
    }
}
