package app.grapevine.privacy;

import app.grapevine.base.LongSet;
import app.grapevine.base.PackedInput;
import app.grapevine.base.PackedOutput;
import app.grapevine.base.SizeTiers;
import app.grapevine.storage.Database;
import com.github.f4b6a3.tsid.TsidCreator;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Who was counted as a visitor, on H2: the rows of {@code visitor_runs}, and what an earlier version left elsewhere. */
public final class VisitorRuns {
    private static final Comparator<DailyVisitor> BY_LINK =
            Comparator.comparingLong(DailyVisitor::linkId).thenComparingLong(DailyVisitor::id);

    private static final SizeTiers TIERS = new SizeTiers(64, 8, 65_536);

    private VisitorRuns() {}

    /** Adds a run. @param lastSequence of the visits by which they were counted */
    public static void insert(Handle handle, long epochDay, long lastSequence, List<DailyVisitor> visitors) {
        List<DailyVisitor> sorted = visitors.stream().sorted(BY_LINK).toList();
        handle.execute(
                "INSERT INTO visitor_runs (id, epoch_day, last_sequence, visitors, ids, links) VALUES (?, ?, ?, ?, ?, ?)",
                TsidCreator.getTsid().toLong(),
                epochDay,
                lastSequence,
                sorted.size(),
                ids(sorted),
                links(sorted));
    }

    private static byte[] ids(List<DailyVisitor> sorted) {
        ByteBuffer bytes = ByteBuffer.allocate(sorted.size() * Long.BYTES);
        sorted.forEach(visitor -> bytes.putLong(visitor.id()));
        return bytes.array();
    }

    private static byte[] links(List<DailyVisitor> sorted) {
        PackedOutput out = new PackedOutput();
        for (int from = 0; from < sorted.size(); ) {
            long link = sorted.get(from).linkId();
            int to = from;
            while (to < sorted.size() && sorted.get(to).linkId() == link) {
                to++;
            }
            out.number(link);
            out.number(to - from);
            from = to;
        }
        return out.toBytes();
    }

    /**
     * Takes away who was counted on a link, in runs that say so; one run after the other, each in a unit of work of its own,
     * for there may be very many.
     */
    public static void deleteOf(Database database, long linkId) {
        List<Long> runs = database.read(handle -> listWith(handle, linkId));
        while (!runs.isEmpty()) {
            for (long run : runs) {
                database.writeOnly(handle -> deleteOf(handle, run, linkId));
            }
            // Some may have been merged meanwhile.
            runs = database.read(handle -> listWith(handle, linkId));
        }
    }

    private static List<Long> listWith(Handle handle, long linkId) {
        return handle
                .createQuery("SELECT id, links FROM visitor_runs WHERE links IS NOT NULL")
                .map((row, context) -> hasLink(row.getBytes(2), linkId) ? row.getLong(1) : 0L)
                .stream()
                .filter(id -> id != 0)
                .toList();
    }

    private static void deleteOf(Handle handle, long run, long linkId) {
        List<DailyVisitor> others = new ArrayList<>();
        for (DailyVisitor visitor : visitors(handle, run)) {
            if (visitor.linkId() != linkId) {
                others.add(visitor);
            }
        }
        if (others.isEmpty()) {
            handle.execute("DELETE FROM visitor_runs WHERE id = ?", run);
        } else {
            handle.execute(
                    "UPDATE visitor_runs SET visitors = ?, ids = ?, links = ? WHERE id = ?",
                    others.size(),
                    ids(others),
                    links(others),
                    run);
        }
    }

    private static boolean hasLink(byte[] links, long linkId) {
        PackedInput in = new PackedInput(links);
        boolean found = false;
        while (!found && in.position() < links.length) {
            found = in.number() == linkId;
            in.number();
        }
        return found;
    }

    /** Those of a run. Where an earlier version counted them, the link is 0. */
    private static List<DailyVisitor> visitors(Handle handle, long run) {
        List<DailyVisitor> visitors = new ArrayList<>();
        handle.createQuery("SELECT ids, links FROM visitor_runs WHERE id = :run")
                .bind("run", run)
                .map((row, context) -> {
                    ByteBuffer ids = ByteBuffer.wrap(row.getBytes(1));
                    byte[] links = row.getBytes(2);
                    PackedInput in = new PackedInput(links == null ? new byte[0] : links);
                    while (links != null && in.position() < links.length) {
                        long link = in.number();
                        for (long left = in.number(); left > 0; left--) {
                            visitors.add(new DailyVisitor(ids.getLong(), link, 0));
                        }
                    }
                    while (ids.hasRemaining()) {
                        visitors.add(new DailyVisitor(ids.getLong(), 0, 0));
                    }
                    return run;
                })
                .list();
        return visitors;
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
        LongSet known = new LongSet();
        List<DailyVisitor> all = new ArrayList<>();
        List<Long> ids = runs.stream().map(Run::id).toList();
        for (long id : ids) {
            for (DailyVisitor visitor : visitors(handle, id)) {
                if (known.add(visitor.id())) {
                    all.add(visitor);
                }
            }
        }
        PreparedBatch batch = handle.prepareBatch("DELETE FROM visitor_runs WHERE id = ?");
        ids.forEach(batch::add);
        batch.execute();
        if (!all.isEmpty()) {
            insert(handle, day, runs.stream().mapToLong(Run::lastSequence).max().orElse(0), all);
        }
    }
}
