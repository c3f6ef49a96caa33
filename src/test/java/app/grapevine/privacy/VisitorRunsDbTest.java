package app.grapevine.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.base.LongSet;
import app.grapevine.storage.Database;
import app.grapevine.storage.Dialect;
import app.grapevine.storage.TestDatabase;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VisitorRunsDbTest {
    private static final long DAY = 20_000;

    private final TestDatabase place = TestDatabase.fresh(Dialect.H2);
    private final Database database = place.database();

    @AfterEach
    void close() {
        place.close();
    }

    private void insert(long day, long sequence, long... ids) {
        insertOf(1, day, sequence, ids);
    }

    private void insertOf(long link, long day, long sequence, long... ids) {
        List<DailyVisitor> visitors = Arrays.stream(ids)
                .mapToObj(id -> new DailyVisitor(id, link, sequence))
                .toList();
        database.writeOnly(handle -> VisitorRuns.insert(handle, day, sequence, visitors));
    }

    private long[] load(long day) {
        return database.read(handle -> VisitorRuns.load(handle, day)).sorted();
    }

    @Test
    void runsOfADayAreMergedAndKeepWhatTheyHold() {
        Random random = new Random(3);
        TreeSet<Long> model = new TreeSet<>();
        for (int i = 1; i <= 300; i++) {
            LongSet some = new LongSet();
            for (int k = 0; k < 1 + random.nextInt(40); k++) {
                some.add(random.nextLong() >>> 1);
            }
            for (long id : some.sorted()) {
                model.add(id);
            }
            insert(DAY, i, some.sorted());
            VisitorRuns.mergeSome(database);
        }
        insert(DAY + 1, 301, 5);
        assertThat(load(DAY))
                .containsExactly(model.stream().mapToLong(Long::longValue).toArray());
        assertThat(load(DAY + 1)).containsExactly(5);
        assertThat(place.count("visitor_runs")).isLessThan(40);
        assertThat(place.list(Long.class, "SELECT MAX(last_sequence) FROM visitor_runs WHERE epoch_day = " + DAY))
                .containsExactly(300L);
    }

    @Test
    void whoWasCountedOnALinkIsTakenAwayWithItMergedOrNot() {
        database.writeOnly(handle -> handle.execute(
                "INSERT INTO visitor_runs (id, epoch_day, last_sequence, visitors, ids) VALUES (1, ?, 1, 1, ?)",
                DAY,
                new byte[] {0, 0, 0, 0, 0, 0, 0, 77}));
        for (int i = 1; i <= 20; i++) {
            insertOf(5, DAY, 3 * i, 1000 + i);
            insertOf(6, DAY, 3 * i + 1, 2000 + i, 3000 + i);
            while (i <= 15 && VisitorRuns.mergeSome(database)) {
                // to the end
            }
        }
        insertOf(6, DAY + 1, 100, 4000);
        insertOf(5, DAY + 1, 101, 4001);
        VisitorRuns.deleteOf(database, 6);
        assertThat(load(DAY))
                .as("those of the other link, and of an earlier version, which did not say of which")
                .containsExactly(LongStream.concat(LongStream.of(77), LongStream.rangeClosed(1001, 1020))
                        .toArray());
        assertThat(load(DAY + 1)).containsExactly(4001);
        assertThat(place.list(Long.class, "SELECT COUNT(*) FROM visitor_runs WHERE visitors <> LENGTH(ids) / 8"))
                .containsExactly(0L);
        while (VisitorRuns.mergeSome(database)) {
            // to the end
        }
        VisitorRuns.deleteOf(database, 5);
        assertThat(load(DAY)).containsExactly(77);
        assertThat(load(DAY + 1)).isEmpty();
    }

    @Test
    void whatAnEarlierVersionCountedIsKnown() {
        long id = DailyVisitor.of(DAY, 99L << 32, 1, 1).id();
        database.writeOnly(handle -> {
            handle.execute("INSERT INTO daily_visitors (id, sequence) VALUES (?, 1)", id);
            handle.execute(
                    "INSERT INTO daily_visitors (id, sequence) VALUES (?, 1)",
                    DailyVisitor.of(DAY + 1, 98L << 32, 1, 1).id());
        });
        insert(DAY, 2, 17);
        assertThat(load(DAY)).containsExactlyInAnyOrder(17, id);
    }

    @Test
    void whatWasCountedBeyondASequenceIsTakenAway() {
        insert(DAY, 10, 1, 2);
        insert(DAY + 1, 11, 3);
        insert(DAY, 12, 4);
        Set<Long> days = database.read(handle -> VisitorRuns.listDaysBeyond(handle, 10));
        assertThat(days).containsExactly(DAY, DAY + 1);
        database.writeOnly(handle -> VisitorRuns.deleteBeyond(handle, 10));
        assertThat(load(DAY)).containsExactly(1, 2);
        assertThat(load(DAY + 1)).isEmpty();
    }
}
