package app.grapevine.clicks;

import static app.grapevine.clicks.TestClicks.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.journal.Sequences;
import app.grapevine.storage.Database;
import app.grapevine.storage.Dialect;
import app.grapevine.storage.TestDatabase;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an earlier version of this program, which had one position for all epochs, has left of a journal that is half drained. */
class EpochPositionsDbTest {
    private static final long NODE = 7;

    private final Positions positions = new EpochPositions(NODE);
    private TestDatabase test;
    private Database database;

    @BeforeEach
    void open() {
        test = TestDatabase.fresh(Dialect.POSTGRESQL);
        database = test.database();
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void aNewNodeHasRecordedNothing() {
        Positions.Claim claim = claim(Set.of());
        assertThat(claim.epoch()).isEqualTo(1);
        assertThat(claim.recorded()).containsExactly(Map.entry(1L, Sequences.of(1, 0)));
    }

    @Test
    void whatTheMigrationFoundIsWhereTheEarlierVersionWas() {
        left(4, Sequences.of(3, 50));
        epoch(3, 50);
        Positions.Claim claim = claim(Set.of(2L, 3L, 4L));
        assertThat(claim.epoch()).isEqualTo(5);
        assertThat(claim.recorded())
                .containsEntry(2L, Sequences.of(3, 0) - 1)
                .containsEntry(3L, Sequences.of(3, 50))
                .containsEntry(4L, Sequences.of(4, 0))
                .containsEntry(5L, Sequences.of(5, 0));
    }

    @Test
    void whatTheEarlierVersionRecordedAfterTheMigrationIsNotRecordedAgain() {
        left(3, Sequences.of(3, 80));
        epoch(3, 50);
        assertThat(claim(Set.of(3L)).recorded()).containsEntry(3L, Sequences.of(3, 80));
    }

    @Test
    void whereTheEarlierVersionHasBegunAnEpochSinceAllBeforeIsRecorded() {
        claim(Set.of());
        left(2, Sequences.of(2, 10));
        Positions.Claim claim = claim(Set.of(1L, 2L));
        assertThat(claim.recorded())
                .containsEntry(1L, Sequences.of(2, 0) - 1)
                .containsEntry(2L, Sequences.of(2, 10))
                .containsEntry(3L, Sequences.of(3, 0));
    }

    @Test
    void anEpochThatAnotherProcessOfTheNodeHasPassedIsStillWhereItWas() {
        claim(Set.of());
        advance(Sequences.of(1, 0), Sequences.of(1, 10));
        claim(Set.of());
        advance(Sequences.of(2, 0), Sequences.of(2, 99));
        assertThat(claim(Set.of(1L)).recorded()).containsEntry(1L, Sequences.of(1, 10));
        advance(Sequences.of(1, 10), Sequences.of(1, 20));
        assertThat(test.one(Long.class, "SELECT sequence FROM journal_positions"))
                .isEqualTo(Sequences.of(2, 99));
    }

    private Positions.Claim claim(Set<Long> onDisk) {
        return database.write(handle -> positions.claim(handle, onDisk, NOON));
    }

    private void advance(long from, long to) {
        assertThat(database.<Boolean>write(handle -> positions.advance(handle, from, to, NOON)))
                .isTrue();
    }

    private void left(long epoch, long sequence) {
        database.writeOnly(handle -> {
            handle.execute("DELETE FROM journal_positions");
            handle.execute("INSERT INTO journal_positions VALUES (?, ?, ?, 0)", NODE, epoch, sequence);
        });
    }

    private void epoch(long epoch, long counter) {
        database.writeOnly(handle -> handle.execute(
                "INSERT INTO journal_epochs VALUES (?, ?, ?)", NODE, epoch, Sequences.of(epoch, counter)));
    }
}
