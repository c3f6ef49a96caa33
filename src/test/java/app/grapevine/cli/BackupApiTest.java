package app.grapevine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.base.OwnerOnly;
import app.grapevine.service.TestServer;
import app.grapevine.storage.Database;
import app.grapevine.storage.DatabaseSettings;
import app.grapevine.storage.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands {@code backup} and {@code restore}, beside a running service and without one. */
class BackupApiTest {
    private static final int THREADS = 3;

    private static TestServer service;

    @TempDir
    Path directory;

    @BeforeAll
    static void start() {
        service = TestServer.start(Map.of());
        service.link("{'destination':'https://shop.example/','code':'boots'}");
        service.tap("/boots");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    /** Taps until it is closed, and counts what was answered. */
    private static final class Load implements AutoCloseable {
        final AtomicLong answered = new AtomicLong();
        private final List<Thread> threads = new ArrayList<>();
        private volatile boolean ended;

        Load() {
            for (int i = 0; i < THREADS; i++) {
                Thread thread = new Thread(() -> {
                    while (!ended) {
                        service.tap("/boots");
                        answered.incrementAndGet();
                    }
                });
                thread.start();
                threads.add(thread);
            }
        }

        @Override
        public void close() throws InterruptedException {
            ended = true;
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }

    @Test
    void aBackupUnderLoadHasExactlyTheVisitsUpToAMoment() throws Exception {
        service.awaitRecorded();
        long earlier = recorded(service.database()).size();
        try (Load load = new Load()) {
            for (int round = 0; round < 3; round++) {
                Path target = directory.resolve(round % 2 == 0 ? "backup" + round + ".zip" : "backup" + round);
                long before = load.answered.get();
                assertThat(backup(target).err()).isEmpty();
                long after = load.answered.get() + THREADS;
                Path restored = directory.resolve("restored" + round);
                CommandRun run = restore(target, restored);
                assertThat(run.err()).isEmpty();
                assertThat(run.out()).startsWith("restored: ").contains("What was erased since then is back");
                assertThat(command(restored, "check").out()).startsWith("0 differences");
                assertThat(restored.resolve("node")).doesNotExist();
                try (Database copy = Database.open(DatabaseSettings.embedded(restored))) {
                    List<Long> numbers = recorded(copy);
                    assertThat((long) numbers.size()).isBetween(earlier + before, earlier + after);
                    assertThat(numbers.get(numbers.size() - 1) - numbers.get(0))
                            .as("no number is missing, and none there twice")
                            .isEqualTo(numbers.size() - 1);
                }
            }
        }
        try (Stream<Path> files = Files.list(service.dataDirectory().resolve("journal"))) {
            assertThat(files.filter(Files::isDirectory)).isEmpty();
        }
    }

    private static List<Long> recorded(Database database) {
        return TestDatabase.list(database, Long.class, "SELECT sequence FROM clicks ORDER BY sequence");
    }

    @Test
    void whatIsRestoredServesAndIsAnotherNode() throws IOException {
        Path target = directory.resolve("backup");
        assertThat(backup(target).err()).isEmpty();
        assertThat(target.resolve("salts")).doesNotExist();
        assertThat(target.resolve("node")).doesNotExist();
        Path restored = directory.resolve("restored");
        assertThat(restore(target, restored).err()).isEmpty();
        try (TestServer copy = TestServer.start(Map.of("data.dir", restored.toString()))) {
            assertThat(copy.ask("/links/boots").get("destination").asText()).isEqualTo("https://shop.example/");
            assertThat(copy.tap("/boots").statusCode()).isEqualTo(302);
            copy.awaitRecorded();
            try (Database database = Database.open(DatabaseSettings.embedded(restored))) {
                assertThat(TestDatabase.list(database, Long.class, "SELECT DISTINCT node FROM clicks"))
                        .hasSize(2);
            }
            assertThat(Files.readString(restored.resolve("node")))
                    .isNotEqualTo(Files.readString(service.dataDirectory().resolve("node")));
        }
    }

    @Test
    void aBackupIsItsOwnersAlone() throws IOException {
        Path zip = directory.resolve("backup.zip");
        Path files = directory.resolve("backup");
        assertThat(backup(zip).err()).isEmpty();
        assertThat(backup(files).err()).isEmpty();
        assertThat(OwnerOnly.isKnownTo(zip)).isTrue();
        List<Path> made = new ArrayList<>(List.of(zip));
        try (Stream<Path> all = Files.walk(files)) {
            all.forEach(made::add);
        }
        for (Path path : made) {
            assertThat(Files.getPosixFilePermissions(path))
                    .as(path.toString())
                    .isSubsetOf(
                            PosixFilePermission.OWNER_READ,
                            PosixFilePermission.OWNER_WRITE,
                            PosixFilePermission.OWNER_EXECUTE);
        }
    }

    @Test
    void whereNoServiceRunsTheCommandReadsTheDataItself() throws IOException {
        service.stop();
        Path target = directory.resolve("backup.zip");
        CommandRun run = CommandRun.of(service, "backup", target.toString());
        Path restored = directory.resolve("restored");
        CommandRun back = restore(target, restored);
        service.restart();
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).startsWith("backup: ");
        assertThat(back.err()).isEmpty();
        assertThat(recordedIn(restored)).isEqualTo(recorded(service.database()));
    }

    private static List<Long> recordedIn(Path directory) {
        try (Database database = Database.open(DatabaseSettings.embedded(directory))) {
            return recorded(database);
        }
    }

    @Test
    void whatIsNotWholeIsRefused() throws IOException {
        Path zip = directory.resolve("backup.zip");
        assertThat(backup(zip).err()).isEmpty();
        byte[] good = Files.readAllBytes(zip);
        for (int length : new int[] {0, 100, good.length / 2, good.length - 100}) {
            Files.write(zip, Arrays.copyOf(good, length));
            assertThat(refused(zip)).contains("backup.zip");
        }
        Path files = directory.resolve("backup");
        assertThat(backup(files).err()).isEmpty();
        Path manifest = files.resolve("manifest");
        String text = Files.readString(manifest);
        Files.writeString(manifest, text.replace("grapevine-backup 1", "grapevine-backup 2"));
        assertThat(refused(files)).contains("a later version");
        Files.writeString(manifest, text.replaceAll("schema \\d+", "schema 999"));
        assertThat(refused(files)).contains("a later version");
        Files.delete(manifest);
        assertThat(refused(files)).contains("it has no manifest");
        Files.writeString(manifest, text);
        byte[] database = Files.readAllBytes(files.resolve("grapevine.mv.db"));
        database[database.length / 2] ^= 1;
        Files.write(files.resolve("grapevine.mv.db"), database);
        assertThat(refused(files)).contains("is damaged").contains("grapevine.mv.db");
    }

    private String refused(Path source) {
        Path restored = directory.resolve("refused");
        CommandRun run = restore(source, restored);
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).startsWith("grapevine: ").hasLineCount(1);
        assertThat(restored).doesNotExist();
        return run.err();
    }

