package app.grapevine.privacy;

import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Who was counted as a visitor: the rows of {@code daily_visitors}. The transaction is the caller's. */
public final class DailyVisitors {
    private static final String ENTER = """
            WITH w AS (
              SELECT * FROM UNNEST(CAST(:ids AS BIGINT ARRAY), CAST(:sequences AS BIGINT ARRAY), CAST(:links AS BIGINT ARRAY))
                AS w (id, sequence, link_id)
            ), added AS (
              INSERT INTO daily_visitors (id, sequence, link_id, node)
              SELECT id, sequence, link_id, :node FROM w ORDER BY id
              ON CONFLICT DO NOTHING RETURNING id
            )
            SELECT id FROM added
            UNION ALL
            SELECT d.id FROM w JOIN daily_visitors d ON d.id = w.id AND d.sequence = w.sequence AND d.node = :node
            """;

    private DailyVisitors() {}

    /**
     * Enters visitors, ahead of the transaction of their visits: a row that nodes share is not held while a node writes its
     * visits. If that transaction fails, they may be given again, with the same sequences. By one statement that names them,
     * for the counts of a batch are unknown where the driver rewrites it ({@code reWriteBatchedInserts}). For PostgreSQL; H2
     * has {@link VisitorRuns}.
     *
     * @return the ids of those that were not there yet, but by this node and this visit
     */
    public static Set<Long> enter(Handle handle, long node, List<DailyVisitor> visitors) {
        return handle.createQuery(ENTER)
                .bindArray("ids", visitors.stream().map(DailyVisitor::id).toArray(Long[]::new))
                .bindArray(
                        "sequences",
                        visitors.stream().map(DailyVisitor::sequence).toArray(Long[]::new))
                .bindArray("links", visitors.stream().map(DailyVisitor::linkId).toArray(Long[]::new))
                .bind("node", node)
                .mapTo(Long.class)
                .set();
    }

    /** Takes one out again, if it is by this visit of this node that it was entered: the visit cannot be stored. For PostgreSQL. */
    public static void takeBack(Handle handle, long node, DailyVisitor visitor) {
        handle.execute(
                "DELETE FROM daily_visitors WHERE id = ? AND sequence = ? AND node = ?",
                visitor.id(),
                visitor.sequence(),
                node);
    }

    /** Those counted beyond a sequence. For H2, where there is one node, and so no column that names it. */
    public static List<Long> listBeyond(Handle handle, long sequence) {
        return handle.createQuery("SELECT id FROM daily_visitors WHERE sequence > :sequence")
                .bind("sequence", sequence)
                .mapTo(Long.class)
                .list();
    }

    /** Takes away what {@link #listBeyond} lists. */
    public static void deleteBeyond(Handle handle, long sequence) {
        handle.createUpdate("DELETE FROM daily_visitors WHERE sequence > :sequence")
                .bind("sequence", sequence)
                .execute();
    }

    /** The ids of a day, and of every fourth before and after it, which have the same range. */
    static List<Long> list(Handle handle, long epochDay, int limit) {
        return handle.createQuery(
                        "SELECT id FROM daily_visitors WHERE id BETWEEN :from AND :to ORDER BY id LIMIT :limit")
                .bind("from", DailyVisitor.first(epochDay))
                .bind("to", DailyVisitor.last(epochDay))
                .bind("limit", limit)
                .mapTo(Long.class)
                .list();
    }

    /** Takes away who was counted on a link. For PostgreSQL. */
    public static void deleteOf(Handle handle, long linkId) {
        handle.execute("DELETE FROM daily_visitors WHERE link_id = ?", linkId);
    }

    static void delete(Handle handle, List<Long> ids) {
        PreparedBatch batch = handle.prepareBatch("DELETE FROM daily_visitors WHERE id = ?");
        ids.forEach(batch::add);
        batch.execute();
    }
}
