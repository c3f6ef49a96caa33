package app.grapevine.rollups;

import app.grapevine.clicks.ClickSink;
import app.grapevine.storage.Database;
import app.grapevine.visits.Click;
import app.grapevine.visits.VisitStores;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Handle;

/**
 * The rollups: visits counted by link, quarter-hour and facet, kept in the transactions that write the click
 * table, and so always equal to a recount of it. Safe for use by many threads.
 *
 * <p>What a transaction counts it appends as a {@link Run} for each UTC day that it touches, normally one; it reads
 * nothing, and changes no row that another could want. Counts can be negative, so that a correction is a run as well, and
 * the sum over all runs of a day is the truth. {@link Merging} keeps them few.
 */
public final class Rollups implements ClickSink {
    /** Runs that were appended since anything was merged, after which whoever appends merges. */
    private static final int MOST_APPENDED = 256;

    private final Database database;
    private final RunIds ids = new RunIds();
    private final Merging merging;
    private final Months months;
    private final AtomicInteger appended = new AtomicInteger();

    public Rollups(Database database) {
        this.database = database;
        this.merging = new Merging(database, ids);
        this.months = new Months(database, ids);
    }

    @Override
    public void add(Handle handle, List<Click> clicks) {
        append(handle, DayTally.of(List.of(), clicks));
    }

    @Override
    public void move(Handle handle, List<Click> before, List<Click> after) {
        append(handle, DayTally.of(before, after));
    }

    private void append(Handle handle, SortedMap<Long, DayTally> days) {
        boolean many = appended.addAndGet(days.size()) > MOST_APPENDED;
        days.forEach((day, tally) -> {
            if (many) {
                merging.within(handle, Math.toIntExact(day));
            }
            append(handle, day, tally.content());
        });
        if (many) {
            appended.set(0);
        }
    }

    private void append(Handle handle, long day, RunContent content) {
        if (!content.isEmpty()) {
            RunDao.insert(handle, ids.next(), Math.toIntExact(day), 1, 0, List.of(), content);
        }
    }

    @Override
    public void forget(Handle handle, long linkId) {
        RunDao.lock(handle, database.dialect());
        for (Forgetting.OfDay day : Forgetting.of(handle, linkId)) {
            append(handle, day.day(), day.back());
        }
    }

    /** All nodes' visits of the day are counted, for runs are merged over nodes. */
    @Override
    public void rebuild(Handle handle, long node, long epochDay) {
        RunDao.lock(handle, database.dialect());
        RunDao.deleteDay(handle, epochDay);
        EarlierRollups.deleteDay(handle, epochDay);
        append(handle, epochDay, Recount.of(handle, VisitStores.of(database.dialect()), epochDay));
    }

    /**
     * Does a step of what keeps counts small and quick to read, if there is any to do: takes over what an earlier version
     * counted, and merges. To be called every second or so by one thread.
     *
     * @return whether there was anything to do
     */
    public boolean mergeSome(long nowMillis) {
        appended.set(0);
        if (Takeover.some(database, ids)) {
            return true;
        }
        List<RunDao.Place> places = database.read(RunDao::places);
        return merging.some(places, nowMillis) || months.some(places, nowMillis);
    }

    /**
     * Compares the rollups of whole UTC days with a recount of the click table, and their sums with what they are the sums
     * of, while the service runs.
     *
     * <p>Days whose single visits retention has deleted cannot be recounted; of them sums are compared.
     *
     * @param lastDay included
     * @return what differs; empty when all is well
     */
    public List<Difference> verify(long firstDay, long lastDay) {
        return new Verification(database).run(firstDay, lastDay);
    }
}
