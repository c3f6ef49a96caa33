package app.grapevine.clicks;

import app.grapevine.storage.Database;
import java.util.List;

/**
 * Takes away what was recorded of links, and all that was counted of it, in short units of work: so writers get their
 * turn, reports are right at every moment, and an end in the middle, however sudden, leaves the rest to be erased
 * later. Who was counted as a visitor goes with the salts, soon. Safe for use by many threads.
 */
public final class VisitErasure {
    private static final int CHUNK = 2000;

    private final Database database;
    private final ClickSink sink;

    /** @param sink what is kept beside the click table */
    public VisitErasure(Database database, ClickSink sink) {
        this.database = database;
        this.sink = sink;
    }

    /**
     * Erases some of the visits to a link, and with the last of them all else that is known of its visits.
     *
     * @return how many; 0 when there are none left
     */
    public int eraseSome(long linkId) {
        return database.write(handle -> {
            List<Click> visits = ErasureDao.listOfLink(handle, linkId, CHUNK);
            if (visits.isEmpty()) {
                sink.forget(handle, linkId);
                ErasureDao.deletePreviews(handle, linkId);
            } else {
                ErasureDao.delete(handle, visits);
                sink.move(handle, visits, List.of());
            }
            return visits.size();
        });
    }
}
