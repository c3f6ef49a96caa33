package app.grapevine.daily;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.grapevine.MutableClock;
import app.grapevine.base.Parameters;
import app.grapevine.channels.ChannelCatalogue;
import app.grapevine.conversions.Money;
import app.grapevine.rollups.Dimension;
import app.grapevine.rollups.RandomVisits;
import app.grapevine.rollups.Rollups;
import app.grapevine.stats.Figures;
import app.grapevine.stats.Stats;
import app.grapevine.stats.StatsAnswer;
import app.grapevine.stats.StatsQuery;
import app.grapevine.stats.StatsSettings;
import app.grapevine.storage.Database;
import app.grapevine.storage.Dialect;
import app.grapevine.storage.TestDatabase;
import app.grapevine.visits.Click;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The views for other programs, over made-up visits, beside what reports say. */
class SqlViewsDbTest {
    private static final Instant FROM = Instant.parse("2026-10-23T20:00:00Z");
    private static final Instant TO = Instant.parse("2026-10-27T09:00:00Z");
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final List<Dimension> OF_DAYS = List.of(
            Dimension.TIME,
            Dimension.LINK,
            Dimension.CAMPAIGN,
            Dimension.AUDIENCE,
            Dimension.SHARE_SET,
            Dimension.GENERATION,
            Dimension.CHANNEL,
            Dimension.ORIGIN,
            Dimension.TIER,
            Dimension.VISIBILITY);

    private final MutableClock clock = new MutableClock("2026-10-27T09:00:00Z");
    private final Random random = new Random(5);
    private final RandomVisits visits = new RandomVisits(21, 7, FROM, TO);
    private final List<Click> recorded = new ArrayList<>();
    private TestDatabase test;
    private Rollups rollups;
    private Stats stats;
    private DailyCounts daily;

    @BeforeEach
    void fill() {
        test = TestDatabase.fresh(Dialect.POSTGRESQL);
        rollups = new Rollups(test.database());
        stats = new Stats(test.database(), new StatsSettings("EUR"), ChannelCatalogue.load(null), clock);
        daily = new DailyCounts(test.database());
        test.database().writeOnly(handle -> {
            for (long id = 1; id <= 8; id++) {
                insertLink(handle, id);
            }
        });
        record(visits.next(600, 8), true);
        record(visits.next(600, 8), false);
        test.database().writeOnly(this::insertConversions);
        daily.refresh(LONG);
    }

    private void record(List<Click> some, boolean early) {
        recorded.addAll(some);
        test.database().writeOnly(handle -> {
            if (early) {
                RandomVisits.insert(handle, some);
            } else {
                RandomVisits.add(handle, Dialect.POSTGRESQL, some);
            }
            rollups.add(handle, some);
        });
    }

    private static void insertLink(Handle handle, long id) {
        handle.createUpdate("""
                        INSERT INTO links (id, domain, code, destination, campaign, share_set, audience, generation,
                            forward_query, track_conversions, disabled, uses, created_at, updated_at)
                        VALUES (:id, :domain, :code, 'https://example.com/', :campaign, :shareSet, :audience, :generation,
                            FALSE, TRUE, FALSE, 0, 0, 0)""")
                .bind("id", id)
                .bind("domain", id % 2 == 0 ? "go.example" : "example.test")
                .bind("code", "code" + (id + 1) / 2)
                .bind("campaign", id % 3 == 0 ? null : "campaign-" + id % 3)
                .bind("shareSet", id % 5 == 0 ? "set" : null)
                .bind("audience", id % 4 == 1 ? "press" : null)
                .bind("generation", id % 3)
                .execute();
    }

    /** Some that wait for their click still, some called off, some that take back, and some of no click. */
    private void insertConversions(Handle handle) {
        for (int i = 0; i < 150; i++) {
            Click click = recorded.get(random.nextInt(recorded.size()));
            boolean waits = i % 10 == 0;
            String currency = new String[] {null, "EUR", "EUR", "USD"}[random.nextInt(4)];
            handle.createUpdate("""
                            INSERT INTO conversions (id, node, sequence, link_id, clicked_at, event, amount, currency,
                                external_id, occurred_at, created_at, reason, campaign)
                            VALUES (:id, :node, :sequence, :link, :clickedAt, :event, :amount, :currency, :id, :at, 0,
                                :reason, 'campaign-1')""")
                    .bind("id", "c" + i)
                    .bind("node", click.node())
                    .bind("sequence", click.sequence())
                    .bind("link", i % 17 == 1 ? -1 : waits ? 0 : click.linkId())
                    .bind("clickedAt", waits || i % 4 == 0 ? null : click.atMillis())
                    .bind("event", random.nextInt(3) == 0 ? "lead" : "sale")
                    .bind("amount", currency == null ? null : new BigDecimal(random.nextInt(100_000) - 20_000))
                    .bind("currency", currency)
                    .bind("at", click.atMillis() + random.nextInt(1000))
                    .bind("reason", i % 17 == 1 ? "unknown" : null)
                    .execute();
            if (i % 9 == 0) {
                handle.execute("INSERT INTO conversion_cancels VALUES (?, 0, 0)", "c" + i);
            }
        }
    }

