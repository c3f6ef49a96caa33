package app.grapevine.visits;

import app.grapevine.storage.Database;
import app.grapevine.storage.StoredValues;
import java.util.concurrent.ThreadLocalRandom;
import org.jdbi.v3.core.Handle;

/**
 * Deletes what no visit shares any more, on PostgreSQL. In steps, so that nobody waits for the long ones, which look at all
 * visits, and so that a row which a visit gets meanwhile stays:
 *
 * <ol>
 *   <li>what is in use by no visit is marked as loose, with a number of this sweep, and that is committed;
 *   <li>all who were writing visits by then are waited for ({@link VisitLocks#await}): from here on whoever writes visits
 *       finds the marks, and takes away those of what its visits need;
 *   <li>what has the mark still, and is still in use by no visit, is deleted.
 * </ol>
 *
 * <p>That there may be something to sweep is noted by who changes or deletes visits, behind that; the note is removed
 * first of all, and those who did not see it gone are waited for.
 */
final class TextSweep {
    private static final String DUE = "visits-changed";

    private TextSweep() {}

    /** To be called after visits were changed or deleted, in the same transaction. */
    static void isDue(Handle handle) {
        StoredValues.note(handle, DUE);
    }

    /** Whether it was done, or there was nothing to do. */
    static boolean run(Database database) {
        boolean due = database.read(handle -> StoredValues.find(handle, DUE)).isPresent();
        if (!due) {
            return true;
        }
        database.writeOnly((Handle handle) -> StoredValues.remove(handle, DUE));
        boolean done = false;
        try {
            done = VisitLocks.await(database) && sweep(database);
        } finally {
            if (!done) {
                database.writeOnly(TextSweep::isDue);
            }
        }
        return done;
    }

    private static boolean sweep(Database database) {
        long mark = ThreadLocalRandom.current().nextLong();
        database.writeOnly(handle -> {
            handle.createUpdate("UPDATE visit_verdicts t SET loose = :mark"
                            + " WHERE NOT EXISTS (SELECT 1 FROM visits v WHERE v.verdict = t.id)")
                    .bind("mark", mark)
                    .execute();
            handle.createUpdate("UPDATE visit_requests t SET loose = :mark"
                            + " WHERE NOT EXISTS (SELECT 1 FROM visits v WHERE v.request = t.id)")
                    .bind("mark", mark)
                    .execute();
        });
        if (!VisitLocks.await(database)) {
            return false;
        }
        database.writeOnly(handle -> {
            handle.createUpdate("DELETE FROM visit_verdicts t WHERE t.loose = :mark"
                            + " AND NOT EXISTS (SELECT 1 FROM visits v WHERE v.verdict = t.id)")
                    .bind("mark", mark)
                    .execute();
            handle.createUpdate("DELETE FROM visit_requests t WHERE t.loose = :mark"
                            + " AND NOT EXISTS (SELECT 1 FROM visits v WHERE v.request = t.id)")
                    .bind("mark", mark)
                    .execute();
        });
        return true;
    }
}
