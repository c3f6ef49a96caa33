package app.grapevine.storage;

import app.grapevine.visits.TestVisits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real, migrated, empty database for a test, on H2 or on PostgreSQL. Migrating takes most of the time of a start:
 * it is done once for all tests of a JVM, and each has a copy of what came of it. It is opened when a test first asks
 * for it: a service that is given the {@link #settings} opens it by itself.
 */
public final class TestDatabase implements AutoCloseable {
    private final DatabaseSettings settings;
    private final AutoCloseable place;
    private @Nullable Database database;

    private TestDatabase(DatabaseSettings settings, AutoCloseable place) {
        this.settings = settings;
        this.place = place;
    }

    public static TestDatabase fresh(Dialect dialect) {
        return dialect == Dialect.H2 ? h2() : postgres();
    }

    private static TestDatabase h2() {
        try {
            Path directory = Files.createTempDirectory("grapevine-h2-");
            layMigrated(directory);
            return new TestDatabase(DatabaseSettings.embedded(directory), () -> delete(directory));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TestDatabase postgres() {
        DatabaseSettings settings = TestPostgres.take();
        return new TestDatabase(settings, () -> TestPostgres.giveBack(settings));
    }

    /** Lays a migrated, empty H2 into a data directory, where a service that starts finds nothing to migrate. */
    public static void layMigrated(Path directory) {
        try {
            Files.write(directory.resolve(MigratedH2.FILE), MigratedH2.CONTENT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Made when the first test asks for it. */
    private static final class MigratedH2 {
        static final String FILE = "grapevine.mv.db";
        static final byte[] CONTENT = migrated();

        private MigratedH2() {}

        private static byte[] migrated() {
            try {
                Path directory = Files.createTempDirectory("grapevine-h2-");
                try (Database database = Database.open(DatabaseSettings.embedded(directory))) {
                    database.migrate();
                }
                byte[] content = Files.readAllBytes(directory.resolve(FILE));
                delete(directory);
                return content;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Deletes a directory with all that is in it. */
    public static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public synchronized Database database() {
        if (database == null) {
            database = Database.open(settings);
        }
        return database;
    }

    /** What opens this database again, from another pool or another node. */
    public DatabaseSettings settings() {
        return settings;
    }

    /** How many rows a table has. */
    public long count(String table) {
        return count(database(), table);
    }

    /** The rows of a query of one column. */
    public <T> List<T> list(Class<T> type, String sql) {
        return list(database(), type, sql);
    }

    /** The value of a query of one column that finds one row. */
    public <T> T one(Class<T> type, String sql) {
        return one(database(), type, sql);
    }

    /** {@link #count(String)} in any database. */
    public static long count(Database database, String table) {
        return one(database, Long.class, "SELECT COUNT(*) FROM " + table);
    }

    /** {@link #list(Class, String)} in any database. */
    public static <T> List<T> list(Database database, Class<T> type, String sql) {
        String query = TestVisits.query(database, sql);
        return database.read(handle -> handle.createQuery(query).mapTo(type).list());
    }

    /** {@link #one(Class, String)} in any database. */
    public static <T> T one(Database database, Class<T> type, String sql) {
        String query = TestVisits.query(database, sql);
        return database.read(handle -> handle.createQuery(query).mapTo(type).one());
    }

    @Override
    public synchronized void close() {
        if (database != null) {
            database.close();
        }
        try {
            place.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
