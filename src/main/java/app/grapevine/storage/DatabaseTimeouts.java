package app.grapevine.storage;

import java.time.Duration;

/**
 * How long PostgreSQL lets this process keep others waiting. The server sees to it, so that they hold while the process is
 * stopped or its machine is gone; zero: for ever. H2 has one process, and none of these.
 *
 * @param lock how long a statement waits for what another has locked; longer than {@code idle}, after which the other is
 *     ended, if that is what it waits for
 * @param statement how long a statement may take
 * @param idle how long a transaction may do nothing; then the server ends it, and what it has locked is free
 */
public record DatabaseTimeouts(Duration lock, Duration statement, Duration idle) {
    /** How long whoever reads at length may let a transaction rest: an export goes as fast as its reader. */
    private static final Duration READER_RESTS = Duration.ofMinutes(15);
    /** A migration is of some statements, each of which waits while visits are written, and then does not take long. */
    private static final Duration MIGRATION_WAITS = Duration.ofSeconds(30);

    private static final Duration MIGRATION_RESTS = Duration.ofMinutes(1);

    public static final DatabaseTimeouts DEFAULT =
            new DatabaseTimeouts(Duration.ofSeconds(5), Duration.ofMinutes(5), Duration.ofSeconds(3));

    /** For each connection, when it is opened. */
    String ofSession() {
        return "SET lock_timeout = " + lock.toMillis() + "; SET statement_timeout = " + statement.toMillis()
                + "; SET idle_in_transaction_session_timeout = " + idle.toMillis();
    }

    /** For a transaction that reads, and holds nothing that others wait for. */
    static String ofReader() {
        return "SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = "
                + READER_RESTS.toMillis();
    }

    /** For the connections of a migration, whose statements take as long as they take: options as the driver sends them. */
    static String ofMigration() {
        return "-c lock_timeout=" + MIGRATION_WAITS.toMillis() + " -c idle_in_transaction_session_timeout="
                + MIGRATION_RESTS.toMillis();
    }
}
