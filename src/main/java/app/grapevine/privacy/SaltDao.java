package app.grapevine.privacy;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The salts of the days and what was counted under them. */
final class SaltDao {
    private SaltDao() {}

    /** The key of a row of {@code daily_visitors}. */
    record VisitorKey(long epochDay, long linkId, long visitor) {}

    /** Stores {@code proposed} as the day's salt unless another node was first; the day's salt as it stands. */
    static byte[] agree(Handle handle, long epochDay, byte[] proposed, long nowMillis) {
        handle.createUpdate("""
                        INSERT INTO salts (epoch_day, salt, created_at) VALUES (:epochDay, :salt, :now)
                        ON CONFLICT DO NOTHING
                        """)
                .bind("epochDay", epochDay)
                .bind("salt", proposed)
                .bind("now", nowMillis)
                .execute();
        return handle.createQuery("SELECT salt FROM salts WHERE epoch_day = :epochDay")
                .bind("epochDay", epochDay)
                .mapTo(byte[].class)
                .one();
    }

    static void deleteBefore(Handle handle, long epochDay) {
        handle.createUpdate("DELETE FROM salts WHERE epoch_day < :epochDay")
                .bind("epochDay", epochDay)
                .execute();
    }

    static List<VisitorKey> listVisitorsBefore(Handle handle, long epochDay, int limit) {
        return handle.createQuery("""
                        SELECT epoch_day, link_id, visitor FROM daily_visitors WHERE epoch_day < :epochDay
                        ORDER BY epoch_day, link_id, visitor LIMIT :limit
                        """)
                .bind("epochDay", epochDay)
                .bind("limit", limit)
                .map((row, context) -> new VisitorKey(row.getLong(1), row.getLong(2), row.getLong(3)))
                .list();
    }

    static void deleteVisitors(Handle handle, List<VisitorKey> keys) {
        PreparedBatch batch =
                handle.prepareBatch("DELETE FROM daily_visitors WHERE epoch_day = ? AND link_id = ? AND visitor = ?");
        keys.forEach(key -> batch.add(key.epochDay(), key.linkId(), key.visitor()));
        batch.execute();
    }
}
