package app.grapevine.storage;

import java.sql.SQLException;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;

/** The two databases Grapevine runs on, where their SQL has to differ. */
public enum Dialect {
    H2,
    POSTGRESQL;

    /** The database that a transaction is on. */
    public static Dialect of(Handle handle) {
        try {
            return of(handle.getConnection().getMetaData().getURL());
        } catch (SQLException e) {
            throw new ConnectionException(e);
        }
    }

    static Dialect of(String jdbcUrl) {
        if (jdbcUrl.startsWith("jdbc:h2:")) {
            return H2;
        }
        if (jdbcUrl.startsWith("jdbc:postgresql:")) {
            return POSTGRESQL;
        }
        throw new IllegalArgumentException("database.url must begin with jdbc:postgresql: or jdbc:h2:");
    }
}
