package app.grapevine.clicks;

import static app.grapevine.clicks.TestClicks.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import app.grapevine.journal.SampleVisits;
import app.grapevine.storage.Database;
import app.grapevine.storage.DatabaseUnavailableException;
import app.grapevine.storage.FaultyDisk;
import app.grapevine.storage.FaultyDisk.State;
import app.grapevine.storage.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The embedded database on a disk that is full, or fails, and then is not any more. */
class FullDiskDbTest {
    /** After which the service records again. */
    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    Path databaseDir;

    @TempDir
    Path dataDir;

    private Database database;
    private TestClicks node;
    private int recorded;

    @BeforeEach
    void open() {
        TestDatabase.layMigrated(databaseDir);
        database = Database.open(FaultyDisk.embedded(databaseDir));
        node = new TestClicks(database, dataDir);
    }

    @AfterEach
    void close() {
        FaultyDisk.be(State.SOUND);
        FaultyDisk.takePartly(false);
        node.close();
        database.close();
    }

    @ParameterizedTest
    @CsvSource({"FULL, false", "FULL, true", "FAILING, false", "FAILING, true", "ASSERTING, false"})
    void theDatabaseOpensItselfAndNothingThatWasAnsweredIsLost(State state, boolean partly) {
        FaultyDisk.takePartly(partly);
        for (int times = 0; times < 3; times++) {
            record(500);
            node.settle();
            FaultyDisk.be(state);
            record(500);
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(node.clicks().trouble()).isPresent());
            assertThat(node.clicks().tally().pending()).isPositive();
            FaultyDisk.be(State.SOUND);
            await().atMost(SOON).until(() -> node.clicks().tally().pending() == 0);
            node.settle();
            assertThat(node.clicks().trouble()).isEmpty();
            assertThat(database.isUp()).isTrue();
        }
        assertAll();
    }

    @Test
    void whatWasRecordedIsThereAfterTheNextStart() {
        record(500);
        node.settle();
        FaultyDisk.be(State.FULL);
        record(500);
        await().atMost(SOON).until(() -> database.file().outage().isPresent());
        node.close();
        database.close();
        FaultyDisk.be(State.SOUND);
        database = Database.open(FaultyDisk.embedded(databaseDir));
        node = new TestClicks(database, dataDir);
        record(10);
        node.settle();
        assertAll();
    }

    @Test
    void whoeverWritesIsToldThatTheDatabaseIsAway() {
        FaultyDisk.be(State.FULL);
        assertThatThrownBy(() -> database.writeOnly(
                        handle -> handle.execute("INSERT INTO settings (name, content) VALUES ('no room', X'00')")))
                .isInstanceOf(DatabaseUnavailableException.class);
    }

    private void record(int visits) {
        for (int i = 0; i < visits; i++) {
            recorded++;
            node.record(SampleVisits.of(NOON + recorded, recorded % 20, recorded));
        }
    }

    private void assertAll() {
        assertThat(node.longs("SELECT at FROM clicks ORDER BY at"))
                .containsExactlyElementsOf(LongStream.rangeClosed(1, recorded)
                        .map(i -> NOON + i)
                        .boxed()
                        .toList());
        assertThat(node.longs("SELECT COUNT(*) FROM clicks WHERE first_of_day")).containsExactly((long) recorded);
        assertThat(node.count("dead_letters")).isZero();
    }
}
