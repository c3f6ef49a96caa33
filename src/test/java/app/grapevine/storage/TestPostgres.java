package app.grapevine.storage;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * A real PostgreSQL, started with the first database that a test asks for and stopped with the JVM. A database is
 * copied from a migrated template; one that was given back is emptied and serves the next test, for a thousand
 * copies keep the JVM from ending until all their files are deleted. One whose schema a test has changed is dropped.
 */
final class TestPostgres {
    /** Whatever a test can have changed that emptying does not undo. */
    private static final String SCHEMA = """
            SELECT md5(string_agg(line, ',' ORDER BY line)) FROM (
              SELECT c.relname || '.' || a.attname || a.attisdropped || a.attnotnull AS line
                FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid WHERE c.relnamespace = 'public'::regnamespace
              UNION ALL SELECT pg_get_expr(relpartbound, oid) FROM pg_class WHERE relnamespace = 'public'::regnamespace
              UNION ALL SELECT conname FROM pg_constraint WHERE connamespace = 'public'::regnamespace
              UNION ALL SELECT tgname FROM pg_trigger WHERE NOT tgisinternal
              UNION ALL SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace
              UNION ALL SELECT concat(nspname, ' ', nspacl) FROM pg_namespace WHERE nspname !~ '^(pg_|information_schema)'
              UNION ALL SELECT concat(version, ' ', checksum, success) FROM flyway_schema_history) AS all_of_it""";

    /** Drops the partitions that were made for visits. */
    private static final String UNPARTITIONED = """
            DO $$
            DECLARE
              made TEXT;
            BEGIN
              FOR made IN DELETE FROM visit_partitions WHERE name NOT IN ('visits_before', 'visits_after') RETURNING name LOOP
                EXECUTE format('DROP TABLE %I', made);
              END LOOP;
            END $$""";

    /** Empties the tables that have rows: to truncate one that has none costs as much. */
    private static final String EMPTY = """
            DO $$
            DECLARE
              name TEXT;
              filled BOOLEAN;
            BEGIN
              FOR name IN SELECT tablename FROM pg_tables
                          WHERE schemaname = 'public' AND tablename NOT IN ('flyway_schema_history', 'visit_partitions') LOOP
                EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I)', name) INTO filled;
                IF filled THEN
                  EXECUTE format('TRUNCATE %I CASCADE', name);
                END IF;
              END LOOP;
            END $$""";

    private static final int SECONDS_TO_ANSWER = 30;

    private static final TestPostgres ONE = new TestPostgres();

    private final EmbeddedPostgres server;
    private final Deque<DatabaseSettings> empty = new ArrayDeque<>();
    /** By which databases are emptied, each by its own: to open one takes as long as all that is asked of it. */
    private final Map<String, Connection> emptying = new HashMap<>();

    private final String schema;
    private int made;

    private TestPostgres() {
        server = start();
        DatabaseSettings template = settings(create("template_grapevine", ""));
        try (Database database = Database.open(template)) {
            database.migrate();
        }
        try (Connection connection = connect("template_grapevine")) {
            schema = schema(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static EmbeddedPostgres start() {
        try {
            EmbeddedPostgres started = EmbeddedPostgres.builder()
                    .setServerConfig("max_connections", "300")
                    .setServerConfig("fsync", "off")
                    .setServerConfig("full_page_writes", "off")
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                try {
                    started.close();
                } catch (IOException e) {
                    System.err.println("PostgreSQL was not stopped: " + e.getMessage());
                }
            }));
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An empty database that nobody else has. */
    static DatabaseSettings take() {
        synchronized (ONE) {
            if (!ONE.empty.isEmpty()) {
                return ONE.empty.pop();
            }
            return settings(ONE.create("grapevine_" + ++ONE.made, "TEMPLATE template_grapevine"));
        }
    }

    static void giveBack(DatabaseSettings settings) {
        synchronized (ONE) {
            String name = settings.url().replaceAll("^.*/|\\?.*$", "");
            if (ONE.isEmptied(name)) {
                ONE.empty.push(settings);
            } else {
                ONE.execute("DROP DATABASE " + name + " WITH (FORCE)");
            }
        }
    }

    /** Whether it could be emptied, and is as the template again. */
    private boolean isEmptied(String name) {
        try (Statement statement = emptying(name).createStatement()) {
            statement.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
            statement.execute(UNPARTITIONED);
            if (!schema(statement.getConnection()).equals(schema)) {
                return false;
            }
            statement.execute(EMPTY);
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    private Connection emptying(String name) throws SQLException {
        Connection open = emptying.get(name);
        if (open == null || !open.isValid(SECONDS_TO_ANSWER)) {
            open = connect(name);
            emptying.put(name, open);
        }
        return open;
    }

    private static String schema(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SCHEMA)) {
            row.next();
            return row.getString(1);
        }
    }

    private static DatabaseSettings settings(String url) {
        return new DatabaseSettings(url, "postgres", "postgres", 6, Duration.ofSeconds(5));
    }

    private String create(String name, String template) {
        execute("CREATE DATABASE " + name + " " + template);
        return server.getJdbcUrl("postgres", name);
    }

    private void execute(String sql) {
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Connection connect(String name) throws SQLException {
        return server.getDatabase("postgres", name).getConnection();
    }
}
