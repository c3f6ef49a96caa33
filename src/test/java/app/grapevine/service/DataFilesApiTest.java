package app.grapevine.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import app.grapevine.TestAgents;
import app.grapevine.cli.Commands;
import app.grapevine.cli.Surroundings;
import app.grapevine.storage.Database;
import app.grapevine.storage.DatabaseSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever else has an account on the machine reads nothing of what the service keeps. */
class DataFilesApiTest {
    /** So small that a few hundred visits fill several of its files. */
    private static final String SMALL_JOURNAL = Integer.toString(1 << 20);

    private static final int VISITS = 600;

    @TempDir
    Path directory;

    @BeforeEach
    void othersMayReadWhatIsMadeWithoutCare() throws IOException {
        Path careless = Files.createFile(directory.resolve("careless"));
        assumeThat(careless.getFileSystem().supportedFileAttributeViews()).contains("posix");
        assumeThat(permissions(careless)).isNotEqualTo("rw-------");
        Files.delete(careless);
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static void assertOwnersAlone(Path root, String... expected) throws IOException {
        List<String> open = new ArrayList<>();
        List<String> seen = new ArrayList<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : all.toList()) {
                String permissions = permissions(path);
                seen.add(root.relativize(path).toString());
                if (!permissions.equals(Files.isDirectory(path) ? "rwx------" : "rw-------")) {
                    open.add(permissions + " " + root.relativize(path));
                }
            }
        }
        assertThat(open).isEmpty();
        assertThat(seen).contains(expected);
    }

    private static void visit(TestServer service, String code) {
        for (int i = 0; i < VISITS; i++) {
            service.visit("GET", "/" + code, "User-Agent", TestAgents.IPHONE + " " + i + "x".repeat(400));
        }
        service.awaitRecorded();
    }

    @Test
    void everyFileOfARunningServiceIsItsOwnersAloneWhateverHappens() throws IOException {
        Path data = directory.resolve("made/anew");
        Map<String, String> settings = Map.of("data.dir", data.toString(), "journal.max.bytes", SMALL_JOURNAL);
        try (TestServer service = TestServer.start(settings)) {
            assertOwnersAlone(data, "grapevine.mv.db", "journal", "journal/lock", "lock", "node", "salts");
            String code = service.link("{'destination':'https://example.com/'}");
            service.tap("/" + code);
            List<Path> first = journalFiles(data);
            visit(service, code);
            // A file goes once the database's disk has what it holds, which is a moment later.
            Awaitility.await()
                    .untilAsserted(
                            () -> assertThat(journalFiles(data)).isNotEmpty().doesNotContainAnyElementsOf(first));
            service.runJobs();
            service.delete("/api/v1/links/" + code);
            service.clock().advance(Duration.ofDays(400));
            service.runJobs();
            assertOwnersAlone(data, "grapevine.mv.db");
            service.restart();
            assertOwnersAlone(data, "grapevine.mv.db");
        }
    }

    private static List<Path> journalFiles(Path data) throws IOException {
        try (Stream<Path> files = Files.list(data.resolve("journal"))) {
            return files.filter(file -> file.toString().endsWith(".journal")).toList();
        }
    }

    @Test
    void aCompactedDatabaseAndItsTraceAreToo() throws IOException, SQLException {
        String url = DatabaseSettings.embedded(directory).url();
        try (Database database = Database.open(DatabaseSettings.embedded(directory))) {
            database.migrate();
        }
        assertThat(compact()).isZero();
        assertOwnersAlone(directory, "grapevine.mv.db");
        try (Connection connection = DriverManager.getConnection(url + ";TRACE_LEVEL_FILE=2")) {
            connection.createStatement().execute("SHUTDOWN");
        }
        assertOwnersAlone(directory, "grapevine.mv.db", "grapevine.trace.db");
    }

    private int compact() {
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        Map<String, String> environment = Map.of("GRAPEVINE_DATA_DIR", directory.toString());
        return Commands.run(new Surroundings(Clock.systemUTC(), environment, nowhere, nowhere), "compact");
    }
}
