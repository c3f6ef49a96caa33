package app.grapevine.stats;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.MutableClock;
import app.grapevine.channels.ChannelCatalogue;
import app.grapevine.rollups.RandomVisits;
import app.grapevine.rollups.Rollups;
import app.grapevine.stats.NaiveStats.TestLink;
import app.grapevine.storage.Dialect;
import app.grapevine.storage.TestDatabase;
import app.grapevine.visits.Click;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Dialect.class)
class StatsPracticeDbTest {
    private static final Instant NOW = Instant.parse("2026-05-10T12:00:00Z");
    /** The first links, which have the most visits. */
    private static final int OF_BUSIEST = 3;

    /** That counts how often it was looked at: once for each answer. */
    private static final class Asked extends Clock {
        private int times;

        @Override
        public ZoneId getZone() {
            return ZoneId.of("UTC");
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Instant instant() {
            times++;
            return NOW;
        }
    }

    @Parameter
    Dialect dialect;

    private final MutableClock clock = new MutableClock(NOW.toString());
    private final Asked asked = new Asked();
    private TestDatabase test;
    private Stats stats;

    @BeforeEach
    void open() {
        test = TestDatabase.fresh(dialect);
        stats = new Stats(test.database(), new StatsSettings("EUR"), ChannelCatalogue.load(null), asked);
        for (int i = 1; i <= 9; i++) {
            TestLink link = new TestLink(
                    i,
                    "go.example",
                    "code" + i,
                    i <= OF_BUSIEST ? "spring" : i == 9 ? "autumn" : null,
                    null,
                    null,
                    0,
                    List.of());
            test.database().writeOnly(handle -> StatsDbTest.insert(handle, link));
        }
    }

    @AfterEach
    void close() {
        test.close();
    }

    private void visits() {
        Rollups rollups = new Rollups(test.database());
        test.database().writeOnly(handle -> {
            List<Click> some = new RandomVisits(
                            1, 5, Instant.parse("2026-05-01T00:00:00Z"), Instant.parse("2026-05-10T00:00:00Z"))
                    .next(2000, 9);
            RandomVisits.insert(handle, some);
            rollups.add(handle, some);
        });
    }

    @Test
    void theBusiestCampaignIsAskedAboutAsAStoryIs() throws InterruptedException {
        visits();
        try (StatsPractice practice = new StatsPractice(stats, clock)) {
            assertThat(practice.busiest())
                    .hasValueSatisfying(found ->
                            assertThat(found).isEqualTo(Map.of("campaign", "spring", "from", "2026-04-11T00:00:00Z")));
            asked.times = 0;
            practice.run();
            assertThat(asked.times).isEqualTo(2 + 4 * 6);
        }
    }

    @Test
    void noMoreDaysAreAskedAboutThanHoldSoManyClicks() throws InterruptedException {
        visits();
        try (StatsPractice practice = new StatsPractice(stats, clock, 300)) {
            String from = practice.busiest().orElseThrow().get("from");
            assertThat(from).isGreaterThan("2026-05-01").isLessThan("2026-05-09");
        }
        try (StatsPractice practice = new StatsPractice(stats, clock, 0)) {
            assertThat(practice.busiest().orElseThrow()).containsEntry("from", "2026-05-10T00:00:00Z");
        }
    }

    @Test
    void whereThereIsNoCampaignWithClicksNothingIsPractised() throws InterruptedException {
        try (StatsPractice practice = new StatsPractice(stats, clock)) {
            assertThat(practice.busiest()).isEmpty();
            asked.times = 0;
            practice.run();
            assertThat(asked.times).isEqualTo(1);
        }
    }

    @Test
    void aStopEndsIt() throws InterruptedException {
        visits();
        StatsPractice practice = new StatsPractice(stats, clock);
        practice.close();
        practice.run();
        assertThat(asked.times).isZero();
    }

    @Test
    void aDatabaseThatIsAwayEndsNothingElse() throws InterruptedException {
        try (StatsPractice practice = new StatsPractice(stats, clock)) {
            test.database().close();
            practice.run();
        }
    }
}
