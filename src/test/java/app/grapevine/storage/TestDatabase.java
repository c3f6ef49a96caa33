package app.grapevine.storage;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A real, migrated, empty database for a test, on H2 or on PostgreSQL. PostgreSQL is started once for all
 * tests of a JVM, and each test gets a database of its own in it, copied from a migrated template.
 */
public final class TestDatabase implements AutoCloseable {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static EmbeddedPostgres postgres;

    private final DatabaseSettings settings;
    private final Path directory;
    private final Database database;

    private TestDatabase(DatabaseSettings settings, Path directory) {
        this.settings = settings;
        this.directory = directory;
        this.database = Database.open(settings);
    }

    public static TestDatabase fresh(Dialect dialect) {
        TestDatabase fresh = dialect == Dialect.H2 ? h2() : postgres();
        fresh.database.migrate();
        return fresh;
    }

    private static TestDatabase h2() {
        try {
            Path directory = Files.createTempDirectory("grapevine-h2-");
            return new TestDatabase(DatabaseSettings.embedded(directory), directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static synchronized TestDatabase postgres() {
        if (postgres == null) {
            postgres = start();
            String url = create("template_grapevine", "");
            try (Database template = Database.open(settings(url))) {
                template.migrate();
            }
        }
        return new TestDatabase(
                settings(create("grapevine_" + COUNT.incrementAndGet(), "TEMPLATE template_grapevine")), null);
    }

    private static DatabaseSettings settings(String url) {
        return new DatabaseSettings(url, "postgres", "postgres", 6, Duration.ofSeconds(5));
    }

    private static EmbeddedPostgres start() {
        try {
            EmbeddedPostgres started = EmbeddedPostgres.builder()
                    .setServerConfig("max_connections", "300")
                    .setServerConfig("fsync", "off")
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

    private static String create(String name, String template) {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name + " " + template);
            return postgres.getJdbcUrl("postgres", name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public Database database() {
        return database;
    }

    /** What opens this database again, from another pool or another node. */
    public DatabaseSettings settings() {
        return settings;
    }

    @Override
    public void close() {
        database.close();
        if (directory != null) {
            try (Stream<Path> files = Files.walk(directory)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
