package app.grapevine.reattribution;

import static app.grapevine.clicks.TestClicks.CHANNELS;
import static app.grapevine.clicks.TestClicks.DAY;
import static app.grapevine.clicks.TestClicks.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import app.grapevine.MutableClock;
import app.grapevine.TestAgents;
import app.grapevine.attribution.Attributor;
import app.grapevine.attribution.Channel;
import app.grapevine.attribution.Signals;
import app.grapevine.base.RefusedException;
import app.grapevine.clicks.ClickSink;
import app.grapevine.clicks.Retention;
import app.grapevine.clicks.RetentionSettings;
import app.grapevine.clicks.TestClicks;
import app.grapevine.journal.SampleVisits;
import app.grapevine.journal.Visit;
import app.grapevine.reattribution.Reattribution.State;
import app.grapevine.reattribution.Reattribution.Total;
import app.grapevine.storage.Dialect;
import app.grapevine.storage.TestDatabase;
import app.grapevine.visits.Click;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Clicks are recorded by a catalogue that knows little of WhatsApp and Telegram, and judged anew by the whole one. */
@ParameterizedClass
@EnumSource(Dialect.class)
class ReattributionsDbTest {
    private static final String VERDICTS = """
            SELECT CONCAT_WS('|', sequence, kind, channel, origin, visibility, tier, evidence, preview_by,
              rules_version, first_of_day, device, os, browser, referrer, share_attempt)
            FROM clicks ORDER BY sequence""";
    private static final String LEDGER = """
            SELECT CONCAT_WS('|', link_id, preview_by, first_at, last_at, counted_at, attempts)
            FROM link_previews ORDER BY link_id, preview_by""";

    @Parameter
    Dialect dialect;

    @TempDir
    Path dataDir;

    @TempDir
    Path otherDir;

    private final MutableClock clock = new MutableClock("2023-11-16T12:00:00Z");
    private TestDatabase test;
    private TestClicks node;
    private Reattributions reattributions;

    @BeforeEach
    void open() {
        test = TestDatabase.fresh(dialect);
        node = new TestClicks(test.database(), dataDir, "", poor());
        reattributions = with(node.rollups, 7);
    }

    @AfterEach
    void close() {
        node.close();
        test.close();
    }

    private Reattributions with(ClickSink sink, int chunk) {
        return new Reattributions(test.database(), new Attributor(CHANNELS), CHANNELS, sink, clock, chunk, 2000);
    }

    private static List<Channel> poor() {
        return CHANNELS.stream()
                .filter(channel -> !channel.id().equals("telegram"))
                .map(channel -> channel.id().equals("whatsapp") ? withoutMarks(channel) : channel)
                .toList();
    }

