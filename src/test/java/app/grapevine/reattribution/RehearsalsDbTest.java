package app.grapevine.reattribution;

import static app.grapevine.clicks.TestClicks.CHANNELS;
import static app.grapevine.clicks.TestClicks.DAY;
import static app.grapevine.clicks.TestClicks.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import app.grapevine.MutableClock;
import app.grapevine.TestAgents;
import app.grapevine.attribution.Attributor;
import app.grapevine.attribution.Channel;
import app.grapevine.attribution.Signals;
import app.grapevine.base.RefusedException;
import app.grapevine.clicks.Retention;
import app.grapevine.clicks.RetentionSettings;
import app.grapevine.clicks.TestClicks;
import app.grapevine.journal.SampleVisits;
import app.grapevine.journal.Visit;
import app.grapevine.reattribution.Reattribution.Judged;
import app.grapevine.reattribution.Reattribution.Move;
import app.grapevine.reattribution.Reattribution.State;
import app.grapevine.storage.Dialect;
import app.grapevine.storage.TestDatabase;
import app.grapevine.visits.Click;
import app.grapevine.visits.VisitFilter;
import app.grapevine.visits.VisitRange;
import app.grapevine.visits.VisitStore;
import app.grapevine.visits.VisitStores;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Clicks are recorded by a catalogue without Telegram's fetchers, and rehearsed by the whole one. */
@ParameterizedClass
@EnumSource(Dialect.class)
class RehearsalsDbTest {
    private static final String VISITS = """
            SELECT CONCAT_WS('|', sequence, kind, channel, tier, evidence, preview_by, rules_version, share_attempt)
            FROM clicks ORDER BY sequence""";
    private static final String LEDGER = """
            SELECT CONCAT_WS('|', link_id, preview_by, first_at, last_at, counted_at, attempts)
            FROM link_previews ORDER BY link_id, preview_by""";

    @Parameter
    Dialect dialect;

    @TempDir
    Path dataDir;

    private final MutableClock clock = new MutableClock("2023-11-16T12:00:00Z");
    private TestDatabase test;
    private TestClicks node;
    private Reattributions reattributions;

    @BeforeEach
    void open() {
        test = TestDatabase.fresh(dialect);
        node = new TestClicks(test.database(), dataDir, "", without("telegram", CHANNELS));
        reattributions = with(CHANNELS, 7, 2000);
    }

    @AfterEach
    void close() {
        node.close();
        test.close();
    }

    private static List<Channel> without(String id, List<Channel> channels) {
        return channels.stream().filter(channel -> !channel.id().equals(id)).toList();
    }

    private Reattributions with(List<Channel> channels, int chunk, int mostMoves) {
        return new Reattributions(
                test.database(), new Attributor(channels), channels, node.rollups, clock, chunk, mostMoves);
    }

    private void record(int visits) {
        node.record(MixedVisits.list(visits).toArray(Visit[]::new));
        node.settle();
    }

    private Reattribution rehearse() {
        return reattributions.run(reattributions.rehearse(null, null).id(), progress -> {});
    }

    private Reattribution runAll() {
        return reattributions.run(reattributions.enter(null, null).id(), progress -> {});
    }

    private static void assertForetold(Reattribution rehearsed, Reattribution done) {
        assertThat(rehearsed.dryRun()).isTrue();
        assertThat(rehearsed.state()).isEqualTo(State.FINISHED);
        assertThat(done.dryRun()).isFalse();
        assertThat(rehearsed.examined()).isEqualTo(done.examined());
        assertThat(rehearsed.changed()).isEqualTo(done.changed());
        assertThat(rehearsed.forgotten()).isEqualTo(done.forgotten());
        assertThat(rehearsed.totals()).isEqualTo(done.totals());
    }

    @Test
    void aRunDoesWhatItsRehearsalForetold() {
        record(600);
        Reattribution rehearsed = rehearse();
        assertThat(rehearsed.changed()).isBetween(100L, 599L);
        assertForetold(rehearsed, runAll());
        assertThat(rehearse().changed()).isZero();
    }

    @Test
    void aRehearsalWritesNothingButItsCounts() {
        record(300);
        List<String> visits = node.strings(VISITS);
        List<String> ledger = node.strings(LEDGER);
        rehearse();
        assertThat(node.strings(VISITS)).isEqualTo(visits);
        assertThat(node.strings(LEDGER)).isEqualTo(ledger);
        assertThat(node.count("stale_previews")).isZero();
        node.assertRollupsAreARecount();
    }

    @Test
    void theMovesAreTheVisitsThatTheRunChanges() {
        record(300);
        Reattribution rehearsed = rehearse();
        List<Click> before = visits();
        runAll();
        List<Click> after = visits();
        assertThat(rehearsed.otherMoves()).isZero();
        assertThat(rehearsed.moves().stream().mapToLong(Move::visits).sum()).isEqualTo(rehearsed.changed());
        assertThat(rehearsed.moves().stream().filter(RehearsalsDbTest::isSeen))
                .containsExactlyInAnyOrderElementsOf(Moves.of(before, after).stream()
                        .filter(RehearsalsDbTest::isSeen)
                        .toList());
        assertThat(rehearsed.moves())
                .isSortedAccordingTo((one, other) -> Long.compare(other.visits(), one.visits()))
                .extracting(Move::before, Move::after)
                .contains(tuple(
                        new Judged("issued", "click", "telegram", "declared"),
                        new Judged("issued-and-previewed", "click", "telegram", "supported")));
    }

    private static boolean isSeen(Move move) {
        return !move.before().equals(move.after());
    }

