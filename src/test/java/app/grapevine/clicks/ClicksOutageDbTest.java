package app.grapevine.clicks;

import static app.grapevine.clicks.TestClicks.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.grapevine.journal.SampleVisits;
import app.grapevine.storage.Database;
import app.grapevine.storage.DatabaseSettings;
import app.grapevine.storage.Dialect;
import app.grapevine.storage.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On PostgreSQL alone: an embedded database is not away, and has no second node. */
class ClicksOutageDbTest {
    @TempDir
    Path dataDir;

    @TempDir
    Path otherDataDir;

    private TestDatabase test;
    private CuttableProxy wire;
    private Database database;
    private TestClicks node;

    @BeforeEach
    void open() throws IOException {
        test = TestDatabase.fresh(Dialect.POSTGRESQL);
        DatabaseSettings direct = test.settings();
        int port = URI.create(direct.url().substring("jdbc:".length())).getPort();
        wire = new CuttableProxy(port);
        database = Database.open(new DatabaseSettings(
                direct.url().replace(":" + port + "/", ":" + wire.port() + "/"),
                direct.user(),
                direct.password(),
                4,
                Duration.ofMillis(1500)));
        node = new TestClicks(database, dataDir);
    }

    @AfterEach
    void close() throws IOException {
        wire.mend();
        node.close();
        database.close();
        wire.close();
        test.close();
    }

    @Test
    void visitsWaitWhileTheDatabaseIsAwayAndAllArriveOnceItIsBack() {
        node.record(SampleVisits.of(NOON, 1, 1));
        node.settle();
        wire.cut();
        for (int i = 1; i <= 1000; i++) {
            node.record(SampleVisits.of(NOON + i, i % 10, i));
        }
        await().atMost(TestClicks.PATIENCE)
                .untilAsserted(() -> assertThat(node.clicks().trouble()).contains(Committer.DATABASE_AWAY));
        assertThat(node.clicks().tally().pending()).isEqualTo(1000);
        assertThat(node.clicks().tally().addsUp()).isTrue();
        TestClicks.CLOCK.advance(Duration.ofSeconds(5));
        assertThat(node.clicks().lag()).isGreaterThanOrEqualTo(Duration.ofSeconds(5));
        wire.mend();
        node.settle();
        assertThat(node.count("clicks")).isEqualTo(1001);
        assertThat(node.clicks().lag()).isZero();
    }

    @Test
    void aWireThatIsCutAtAnyMomentNeitherLosesNorDoublesAVisit() {
        Random random = new Random(1);
        int recorded = 0;
        for (int cut = 0; cut < 12; cut++) {
            for (int i = 0; i < 800; i++) {
                recorded++;
                node.record(SampleVisits.of(NOON + recorded, recorded % 100, recorded));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(80 + random.nextInt(120)));
            wire.cut();
            wire.mend();
        }
        node.settle();
        assertThat(node.longs("SELECT at FROM clicks ORDER BY sequence"))
                .containsExactlyElementsOf(LongStream.rangeClosed(1, recorded)
                        .map(i -> NOON + i)
                        .boxed()
                        .toList());
        assertThat(node.count("dead_letters")).isZero();
    }

