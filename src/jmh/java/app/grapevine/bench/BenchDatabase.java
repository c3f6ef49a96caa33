package app.grapevine.bench;

import app.grapevine.storage.Database;
import app.grapevine.storage.DatabaseSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A migrated, empty database for a benchmark: H2 in a directory, or a PostgreSQL on the same machine, which syncs its
 * commits as one does that is meant seriously.
 */
final class BenchDatabase implements AutoCloseable {
    private static final double TICKS_PER_SECOND = 100;

    private final Path directory;
    private final @Nullable EmbeddedPostgres server;
    private final Database database;

    private BenchDatabase(Path directory, @Nullable EmbeddedPostgres server, DatabaseSettings settings) {
        this.directory = directory;
        this.server = server;
        this.database = Database.open(settings);
        database.migrate();
    }

    /** @param kind {@code h2} or {@code postgresql} */
    static BenchDatabase open(String kind, Path directory) throws IOException {
        if (!kind.equals("postgresql")) {
            return new BenchDatabase(directory, null, DatabaseSettings.embedded(directory));
        }
        EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .start();
        String url = server.getJdbcUrl("postgres", "postgres");
        return new BenchDatabase(
                directory, server, new DatabaseSettings(url, "postgres", "postgres", 8, Duration.ofSeconds(5)));
    }

    Database database() {
        return database;
    }

    boolean isPostgres() {
        return server != null;
    }

    /** What the database takes: the data directory of H2, all tables with their indexes of PostgreSQL. */
    long bytes() throws IOException {
        if (server != null) {
            return one("SELECT pg_database_size(current_database())");
        }
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    /** What the tables whose names match take, with their indexes; of PostgreSQL alone. */
    long bytesOf(String names) {
        return one("SELECT COALESCE(SUM(pg_total_relation_size(oid)), 0) FROM pg_class"
                + " WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname ~ '" + names + "'");
    }

    private long one(String sql) {
        return database.read(handle -> handle.createQuery(sql).mapTo(Long.class).one());
    }

    /** The processor's time of all processes of the server so far, in seconds; 0 where there is none. */
    double serverSeconds() throws IOException {
        return server == null ? 0 : seconds(database.read(BenchDatabase::postmaster));
    }

    /** The processor's time of this process so far, in seconds. */
    static double ownSeconds() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .map(time -> time.toNanos() / 1e9)
                .orElse(Double.NaN);
    }

    /** The processor's time that something takes here and in the server, as a text. */
    String processor(Runnable work) throws IOException {
        double own = ownSeconds();
        double server = serverSeconds();
        work.run();
        return "%.2f s of the processor here, %.2f s in the server"
                .formatted(ownSeconds() - own, serverSeconds() - server);
    }

    private static long postmaster(org.jdbi.v3.core.Handle handle) {
        return handle.createQuery("SELECT CAST(split_part(pg_read_file('postmaster.pid'), E'\\n', 1) AS BIGINT)")
                .mapTo(Long.class)
                .one();
    }

    /** Fields 14 to 17 of proc(5)'s stat: its own time, and that of its children that have ended; and of those that live. */
    private static double seconds(long process) throws IOException {
        double seconds = 0;
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            for (Path one : all.filter(path -> path.getFileName().toString().matches("[0-9]+"))
                    .toList()) {
                String[] fields = stat(one);
                boolean isPostmaster = one.getFileName().toString().equals(Long.toString(process));
                if (isPostmaster || fields.length > 1 && fields[1].equals(Long.toString(process))) {
                    long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
                    long ended = isPostmaster ? Long.parseLong(fields[13]) + Long.parseLong(fields[14]) : 0;
                    seconds += (ticks + ended) / TICKS_PER_SECOND;
                }
            }
        }
        return seconds;
    }

    private static String[] stat(Path process) {
        try {
            String text = Files.readString(process.resolve("stat"));
            return text.substring(text.lastIndexOf(')') + 2).split(" ");
        } catch (IOException e) {
            return new String[0]; // it has ended
        }
    }

    @Override
    public void close() throws IOException {
        database.close();
        if (server != null) {
            server.close();
        }
    }
}
