package app.grapevine.privacy;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The salts of the days and what was counted under them. */
final class SaltDao {
    /** See the table's definition. */
    private static final int VISITOR_DAY_SHIFT = 61;

    private SaltDao() {}

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

    /** The ids of visitors of a day, and of every fourth before and after it, which have the same range. */
    static List<Long> listVisitors(Handle handle, long epochDay, int limit) {
        long from = (epochDay & 3) << VISITOR_DAY_SHIFT;
        return handle.createQuery(
                        "SELECT id FROM daily_visitors WHERE id BETWEEN :from AND :to ORDER BY id LIMIT :limit")
                .bind("from", from)
                .bind("to", from | ((1L << VISITOR_DAY_SHIFT) - 1))
                .bind("limit", limit)
                .mapTo(Long.class)
                .list();
    }

    static void deleteVisitors(Handle handle, List<Long> ids) {
        PreparedBatch batch = handle.prepareBatch("DELETE FROM daily_visitors WHERE id = ?");
        ids.forEach(batch::add);
        batch.execute();
    }
}
