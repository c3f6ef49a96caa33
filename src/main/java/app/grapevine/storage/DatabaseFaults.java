package app.grapevine.storage;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import javax.sql.DataSource;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;

/**
 * What is said of a statement that failed, and what is not; tells a database that cannot be reached from a statement that is
 * wrong.
 */
final class DatabaseFaults {
    /** From here on an error of H2's store is one of a transaction, and not of the file. */
    private static final int H2_TRANSACTIONS = DataUtils.ERROR_TRANSACTION_CORRUPT;

    private DatabaseFaults() {}

    /**
     * Left to itself Jdbi quotes in its exceptions, which go to the log, the values of a statement: hashes, names, what was
     * searched.
     */
    static Jdbi quotingNoValues(DataSource pool) {
        Jdbi jdbi = Jdbi.create(pool);
        jdbi.getConfig(StatementExceptions.class)
                .setMessageRendering(e ->
                        e.getShortMessage() + " [" + e.getStatementContext().getRawSql() + "]");
        return jdbi;
    }

    /** What is to be thrown in place of {@code e}: a {@link DatabaseUnavailableException} where it comes of one, else itself. */
    static RuntimeException translated(RuntimeException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && isConnectionLoss(sql)) {
                return new DatabaseUnavailableException(sql);
            }
            if (cause instanceof MVStoreException store && store.getErrorCode() < H2_TRANSACTIONS) {
                return new DatabaseUnavailableException(store); // H2's file, which closes itself for that
            }
        }
        return e;
    }

    /**
     * SQLSTATE class 08, PostgreSQL's 57P0x (shutting down, starting up), 25P03 (ended, since it did nothing for too long)
     * and 53300, H2's closed database.
     */
    private static boolean isConnectionLoss(SQLException e) {
        if (e instanceof SQLTransientConnectionException || e instanceof SQLNonTransientConnectionException) {
            return true;
        }
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        return state.startsWith("08")
                || state.startsWith("57P0")
                || state.equals("53300")
                || state.equals("25P03")
                || e.getErrorCode() == 90098
                || e.getErrorCode() == 90121;
    }
}
