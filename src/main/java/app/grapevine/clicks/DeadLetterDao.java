package app.grapevine.clicks;

import app.grapevine.base.Text;
import app.grapevine.journal.RecentTexts;
import app.grapevine.journal.UndecodableVisitException;
import app.grapevine.journal.Visit;
import app.grapevine.journal.VisitCodec;
import app.grapevine.visits.VisitKey;
import app.grapevine.visits.VisitRange;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Visits that could not be stored: their bytes, as the journal had them. */
final class DeadLetterDao {
    private static final int MAX_ERROR = 2000;

    private DeadLetterDao() {}

    static void insert(Handle handle, long node, JudgedVisit visit, long nowMillis) {
        String error = visit.error() == null ? "" : visit.error();
        handle.createUpdate("""
                        INSERT INTO dead_letters (node, sequence, payload, error, failed_at)
                        VALUES (:node, :sequence, :payload, :error, :now)
                        """)
                .bind("node", node)
                .bind("sequence", visit.sequence())
                .bind("payload", visit.payload())
                .bind("error", error.isEmpty() ? "unknown" : Text.column(error, MAX_ERROR))
                .bind("now", nowMillis)
                .execute();
    }

    static boolean isThere(Handle handle, VisitKey key) {
        return handle.createQuery("SELECT 1 FROM dead_letters WHERE node = ? AND sequence = ?")
                .bind(0, key.node())
                .bind(1, key.sequence())
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    /** False where there is none. */
    static boolean delete(Handle handle, VisitKey key) {
        return handle.execute("DELETE FROM dead_letters WHERE node = ? AND sequence = ?", key.node(), key.sequence())
                == 1;
    }

    static void deleteFailedBefore(Handle handle, long moment) {
        handle.execute("DELETE FROM dead_letters WHERE failed_at < ?", moment);
    }

    /** Deletes those of a range; of what cannot be read nobody knows whether it is of one. */
    static void delete(Handle handle, VisitRange range) {
        PreparedBatch batch = handle.prepareBatch("DELETE FROM dead_letters WHERE node = ? AND sequence = ?");
        handle.createQuery("SELECT node, sequence, payload FROM dead_letters")
                .map((row, context) -> isOf(range, row.getLong(1), row.getBytes(3))
                        ? new VisitKey(row.getLong(1), row.getLong(2))
                        : null)
                .forEach(key -> {
                    if (key != null) {
                        batch.add(key.node(), key.sequence());
                    }
                });
        if (batch.size() > 0) {
            batch.execute();
        }
    }

    private static boolean isOf(VisitRange range, long node, byte[] payload) {
        try {
            Visit visit = VisitCodec.decode(payload, new RecentTexts());
            return range.holds(visit.linkId(), visit.atMillis(), node);
        } catch (UndecodableVisitException e) {
            return false;
        }
    }
}
