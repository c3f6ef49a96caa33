package app.grapevine.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.grapevine.MutableClock;
import app.grapevine.base.Parameters;
import app.grapevine.channels.ChannelCatalogue;
import app.grapevine.conversions.Money;
import app.grapevine.rollups.Dimension;
import app.grapevine.rollups.RandomVisits;
import app.grapevine.rollups.Rollups;
import app.grapevine.stats.NaiveStats.TestConversion;
import app.grapevine.stats.NaiveStats.TestLink;
import app.grapevine.storage.Dialect;
import app.grapevine.storage.TestDatabase;
import app.grapevine.visits.Click;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** All questions over the same made-up visits, around the night in which Europe puts its clocks back. */
@ParameterizedClass
@EnumSource(Dialect.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StatsDbTest {
    private static final Instant FROM = Instant.parse("2026-10-23T20:00:00Z");
    private static final Instant TO = Instant.parse("2026-10-27T09:00:00Z");
    private static final String[] ZONES = {
        "UTC", "Europe/Berlin", "Asia/Kolkata", "Asia/Kathmandu", "America/New_York", "Pacific/Chatham"
    };

    @Parameter
    Dialect dialect;

    private final MutableClock clock = new MutableClock("2026-10-27T09:00:00Z");
    private final List<TestLink> links = new ArrayList<>();
    private TestDatabase test;
    private Stats stats;
    private NaiveStats naive;
    private List<Click> clicks;

    @BeforeAll
    void fill() {
        test = TestDatabase.fresh(dialect);
        stats = new Stats(test.database(), new StatsSettings("EUR"), ChannelCatalogue.load(null), clock);
        for (int i = 1; i <= 12; i++) {
            List<String> tags = i % 4 == 0 ? List.of() : i % 4 == 1 ? List.of("a", "b") : List.of("b");
            links.add(new TestLink(
                    i,
                    i % 2 == 0 ? "go.example" : "example.test",
                    "code" + (i + 1) / 2,
                    i % 3 == 0 ? null : "campaign-" + i % 3,
                    i % 5 == 0 ? "set" : null,
                    i % 3 == 1 ? "press" : null,
                    i % 5 == 1 ? 0 : i % 4,
                    tags));
        }
        RandomVisits one = new RandomVisits(11, 5, FROM, TO);
        RandomVisits other = new RandomVisits(12, 6, FROM, TO);
        clicks = new ArrayList<>();
        Rollups rollups = new Rollups(test.database());
        for (int batch = 0; batch < 10; batch++) {
            for (RandomVisits visits : List.of(one, other)) {
                boolean early = batch < 4;
                List<Click> some =
                        early ? visits.next(150, 12) : visits.withRules().next(150, 12);
                clicks.addAll(some);
                test.database().writeOnly(handle -> {
                    if (early) {
                        RandomVisits.insert(handle, some);
                    } else {
                        RandomVisits.add(handle, dialect, some);
                    }
                    rollups.add(handle, some);
                });
                // Some days in one run, and some in several.
                rollups.mergeSome(FROM.toEpochMilli() + batch * 40_000_000L);
            }
        }
        List<TestConversion> conversions = new ArrayList<>();
        test.database().writeOnly(handle -> {
            links.forEach(link -> insert(handle, link));
            Random random = new Random(13);
            for (int i = 0; i < 200; i++) {
                TestConversion conversion = conversion(random);
                conversions.add(conversion);
                insert(handle, "c" + i, conversion, i % 10 == 0);
            }
        });
        naive = new NaiveStats(clicks, conversions, links);
    }

    private TestConversion conversion(Random random) {
        Click click = clicks.get(random.nextInt(clicks.size()));
        Instant at = Instant.ofEpochMilli(click.atMillis() + random.nextInt(86_400_000));
        String currency = new String[] {null, "EUR", "EUR", "USD"}[random.nextInt(4)];
        BigDecimal amount = currency == null ? null : new BigDecimal(random.nextInt(100_000) - 20_000).movePointLeft(2);
        String event = random.nextInt(3) == 0 ? "lead" : "sale";
        String heardFrom = new String[] {null, "whatsapp", "a friend"}[random.nextInt(3)];
        return new TestConversion(click, at, amount, currency, random.nextInt(10) == 0, event, heardFrom);
    }

    static void insert(Handle handle, TestLink link) {
        handle.createUpdate("""
                        INSERT INTO links (id, domain, code, destination, campaign, share_set, audience, generation, forward_query,
                            track_conversions, disabled, uses, created_at, updated_at, deleted_at)
                        VALUES (:id, :domain, :code, 'https://example.com/', :campaign, :shareSet, :audience, :generation, FALSE,
                            FALSE, FALSE, 0, 0, 0, CASE WHEN :id = 3 THEN 1 END)""")
                .bind("id", link.id())
                .bind("domain", link.domain())
                .bind("code", link.code())
                .bind("campaign", link.campaign())
                .bind("shareSet", link.shareSet())
                .bind("audience", link.audience())
                .bind("generation", link.generation())
                .execute();
        link.tags().forEach(tag -> {
            handle.execute("INSERT INTO tags VALUES (?, ?) ON CONFLICT DO NOTHING", tag, tag);
            handle.execute("INSERT INTO link_tags VALUES (?, ?)", link.id(), tag);
        });
    }

    private static void insert(Handle handle, String id, TestConversion conversion, boolean waiting) {
        Click click = conversion.click();
        handle.createUpdate("""
                        INSERT INTO conversions (id, node, sequence, link_id, event, heard_from, amount, currency, external_id,
                            occurred_at, created_at)
                        VALUES (:id, :node, :sequence, :link, :event, :heardFrom, :amount, :currency, :id, :at, 0)""")
                .bind("id", id)
                .bind("node", click.node())
                .bind("sequence", click.sequence())
                .bind("link", waiting ? 0 : click.linkId())
                .bind("event", conversion.event())
                .bind("heardFrom", conversion.heardFrom())
                .bind("amount", conversion.amount())
                .bind("currency", conversion.currency())
                .bind("at", conversion.at().toEpochMilli())
                .execute();
        if (conversion.cancelled()) {
            handle.execute(
                    "INSERT INTO conversion_cancels (external_id, occurred_at, created_at) VALUES (?, 0, 0)", id);
        }
    }

    @AfterAll
    void close() {
        test.close();
    }

    @Test
    void eachDimensionAndEachPairOfThemIsRight() {
        Random random = new Random(1);
        for (Dimension first : Dimension.values()) {
            check(query(random, 0, first.label()));
            for (Dimension second : Dimension.values()) {
                if (first != second) {
                    check(query(random, 0, first.label() + "," + second.label()));
                }
            }
        }
    }

    @Test
    void threeDimensionsAreRightTogether() {
        Random random = new Random(3);
        Dimension[] dimensions = Dimension.values();
        for (int round = 0; round < 60; round++) {
            List<String> by = random.ints(0, dimensions.length)
                    .distinct()
                    .limit(3)
                    .mapToObj(i -> dimensions[i].label())
                    .toList();
            check(query(random, random.nextInt(2), String.join(",", by)));
        }
        check(query(random, 0, "audience,origin,channel"));
        check(query(random, 0, "time,tag,tier"));
    }

    @Test
    void filtersCombineInAnyWay() {
        Random random = new Random(2);
        Dimension[] dimensions = Dimension.values();
        for (int round = 0; round < 120; round++) {
            String first = dimensions[random.nextInt(dimensions.length)].label();
            String second = dimensions[random.nextInt(dimensions.length)].label();
            String by = first.equals(second) ? first : first + "," + second;
            check(query(random, 1 + random.nextInt(3), random.nextInt(5) == 0 ? "" : by));
        }
    }

    private Map<String, List<String>> query(Random random, int filters, String by) {
        Map<String, List<String>> raw = new LinkedHashMap<>();
        raw.put("by", List.of(by));
        long length = TO.getEpochSecond() - FROM.getEpochSecond();
        Instant from = FROM.plusSeconds((long) (length * random.nextDouble() / 2));
        raw.put("from", List.of(from.toString()));
        raw.put(
                "to",
                List.of(TO.minusSeconds((long) (length * random.nextDouble() / 2))
                        .toString()));
        raw.put("tz", List.of(ZONES[random.nextInt(ZONES.length)]));
        if (by.contains("time")) {
            raw.put("interval", List.of(Interval.values()[random.nextInt(Interval.values().length)].label()));
        }
        for (int i = 0; i < filters; i++) {
            String[][] choices = {
                {"code", "code1", "code2", "nowhere"},
                {"domain", "go.example", "example.test"},
                {"campaign", "campaign-1", "none"},
                {"tag", "a", "b", "none"},
                {"shareSet", "set", "none"},
                {"audience", "press", "none"},
                {"generation", "0", "1", "2", "20"},
                {"channel", "whatsapp", "x", "none"},
                {"origin", "telegram", "none"},
                {"visibility", "private", "public", "unknown"},
                {"tier", "dark", "confirmed", "none"},
                {"country", "DE", "IN", "none"},
                {"device", "mobile", "unknown"},
                {"os", "ios", "android"},
                {"browser", "in-app"},
                {"referrer", "t.co", "none"},
                {"language", "de", "none"},
                {"previewBy", "meta", "none"},
                {"setApart", "many-agents", "none"},
                {"rule", "ios", "none"},
                {"event", "sale", "lead", "refund"},
                {"heardFrom", "whatsapp", "a friend", "none"}
            };
            String[] choice = choices[random.nextInt(choices.length)];
            List<String> values = new ArrayList<>();
            for (int j = 1; j < choice.length; j++) {
                if (random.nextBoolean() || values.isEmpty()) {
                    values.add(choice[j]);
                }
            }
            raw.put(choice[0], values);
        }
        return raw;
    }

    private void check(Map<String, List<String>> raw) {
        StatsQuery query = StatsQuery.parse(new Parameters(raw), clock);
        StatsAnswer answer = stats.answer(query);
        Map<List<String>, String> rows = new HashMap<>();
        for (StatsAnswer.Row row : answer.rows()) {
            String figures = NaiveStats.text(row.figures());
            if (!figures.equals("[0, 0, 0, 0, 0, 0, 0, 0, 0]0[]")) {
                assertThat(rows.put(keys(query, row), figures)).isNull();
            }
        }
        assertThat(rows).as("rows of %s", raw).isEqualTo(query.by().isEmpty() ? Map.of() : naive.rows(query));
        assertThat(NaiveStats.text(answer.total())).as("total of %s", raw).isEqualTo(naive.total(query));
    }

    static List<String> keys(StatsQuery query, StatsAnswer.Row row) {
        List<String> keys = new ArrayList<>();
        for (Dimension dimension : query.by()) {
            keys.add(
                    switch (dimension) {
                        case TIME -> row.keys().get("label");
                        case LINK -> row.keys().get("domain") + "/" + row.keys().get("link");
                        default -> row.keys().get(dimension.label());
                    });
        }
        return keys;
    }

    @Test
    void aSeriesHasEveryStepAlsoWhereNothingHappened() {
        StatsAnswer empty = answer("by", "time", "from", "2026-01-01", "to", "2026-01-04");
        assertThat(empty.rows())
                .extracting(row -> row.keys().get("time"))
                .containsExactly("2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z", "2026-01-03T00:00:00Z");
        StatsAnswer lines = answer("by", "channel,time", "from", "2026-10-20", "to", "2026-10-30");
        assertThat(lines.rows()).hasSize(10 * 5);
        assertThat(lines.rows().get(0).keys().keySet()).containsExactly("channel", "time", "label");
        assertThat(answer("by", "time,channel", "code", "nowhere").rows()).isEmpty();
    }

    @Test
    void rowsComeByClicksAndTheFirstOnesAreKept() {
        StatsAnswer all = answer("by", "link");
        assertThat(all.rows())
                .hasSize(12)
                .isSortedAccordingTo(
                        (a, b) -> Long.compare(b.figures().clicks(), a.figures().clicks()));
        assertThat(all.truncated()).isFalse();
        StatsAnswer first = answer("by", "link", "limit", "5");
        assertThat(first.rows()).isEqualTo(all.rows().subList(0, 5));
        assertThat(first.truncated()).isTrue();
        assertThat(first.total()).isEqualTo(all.total());
    }

    @Test
    void revenueIsInTheCurrencyOfAllThatWasEarned() {
        clock.set(Instant.parse("2026-10-30T09:00:00Z"));
        Figures all = answer().total();
        assertThat(all.revenue().currency()).isEqualTo("EUR");
        assertThat(all.otherRevenue())
                .singleElement()
                .extracting(Money::currency)
                .isEqualTo("USD");
        Figures nothing = answer("code", "nowhere").total();
        assertThat(nothing.revenue()).isEqualTo(new Money(new BigDecimal("0.00"), "EUR"));
    }

    @Test
    void anAnswerThatIsTooLargeIsRefused() {
        Sums sums = new Sums(List.of(Dimension.LINK), null);
        for (long link = 0; link < Sums.MOST_KEYS; link++) {
            sums.row(new Object[] {link});
        }
        assertThatThrownBy(() -> sums.row(new Object[] {-1L})).hasMessageContaining("250,000 rows");
    }

    private StatsAnswer answer(String... namesAndValues) {
        Map<String, List<String>> raw = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            raw.put(namesAndValues[i], List.of(namesAndValues[i + 1]));
        }
        return stats.answer(StatsQuery.parse(new Parameters(raw), clock));
    }
}
