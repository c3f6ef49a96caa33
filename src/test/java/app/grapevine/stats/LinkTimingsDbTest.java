package app.grapevine.stats;

import static app.grapevine.clicks.TestClicks.CHANNELS;
import static app.grapevine.clicks.TestClicks.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.MutableClock;
import app.grapevine.TestAgents;
import app.grapevine.attribution.Attributor;
import app.grapevine.attribution.Channel;
import app.grapevine.attribution.Signals;
import app.grapevine.clicks.Retention;
import app.grapevine.clicks.RetentionSettings;
import app.grapevine.clicks.TestClicks;
import app.grapevine.clicks.VisitErasure;
import app.grapevine.journal.SampleVisits;
import app.grapevine.journal.Visit;
import app.grapevine.reattribution.Reattributions;
import app.grapevine.stats.LinkTimings.Previewed;
import app.grapevine.stats.LinkTimings.Timing;
import app.grapevine.storage.Dialect;
import app.grapevine.storage.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Dialect.class)
class LinkTimingsDbTest {
    private static final Signals WHATSAPP_FETCHER = Signals.ofUserAgent(TestAgents.WHATSAPP_FETCHER);
    private static final Signals BOT = Signals.ofUserAgent(TestAgents.BOT);

    @Parameter
    Dialect dialect;

    @TempDir
    Path dataDir;

    private final MutableClock later = new MutableClock("2024-03-01T12:00:00Z");
    private TestDatabase test;
    private LinkTimings timings;

    @BeforeEach
    void open() {
        test = TestDatabase.fresh(dialect);
        timings = new LinkTimings(test.database());
    }

    @AfterEach
    void close() {
        test.close();
    }

    private void record(List<Channel> channels, Visit... visits) {
        try (TestClicks node = new TestClicks(test.database(), dataDir, "", channels)) {
            node.record(visits);
            node.settle();
        }
    }

    private void record(Visit... visits) {
        record(CHANNELS, visits);
    }

    private void deleteOldSampleVisits() {
        new Retention(test.database(), later, new RetentionSettings(90, 30)).run();
        long left = test.count("clicks");
        assertThat(left).isZero();
    }

    @Test
    void nothingIsLeftOfALinksVisitsOnceTheyAreErased() {
        record(
                SampleVisits.preview(NOON, 7),
                SampleVisits.of(NOON + 1000, 7, 1),
                SampleVisits.preview(NOON, 8),
                SampleVisits.of(NOON + 1, 8, 1));
        deleteOldSampleVisits();
        try (TestClicks node = new TestClicks(test.database(), dataDir)) {
            assertThat(node.count("first_clicks")).isEqualTo(2);
            assertThat(new VisitErasure(test.database(), node.rollups).eraseSome(7))
                    .isZero();
            assertThat(node.longs("SELECT link_id FROM first_clicks")).containsExactly(8L);
            assertThat(node.longs("SELECT DISTINCT link_id FROM link_previews")).containsExactly(8L);
        }
    }

    @Test
    void itGoesFromTheFirstPreviewToTheFirstClickAtOrAfterIt() {
        record(
                SampleVisits.of(NOON, 7, 1),
                SampleVisits.of(NOON + 1000, 7, 0, BOT),
                SampleVisits.preview(NOON + 2000, 7),
                SampleVisits.of(NOON + 3000, 7, 0, WHATSAPP_FETCHER),
                SampleVisits.of(NOON + 3500, 7, 0, BOT),
                SampleVisits.suppressed(NOON + 900_000, 7),
                SampleVisits.of(NOON + 2500, 8, 2));
        Previewed telegram = new Previewed("telegram", NOON + 2000, NOON + 2000, 1);
        Previewed whatsapp = new Previewed("whatsapp", NOON + 3000, NOON + 3000, 1);
        assertThat(timings.of(7)).isEqualTo(new Timing(List.of(telegram, whatsapp), null));
        record(SampleVisits.of(NOON + 5000, 7, 3), SampleVisits.of(NOON + 4321, 7, 4));
        Timing timing = timings.of(7);
        assertThat(timing.firstPreviewMillis()).isEqualTo(NOON + 2000);
        assertThat(timing.firstClickMillis()).isEqualTo(NOON + 4321);
    }

    @Test
    void withoutAPreviewThereIsNoTime() {
        record(SampleVisits.of(NOON, 7, 1));
        assertThat(timings.of(7)).isEqualTo(new Timing(List.of(), null));
        assertThat(timings.of(7).firstPreviewMillis()).isNull();
        assertThat(timings.of(99)).isEqualTo(new Timing(List.of(), null));
        deleteOldSampleVisits();
        assertThat(timings.of(7)).isEqualTo(new Timing(List.of(), null));
    }

    @Test
    void itStaysWhenSingleVisitsAreDeleted() {
        Visit[] visits = new Visit[1200];
        for (int i = 0; i < visits.length; i++) {
            long at = NOON + 10L * i;
            visits[i] = i % 3 == 0 ? SampleVisits.preview(at, i % 60) : SampleVisits.of(at, i % 20, i);
        }
        record(visits);
        List<Timing> before = allLinks();
        assertThat(before)
                .filteredOn(timing -> timing.firstClickMillis() != null)
                .hasSizeGreaterThan(5);
        deleteOldSampleVisits();
        assertThat(allLinks()).isEqualTo(before);
        record(SampleVisits.of(NOON + 9_000_000, 3, 5000));
        assertThat(allLinks()).isEqualTo(before);
    }

    private List<Timing> allLinks() {
        return java.util.stream.LongStream.range(0, 60).mapToObj(timings::of).toList();
    }

    @Test
    void itFollowsWhenVisitsAreJudgedAnew() {
        List<Channel> poor = CHANNELS.stream()
                .filter(channel -> channel.id().equals("whatsapp"))
                .toList();
        record(
                poor,
                SampleVisits.preview(NOON, 7),
                SampleVisits.of(NOON + 1000, 7, 1),
                SampleVisits.of(NOON + 2000, 7, 0, WHATSAPP_FETCHER),
                SampleVisits.of(NOON + 3000, 7, 2));
        assertThat(timings.of(7).firstClickMillis()).isEqualTo(NOON + 3000);
        try (TestClicks node = new TestClicks(test.database(), dataDir)) {
            Reattributions reattributions =
                    new Reattributions(test.database(), new Attributor(CHANNELS), CHANNELS, node.rollups, later);
            reattributions.run(reattributions.enter(null, null).id(), progress -> {});
        }
        assertThat(timings.of(7).firstPreviewMillis()).isEqualTo(NOON);
        assertThat(timings.of(7).firstClickMillis()).isEqualTo(NOON + 1000);
    }
}
