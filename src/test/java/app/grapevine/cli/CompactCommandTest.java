package app.grapevine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.storage.Database;
import app.grapevine.storage.DatabaseSettings;
import app.grapevine.storage.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded database's file, made small by the command line with the service stopped. */
class CompactCommandTest {
    private static final int ROWS = 20_000;

    @TempDir
    Path directory;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @Test
    void theFileIsSmallerAfterwardsAndHoldsTheSame() throws IOException, SQLException {
        DatabaseSettings settings = DatabaseSettings.embedded(directory);
        try (Database database = Database.open(settings)) {
            database.migrate();
        }
        fill(settings);
        Path file = directory.resolve("grapevine.mv.db");
        long before = Files.size(file);
        assertThat(compact(Map.of())).as(said.toString(StandardCharsets.UTF_8)).isZero();
        assertThat(Files.size(file)).isLessThan(before / 2);
        assertThat(said.toString(StandardCharsets.UTF_8)).matches("\\d+ MiB before, \\d+ MiB now\\R");
        try (Database database = Database.open(DatabaseSettings.embedded(directory))) {
            assertThat(TestDatabase.count(database, "daily_visitors")).isEqualTo(ROWS);
        }
    }

    /** At random places, as visitors come, without the service that keeps its file small, and closed as a kill does. */
    private static void fill(DatabaseSettings settings) throws SQLException {
        try (Connection connection = DriverManager.getConnection(settings.url());
                PreparedStatement insert =
                        connection.prepareStatement("INSERT INTO daily_visitors (id, sequence) VALUES (?, ?)")) {
            connection.setAutoCommit(false);
            for (int row = 0; row < ROWS; row++) {
                insert.setLong(1, (row + 1) * 0x9e3779b97f4a7c15L >>> 1);
                insert.setLong(2, row);
                insert.addBatch();
                if (row % 500 == 499) {
                    insert.executeBatch();
                    connection.commit();
                }
            }
            connection.createStatement().execute("SHUTDOWN IMMEDIATELY");
        }
    }

    @Test
    void whatCannotBeDoneIsSaidInALine() {
        assertThat(compact(Map.of())).isEqualTo(2);
        assertThat(said.toString(StandardCharsets.UTF_8)).startsWith("grapevine: there is no database in data.dir");
        assertThat(compact(Map.of("GRAPEVINE_DATABASE_URL", "jdbc:postgresql://db.example/grapevine")))
                .isEqualTo(2);
        assertThat(said.toString(StandardCharsets.UTF_8))
                .startsWith("grapevine: database.url (GRAPEVINE_DATABASE_URL) is set");
    }

    private int compact(Map<String, String> more) {
        said.reset();
        Map<String, String> environment = new HashMap<>(more);
        environment.put("GRAPEVINE_DATA_DIR", directory.toString());
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        return Commands.run(new Surroundings(Clock.systemUTC(), environment, out, out), "compact");
    }
}
