package app.grapevine.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.grapevine.base.QuarterHours;
import app.grapevine.base.RefusedException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BucketsTest {
    @Test
    void theDayOfTheChangeHas25HoursAndEachOfThemIsTold() {
        Buckets hours = buckets("2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z", "Europe/Berlin", Interval.HOUR);
        assertThat(hours.size()).isEqualTo(25);
        assertThat(labels(hours))
                .startsWith("2026-10-25T00:00+02:00", "2026-10-25T01:00+02:00")
                .containsSequence("2026-10-25T02:00+02:00", "2026-10-25T02:00+01:00", "2026-10-25T03:00+01:00")
                .doesNotHaveDuplicates();
        Buckets days = buckets("2026-10-24T22:00:00Z", "2026-10-26T23:00:00Z", "Europe/Berlin", Interval.DAY);
        assertThat(labels(days)).containsExactly("2026-10-25", "2026-10-26");
        assertThat(days.start(1)).isEqualTo("2026-10-25T23:00:00Z");
    }

    @Test
    void theDayOfTheChangeInSpringHas23Hours() {
        Buckets hours = buckets("2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z", "Europe/Berlin", Interval.HOUR);
        assertThat(hours.size()).isEqualTo(23);
        assertThat(labels(hours)).containsSequence("2026-03-29T01:00+01:00", "2026-03-29T03:00+02:00");
    }

    @Test
    void lordHowePutsItsClocksBackByHalfAnHour() {
        // 2026-04-05, at 02:00+11:00 it becomes 01:30+10:30.
        Buckets hours = buckets("2026-04-04T14:00:00Z", "2026-04-04T17:30:00Z", "Australia/Lord_Howe", Interval.HOUR);
        assertThat(labels(hours))
                .containsExactly(
                        "2026-04-05T01:00+11:00",
                        "2026-04-05T01:30+10:30",
                        "2026-04-05T02:00+10:30",
                        "2026-04-05T03:00+10:30");
        assertThat(hours.start(2)).isEqualTo("2026-04-04T15:30:00Z");
        Buckets days = buckets("2026-04-04T13:00:00Z", "2026-04-05T13:30:00Z", "Australia/Lord_Howe", Interval.DAY);
        assertThat(labels(days)).containsExactly("2026-04-05");
    }

    @Test
    void oddOffsetsHaveTheirOwnHours() {
        Buckets india = buckets("2026-05-01T00:00:00Z", "2026-05-01T01:00:00Z", "Asia/Kolkata", Interval.HOUR);
        assertThat(labels(india)).containsExactly("2026-05-01T05:00+05:30", "2026-05-01T06:00+05:30");
        Buckets nepal = buckets("2026-05-01T00:15:00Z", "2026-05-01T01:15:00Z", "Asia/Kathmandu", Interval.HOUR);
        assertThat(labels(nepal)).containsExactly("2026-05-01T06:00+05:45");
        assertThat(nepal.start(0)).isEqualTo("2026-05-01T00:15:00Z");
    }

    @Test
    void aDayThatBeginsAtOneAndADayThatNeverWas() {
        // Beirut: 2026-03-29 begins at 01:00. Apia had no 2011-12-30.
        Buckets beirut = buckets("2026-03-28T22:00:00Z", "2026-03-29T21:00:00Z", "Asia/Beirut", Interval.DAY);
        assertThat(labels(beirut)).containsExactly("2026-03-29");
        Buckets apia = buckets("2011-12-29T10:00:00Z", "2011-12-31T10:00:00Z", "Pacific/Apia", Interval.DAY);
        assertThat(labels(apia)).containsExactly("2011-12-29", "2011-12-31");
    }

    @Test
    void weeksBeginOnMondayAndBelongToTheYearOfTheirThursday() {
        Buckets weeks = buckets("2026-12-20T00:00:00Z", "2027-01-05T00:00:00Z", "UTC", Interval.WEEK);
        assertThat(labels(weeks)).containsExactly("2026-W51", "2026-W52", "2026-W53", "2027-W01");
        assertThat(weeks.start(0)).isEqualTo("2026-12-14T00:00:00Z");
    }

    @Test
    void everyQuarterHourIsInTheStepWhoseTimeItIs() {
        for (String zone : List.of("Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe", "Asia/Kathmandu")) {
            for (Interval interval : List.of(Interval.HOUR, Interval.DAY, Interval.WEEK, Interval.MONTH)) {
                Buckets buckets = buckets("2026-03-20T00:00:00Z", "2026-04-10T00:00:00Z", zone, interval);
                long from = QuarterHours.floor(Instant.parse("2026-03-20T00:00:00Z"));
                for (long quarter = from; quarter < from + 21 * 96; quarter++) {
                    int index = buckets.indexOf(quarter);
                    assertThat(buckets.start(index)).isBeforeOrEqualTo(QuarterHours.start(quarter));
                    if (index + 1 < buckets.size()) {
                        assertThat(buckets.start(index + 1)).isAfter(QuarterHours.start(quarter));
                    }
                }
            }
        }
    }

    @Test
    void theHoursOfTheWeekAreThoseThatTheClockShows() {
        for (String zone : List.of("Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe", "Asia/Kathmandu")) {
            Buckets hours = buckets("2026-03-20T00:00:00Z", "2026-11-10T00:00:00Z", zone, Interval.HOUR_OF_WEEK);
            assertThat(labels(hours)).hasSize(168).startsWith("1T00", "1T01").endsWith("7T23");
            long from = QuarterHours.floor(Instant.parse("2026-03-20T00:00:00Z"));
            for (long quarter = from; quarter < from + 235 * 96; quarter++) {
                ZonedDateTime local = QuarterHours.start(quarter).atZone(ZoneId.of(zone));
                assertThat(hours.label(hours.indexOf(quarter)))
                        .isEqualTo("%dT%02d", local.getDayOfWeek().getValue(), local.getHour());
            }
            assertThat(hours.start(0)).isNull();
        }
    }

    @Test
    void anHourOfTheWeekIsOneOnlyWithinTheHour() {
        Buckets hours = buckets("2026-03-02T00:00:00Z", "2026-03-30T00:00:00Z", "UTC", Interval.HOUR_OF_WEEK);
        long nine = QuarterHours.floor(Instant.parse("2026-03-02T09:00:00Z"));
        assertThat(hours.isOne(nine, nine + 3)).isTrue();
        assertThat(hours.isOne(nine, nine + 4)).isFalse();
        assertThat(hours.indexOf(nine)).isEqualTo(hours.indexOf(nine + 7 * 96));
        assertThat(hours.isOne(nine, nine + 7 * 96))
                .as("what is between is of other hours")
                .isFalse();
    }

    @Test
    void aYearOfHoursIsTooMuch() {
        assertThatThrownBy(() -> buckets("2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z", "UTC", Interval.HOUR))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("interval this range has more than 2,000 hours");
        Instant from = Instant.parse("2026-01-01T00:00:00Z");
        Instant to = from.plusSeconds(2000 * 3600);
        assertThat(buckets(from.toString(), to.toString(), "UTC", Interval.HOUR).size())
                .isEqualTo(2000);
    }

    private static Buckets buckets(String from, String to, String zone, Interval interval) {
        return StatsQuery.buckets(
                QuarterHours.floor(Instant.parse(from)),
                QuarterHours.floor(Instant.parse(to)),
                ZoneId.of(zone),
                interval);
    }

    private static List<String> labels(Buckets buckets) {
        return IntStream.range(0, buckets.size()).mapToObj(buckets::label).toList();
    }
}
