package app.grapevine.notices;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final ZoneId ROME = ZoneId.of("Europe/Rome");
    private static final ZoneId KATHMANDU = ZoneId.of("Asia/Kathmandu");
    private static final ZoneId APIA = ZoneId.of("Pacific/Apia");

    private static Instant at(String moment) {
        return Instant.parse(moment);
    }

    private static List<String> next(Period period, ZoneId zone, String from, int times) {
        List<String> all = new ArrayList<>();
        Instant now = at(from);
        for (int i = 0; i < times; i++) {
            now = Schedule.next(period, zone, now);
            all.add(now.toString());
        }
        return all;
    }

    @Test
    void daysAreToldAtSevenByTheClocksOfTheZone() {
        assertThat(next(Period.DAILY, ROME, "2026-03-28T05:59:59Z", 3))
                .as("summer time begins on the 29th")
                .containsExactly("2026-03-28T06:00:00Z", "2026-03-29T05:00:00Z", "2026-03-30T05:00:00Z");
        assertThat(next(Period.DAILY, ROME, "2026-10-24T12:00:00Z", 2))
                .as("and ends on the 25th")
                .containsExactly("2026-10-25T06:00:00Z", "2026-10-26T06:00:00Z");
        assertThat(next(Period.DAILY, KATHMANDU, "2026-05-01T00:00:00Z", 1)).containsExactly("2026-05-01T01:15:00Z");
    }

    @Test
    void weeksOnMondayAndMonthsOnTheFirst() {
        assertThat(next(Period.WEEKLY, ROME, "2026-05-04T05:00:00Z", 2))
                .containsExactly("2026-05-11T05:00:00Z", "2026-05-18T05:00:00Z");
        assertThat(next(Period.MONTHLY, ROME, "2026-01-31T12:00:00Z", 3))
                .containsExactly("2026-02-01T06:00:00Z", "2026-03-01T06:00:00Z", "2026-04-01T05:00:00Z");
    }

    @Test
    void hoursTenMinutesAfterTheyEndWhateverTheClocksDo() {
        assertThat(next(Period.HOURLY, ROME, "2026-03-29T00:10:00Z", 2))
                .containsExactly("2026-03-29T01:10:00Z", "2026-03-29T02:10:00Z");
        assertThat(next(Period.HOURLY, ROME, "2026-10-24T23:30:00Z", 3))
                .as("the hour that comes twice is two hours")
                .containsExactly("2026-10-25T00:10:00Z", "2026-10-25T01:10:00Z", "2026-10-25T02:10:00Z");
        assertThat(next(Period.HOURLY, KATHMANDU, "2026-05-01T00:20:00Z", 1)).containsExactly("2026-05-01T00:25:00Z");
    }

    @Test
    void whatIsToldIsTheLastPeriodThatIsOver() {
        assertThat(Schedule.over(Period.DAILY, ROME, at("2026-03-30T05:00:00Z")))
                .as("a day of 23 hours, beside one of 24")
                .isEqualTo(new Schedule.Span(
                        at("2026-03-27T23:00:00Z"), at("2026-03-28T23:00:00Z"), at("2026-03-29T22:00:00Z")));
        assertThat(Schedule.over(Period.WEEKLY, ROME, at("2026-05-06T12:00:00Z")))
                .isEqualTo(new Schedule.Span(
                        at("2026-04-19T22:00:00Z"), at("2026-04-26T22:00:00Z"), at("2026-05-03T22:00:00Z")));
        assertThat(Schedule.over(Period.MONTHLY, ROME, at("2026-04-01T05:00:00Z")))
                .isEqualTo(new Schedule.Span(
                        at("2026-01-31T23:00:00Z"), at("2026-02-28T23:00:00Z"), at("2026-03-31T22:00:00Z")));
    }

    @Test
    void aDayThatTheCalendarSkippedIsNobodys() {
        // Samoa went from the 29th to the 31st of December 2011.
        assertThat(next(Period.DAILY, APIA, "2011-12-29T20:00:00Z", 2))
                .containsExactly("2011-12-30T17:00:00Z", "2011-12-31T17:00:00Z");
    }

    @Test
    void anAlertLooksAtTheHoursThatNobodyLookedAt() {
        assertThat(Schedule.hours(ROME, at("2026-05-01T12:10:00Z"), at("2026-05-01T12:10:05Z")))
                .isEqualTo(new Schedule.Span(
                        at("2026-05-01T11:00:00Z"), at("2026-05-01T11:00:00Z"), at("2026-05-01T12:00:00Z")));
        assertThat(Schedule.hours(ROME, at("2026-05-01T12:10:00Z"), at("2026-05-01T15:30:00Z"))
                        .from())
                .isEqualTo(at("2026-05-01T11:00:00Z"));
        assertThat(Schedule.hours(ROME, at("2026-05-01T12:10:00Z"), at("2026-05-09T12:30:00Z"))
                        .from())
                .as("no more than a day")
                .isEqualTo(at("2026-05-08T12:00:00Z"));
    }
}
