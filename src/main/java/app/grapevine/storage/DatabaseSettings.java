package app.grapevine.storage;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where the database is and how many connections to hold.
 *
 * @param url a JDBC URL of H2 or PostgreSQL
 * @param user the user, or null where the URL says it all
 * @param password the password, or null
 * @param readers connections for reading (on PostgreSQL: for all), at least 2
 * @param patience how long a caller waits for a connection before the database counts as away
 * @param timeouts how long PostgreSQL lets others wait for this process
 */
public record DatabaseSettings(
        String url,
        @Nullable String user,
        @Nullable String password,
        int readers,
        Duration patience,
        DatabaseTimeouts timeouts) {

    static {
        OwnersFiles.register();
    }

    public DatabaseSettings {
        if (Dialect.of(url) == Dialect.POSTGRESQL) {
            DriverParameters.check(url);
        }
        if (readers < 2) {
            throw new IllegalArgumentException("database.connections must be at least 2");
        }
    }

    /** With the timeouts by default. */
    public DatabaseSettings(
            String url, @Nullable String user, @Nullable String password, int readers, Duration patience) {
        this(url, user, password, readers, patience, DatabaseTimeouts.DEFAULT);
    }

    /** The embedded H2 in {@code dataDir}, durable at each commit as far as the process goes; its files are the owner's alone. */
    public static DatabaseSettings embedded(Path dataDir) {
        return new DatabaseSettings(h2Url(dataDir.resolve("grapevine")), null, null, 8, Duration.ofSeconds(5));
    }

    /**
     * WRITE_DELAY=0: with the default, H2 loses acknowledged commits when the process is killed
     * (h2database#2080). Closing is the application's, never a JVM hook's, for the writer drains first.
     */
    static String h2Url(Path file) {
        return "jdbc:h2:" + OwnersFiles.SCHEME + ":"
                + file.toAbsolutePath().toString().replace(";", "\\;")
                + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH"
                + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;DB_CLOSE_DELAY=-1";
    }
}
