package app.grapevine.clicks;

import static app.grapevine.clicks.TestClicks.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import app.grapevine.TestAgents;
import app.grapevine.attribution.Signals;
import app.grapevine.journal.SampleVisits;
import app.grapevine.storage.Database;
import app.grapevine.storage.DatabaseSettings;
import app.grapevine.storage.DatabaseTimeouts;
import app.grapevine.storage.DatabaseUnavailableException;
import app.grapevine.storage.Dialect;
import app.grapevine.storage.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that is stopped in the midst of a transaction, as by SIGSTOP: to the database it is one that says nothing more. */
class StoppedNodeDbTest {
    private static final int LINKS = 20;
    private static final int VISITORS = 30;
    private static final Duration BEHIND = Duration.ofSeconds(5);

    @TempDir
    Path dataDir;

    @TempDir
    Path otherDataDir;

    private final CountDownLatch goOn = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private TestDatabase test;

    @BeforeEach
    void open() {
        test = TestDatabase.fresh(Dialect.POSTGRESQL);
    }

    @AfterEach
    void close() {
        goOn.countDown();
        test.close();
    }

    @Test
    void holdsNothingThatAnotherNodeNeedsToRecord() {
        DatabaseTimeouts none = new DatabaseTimeouts(Duration.ZERO, Duration.ZERO, Duration.ZERO);
        try (Database database = database(none);
                TestClicks node = new TestClicks(database, dataDir);
                TestClicks other = new TestClicks(test.database(), otherDataDir)) {
            stopInTheMidst(node);
            recordSoon(other);
            goOn.countDown();
            node.settle();
            assertAllOnce(node);
        }
    }

    @Test
    void isToldThatItsTransactionIsOverAndRepeatsItWhenItGoesOn() {
        DatabaseTimeouts soon = new DatabaseTimeouts(Duration.ofSeconds(5), Duration.ZERO, Duration.ofSeconds(1));
        try (Database database = database(soon);
                TestClicks node = new TestClicks(database, dataDir);
                TestClicks other = new TestClicks(test.database(), otherDataDir)) {
            stopInTheMidst(node);
            await().atMost(TestClicks.PATIENCE).until(() -> test.one(Long.class, """
                    SELECT COUNT(*) FROM pg_stat_activity
                    WHERE datname = current_database() AND state = 'idle in transaction'""") == 0);
            recordSoon(other);
            goOn.countDown();
            node.settle();
            assertAllOnce(node);
        }
    }

    @Test
    void withATableThatAllNeedIsPassedWithinMoments() {
        try (Database database = database(DatabaseTimeouts.DEFAULT);
                TestClicks other = new TestClicks(test.database(), otherDataDir)) {
            CompletableFuture<Void> node = CompletableFuture.runAsync(() -> database.writeOnly(handle -> {
                // As who erases a link does.
                handle.execute("LOCK TABLE count_runs IN SHARE ROW EXCLUSIVE MODE");
                stop();
            }));
            awaitStopped();
            recordSoon(other);
            goOn.countDown();
            assertThatThrownBy(node::join).hasCauseInstanceOf(DatabaseUnavailableException.class);
        }
    }

    private Database database(DatabaseTimeouts timeouts) {
        DatabaseSettings settings = test.settings();
        return Database.open(
                new DatabaseSettings(settings.url(), settings.user(), settings.password(), 4, BEHIND, timeouts));
    }

    private void stopInTheMidst(TestClicks node) {
        node.beforeCommit = this::stop;
        recordAll(node);
        awaitStopped();
    }

    private void stop() {
        stopped.countDown();
        try {
            goOn.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitStopped() {
        await().atMost(TestClicks.PATIENCE).until(() -> stopped.getCount() == 0);
    }

    private static void recordSoon(TestClicks node) {
        long began = System.nanoTime();
        recordAll(node);
        node.settle();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(BEHIND);
    }

    /** The same links, visitors, apps and agents on every node, on days that none has visits of yet. */
    private static void recordAll(TestClicks node) {
        for (int link = 1; link <= LINKS; link++) {
            node.record(SampleVisits.preview(NOON, link));
            for (int visitor = 1; visitor <= VISITORS; visitor++) {
                node.record(SampleVisits.of(
                        NOON + visitor % 2 * TestClicks.DAY,
                        link,
                        1000 * link + visitor,
                        Signals.ofUserAgent(TestAgents.IPHONE + " " + visitor)));
            }
        }
    }

    private void assertAllOnce(TestClicks node) {
        node.assertRollupsAreARecount();
        assertThat(node.count("clicks")).isEqualTo(2L * LINKS * (VISITORS + 1));
        assertThat(node.longs("SELECT COUNT(*) FROM clicks WHERE first_of_day"))
                .containsExactly((long) LINKS * VISITORS);
        assertThat(node.longs("SELECT COUNT(*) FROM clicks WHERE share_attempt"))
                .containsExactly((long) LINKS);
        assertThat(node.longs("SELECT SUM(attempts) FROM link_previews")).containsExactly((long) LINKS);
        assertThat(node.count("dead_letters")).isZero();
        assertThat(node.count("preview_claims")).isZero();
    }
}
