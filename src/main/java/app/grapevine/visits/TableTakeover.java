package app.grapevine.visits;

import app.grapevine.storage.Database;
import java.util.List;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves what an earlier version left in the table {@code clicks} to where PostgreSQL has visits, the latest first: so the
 * table's end gets empty, which PostgreSQL gives back to the disk. Several nodes may do it at once, each with rows of its
 * own.
 */
final class TableTakeover {
    private static final int AT_ONCE = 4000;

    private static final Logger log = LoggerFactory.getLogger(TableTakeover.class);

    private TableTakeover() {}

    /** Moves some; false if there are none. @param visits takes them, in the unit of work that is handed to it */
    static boolean some(Database database, BiConsumer<Handle, List<ClickRow>> visits) {
        if (!database.read(HandoverWalk::isTableInUse)) {
            return false;
        }
        int moved = database.<Integer>write(handle -> {
            List<ClickRow> rows = TableVisitDao.lockLast(handle, AT_ONCE);
            visits.accept(handle, rows);
            TableVisitDao.delete(handle, rows.stream().map(ClickRow::click).toList());
            return rows.size();
        });
        if (moved > 0 && !database.read(HandoverWalk::isTableInUse)) {
            VisitLocks.truncateLeft(database);
            log.info("visits: all that an earlier version recorded is taken over");
        }
        return moved > 0;
    }
}
