package app.grapevine.daily;

import app.grapevine.rollups.DayMarks;
import app.grapevine.storage.Database;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/**
 * Keeps, on PostgreSQL, what the rollups have of each day in the table {@code daily_counts}, which SQL can read: so the views
 * {@code grapevine_daily} and {@code grapevine_return} have their figures. Safe for use by many threads and nodes.
 *
 * <p>A day is written in one transaction, with the mark of the runs that it was read from ({@link DayMarks}); a day whose
 * runs have another mark is written again. So whatever the reason, a late visit, one judged anew, an erasure, the table
 * follows, and nobody who corrects counts has to know of it. Of a day's rows those alone are touched that are others.
 */
public final class DailyCounts {
    private final Database database;

    public DailyCounts(Database database) {
        this.database = database;
    }

    /**
     * Writes days that were counted differently since, the last one first; none where another node is at it, and each at
     * most once, for today goes on changing.
     *
     * @param atMost after which no further day is begun
     * @throws app.grapevine.storage.DatabaseUnavailableException if the database is away; what is written by then is kept
     */
    public void refresh(Duration atMost) {
        long began = System.nanoTime();
        for (int day : database.read(DailyCounts::changed).descendingSet()) {
            if (System.nanoTime() - began > atMost.toNanos() || !rewrite(day)) {
                return;
            }
        }
    }

    private static TreeSet<Integer> changed(Handle handle) {
        Map<Integer, String> marks = DayMarks.of(handle);
        Map<Integer, String> written = DailyDao.marks(handle);
        Set<Map.Entry<Integer, String>> others = new HashSet<>(marks.entrySet());
        others.removeAll(written.entrySet());
        TreeSet<Integer> changed = new TreeSet<>();
        others.forEach(other -> changed.add(other.getKey()));
        written.keySet().stream().filter(day -> !marks.containsKey(day)).forEach(changed::add);
        return changed;
    }

    /** @return false where another node is at it */
    private boolean rewrite(int day) {
        return database.write(handle -> {
            // All that follows sees one moment: what is merged meanwhile must neither be missing nor be there twice.
            handle.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
            if (!DailyDao.isAlone(handle)) {
                return false;
            }
            String mark = DayMarks.of(handle).get(day);
            DailyDao.replace(handle, day, mark == null ? new HashMap<>() : DayCounts.of(handle, day));
            DailyDao.mark(handle, day, mark);
            return true;
        });
    }
}
