package app.grapevine.stats;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.MutableClock;
import app.grapevine.base.Parameters;
import app.grapevine.channels.ChannelCatalogue;
import app.grapevine.rollups.Dimension;
import app.grapevine.rollups.RandomVisits;
import app.grapevine.rollups.Rollups;
import app.grapevine.stats.NaiveStats.TestLink;
import app.grapevine.storage.Dialect;
import app.grapevine.storage.TestDatabase;
import app.grapevine.visits.Click;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Questions by what links are, over months of which each zone begins the days at another quarter-hour. */
@ParameterizedClass
@EnumSource(Dialect.class)
class RankingsDbTest {
    private static final Instant FROM = Instant.parse("2026-02-20T00:00:00Z");
    private static final Instant TO = Instant.parse("2026-05-10T00:00:00Z");
    private static final String[] ZONES = {
        "UTC", "Asia/Kathmandu", "Australia/Lord_Howe", "America/St_Johns", "Europe/Berlin", "Pacific/Chatham"
    };
    private static final String[] QUESTIONS = {
        "link", "campaign", "tag", "shareSet", "audience", "generation", "", "time", "time,campaign", "tag,campaign"
    };

    @Parameter
    Dialect dialect;

    private final MutableClock clock = new MutableClock("2026-05-10T00:00:00Z");
    private final List<TestLink> links = new ArrayList<>();
    private final List<Click> clicks = new ArrayList<>();
    private TestDatabase test;
    private Rollups rollups;
    private Stats stats;

    @BeforeEach
    void open() {
        test = TestDatabase.fresh(dialect);
        rollups = new Rollups(test.database());
        stats = new Stats(test.database(), new StatsSettings("EUR"), ChannelCatalogue.load(null), clock);
        for (int i = 1; i <= 20; i++) {
            List<String> tags = i % 4 == 0 ? List.of() : i % 4 == 1 ? List.of("a", "b") : List.of("b");
            links.add(new TestLink(
                    i,
                    "go.example",
                    "code" + i,
                    i % 3 == 0 ? null : "campaign-" + i % 3,
                    i % 5 == 0 ? "set" : null,
                    i % 3 == 1 ? "press" : null,
                    i % 4,
                    tags));
        }
        test.database().writeOnly(handle -> links.forEach(link -> StatsDbTest.insert(handle, link)));
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void rankingsAreRightInEveryZoneAtEveryMoment() {
        Random random = new Random(3);
        add(new RandomVisits(1, 5, FROM, TO), 1500);
        ask(random, 20);
        add(new RandomVisits(2, 6, FROM, TO), 1500);
        mergeAll();
        assertThat(test.one(Long.class, "SELECT COUNT(*) FROM count_runs WHERE days > 1"))
                .isEqualTo(3);
        ask(random, 80);
        // Corrections to days that are summed, which nobody has merged yet.
        add(new RandomVisits(3, 7, FROM, TO), 40);
        move(random);
        ask(random, 60);
        mergeAll();
        ask(random, 40);
    }

    private void add(RandomVisits visits, int count) {
        List<Click> some = visits.next(count, 20);
        clicks.addAll(some);
        test.database().writeOnly(handle -> {
            RandomVisits.insert(handle, some);
            rollups.add(handle, some);
        });
    }

    private void move(Random random) {
        List<Click> before = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            before.add(clicks.remove(random.nextInt(clicks.size())));
        }
        List<Click> after = before.subList(0, 25);
        clicks.addAll(after);
        test.database().writeOnly(handle -> rollups.move(handle, before, after));
    }

    private void mergeAll() {
        long now = TO.toEpochMilli() + Duration.ofDays(1).toMillis();
        rollups.mergeSome(now);
        do {
            now += 60_000;
        } while (rollups.mergeSome(now) || rollups.mergeSome(now + 60_000));
    }

    private void ask(Random random, int rounds) {
        NaiveStats naive = new NaiveStats(clicks, List.of(), links);
        for (int round = 0; round < rounds; round++) {
            Map<String, List<String>> raw = new HashMap<>();
            String by = QUESTIONS[random.nextInt(QUESTIONS.length)];
            raw.put("by", List.of(by));
            raw.put("tz", List.of(ZONES[random.nextInt(ZONES.length)]));
            LocalDate first = LocalDate.parse("2026-02-18").plusDays(random.nextInt(60));
            raw.put("from", List.of(first.toString()));
            raw.put("to", List.of(first.plusDays(1 + random.nextInt(80)).toString()));
            if (by.contains("time")) {
                raw.put("interval", List.of(Interval.values()[1 + random.nextInt(3)].label()));
            }
            if (random.nextInt(4) == 0) {
                raw.put("tag", List.of(random.nextBoolean() ? "a" : "none"));
            }
            if (random.nextInt(6) == 0) {
                raw.put("code", List.of("code1", "code7"));
            }
            check(naive, raw);
        }
    }

    private void check(NaiveStats naive, Map<String, List<String>> raw) {
        StatsQuery query = StatsQuery.parse(new Parameters(raw), clock);
        StatsAnswer answer = stats.answer(query);
        Map<List<String>, String> rows = new HashMap<>();
        for (StatsAnswer.Row row : answer.rows()) {
            String figures = NaiveStats.text(row.figures());
            if (!figures.equals("[0, 0, 0, 0, 0, 0, 0, 0, 0]0[]")) {
                assertThat(rows.put(StatsDbTest.keys(query, row), figures)).isNull();
            }
        }
        assertThat(rows)
                .as("rows of %s", raw)
                .isEqualTo(query.by().equals(List.<Dimension>of()) ? Map.of() : naive.rows(query));
        assertThat(NaiveStats.text(answer.total())).as("total of %s", raw).isEqualTo(naive.total(query));
    }
}
