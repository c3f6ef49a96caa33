package app.grapevine.clicks;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** What retention takes away, by primary key, so that a unit of work is as short as its list. */
final class RetentionDao {
    private RetentionDao() {}

    /** A recorded visit by its key, and when it was. */
    record ClickKey(long node, long sequence, long at) {}

    static List<Long> listAgentsUnseenSince(Handle handle, long epochDay, int limit) {
        return handle.createQuery("SELECT id FROM user_agents WHERE last_day < :epochDay LIMIT :limit")
                .bind("epochDay", epochDay)
                .bind("limit", limit)
                .mapTo(Long.class)
                .list();
    }

    /** Looks at the day again: the agent may have been seen since the list was made. */
    static void deleteAgents(Handle handle, List<Long> ids, long epochDay) {
        PreparedBatch batch = handle.prepareBatch("DELETE FROM user_agents WHERE id = ? AND last_day < ?");
        ids.forEach(id -> batch.add(id, epochDay));
        batch.execute();
    }

    /** Visits in [from, before), the oldest first. */
    static List<ClickKey> listClicks(Handle handle, long fromMillis, long beforeMillis, int limit) {
        return handle.createQuery("""
                        SELECT node, sequence, at FROM clicks WHERE at >= :from AND at < :before
                        ORDER BY at, node, sequence LIMIT :limit
                        """)
                .bind("from", fromMillis)
                .bind("before", beforeMillis)
                .bind("limit", limit)
                .map((row, context) -> new ClickKey(row.getLong(1), row.getLong(2), row.getLong(3)))
                .list();
    }

    /** Visits before a time that no conversion needs, the oldest first. */
    static List<ClickKey> listDeletable(Handle handle, long beforeMillis, int limit) {
        return handle.createQuery("""
                        SELECT k.node, k.sequence, k.at FROM clicks k
                        WHERE k.at < :before AND NOT EXISTS
                          (SELECT 1 FROM conversions c WHERE c.node = k.node AND c.sequence = k.sequence)
                        ORDER BY k.at, k.node, k.sequence LIMIT :limit
                        """)
                .bind("before", beforeMillis)
                .bind("limit", limit)
                .map((row, context) -> new ClickKey(row.getLong(1), row.getLong(2), row.getLong(3)))
                .list();
    }

    static void forgetDetails(Handle handle, List<ClickKey> keys) {
        PreparedBatch batch = handle.prepareBatch("""
                UPDATE clicks SET requested_with = NULL, markers = NULL
                WHERE node = ? AND sequence = ? AND (requested_with IS NOT NULL OR markers IS NOT NULL)
                """);
        keys.forEach(key -> batch.add(key.node(), key.sequence()));
        batch.execute();
    }

    /**
     * Notes what is lost with visits that are to be deleted: of each link the first click since its first preview,
     * unless one is noted. To be called with the oldest visits first.
     */
    static void noteFirstClicks(Handle handle, long fromMillis, long toMillis) {
        handle.createUpdate("""
                        INSERT INTO first_clicks (link_id, at)
                        SELECT k.link_id, MIN(k.at) FROM clicks k
                        WHERE k.at >= :from AND k.at <= :to AND k.kind = 'CLICK'
                          AND k.at >= (SELECT MIN(p.first_at) FROM link_previews p WHERE p.link_id = k.link_id)
                        GROUP BY k.link_id
                        ON CONFLICT DO NOTHING
                        """).bind("from", fromMillis).bind("to", toMillis).execute();
    }

    static void deleteClicks(Handle handle, List<ClickKey> keys) {
        PreparedBatch batch = handle.prepareBatch("DELETE FROM clicks WHERE node = ? AND sequence = ?");
        keys.forEach(key -> batch.add(key.node(), key.sequence()));
        batch.execute();
    }
}
