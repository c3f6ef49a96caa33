package app.grapevine.clicks;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/**
 * Writes rows of {@code clicks}. Plain JDBC: this runs for each visit, and Jdbi's binding would take half of the
 * writer's time.
 */
final class ClickDao {
    /** Rows whose bound values are held at a time, which with H2 are many small objects. */
    private static final int CHUNK = 500;

    private ClickDao() {}

    static void insert(Handle handle, List<ClickRow> rows) {
        try (PreparedStatement statement = handle.getConnection().prepareStatement(ClickRow.INSERT)) {
            for (int i = 0; i < rows.size(); i++) {
                rows.get(i).bind(statement);
                statement.addBatch();
                if ((i + 1) % CHUNK == 0 || i + 1 == rows.size()) {
                    statement.executeBatch();
                }
            }
        } catch (SQLException e) {
            throw new UnableToExecuteStatementException(e, null);
        }
    }
}
