package app.grapevine.privacy;

import app.grapevine.base.LongSet;
import app.grapevine.base.SizeTiers;
import app.grapevine.storage.Database;
import com.github.f4b6a3.tsid.TsidCreator;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Who was counted as a visitor, on H2: the rows of {@code visitor_runs}, and what an earlier version left elsewhere. */
public final class VisitorRuns {
    private static final SizeTiers TIERS = new SizeTiers(64, 8, 65_536);

    private VisitorRuns() {}

    /** Adds a run. @param lastSequence of the visits by which they were counted */
    public static void insert(Handle handle, long epochDay, long lastSequence, long[] ids) {
        ByteBuffer bytes = ByteBuffer.allocate(ids.length * Long.BYTES);
        bytes.asLongBuffer().put(ids);
        handle.execute(
                "INSERT INTO visitor_runs (id, epoch_day, last_sequence, visitors, ids) VALUES (?, ?, ?, ?, ?)",
                TsidCreator.getTsid().toLong(),
                epochDay,
                lastSequence,
                ids.length,
                bytes.array());
    }

    /** All who were counted on a day. */
    public static LongSet load(Handle handle, long epochDay) {
        LongSet all = new LongSet();
        handle.createQuery("SELECT ids FROM visitor_runs WHERE epoch_day = :day")
                .bind("day", epochDay)
                .map((row, context) -> row.getBytes(1))
                .forEach(bytes -> addAll(all, bytes));
        handle.createQuery("SELECT id FROM daily_visitors WHERE id BETWEEN :from AND :to")
                .bind("from", DailyVisitor.first(epochDay))
                .bind("to", DailyVisitor.last(epochDay))
                .mapTo(Long.class)
                .forEach(all::add);
        return all;
    }

    private static void addAll(LongSet all, byte[] bytes) {
        ByteBuffer ids = ByteBuffer.wrap(bytes);
        while (ids.hasRemaining()) {
            all.add(ids.getLong());
        }
    }

    /** The days of runs with visitors who were counted beyond a sequence. */
    public static Set<Long> listDaysBeyond(Handle handle, long sequence) {
        return new TreeSet<>(
                handle.createQuery("SELECT DISTINCT epoch_day FROM visitor_runs WHERE last_sequence > :sequence")
                        .bind("sequence", sequence)
                        .mapTo(Long.class)
                        .list());
    }

    /** Takes away these runs: a run has those of one commit, or of several before the last. */
    public static void deleteBeyond(Handle handle, long sequence) {
        handle.execute("DELETE FROM visitor_runs WHERE last_sequence > ?", sequence);
    }

    static void deleteUpTo(Handle handle, long epochDay) {
        handle.execute("DELETE FROM visitor_runs WHERE epoch_day <= ?", epochDay);
    }

    private record Run(long id, long epochDay, long lastSequence, int visitors) {}

    /**
     * Merges some runs of a day, in a unit of work of its own.
     *
     * @return whether there were any to be merged
     */
    public static boolean mergeSome(Database database) {
        List<Run> runs = database.read(handle -> handle.createQuery("""
                        SELECT id, epoch_day, last_sequence, visitors FROM visitor_runs ORDER BY epoch_day, id""")
                .map((row, context) -> new Run(row.getLong(1), row.getLong(2), row.getLong(3), row.getInt(4)))
                .list());
        for (long day : new TreeSet<>(runs.stream().map(Run::epochDay).toList())) {
            List<Run> due =
                    TIERS.due(runs.stream().filter(run -> run.epochDay == day).toList(), Run::visitors);
            if (!due.isEmpty()) {
                database.writeOnly(handle -> merge(handle, day, due));
                return true;
            }
        }
        return false;
    }

    private static void merge(Handle handle, long day, List<Run> runs) {
        LongSet all = new LongSet();
        List<Long> ids = runs.stream().map(Run::id).toList();
        handle.createQuery("SELECT ids FROM visitor_runs WHERE id IN (<ids>)")
                .bindList("ids", ids)
                .map((row, context) -> row.getBytes(1))
                .forEach(bytes -> addAll(all, bytes));
        PreparedBatch batch = handle.prepareBatch("DELETE FROM visitor_runs WHERE id = ?");
        ids.forEach(batch::add);
        batch.execute();
        if (all.size() > 0) {
            insert(handle, day, runs.stream().mapToLong(Run::lastSequence).max().orElse(0), all.sorted());
        }
    }
}
