package app.grapevine.privacy;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/** Who was counted as a visitor: the rows of {@code daily_visitors}. The transaction is the caller's. */
public final class DailyVisitors {
    private static final String INSERT = """
            INSERT INTO daily_visitors (id, sequence, link_id) VALUES (?, ?, ?)
            ON CONFLICT DO NOTHING
            """;

    private DailyVisitors() {}

    /**
     * Which of them were not there yet. Plain JDBC: this runs for each click, and Jdbi's binding would take half of the
     * writer's time. For PostgreSQL; H2 has {@link VisitorRuns}.
     */
    public static boolean[] insert(Handle handle, List<DailyVisitor> visitors) {
        boolean[] isNew = new boolean[visitors.size()];
        try (PreparedStatement statement = handle.getConnection().prepareStatement(INSERT)) {
            for (DailyVisitor visitor : visitors) {
                statement.setLong(1, visitor.id());
                statement.setLong(2, visitor.sequence());
                statement.setLong(3, visitor.linkId());
                statement.addBatch();
            }
            int[] counts = statement.executeBatch();
            for (int i = 0; i < counts.length; i++) {
                isNew[i] = counts[i] == 1;
            }
            return isNew;
        } catch (SQLException e) {
            throw new UnableToExecuteStatementException(e, null);
        }
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