    @AfterEach
    void close() {
        test.close();
    }

    private List<String> strings(String sql) {
        return test.database()
                .read(handle -> handle.createQuery(sql).mapTo(String.class).list());
    }

    @Test
    void daysSayWhatReportsSay() {
        checkDays();
    }

    private void checkDays() {
        for (Dimension first : OF_DAYS) {
            for (Dimension second : OF_DAYS) {
                if (first != second) {
                    assertThat(viewBy(first, second))
                            .as("by %s and %s", first, second)
                            .isEqualTo(reportBy(first, second));
                }
            }
        }
    }

    private Map<String, String> viewBy(Dimension... by) {
        String columns = Arrays.stream(by).map(SqlViewsDbTest::column).collect(Collectors.joining(", "));
        String sql = "SELECT CONCAT_WS('|', " + columns + "), CONCAT_WS(' ', SUM(clicks), SUM(visitors), SUM(previews),"
                + " SUM(shares), SUM(bots), SUM(suppressed), SUM(unusual), SUM(dark_before), SUM(dark_after))"
                + " FROM grapevine_daily GROUP BY " + columns;
        return test.database()
                .read(handle -> handle.createQuery(sql)
                        .map((row, context) -> Map.entry(row.getString(1), row.getString(2)))
                        .collectToMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static String column(Dimension dimension) {
        return switch (dimension) {
            case TIME -> "CAST(day AS TEXT)";
            case LINK -> "CONCAT(domain, '/', code)";
            case SHARE_SET -> "COALESCE(share_set, '-')";
            case GENERATION -> "generation";
            default -> "COALESCE(" + dimension.label() + ", '-')";
        };
    }

    private Map<String, String> reportBy(Dimension... by) {
        Map<String, String> rows = new TreeMap<>();
        for (StatsAnswer.Row row : answer(by).rows()) {
            Figures f = row.figures();
            long[] figures = {
                f.clicks(),
                f.visitors(),
                f.previews(),
                f.shares(),
                f.bots(),
                f.suppressed(),
                f.unusual(),
                f.darkBefore(),
                f.darkAfter()
            };
            if (Arrays.stream(figures).anyMatch(figure -> figure != 0)) {
                rows.put(
                        key(row, by),
                        Arrays.stream(figures).mapToObj(Long::toString).collect(Collectors.joining(" ")));
            }
        }
        return rows;
    }

    private StatsAnswer answer(Dimension... by) {
        String dimensions = Arrays.stream(by).map(Dimension::label).collect(Collectors.joining(","));
        Map<String, List<String>> raw =
                Map.of("by", List.of(dimensions), "from", List.of("2026-10-01"), "to", List.of("2026-11-01"));
        return stats.answer(StatsQuery.parse(new Parameters(raw), clock));
    }

    private static String key(StatsAnswer.Row row, Dimension... by) {
        return Arrays.stream(by)
                .map(dimension -> switch (dimension) {
                    case TIME -> row.keys().get("label");
                    case LINK -> row.keys().get("domain") + "/" + row.keys().get("link");
                    default -> row.keys().get(dimension.label());
                })
                .map(value -> value == null ? "-" : value)
                .collect(Collectors.joining("|"));
    }

    @Test
    void whatIsCountedAnewIsWrittenAnew() {
        List<Click> before = recorded.subList(0, 300);
        List<Click> after = new ArrayList<>();
        before.forEach(click -> after.add(visits.anew(click)));
        test.database().writeOnly(handle -> rollups.move(handle, before, after));
        assertThat(viewBy(Dimension.TIME, Dimension.CHANNEL)).isNotEqualTo(reportBy(Dimension.TIME, Dimension.CHANNEL));

        daily.refresh(LONG);

        checkDays();
    }

    @Test
    void whatIsErasedIsGone() {
        test.database().writeOnly(handle -> {
            rollups.forget(handle, 1);
            rollups.move(
                    handle,
                    recorded.stream().filter(click -> click.linkId() == 2).toList(),
                    List.of());
        });
        daily.refresh(LONG);

        checkDays();
        assertThat(test.count("daily_counts WHERE link_id IN (1, 2)")).isZero();
        assertThat(test.count("daily_counts")).isPositive();
    }

    @Test
    void aDayOfWhichNothingIsLeftIsGone() {
        for (long link = 1; link <= 8; link++) {
            long id = link;
            test.database().writeOnly(handle -> rollups.forget(handle, id));
        }
        mergeAll();
        daily.refresh(LONG);
        daily.refresh(LONG);

        assertThat(test.count("daily_counts")).isZero();
        assertThat(test.count("daily_days")).isZero();
    }

    private void mergeAll() {
        long now = TO.plus(Duration.ofDays(2)).toEpochMilli();
        while (rollups.mergeSome(now) || rollups.mergeSome(now += 100_000)) {
            assertThat(now).isLessThan(TO.plus(Duration.ofDays(3)).toEpochMilli());
        }
    }

    @Test
    void ofADayThatWasMergedNoRowIsTouched() {
        List<String> before = rows();
        List<String> marks = strings("SELECT mark FROM daily_days ORDER BY day");
        mergeAll();
        daily.refresh(LONG);

        assertThat(rows()).isEqualTo(before);
        assertThat(strings("SELECT mark FROM daily_days ORDER BY day")).isNotEqualTo(marks);
    }

    /** Each with the transaction that wrote it. */
    private List<String> rows() {
        return strings("SELECT CONCAT(xmin, ' ', daily_counts) FROM daily_counts ORDER BY 1");
    }

    @Test
    void oneNodeAloneIsAtIt() {
        record(visits.next(10, 8), false);
        List<String> before = rows();
        try (Database other = Database.open(test.settings())) {
            other.writeOnly(handle -> {
                assertThat(DailyDao.isAlone(handle)).isTrue();
                daily.refresh(LONG);
            });
        }
        assertThat(rows()).isEqualTo(before);
        daily.refresh(LONG);

        checkDays();
    }

    @Test
    void theReturnSaysWhatReportsSayOfCampaigns() {
        assertThat(strings("""
                        SELECT CONCAT_WS('|', campaign, COALESCE(origin, '-'), SUM(clicks), SUM(visitors), SUM(shares),
                            COALESCE(SUM(conversions), 0))
                        FROM grapevine_return WHERE kind <> 'costs' GROUP BY campaign, origin"""))
                .containsExactlyInAnyOrderElementsOf(answer(Dimension.CAMPAIGN, Dimension.ORIGIN).rows().stream()
                        .filter(row -> row.keys().get("campaign") != null)
                        .map(row -> key(row, Dimension.CAMPAIGN, Dimension.ORIGIN) + "|" + ofReturn(row.figures()))
                        .toList());
        assertThat(strings("""
                        SELECT CONCAT_WS('|', campaign, COALESCE(audience, '-'), currency, SUM(revenue))
                        FROM grapevine_return WHERE currency IS NOT NULL AND kind = 'conversions'
                        GROUP BY campaign, audience, currency HAVING SUM(revenue) <> 0"""))
                .containsExactlyInAnyOrderElementsOf(answer(Dimension.CAMPAIGN, Dimension.AUDIENCE).rows().stream()
                        .filter(row -> row.keys().get("campaign") != null)
                        .flatMap(row -> money(row.figures())
                                .map(one -> key(row, Dimension.CAMPAIGN, Dimension.AUDIENCE) + "|" + one))
                        .toList());
        assertThat(strings("""
                        SELECT CONCAT_WS('|', campaign, event, SUM(conversions)) FROM grapevine_return
                        WHERE kind = 'conversions' GROUP BY campaign, event"""))
                .containsExactlyInAnyOrderElementsOf(answer(Dimension.CAMPAIGN, Dimension.EVENT).rows().stream()
                        .filter(row -> row.keys().get("campaign") != null)
                        .map(row -> key(row, Dimension.CAMPAIGN, Dimension.EVENT) + "|"
                                + row.figures().conversions())
                        .toList())
                .isNotEmpty();
    }

    private static String ofReturn(Figures figures) {
        return figures.clicks() + "|" + figures.visitors() + "|" + figures.shares() + "|" + figures.conversions();
    }

    private static Stream<String> money(Figures figures) {
        List<Money> all = new ArrayList<>(figures.otherRevenue());
        all.add(figures.revenue());
        return all.stream()
                .filter(one -> one.amount().signum() != 0)
                .map(one -> one.currency() + "|" + one.amount().setScale(4).toPlainString());
    }

    @Test
    void costsAndNumbersSentStandInRowsOfTheirOwn() {
        test.database().writeOnly(handle -> {
            handle.execute(
                    "INSERT INTO campaigns (slug, name, created_at, updated_at) VALUES ('spring', 'Spring', 0, 0)");
            handle.execute("INSERT INTO campaign_costs VALUES ('spring', 0, 'whatsapp', NULL, 400, 12.50, 'EUR')");
            handle.execute("INSERT INTO campaign_costs VALUES ('spring', 1, NULL, 'press', NULL, 3, 'CHF')");
            handle.execute("INSERT INTO campaign_costs VALUES ('spring', 2, NULL, NULL, 900, NULL, NULL)");
        });
        assertThat(strings("""
                        SELECT CONCAT_WS('|', kind, COALESCE(origin, '-'), COALESCE(audience, '-'), sent, cost, currency)
                        FROM grapevine_return WHERE campaign = 'spring'"""))
                .containsExactlyInAnyOrder(
                        "costs|whatsapp|-|400|12.5000|EUR", "costs|-|press|3.0000|CHF", "costs|-|-|900");
    }

    @Test
    void linksStandWithTheirStatus() {
        test.database().writeOnly(handle -> {
            handle.execute("UPDATE links SET disabled = TRUE WHERE id = 1");
            handle.execute("UPDATE links SET valid_from = 99999999999999 WHERE id = 2");
            handle.execute("UPDATE links SET valid_until = 1000 WHERE id = 3");
            handle.execute("UPDATE links SET max_clicks = 5, uses = 5 WHERE id = 4");
            handle.execute("UPDATE links SET deleted_at = 2000, parent = 1 WHERE id = 5");
            handle.execute("UPDATE links SET password_hash = 'x' WHERE id = 6");
            handle.execute("INSERT INTO link_tags VALUES (6, 'b'), (6, 'a')");
        });
        assertThat(strings("""
                        SELECT CONCAT_WS('|', code, domain, status, has_password, tags, parent, EXTRACT(EPOCH FROM deleted_at))
                        FROM grapevine_links ORDER BY code, domain"""))
                .containsExactly(
                        "code1|example.test|disabled|f",
                        "code1|go.example|scheduled|f",
                        "code2|example.test|expired|f",
                        "code2|go.example|used-up|f",
                        "code3|example.test|deleted|f|code1|2.000000",
                        "code3|go.example|active|t|a, b",
                        "code4|example.test|active|f",
                        "code4|go.example|active|f");
    }

    @Test
    void whatNobodyIsToSeeIsInNoView() {
        assertThat(strings("""
                        SELECT attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
                        WHERE c.relname IN ('grapevine_visits', 'grapevine_daily', 'grapevine_links', 'grapevine_return')
                          AND a.attnum > 0"""))
                .contains("dark_after", "has_password", "revenue", "evidence")
                .noneMatch(
                        column -> column.matches(".*(hash|salt|visitor_?id|pseudonym|network|creator|user_agent).*"));
    }

    @Test
    void aRoleThatMayReadTheViewsReadsNothingElse() {
        test.database().writeOnly(handle -> {
            handle.execute("CREATE ROLE figures_reader");
            handle.execute("GRANT USAGE ON SCHEMA public TO figures_reader");
            handle.execute("GRANT SELECT ON grapevine_visits, grapevine_daily, grapevine_links, grapevine_return"
                    + " TO figures_reader");
        });
        try {
            for (String view : List.of("grapevine_visits", "grapevine_daily", "grapevine_links", "grapevine_return")) {
                assertThat(asReader("SELECT COUNT(*) FROM " + view)).as(view).isPositive();
                assertThatThrownBy(() -> asReader(
                                "WITH gone AS (DELETE FROM " + view + " RETURNING 1) SELECT COUNT(*) FROM gone"))
                        .as(view)
                        .isInstanceOf(UnableToExecuteStatementException.class);
            }
            for (String table : strings("""
                    SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v')
                      AND relname NOT IN ('grapevine_visits', 'grapevine_daily', 'grapevine_links', 'grapevine_return')""")) {
                assertThatThrownBy(() -> asReader("SELECT COUNT(*) FROM " + table))
                        .as(table)
                        .hasMessageContaining("permission denied");
            }
        } finally {
            test.database().writeOnly(handle -> {
                handle.execute("DROP OWNED BY figures_reader");
                handle.execute("DROP ROLE figures_reader");
            });
        }
    }

    private long asReader(String sql) {
        return test.database().write(handle -> {
            handle.execute("SET LOCAL ROLE figures_reader");
            return handle.createQuery(sql).mapTo(Long.class).one();
        });
    }
}
