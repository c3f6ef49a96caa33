package app.grapevine.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.grapevine.MutableClock;
import app.grapevine.base.Fault;
import app.grapevine.base.Parameters;
import app.grapevine.base.RefusedException;
import app.grapevine.rollups.Dimension;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatsQueryTest {
    private final MutableClock clock = new MutableClock("2026-10-25T10:07:00Z");

    @Test
    void withoutParametersItIsAboutThirtyDaysWithToday() {
        StatsQuery query = parse();
        assertThat(query.selection().from()).isEqualTo("2026-09-26T00:00:00Z");
        assertThat(query.selection().to()).isEqualTo("2026-10-25T10:15:00Z");
        assertThat(query.by()).isEmpty();
        assertThat(parse("by", "time").interval()).isEqualTo(Interval.DAY);
    }

    @Test
    void daysAreSoManyOfTheZoneWithTheLast() {
        assertThat(parse("days", "1").selection().from()).isEqualTo("2026-10-25T00:00:00Z");
        assertThat(parse("days", "90", "tz", "Europe/Berlin").selection().from())
                .isEqualTo("2026-07-27T22:00:00Z");
        assertThat(parse("days", "7", "to", "2026-10-10").selection().from()).isEqualTo("2026-10-03T00:00:00Z");
        assertThatThrownBy(() -> parse("days", "7", "from", "2026-10-10")).hasMessageContaining("from");
        assertThatThrownBy(() -> parse("days", "0")).hasMessageContaining("days");
    }

    @Test
    void datesAreDaysOfTheZone() {
        StatsQuery query = parse("from", "2026-10-25", "to", "2026-10-26", "tz", "Europe/Berlin");
        assertThat(query.selection().from()).isEqualTo("2026-10-24T22:00:00Z");
        assertThat(query.selection().to()).isEqualTo("2026-10-25T23:00:00Z");
    }

    @Test
    void theRangeIsWidenedToQuarterHours() {
        StatsQuery query = parse("from", "2026-10-25T00:14:59.999Z", "to", "2026-10-25T03:15:00.001+02:00");
        assertThat(query.selection().from()).isEqualTo("2026-10-25T00:00:00Z");
        assertThat(query.selection().to()).isEqualTo("2026-10-25T01:30:00Z");
    }

    @Test
    void repeatedFiltersAreAnyOfThemAndEmptyOnesAreNone() {
        Map<String, List<String>> raw =
                Map.of("channel", List.of("whatsapp", "", "none"), "country", List.of("de"), "tier", List.of(""));
        assertThat(StatsQuery.parse(new Parameters(raw), clock).selection().filters())
                .containsEntry(Filter.CHANNEL, List.of("whatsapp", "none"))
                .containsEntry(Filter.COUNTRY, List.of("DE"))
                .hasSize(2);
    }

    @Test
    void byIsRepeatedOrHasAComma() {
        assertThat(parse("by", "origin,channel").by()).containsExactly(Dimension.ORIGIN, Dimension.CHANNEL);
        assertThat(StatsQuery.parse(new Parameters(Map.of("by", List.of("time", "shareSet"))), clock)
                        .by())
                .containsExactly(Dimension.TIME, Dimension.SHARE_SET);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            from     | yesterday                          | from
            from     | 2026-13-01                         | from
            from     | 2026-10-25T00:00:00                | from
            from     | 2026-10-25T00:00:00 02:00          | from
            from     | 1999-01-01                         | from
            from     | +999999999-12-31                   | from
            to       | 9999-12-31T23:59:59Z               | to
            from     | 2027-01-01                         | from
            tz       | Mars/Olympus                       | tz
            tz       | +05:07                             | tz
            tz       | europe/berlin                      | tz
            interval | day                                | interval
            by       | colour                             | by
            by       | channel,channel                    | by
            by       | channel,tier,os,country            | by
            by       | channel,tier,channel               | by
            by       | channel,                           | by
            tier     | sure                               | tier
            visibility | none                             | visibility
            channel  | whatsapp,telegram                  | channel
            channel  | WhatsApp                           | channel
            country  | DEU                                | country
            kind     | click                              | kind
            limit    | 0                                  | limit
            limit    | 10001                              | limit
            limit    | many                               | limit
            colour   | red                                | colour
            """)
    void whatIsWrongIsNamed(String name, String value, String parameter) {
        RefusedException refused = catchThrowableOfType(RefusedException.class, () -> parse(name, value));
        assertThat(refused.faults()).extracting(Fault::field).contains(parameter);
    }

    @Test
    void allFaultsAreNamedAtOnce() {
        RefusedException refused = catchThrowableOfType(
                RefusedException.class,
                () -> parse("from", "x", "tz", "x", "by", "x", "interval", "x", "tag", "\u0000", "y", "x"));
        assertThat(refused.faults())
                .extracting(Fault::field)
                .containsExactlyInAnyOrder("from", "tz", "by", "interval", "tag", "y");
    }

    @Test
    void aYearOfHoursIsRefused() {
        assertThatThrownBy(() -> parse("from", "2025-10-25", "by", "time", "interval", "hour"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("2,000 hours");
    }

    private StatsQuery parse(String... namesAndValues) {
        Map<String, List<String>> raw = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            raw.put(namesAndValues[i], List.of(namesAndValues[i + 1]));
        }
        return StatsQuery.parse(new Parameters(raw), clock);
    }
}