    @Test
    void aStopWhileTheDatabaseIsAwayDoesNotWaitForItAndLosesNothing() {
        wire.cut();
        node.record(SampleVisits.of(NOON, 1, 1), SampleVisits.of(NOON, 2, 2));
        long before = System.nanoTime();
        node.close();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(15));
        wire.mend();
        await().atMost(TestClicks.PATIENCE).until(database::isUp);
        node = new TestClicks(database, dataDir);
        node.settle();
        assertThat(node.count("clicks")).isEqualTo(2);
    }

    @Test
    void aNodeAndAProcessOnACopyOfItsDataDirectoryAreBothRecordedAndNothingTwice() throws IOException {
        record(node, 1, 10);
        node.settle();
        wire.cut();
        record(node, 11, 15);
        copy(dataDir, otherDataDir);
        try (TestClicks copy = new TestClicks(test.database(), otherDataDir)) {
            record(copy, 16, 25);
            copy.settle();
            record(node, 26, 125);
            wire.mend();
            node.settle();
            record(copy, 126, 130);
            record(node, 131, 140);
            copy.settle();
            node.settle();
            assertThat(node.clicks().trouble()).isEmpty();
            assertThat(copy.clicks().trouble()).isEmpty();
        }
        assertLinks(140);
    }

    @Test
    void whatTheOriginalOfACopyHadInItsJournalWhenItStoppedIsRecordedWhenItStarts() throws IOException {
        record(node, 1, 10);
        node.settle();
        copy(dataDir, otherDataDir);
        wire.cut();
        record(node, 11, 110);
        node.close();
        try (TestClicks copy = new TestClicks(test.database(), otherDataDir)) {
            record(copy, 111, 120);
            copy.settle();
            node = new TestClicks(test.database(), dataDir);
            node.settle();
            record(copy, 121, 125);
            copy.settle();
        }
        assertLinks(125);
    }

    /** A visit of each of these links. */
    private static void record(TestClicks to, int firstLink, int lastLink) {
        for (int link = firstLink; link <= lastLink; link++) {
            to.record(SampleVisits.of(NOON, link, link));
        }
    }

    /** One visit of each link, each counted. */
    private void assertLinks(int links) {
        assertThat(TestDatabase.list(test.database(), Long.class, "SELECT link_id FROM clicks ORDER BY link_id"))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, links).boxed().toList());
        assertThat(TestDatabase.one(test.database(), Long.class, "SELECT COUNT(*) FROM clicks WHERE first_of_day"))
                .isEqualTo(links);
        assertThat(TestDatabase.count(test.database(), "daily_visitors")).isEqualTo(links);
        assertThat(TestDatabase.count(test.database(), "dead_letters")).isZero();
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.resolve("journal"));
        Files.copy(from.resolve("node"), to.resolve("node"));
        try (Stream<Path> files = Files.list(from.resolve("journal"))) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve("journal").resolve(file.getFileName()));
            }
        }
    }

    @Test
    void twoNodesCountAVisitorOnceBetweenThem() {
        try (TestClicks other = new TestClicks(test.database(), otherDataDir)) {
            for (int i = 0; i < 2000; i++) {
                node.record(
                        SampleVisits.of(NOON + 100 * i, i % 20, 1 + i % 97), SampleVisits.preview(NOON + i, i % 20));
                other.record(
                        SampleVisits.of(NOON + 100 * i, i % 20, 1 + i % 97), SampleVisits.preview(NOON + i, i % 20));
            }
            node.settle();
            other.settle();
            assertThat(node.count("clicks")).isEqualTo(8000);
            assertThat(node.longs("SELECT COUNT(*) FROM clicks WHERE first_of_day"))
                    .containsExactly(20L * 97);
            assertThat(node.longs("SELECT COUNT(*) FROM clicks WHERE share_attempt"))
                    .containsExactly(20L);
            assertThat(node.count("dead_letters")).isZero();
        }
    }

    @Test
    void whenTheDatabaseGoesBackTheJournalIsReadAgainFromThere() {
        node.record(SampleVisits.of(NOON, 1, 1), SampleVisits.of(NOON, 2, 1));
        node.settle();
        long earlier = node.longs("SELECT sequence FROM journal_positions").get(0);
        node.record(SampleVisits.of(NOON, 3, 1), SampleVisits.of(NOON, 4, 1));
        node.settle();
        // A fail-over to a replica that had not seen the last commit.
        test.database().writeOnly(handle -> {
            handle.execute("DELETE FROM clicks WHERE sequence > ?", earlier);
            handle.execute("DELETE FROM daily_visitors WHERE sequence > ?", earlier);
            handle.execute("UPDATE journal_positions SET sequence = ?", earlier);
            handle.execute("UPDATE journal_epochs SET sequence = ?", earlier);
            node.rollups.rebuild(handle, node.clicks().node(), NOON / TestClicks.DAY);
        });
        node.record(SampleVisits.of(NOON, 5, 1));
        node.settle();
        assertThat(node.longs("SELECT link_id FROM clicks ORDER BY sequence")).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(node.longs("SELECT COUNT(*) FROM clicks WHERE first_of_day")).containsExactly(5L);
        assertThat(node.clicks().tally().visits()).isEqualTo(7);
    }
}
