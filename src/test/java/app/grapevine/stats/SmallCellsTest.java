package app.grapevine.stats;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.MutableClock;
import app.grapevine.base.Parameters;
import app.grapevine.conversions.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SmallCellsTest {
    private final MutableClock clock = new MutableClock("2026-05-01T12:00:00Z");
    private final SmallCells five = new SmallCells(5);

    private static Figures people(long people) {
        return new Figures(
                2 * people, people, 0, 0, 0, 0, 0, people, 0, 0, new Money(BigDecimal.ZERO, "EUR"), List.of());
    }

    private StatsAnswer answer(String by, Map<String, Long> people) {
        StatsQuery query = StatsQuery.parse(new Parameters(Map.of("by", List.of(by))), clock);
        List<StatsAnswer.Row> rows = new ArrayList<>();
        String[] names = by.split(",");
        new TreeMap<>(people).forEach((key, count) -> {
            Map<String, String> keys = new TreeMap<>();
            String[] values = key.split(",");
            for (int i = 0; i < names.length; i++) {
                keys.put(names[i], values[i]);
            }
            rows.add(new StatsAnswer.Row(new TreeMap<>(keys), people(count)));
        });
        long total = people.values().stream().mapToLong(Long::longValue).sum();
        return new StatsAnswer(query, people(total), rows, false, Instant.EPOCH);
    }

    private List<String> hidden(String by, Map<String, Long> people) {
        return five.shown(answer(by, people)).rows().stream()
                .filter(StatsAnswer.Row::hidden)
                .map(row -> String.join(",", row.keys().values()))
                .toList();
    }

    @Test
    void aRowOfFewPeopleIsHiddenAndWithItTheNextSmallest() {
        assertThat(hidden("country", Map.of("IT", 40L, "DE", 9L, "MT", 1L, "FR", 12L)))
                .containsExactly("DE", "MT");
    }

    @Test
    void ofThreeDimensionsNoneIsToldByTheOthersOfAnyTwoOfThem() {
        Map<String, Long> people = Map.of(
                "a,x,p", 40L, "a,x,q", 2L, "a,y,p", 30L, "a,y,q", 20L, "b,x,p", 25L, "b,x,q", 15L, "b,y,p", 9L, "b,y,q",
                8L);
        List<String> hidden = hidden("audience,channel,origin", people);
        assertThat(hidden).contains("a,x,q", "a,x,p");
        for (int place = 0; place < 3; place++) {
            int one = place;
            Map<String, Long> bySum = hidden.stream()
                    .collect(java.util.stream.Collectors.groupingBy(
                            row -> row.split(",")[one] + row.split(",")[(one + 1) % 3],
                            java.util.stream.Collectors.counting()));
            assertThat(bySum.values()).as("how many of each sum").allMatch(count -> count > 1);
        }
    }

    @Test
    void twoThatAreHiddenNeedNoThird() {
        assertThat(hidden("country", Map.of("IT", 40L, "MT", 1L, "SM", 2L))).containsExactly("MT", "SM");
    }

    @Test
    void enoughPeopleAndNobodyAreShown() {
        assertThat(hidden("country", Map.of("IT", 40L, "MT", 5L, "SM", 0L))).isEmpty();
    }

    @Test
    void ofTwoDimensionsNoneIsToldByTheSumOfTheOthersOfItsValueInEither() {
        List<String> hidden = hidden(
                "country,device",
                Map.of(
                        "IT,mobile",
                        40L,
                        "IT,desktop",
                        30L,
                        "DE,mobile",
                        20L,
                        "DE,desktop",
                        3L,
                        "FR,mobile",
                        50L,
                        "FR,desktop",
                        60L));
        assertThat(hidden).contains("DE,desktop", "DE,mobile", "IT,desktop", "IT,mobile");
        assertThat(hidden.stream().filter(row -> row.endsWith("mobile")).count())
                .isNotEqualTo(1);
    }

    @Test
    void aTotalOfFewPeopleIsHiddenWithAllOfItsRows() {
        StatsAnswer shown = five.shown(answer("country", Map.of("IT", 3L, "DE", 1L)));
        assertThat(shown.totalHidden()).isTrue();
        assertThat(shown.rows()).allMatch(StatsAnswer.Row::hidden);
        assertThat(five.shown(answer("country", Map.of("IT", 3L, "DE", 2L))).totalHidden())
                .isFalse();
    }

    @Test
    void withoutTheSettingNothingIsHidden() {
        StatsAnswer answer = answer("country", Map.of("IT", 3L));
        assertThat(new SmallCells(0).shown(answer)).isSameAs(answer);
        assertThat(new SmallCells(1).shown(answer)).isSameAs(answer);
    }
}
