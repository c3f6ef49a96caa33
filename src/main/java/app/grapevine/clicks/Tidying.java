package app.grapevine.clicks;

import app.grapevine.privacy.VisitorRuns;
import app.grapevine.storage.Database;
import app.grapevine.storage.DatabaseUnavailableException;
import app.grapevine.storage.Dialect;
import app.grapevine.visits.VisitStore;
import app.grapevine.visits.VisitStores;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what is added with each batch tidy between batches, a piece at a time. Used by the writer's thread. */
final class Tidying {
    /** What is added is merged about so many batches at a time. */
    private static final int BATCHES = 8;

    private static final Logger log = LoggerFactory.getLogger(Tidying.class);

    private final Database database;
    private final VisitStore store;
    private int batches = BATCHES;

    Tidying(Database database) {
        this.database = database;
        this.store = VisitStores.of(database.dialect());
    }

    void added() {
        batches++;
    }

    private boolean mergeVisitors() {
        return database.dialect() == Dialect.H2 && VisitorRuns.mergeSome(database);
    }

    /** Does a piece, if one may be due. */
    void some() {
        if (batches < BATCHES) {
            return;
        }
        try {
            if (!store.tidy(database) && !mergeVisitors()) {
                batches = 0;
            }
        } catch (DatabaseUnavailableException e) {
            // The next batch finds out as well, and waits.
        } catch (RuntimeException e) {
            batches = 0;
            log.error("clicks: older visits cannot be merged, and are left as they are for now", e);
        }
    }
}
