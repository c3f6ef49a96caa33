package app.grapevine.clicks;

import static app.grapevine.clicks.TestClicks.DAY;
import static app.grapevine.clicks.TestClicks.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.journal.SampleVisits;
import app.grapevine.journal.Visit;
import app.grapevine.privacy.DailyVisitor;
import app.grapevine.storage.Dialect;
import app.grapevine.storage.TestDatabase;
import java.nio.file.Path;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On H2 alone, whose transactions may come back torn. */
class RepairDbTest {
    private static final String DISK_FULL = "53100";

    @TempDir
    Path dataDir;

    private TestDatabase test;
    private TestClicks node;

    @BeforeEach
    void open() {
        test = TestDatabase.fresh(Dialect.H2);
        node = new TestClicks(test.database(), dataDir);
    }

    @AfterEach
    void close() {
        node.close();
        test.close();
    }

    @Test
    void whatStandsBeyondThePositionIsRemovedAndReplayed() {
        node.record(SampleVisits.of(NOON, 1, 1), SampleVisits.preview(NOON, 1));
        node.settle();
        long position = node.longs("SELECT sequence FROM journal_positions").get(0);
        long id = node.clicks().node();
        node.refusingState = DISK_FULL;
        node.record(
                SampleVisits.of(NOON + 1, 1, 2), SampleVisits.of(NOON + DAY, 2, 3), SampleVisits.preview(NOON + 2, 3));
        node.close();
        // Half of a transaction: clicks and visitors without their rollups and their position.
        test.database().writeOnly(handle -> {
            handle.execute("""
                    INSERT INTO clicks (node, sequence, at, link_id, kind, visibility, tier, rules_version, first_of_day)
                    VALUES (?, ?, ?, 1, 'CLICK', 'UNKNOWN', 'DARK', 1, TRUE)""", id, position + 1, NOON + 1);
            handle.execute("""
                    INSERT INTO clicks (node, sequence, at, link_id, kind, visibility, rules_version, first_of_day,
                      preview_by, share_attempt)
                    VALUES (?, ?, ?, 1, 'PREVIEW', 'UNKNOWN', 1, FALSE, 'telegram', TRUE)""", id, position + 3, NOON + 2);
            handle.execute("UPDATE link_previews SET attempts = 2");
            insertVisitor(handle, SampleVisits.of(NOON + DAY, 2, 3), position + 2);
        });
        node = new TestClicks(test.database(), dataDir);
        node.settle();
        assertThat(node.longs("SELECT at FROM clicks ORDER BY sequence"))
                .containsExactly(NOON, NOON, NOON + 1, NOON + DAY, NOON + 2);
        assertThat(node.longs("SELECT COUNT(*) FROM clicks WHERE first_of_day")).containsExactly(3L);
        assertThat(node.longs("SELECT attempts FROM link_previews ORDER BY link_id"))
                .containsExactly(1L, 1L);
    }

    @Test
    void rollupsThatWereTornAwayAreCountedAnew() {
        node.record(SampleVisits.of(NOON, 1, 1));
        node.settle();
        long position = node.longs("SELECT sequence FROM journal_positions").get(0);
        long id = node.clicks().node();
        node.refusingState = DISK_FULL;
        node.record(SampleVisits.of(NOON + 1, 1, 2));
        node.close();
        test.database().writeOnly(handle -> {
            handle.execute("DELETE FROM count_runs");
            insertVisitor(handle, SampleVisits.of(NOON + 1, 1, 2), position + 1);
        });
        node = new TestClicks(test.database(), dataDir);
        node.settle();
        assertThat(node.longs("SELECT COUNT(*) FROM clicks WHERE first_of_day")).containsExactly(2L);
    }

    private static void insertVisitor(Handle handle, Visit visit, long sequence) {
        DailyVisitor visitor = DailyVisitor.of(visit.atMillis() / DAY, visit.visitor(), visit.linkId(), sequence);
        handle.execute("INSERT INTO daily_visitors (id, sequence) VALUES (?, ?)", visitor.id(), visitor.sequence());
    }

    @Test
    void theDayOfAVisitorIsKnownByItsId() {
        for (long today = 20_000; today < 20_008; today++) {
            for (long day = today - 2; day <= today + 1; day++) {
                assertThat(DailyVisitor.dayOf(DailyVisitor.of(day, -1, 7, 1).id(), today))
                        .isEqualTo(day);
            }
        }
    }
}