    private List<Click> visits() {
        VisitStore store = VisitStores.of(dialect);
        return test
                .database()
                .read(handle -> store.walk(VisitRange.ALL, VisitFilter.ANY, VisitStore.Order.OLDEST_FIRST, null)
                        .next(handle, 1000))
                .stream()
                .map(row -> row.click())
                .filter(visit -> visit.verdict() != null)
                .toList();
    }

    @Test
    void aRehearsalThatWasBrokenOffGoesOnAsIfItWereNot() {
        record(300);
        String id = reattributions.rehearse(null, null).id();
        RunWalk first = reattributions.walk();
        for (int i = 0; i < 20; i++) {
            assertThat(first.step(id)).isTrue();
        }
        assertThat(reattributions.find(id).orElseThrow().examined()).isBetween(100L, 140L);
        Reattributions restarted = with(CHANNELS, 11, 2000);
        assertThat(restarted.rehearse(null, null).id()).isEqualTo(id);
        Reattribution rehearsed = restarted.run(id, progress -> {});
        assertForetold(rehearsed, runAll());
    }

    /** The previews before the range stay as they were recorded, those in it are judged anew. */
    @Test
    void aRangeIsForetoldToo() {
        record(400);
        Instant from = Instant.ofEpochMilli(NOON + DAY / 8);
        Instant to = Instant.ofEpochMilli(NOON + DAY / 4);
        Reattribution rehearsed =
                reattributions.run(reattributions.rehearse(from, to).id(), progress -> {});
        assertThat(rehearsed.examined()).isBetween(50L, 200L);
        assertForetold(
                rehearsed, reattributions.run(reattributions.enter(from, to).id(), progress -> {}));
    }

    @Test
    void whatRetentionHasForgottenIsLeftAndCounted() {
        Signals inTelegram =
                new Signals(false, TestAgents.IPHONE, "android-app://org.telegram.messenger", "", "", "", "", "", "");
        node.record(SampleVisits.of(NOON, 1, 1, inTelegram), SampleVisits.of(NOON + 2 * DAY - 1000, 1, 2, inTelegram));
        node.settle();
        test.database().writeOnly(handle -> handle.execute("UPDATE user_agents SET last_day = last_day + 2"));
        new Retention(test.database(), clock, new RetentionSettings(1, 0)).run();
        Reattribution rehearsed = rehearse();
        assertThat(rehearsed.forgotten()).isEqualTo(1);
        assertThat(rehearsed.changed()).isEqualTo(1);
        assertForetold(rehearsed, runAll());
    }

    @Test
    void movesThatAreNotToldApartAreSummed() {
        record(300);
        Reattributions few = with(CHANNELS, 7, 2);
        Reattribution rehearsed = few.run(few.rehearse(null, null).id(), progress -> {});
        assertThat(rehearsed.moves()).hasSize(2);
        long told = rehearsed.moves().stream().mapToLong(Move::visits).sum();
        assertThat(rehearsed.otherMoves()).isPositive().isEqualTo(rehearsed.changed() - told);
    }

    @Test
    void whileARunIsUnderWayNothingIsRehearsed() {
        record(60);
        Reattribution run = reattributions.enter(null, null);
        assertThatThrownBy(() -> reattributions.rehearse(null, null))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("dryRun cannot be true")
                .hasMessageContaining(run.id());
        reattributions.run(run.id(), progress -> {});
        assertThat(rehearse().state()).isEqualTo(State.FINISHED);
    }

    @Test
    void aRunEndsTheRehearsalsThatAreNotFinished() {
        record(60);
        String finished = rehearse().id();
        String id = reattributions.rehearse(null, null).id();
        RunWalk walk = reattributions.walk();
        assertThat(walk.step(id)).isTrue();
        Reattribution run = reattributions.enter(null, null);
        assertThat(reattributions.findNext()).contains(run.id());
        assertThat(walk.step(id)).isFalse();
        assertThat(reattributions.find(id).orElseThrow().state()).isEqualTo(State.OUTDATED);
        assertThat(reattributions.find(finished).orElseThrow().state()).isEqualTo(State.FINISHED);
        assertThat(reattributions.run(run.id(), progress -> {}).examined()).isEqualTo(60);
        assertThat(reattributions.findNext()).isEmpty();
    }

    @Test
    void aRehearsalIsNotTakenUpWithOtherChannels() {
        record(60);
        String id = reattributions.rehearse(null, null).id();
        assertThat(reattributions.walk().step(id)).isTrue();
        Reattributions others = with(without("signal", CHANNELS), 7, 2000);
        assertThat(others.find(id).orElseThrow().state()).isEqualTo(State.OUTDATED);
        assertThat(others.findNext()).isEmpty();
        assertThat(others.walk().step(id)).isFalse();
        assertThat(others.rehearse(null, null).id()).isNotEqualTo(id);
        assertThat(reattributions.find(id).orElseThrow().state()).isEqualTo(State.RUNNING);
    }

    @Test
    void aRehearsalWaitsForNobodyWhoHoldsVisits() {
        if (dialect == Dialect.H2) {
            return; // whoever writes there, writes alone, and holds no rows beyond that
        }
        record(60);
        String id = reattributions.rehearse(null, null).id();
        test.database().writeOnly(handle -> {
            VisitStores.of(dialect)
                    .walkToChange(VisitRange.ALL, VisitFilter.ANY, null)
                    .next(handle, 100);
            assertThat(reattributions.walk().step(id)).isTrue();
        });
    }

    @Test
    void oldRehearsalsAreTakenAway() {
        record(60);
        String old = rehearse().id();
        String run = runAll().id();
        clock.advance(Duration.ofDays(31));
        rehearse();
        assertThat(reattributions.find(old)).isEmpty();
        assertThat(reattributions.find(run)).isPresent();
    }
}