    @Test
    void nothingIsWrittenOver() throws IOException {
        Path target = directory.resolve("backup");
        Files.createDirectory(target);
        assertThat(backup(target).err()).contains("there is something already");
        Path zip = directory.resolve("backup.zip");
        assertThat(backup(zip).err()).isEmpty();
        Path full = Files.createDirectory(directory.resolve("full"));
        Files.writeString(full.resolve("mine"), "something");
        assertThat(restore(zip, full).err()).contains("is not empty").contains("mine");
    }

    @Test
    void aServiceThatDeclinesLeavesNothingBehind() throws IOException {
        Path target = directory.resolve("backup.zip");
        CommandRun run = CommandRun.of(
                service, "backup", target.toString(), "--url", url(), "--key", service.newKey("stats:read"));
        assertThat(run.err()).contains("does not take the key");
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).isEmpty();
        }
    }

    private static String url() {
        return "http://localhost:" + service.port();
    }

    private static CommandRun backup(Path target) {
        return CommandRun.of(service, "backup", target.toString(), "--url", url());
    }

    private static CommandRun restore(Path source, Path target) {
        return command(target, "restore", source.toString());
    }

    private static CommandRun command(Path dataDirectory, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Map<String, String> environment = Map.of("GRAPEVINE_DATA_DIR", dataDirectory.toString());
        int status = Commands.run(
                new Surroundings(
                        service.clock(),
                        environment,
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8)),
                args);
        return new CommandRun(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
