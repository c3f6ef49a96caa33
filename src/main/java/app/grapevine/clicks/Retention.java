package app.grapevine.clicks;

import app.grapevine.base.EpochDay;
import app.grapevine.storage.Database;
import app.grapevine.storage.StoredValues;
import java.time.Clock;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Forgets what has been kept long enough. To be run about once a day; a run that is cut off goes on where it
 * was. Works in short units, so that on H2 the click writer gets its turn between them.
 */
public final class Retention {
    private static final int CHUNK = 1000;
    /** The name of the value that says up to when the details of visits are forgotten. */
    private static final String PROGRESS = "retention-details";
    /** The name of the value that says before when single visits are deleted. */
    private static final String DELETED = "retention-clicks";

    private final Database database;
    private final Clock clock;
    private final RetentionSettings settings;

    public Retention(Database database, Clock clock, RetentionSettings settings) {
        this.database = database;
        this.clock = clock;
        this.settings = settings;
    }

    /** @throws app.grapevine.storage.DatabaseUnavailableException if the database is away: to be run again */
    public void run() {
        long today = EpochDay.of(clock.millis());
        long detailDay = today - settings.detailDays();
        forgetAgents(detailDay);
        forgetDetails(EpochDay.start(detailDay));
        if (settings.clickDays() > 0) {
            deleteVisits(EpochDay.start(today - settings.clickDays()));
        }
    }

    /**
     * The moment, in milliseconds, before which the details of visits are forgotten. A unit of work that has
     * locked a visit from later may rely on its details.
     */
    public static long forgottenBefore(Handle handle) {
        return moment(handle, PROGRESS);
    }

    /**
     * From when on all single visits are there, in milliseconds: what retention deleted is before. 0 where it never did.
     */
    public static long visitsKeptFrom(Handle handle) {
        return moment(handle, DELETED);
    }

    private static long moment(Handle handle, String name) {
        return StoredValues.findText(handle, name).map(Long::parseLong).orElse(0L);
    }

    private void forgetAgents(long beforeDay) {
        List<Long> ids;
        do {
            ids = database.read(handle -> RetentionDao.listAgentsUnseenSince(handle, beforeDay, CHUNK));
            List<Long> found = ids;
            database.writeOnly(handle -> RetentionDao.deleteAgents(handle, found, beforeDay));
        } while (ids.size() == CHUNK);
    }

    private void forgetDetails(long before) {
        long from = database.read(Retention::forgottenBefore);
        boolean more = from < before;
        while (more) {
            long begin = from;
            List<RetentionDao.ClickKey> keys =
                    database.read(handle -> RetentionDao.listClicks(handle, begin, before, CHUNK));
            more = keys.size() == CHUNK;
            long next = more ? keys.get(CHUNK - 1).at() : before;
            if (more && next == begin) {
                // More visits within one millisecond than a list holds: all of it at once.
                long moment = begin;
                keys = database.read(handle -> RetentionDao.listClicks(handle, moment, moment + 1, Integer.MAX_VALUE));
                next = moment + 1;
            }
            List<RetentionDao.ClickKey> found = keys;
            long reached = next;
            database.writeOnly((Handle handle) -> {
                RetentionDao.forgetDetails(handle, found);
                StoredValues.setText(handle, PROGRESS, Long.toString(reached));
            });
            from = reached;
        }
    }

    /**
     * Deletes single visits, but for those that led to a conversion: they say what it is counted under. From when
     * on visits are complete is noted first, for who counts them.
     */
    private void deleteVisits(long before) {
        database.writeOnly((Handle handle) -> StoredValues.setText(handle, DELETED, Long.toString(before)));
        List<RetentionDao.ClickKey> keys;
        do {
            keys = database.read(handle -> RetentionDao.listDeletable(handle, before, CHUNK));
            List<RetentionDao.ClickKey> found = keys;
            if (!found.isEmpty()) {
                database.writeOnly((Handle handle) -> {
                    RetentionDao.noteFirstClicks(
                            handle,
                            found.get(0).at(),
                            found.get(found.size() - 1).at());
                    RetentionDao.deleteClicks(handle, found);
                });
            }
        } while (keys.size() == CHUNK);
    }
}