    private static Channel withoutMarks(Channel whatsapp) {
        return new Channel(
                whatsapp.id(),
                whatsapp.name(),
                whatsapp.visibility(),
                whatsapp.mixed(),
                whatsapp.family(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                whatsapp.fetchers(),
                whatsapp.fetchedBy(),
                whatsapp.infers(),
                whatsapp.cacheMinutes(),
                whatsapp.shareUri());
    }

    private void record(List<Visit> visits) {
        node.record(visits.toArray(Visit[]::new));
        node.settle();
    }

    /** What a node that knew all from the start makes of the same visits. */
    private List<String> recordedAnew(List<Visit> visits, String sql) {
        try (TestDatabase other = TestDatabase.fresh(dialect);
                TestClicks knowing = new TestClicks(other.database(), otherDir)) {
            knowing.record(visits.toArray(Visit[]::new));
            knowing.settle();
            return knowing.strings(sql);
        }
    }

    private Reattribution runAll() {
        return reattributions.run(reattributions.enter(null, null).id(), progress -> {});
    }

    /** All but who was counted as a visitor, which stays as it was. */
    @Test
    void visitsJudgedAnewAreAsIfRecordedAnew() {
        List<Visit> visits = MixedVisits.list(600);
        String sql = VERDICTS.replace(" first_of_day,", "");
        record(visits);
        List<String> before = node.strings(sql);
        Reattribution done = runAll();
        assertThat(done.state()).isEqualTo(State.FINISHED);
        assertThat(done.examined()).isEqualTo(600);
        assertThat(done.changed()).isBetween(100L, 599L);
        assertThat(done.forgotten()).isZero();
        List<String> expected = recordedAnew(visits, sql);
        assertThat(node.strings(sql)).isNotEqualTo(before).containsExactlyElementsOf(expected);
        node.assertRollupsAreARecount();
    }

    @Test
    void theLedgerOfPreviewsIsAsIfRecordedAnew() {
        List<Visit> visits = MixedVisits.list(300);
        record(visits);
        assertThat(node.strings(LEDGER)).noneMatch(row -> row.contains("telegram"));
        runAll();
        assertThat(node.strings(LEDGER)).containsExactlyElementsOf(recordedAnew(visits, LEDGER));
        assertThat(node.count("stale_previews")).isZero();
    }

    /** What led a visit is no verdict: it is kept however the rules of attribution, and the link's own, have changed since. */
    @Test
    void theRuleThatLedAVisitStaysAsItWas() {
        List<@Nullable String> labels = Arrays.asList(null, "italian", "2", "20", "a".repeat(64));
        List<Visit> visits = MixedVisits.list(400);
        visits.replaceAll(visit -> visit.ledBy(labels.get((int) (visit.atMillis() / 90_000 % labels.size()))));
        record(visits);
        String led = "SELECT CONCAT_WS('|', sequence, rule) FROM clicks ORDER BY sequence";
        String channels =
                "SELECT CONCAT_WS('|', channel, tier, COUNT(*)) FROM clicks WHERE rule = 'italian' GROUP BY channel, tier ORDER BY 1";
        List<String> before = node.strings(led);
        assertThat(before).anyMatch(row -> row.endsWith("|italian")).anyMatch(row -> row.endsWith("|2"));
        List<String> channelsBefore = node.strings(channels);
        assertThat(runAll().changed()).isPositive();
        assertThat(node.strings(led)).containsExactlyElementsOf(before);
        assertThat(node.strings(channels))
                .isNotEqualTo(channelsBefore)
                .containsExactlyElementsOf(recordedAnew(visits, channels));
        node.assertRollupsAreARecount();
    }

    @Test
    void theTotalsAreThoseOfTheTablesBeforeAndAfter() {
        record(MixedVisits.list(300));
        String sql = """
                SELECT CONCAT_WS('|', LOWER(kind), channel, COUNT(*)) FROM clicks WHERE kind <> 'SUPPRESSED'
                GROUP BY kind, channel""";
        List<String> before = node.strings(sql);
        Reattribution done = runAll();
        assertThat(done.totals())
                .filteredOn(total -> total.before() > 0)
                .map(total -> text(total, total.before()))
                .containsExactlyInAnyOrderElementsOf(before);
        assertThat(done.totals())
                .filteredOn(total -> total.after() > 0)
                .map(total -> text(total, total.after()))
                .containsExactlyInAnyOrderElementsOf(node.strings(sql));
    }

    private static String text(Total total, long count) {
        return total.kind() + "|" + (total.channel() == null ? "" : total.channel() + "|") + count;
    }

    @Test
    void aRunThatWasCutOffGoesOnBehindItsCursor() {
        List<Visit> visits = MixedVisits.list(300);
        record(visits);
        Reattribution whole = runAllOnACopy(visits);
        RunWalk first = reattributions.walk();
        String id = reattributions.enter(null, null).id();
        for (int i = 0; i < 10; i++) {
            assertThat(first.step(id)).isTrue();
        }
        node.assertRollupsAreARecount();
        Reattribution cutOff = reattributions.find(id).orElseThrow();
        assertThat(cutOff.examined()).isBetween(50L, 70L);
        assertThat(cutOff.percent()).isBetween(10, 40);
        clock.advance(Duration.ofMinutes(1));
        Reattribution again = with(node.rollups, 50).enter(null, null);
        assertThat(again.id()).isEqualTo(id);
        List<Integer> percents = new ArrayList<>();
        Reattribution done = with(node.rollups, 50).run(id, progress -> percents.add(progress.percent()));
        assertThat(percents).isSorted().allMatch(percent -> percent >= cutOff.percent() && percent < 100);
        assertThat(done.percent()).isEqualTo(100);
        assertThat(done.state()).isEqualTo(State.FINISHED);
        assertThat(done.examined()).isEqualTo(300);
        assertThat(done.changed()).isEqualTo(whole.changed());
        assertThat(done.totals()).isEqualTo(whole.totals());
        String sql = VERDICTS.replace(" first_of_day,", "");
        assertThat(node.strings(sql)).containsExactlyElementsOf(recordedAnew(visits, sql));
        node.assertRollupsAreARecount();
        assertThat(reattributions.enter(null, null).id()).isNotEqualTo(id);
    }

    private Reattribution runAllOnACopy(List<Visit> visits) {
        try (TestDatabase other = TestDatabase.fresh(dialect);
                TestClicks copy = new TestClicks(other.database(), otherDir.resolve("copy"), "", poor())) {
            copy.record(visits.toArray(Visit[]::new));
            copy.settle();
            Reattributions whole = new Reattributions(
                    other.database(), new Attributor(CHANNELS), CHANNELS, copy.rollups, clock, 1000, 2000);
            return whole.run(whole.enter(null, null).id(), progress -> {});
        }
    }

    @Test
    void aStepThatFailsLeavesNothingBehind() {
        record(MixedVisits.list(60));
        List<String> before = node.strings(VERDICTS);
        ClickSink failing = new ClickSink() {
            @Override
            public void add(Handle handle, List<Click> clicks) {}

            @Override
            public void move(Handle handle, List<Click> was, List<Click> is) {
                node.rollups.move(handle, was, is);
                throw new IllegalStateException("on purpose");
            }

            @Override
            public void forget(Handle handle, long linkId) {}

            @Override
            public void rebuild(Handle handle, long nodeId, long epochDay) {}
        };
        Reattributions broken = with(failing, 1000);
        String id = broken.enter(null, null).id();
        assertThatThrownBy(() -> broken.run(id, progress -> {})).hasMessage("on purpose");
        assertThat(node.strings(VERDICTS)).isEqualTo(before);
        assertThat(reattributions.find(id).orElseThrow().examined()).isZero();
        assertThat(reattributions.find(id).orElseThrow().totals()).isEmpty();
        node.assertRollupsAreARecount();
    }

    @Test
    void whatRetentionHasForgottenIsLeftAndCounted() {
        Signals inWhatsApp = Signals.ofUserAgent(TestAgents.IN_WHATSAPP);
        node.record(SampleVisits.of(NOON, 1, 1, inWhatsApp), SampleVisits.of(NOON + 2 * DAY - 1000, 1, 2, inWhatsApp));
        node.settle();
        List<String> before = node.strings(VERDICTS);
        // The user agent was seen since and is kept; what the first visit's app said of itself is not.
        test.database().writeOnly(handle -> handle.execute("UPDATE user_agents SET last_day = last_day + 2"));
        new Retention(test.database(), clock, new RetentionSettings(1, 0)).run();
        assertThat(node.count("user_agents")).isEqualTo(1);
        Reattribution done = runAll();
        assertThat(done.forgotten()).isEqualTo(1);
        assertThat(done.changed()).isEqualTo(1);
        assertThat(node.strings(VERDICTS).get(0)).isEqualTo(before.get(0));
        assertThat(done.totals()).extracting(Total::before).containsExactlyInAnyOrder(2L, 0L);
        node.assertRollupsAreARecount();
    }

    @Test
    void aClickWhoseUserAgentIsForgottenIsLeft() {
        node.record(
                SampleVisits.of(NOON, 1, 1, Signals.ofUserAgent(TestAgents.IN_WHATSAPP)),
                SampleVisits.of(NOON + 1, 1, 2, Signals.ofUserAgent(TestAgents.IN_WHATSAPP + " x")));
        node.settle();
        test.database().writeOnly(handle -> handle.execute("DELETE FROM user_agents WHERE user_agent LIKE '% x'"));
        Reattribution done = runAll();
        assertThat(done.forgotten()).isEqualTo(1);
        assertThat(done.changed()).isEqualTo(1);
        assertThat(node.strings("SELECT tier FROM clicks ORDER BY sequence")).containsExactly("OBSERVED", "DARK");
        assertThat(done.totals())
                .containsExactlyInAnyOrder(new Total("click", null, 2, 1), new Total("click", "whatsapp", 0, 1));
    }

    @Test
    void onlyTheRangeIsJudgedAnew() {
        Signals inWhatsApp = Signals.ofUserAgent(TestAgents.IN_WHATSAPP);
        for (int i = 0; i < 4; i++) {
            node.record(SampleVisits.of(NOON + i, 1, i, inWhatsApp));
        }
        node.settle();
        Reattribution entered = reattributions.enter(Instant.ofEpochMilli(NOON + 1), Instant.ofEpochMilli(NOON + 3));
        reattributions.run(entered.id(), progress -> {});
        assertThat(node.strings("SELECT tier FROM clicks ORDER BY sequence"))
                .containsExactly("DARK", "OBSERVED", "OBSERVED", "DARK");
        Instant noon = Instant.ofEpochMilli(NOON);
        assertThatThrownBy(() -> reattributions.enter(noon, noon)).isInstanceOf(RefusedException.class);
    }

    @Test
    void visitsMayComeWhileTheWorkerRuns() {
        record(MixedVisits.list(400));
        try (ReattributionWorker worker = new ReattributionWorker(reattributions)) {
            worker.start();
            String id = reattributions.enter(null, null).id();
            worker.call();
            for (int i = 0; i < 300; i++) {
                node.record(
                        i % 3 == 0
                                ? SampleVisits.preview(NOON + i, 1 + i % 5)
                                : SampleVisits.of(NOON + i, 1 + i % 5, i));
            }
            await().atMost(TestClicks.PATIENCE)
                    .until(() -> reattributions.find(id).orElseThrow().state() == State.FINISHED);
            node.settle();
        }
        assertThat(node.count("clicks")).isEqualTo(400 + 16 + 300);
        node.assertRollupsAreARecount();
    }

    @Test
    void theWorkerTakesUpWhatAnEarlierProcessLeft() {
        record(MixedVisits.list(100));
        String id = reattributions.enter(null, null).id();
        assertThat(reattributions.walk().step(id)).isTrue();
        try (ReattributionWorker worker = new ReattributionWorker(reattributions)) {
            worker.start();
            await().atMost(TestClicks.PATIENCE)
                    .until(() -> reattributions.find(id).orElseThrow().state() == State.FINISHED);
        }
        assertThat(reattributions.find(id).orElseThrow().examined()).isEqualTo(100);
        node.assertRollupsAreARecount();
    }
}
