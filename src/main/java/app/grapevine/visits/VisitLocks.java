package app.grapevine.visits;

import app.grapevine.storage.Database;
import java.sql.SQLException;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;

/**
 * Locks on whole tables, on PostgreSQL; nobody waits long for one, for others wait behind him. {@code visits} is locked
 * without its partitions, since all who read or write go through it: so VACUUM, which does not, is left alone.
 */
final class VisitLocks {
    private static final String PATIENCE = "SET LOCAL lock_timeout = '2s'";
    /** SQLSTATE lock_not_available. */
    private static final String BUSY = "55P03";

    private VisitLocks() {}

    /** Waits for all who are writing visits; false if one takes too long. */
    static boolean await(Database database) {
        return under("LOCK TABLE ONLY visits IN SHARE ROW EXCLUSIVE MODE", database, handle -> true);
    }

    /** Does work while nobody reads or writes visits; false if somebody does for too long, and what the work says. */
    static boolean alone(Database database, Predicate<Handle> work) {
        return under("LOCK TABLE ONLY visits IN ACCESS EXCLUSIVE MODE", database, work);
    }

    /** Gives back to the disk what an emptied table of an earlier version takes; false if it is in use. */
    static boolean truncateLeft(Database database) {
        return under("LOCK TABLE clicks IN ACCESS EXCLUSIVE MODE", database, handle -> {
            boolean empty = !HandoverWalk.isTableInUse(handle);
            if (empty) {
                handle.execute("TRUNCATE TABLE clicks");
            }
            return empty;
        });
    }

    private static boolean under(String lock, Database database, Predicate<Handle> work) {
        try {
            return database.<Boolean>write(handle -> {
                handle.execute(PATIENCE);
                handle.execute(lock);
                return work.test(handle);
            });
        } catch (RuntimeException e) {
            if (isBusy(e)) {
                return false;
            }
            throw e;
        }
    }

    private static boolean isBusy(RuntimeException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && BUSY.equals(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }
}
