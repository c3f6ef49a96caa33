package app.grapevine.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;

/**
 * The schema of an embedded database that has none yet, laid in one step: what all migrations come to, with their history,
 * from a script that is made of a migrated database. To migrate an empty database through every version there ever was takes
 * a quarter of the time of a first start, Flyway itself included, which is not needed then.
 *
 * <p>The table of the history has another name until all is laid, so that a start that was killed in between is known by
 * it: the next begins anew. PostgreSQL, where a schema may be anybody's, is left to Flyway.
 */
final class FirstSchema {
    /** Made by {@code FirstSchemaDbTest}, which says how. */
    static final String SCRIPT = "/db/schema/h2.sql";

    /** The name of the history's table while the rest is laid. */
    static final String UNFINISHED = "schema_being_laid";

    private FirstSchema() {}

    /**
     * Lays it where there is no table.
     *
     * @return whether it did
     */
    static boolean layWhereEmpty(DataSource embedded) {
        try (Connection connection = embedded.getConnection();
                Statement statement = connection.createStatement()) {
            if (count(statement, UNFINISHED) > 0) {
                statement.execute("DROP ALL OBJECTS");
            }
            if (count(statement, "%") > 0) {
                return false;
            }
            statement.execute(script());
            return true;
        } catch (SQLException e) {
            throw new FlywayException("the first tables could not be made: " + e.getMessage(), e);
        }
    }

    private static int count(Statement statement, String tables) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM information_schema.tables"
                + " WHERE table_schema = 'public' AND table_name LIKE '" + tables + "'")) {
            row.next();
            return row.getInt(1);
        }
    }

    private static String script() {
        try (InputStream in = FirstSchema.class.getResourceAsStream(SCRIPT)) {
            if (in == null) {
                throw new IllegalStateException(SCRIPT + " is not in the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
