package app.grapevine.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import app.grapevine.service.TestServer;
import app.grapevine.storage.Database;
import app.grapevine.storage.DatabaseSettings;
import app.grapevine.storage.Dialect;
import app.grapevine.storage.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node's journal by {@code backup}, its PostgreSQL by {@code pg_dump}, which is PostgreSQL's own and may not be installed. */
class PostgresBackupApiTest {
    @TempDir
    Path directory;

    @Test
    void theJournalsThenTheDumpHaveEachVisitOnce() throws Exception {
        assumeThat(isInstalled("pg_dump") && isInstalled("pg_restore"))
                .as("pg_dump and pg_restore are not installed: nothing is shown of a backup of PostgreSQL")
                .isTrue();
        Path zip = directory.resolve("node.zip");
        Path dump = directory.resolve("dump");
        AtomicLong answered = new AtomicLong();
        try (TestServer service = TestServer.start(Dialect.POSTGRESQL, Map.of());
                TestDatabase empty = TestDatabase.fresh(Dialect.POSTGRESQL)) {
            service.link("{'destination':'https://shop.example/','code':'boots'}");
            AtomicBoolean ended = new AtomicBoolean();
            Thread load = new Thread(() -> {
                while (!ended.get()) {
                    service.tap("/boots");
                    answered.incrementAndGet();
                }
            });
            load.start();
            while (answered.get() < 100) {
                Thread.onSpinWait();
            }
            long before = answered.get();
            CommandRun run =
                    CommandRun.of(service, "backup", zip.toString(), "--url", "http://localhost:" + service.port());
            assertThat(run.err()).isEmpty();
            run("pg_dump", "--format=custom", "--file=" + dump, "--dbname=" + uri(service.databaseSettings()));
            long after = answered.get() + 1;
            ended.set(true);
            load.join();
            empty.database().writeOnly(handle -> {
                handle.execute("DROP SCHEMA public CASCADE");
                handle.execute("CREATE SCHEMA public");
            });

            run("pg_restore", "--no-owner", "--dbname=" + uri(empty.settings()), dump.toString());
            Path restored = directory.resolve("restored");
            assertThat(restore(zip, restored, empty.settings(), service).err()).isEmpty();
            try (Database copy = Database.open(empty.settings())) {
                List<Long> numbers =
                        TestDatabase.list(copy, Long.class, "SELECT sequence FROM clicks ORDER BY sequence");
                assertThat((long) numbers.size()).isBetween(before, after);
                assertThat(numbers.get(numbers.size() - 1) - numbers.get(0)).isEqualTo(numbers.size() - 1);
            }
            assertThat(Files.exists(restored.resolve("node"))).isFalse();
            assertThat(restore(zip, directory.resolve("other"), null, service).err())
                    .contains("is of a node with PostgreSQL");
        }
    }

    private static CommandRun restore(Path source, Path target, DatabaseSettings database, TestServer service) {
        Map<String, String> environment = database == null
                ? Map.of("GRAPEVINE_DATA_DIR", target.toString())
                : Map.of(
                        "GRAPEVINE_DATA_DIR",
                        target.toString(),
                        "GRAPEVINE_DATABASE_URL",
                        database.url(),
                        "GRAPEVINE_DATABASE_USER",
                        String.valueOf(database.user()),
                        "GRAPEVINE_DATABASE_PASSWORD",
                        String.valueOf(database.password()));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = Commands.run(
                new Surroundings(
                        service.clock(),
                        environment,
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8)),
                "restore",
                source.toString());
        return new CommandRun(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static String uri(DatabaseSettings settings) {
        return settings.url().substring("jdbc:".length()).replaceAll("\\?.*$", "");
    }

    private static boolean isInstalled(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(path -> Files.isExecutable(Path.of(path, program)));
    }

    private static void run(String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PGUSER", "postgres");
        builder.environment().put("PGPASSWORD", "postgres");
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }
}
