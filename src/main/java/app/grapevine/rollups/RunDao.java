package app.grapevine.rollups;

import app.grapevine.storage.Dialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.function.IntFunction;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/** The rows of the runs and of their parts. */
final class RunDao {
    private static final int PARTS_AT_ONCE = 32;
    private static final String COLUMNS = "SELECT id, first_day, days, level, directory FROM count_runs ";

    private RunDao() {}

    /** As much of a run as stands in an index: enough to see whether there is anything to merge. */
    record Place(long id, int firstDay, int days, int level) {}

    /** A run is no longer there. */
    static final class VanishedException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** A part of a run. */
    record Key(long run, int number) {}

    /** Takes the stored form of a part. */
    interface Parts {
        void part(Key key, byte[] content);
    }

    /**
     * Waits until no other transaction changes the counts, and keeps others waiting until this one ends; for what has to
     * see all of them before it writes. On H2 all writers wait for each other anyway. Those who append wait behind who waits
     * here, so it is not for long.
     */
    static void lock(Handle handle, Dialect dialect) {
        if (dialect == Dialect.POSTGRESQL) {
            handle.execute("SET LOCAL lock_timeout = '2s'");
            handle.execute("LOCK TABLE count_runs IN SHARE ROW EXCLUSIVE MODE");
        }
    }

    /** By days, those of one day before those of several, and by ids. */
    static List<Place> places(Handle handle) {
        return handle.createQuery("SELECT id, first_day, days, level FROM count_runs ORDER BY first_day, days, id")
                .map((row, context) -> new Place(row.getLong(1), row.getInt(2), row.getInt(3), row.getInt(4)))
                .list();
    }

    /** The first day, from one on, on which a run begins. */
    static OptionalInt nextDay(Handle handle, long fromDay) {
        return handle.createQuery("SELECT MIN(first_day) FROM count_runs WHERE first_day >= :from")
                .bind("from", fromDay)
                .map((row, context) -> {
                    int day = row.getInt(1);
                    return row.wasNull() ? OptionalInt.empty() : OptionalInt.of(day);
                })
                .one();
    }

    /** Those that begin on one of these days. */
    static List<Run> list(Handle handle, long firstDay, long lastDay) {
        return handle.createQuery(COLUMNS + "WHERE first_day >= :first AND first_day <= :last ORDER BY first_day, id")
                .bind("first", firstDay)
                .bind("last", lastDay)
                .map((row, context) -> run(row))
                .list();
    }

    private static Run run(ResultSet row) throws SQLException {
        return Run.read(
                row.getLong("id"),
                row.getInt("first_day"),
                row.getInt("days"),
                row.getInt("level"),
                row.getBytes("directory"));
    }

    static void insert(Handle handle, long id, int firstDay, int days, int level, List<Long> sums, RunContent content) {
        Run run = new Run(id, firstDay, days, level, sums, content.parts());
        handle.createUpdate("""
                        INSERT INTO count_runs (id, first_day, days, level, directory)
                        VALUES (:id, :firstDay, :days, :level, :directory)""")
                .bind("id", id)
                .bind("firstDay", firstDay)
                .bind("days", days)
                .bind("level", level)
                .bind("directory", run.directory())
                .execute();
        PreparedBatch parts =
                handle.prepareBatch("INSERT INTO count_parts (run, number, content) VALUES (:run, :number, :content)");
        for (int number = 0; number < content.parts().size(); number++) {
            parts.bind("run", id)
                    .bind("number", number)
                    .bind("content", content.bytes(number))
                    .add();
        }
        parts.execute();
    }

    /**
     * Takes runs for this transaction alone, in the order of their ids, so that nobody waits in a circle.
     *
     * @return false where one of them is gone, or another transaction has taken it; then nothing may be written
     */
    static boolean take(Handle handle, Dialect dialect, Collection<Long> ids) {
        String ours = dialect == Dialect.POSTGRESQL ? " FOR UPDATE SKIP LOCKED" : "";
        for (long id : new TreeSet<>(ids)) {
            boolean there = handle.createQuery("SELECT id FROM count_runs WHERE id = :id" + ours)
                    .bind("id", id)
                    .mapTo(Long.class)
                    .findFirst()
                    .isPresent();
            if (!there) {
                return false;
            }
        }
        return true;
    }

    /** Those of the runs that are still there and that no other transaction has taken; they are now taken by this one. */
    static List<Run> takeFree(Handle handle, List<Run> runs) {
        List<Run> taken = new ArrayList<>();
        for (Run run : runs) {
            handle.createQuery("SELECT id FROM count_runs WHERE id = :id FOR UPDATE SKIP LOCKED")
                    .bind("id", run.id())
                    .mapTo(Long.class)
                    .findFirst()
                    .ifPresent(id -> taken.add(run));
        }
        return taken;
    }

    /** All of one day, with what was merged of them. */
    static void deleteDay(Handle handle, long day) {
        delete(
                handle,
                list(handle, day, day).stream()
                        .filter(Run::isOfOneDay)
                        .map(Run::id)
                        .toList());
    }

    static void delete(Handle handle, Collection<Long> ids) {
        if (ids.isEmpty()) {
            return;
        }
        PreparedBatch parts = handle.prepareBatch("DELETE FROM count_parts WHERE run = :id");
        PreparedBatch runs = handle.prepareBatch("DELETE FROM count_runs WHERE id = :id");
        for (long id : new TreeSet<>(ids)) {
            parts.bind("id", id).add();
            runs.bind("id", id).add();
        }
        parts.execute();
        runs.execute();
    }

    /**
     * Shows parts, in any order; a few at a time, for H2 holds what a query finds.
     *
     * @return whether all of them were there: a run may have been merged since it was listed
     */
    static boolean read(Handle handle, List<Key> keys, Parts consumer) {
        for (int from = 0; from < keys.size(); from += PARTS_AT_ONCE) {
            List<Key> some = keys.subList(from, Math.min(keys.size(), from + PARTS_AT_ONCE));
            if (readSome(handle, some, consumer) < some.size()) {
                return false;
            }
        }
        return true;
    }

    private static int readSome(Handle handle, List<Key> keys, Parts consumer) {
        String sql = """
                SELECT p.run, p.number, p.content
                FROM UNNEST(CAST(? AS BIGINT ARRAY), CAST(? AS INT ARRAY)) AS k (run, number)
                JOIN count_parts p ON p.run = k.run AND p.number = k.number""";
        Connection connection = handle.getConnection();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "bigint", keys.stream().map(Key::run).toArray()));
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "integer", keys.stream().map(Key::number).toArray()));
            int found = 0;
            try (ResultSet row = statement.executeQuery()) {
                for (; row.next(); found++) {
                    consumer.part(new Key(row.getLong(1), row.getInt(2)), row.getBytes(3));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new UnableToExecuteStatementException(e, null);
        }
    }

    /** Gives the parts of a run, and throws {@link VanishedException} if it was merged since it was listed. */
    static IntFunction<byte[]> parts(Handle handle, Run run) {
        return number -> part(handle, run.id(), number);
    }

    /** @throws VanishedException if the run was merged since it was listed */
    static byte[] part(Handle handle, long run, int number) {
        return handle.createQuery("SELECT content FROM count_parts WHERE run = :run AND number = :number")
                .bind("run", run)
                .bind("number", number)
                .mapTo(byte[].class)
                .findFirst()
                .orElseThrow(VanishedException::new);
    }

    static List<Key> keys(Run run, List<Integer> numbers) {
        List<Key> keys = new ArrayList<>();
        numbers.forEach(number -> keys.add(new Key(run.id(), number)));
        return keys;
    }
}
