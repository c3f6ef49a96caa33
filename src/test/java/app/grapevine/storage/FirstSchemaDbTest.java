package app.grapevine.storage;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An empty embedded database gets at once what the migrations come to. The script is made anew, after a migration was added, by
 *
 * <pre>mvn test -Dtest=FirstSchemaDbTest -Dgrapevine.schema=write</pre>
 */
class FirstSchemaDbTest {
    private static final Path SCRIPT = Path.of("src/main/resources" + FirstSchema.SCRIPT);

    private static final String HISTORY = "\"flyway_schema_history\"";

    @Test
    void theScriptIsWhatTheMigrationsComeTo(@TempDir Path directory) throws IOException {
        String made = scriptOf(migrated(directory));
        if ("write".equals(System.getProperty("grapevine.schema"))) {
            Files.createDirectories(SCRIPT.getParent());
            Files.writeString(SCRIPT, made);
        }
        assertThat(Files.exists(SCRIPT) ? Files.readString(SCRIPT) : "")
                .as("made anew by mvn test -Dtest=FirstSchemaDbTest -Dgrapevine.schema=write")
                .isEqualTo(made);
    }

    @Test
    void whatIsLaidIsWhatIsMigrated(@TempDir Path directory) {
        try (Database laid = Database.open(DatabaseSettings.embedded(directory.resolve("laid")))) {
            laid.migrate();
            assertThat(laid.hasAllMigrations()).isTrue();
            laid.migrations().makeSingly(); // Flyway finds nothing that it would not have made
            assertThat(statements(laid)).isEqualTo(statementsOf(directory.resolve("migrated")));
        }
    }

    @Test
    void whatAKillLeftHalfLaidIsBegunAnew(@TempDir Path directory) {
        List<String> script =
                List.of(scriptOf(migrated(directory.resolve("migrated"))).split(";\n"));
        for (int done = 0; done < script.size(); done += 7) {
            Path half = directory.resolve("half-" + done);
            try (Database database = Database.open(DatabaseSettings.embedded(half))) {
                for (String statement : script.subList(0, done)) {
                    database.writeOnly(handle -> handle.execute(statement));
                }
            }
            try (Database database = Database.open(DatabaseSettings.embedded(half))) {
                database.migrate();
                assertThat(database.hasAllMigrations()).as("after %d", done).isTrue();
            }
        }
    }

    @Test
    void aFileWithTablesOfSomebodyElseIsFlywaysToJudge(@TempDir Path directory) {
        try (Database database = Database.open(DatabaseSettings.embedded(directory))) {
            database.writeOnly(handle -> handle.execute("CREATE TABLE schema_of_others (id BIGINT)"));
            Assertions.assertThrows(FlywayException.class, database::migrate);
            assertThat(TestDatabase.count(database, "schema_of_others")).isZero();
        }
    }

    private static List<String> statementsOf(Path directory) {
        try (Database database = Database.open(DatabaseSettings.embedded(directory))) {
            database.migrations().makeSingly();
            return statements(database);
        }
    }

    private static List<String> migrated(Path directory) {
        return statementsOf(directory);
    }

    /**
     * That make the database as it is, without when and how fast it was migrated. H2 begins another statement of rows after so many
     * characters, which are more where migrating took longer; here they are one.
     */
    private static List<String> statements(Database database) {
        String rows = "INSERT INTO \"public\"." + HISTORY + " VALUES\n";
        List<String> joined = new ArrayList<>();
        for (String statement : script(database)) {
            int last = joined.size() - 1;
            if (last >= 0 && statement.startsWith(rows) && joined.get(last).startsWith(rows)) {
                String before = joined.get(last);
                joined.set(last, before.substring(0, before.length() - 1) + ",\n" + statement.substring(rows.length()));
            } else {
                joined.add(statement);
            }
        }
        return joined;
    }

    private static List<String> script(Database database) {
        return database
                .read(handle -> handle.createQuery("SCRIPT NOPASSWORDS NOSETTINGS")
                        .mapTo(String.class)
                        .list())
                .stream()
                .filter(statement -> !statement.startsWith("--") && !statement.startsWith("CREATE USER"))
                .map(statement -> statement.replaceAll("TIMESTAMP '[^']*', [0-9]+", "DEFAULT, 0"))
                .toList();
    }

    /** The history under another name, and before all else, until the last statement. */
    private static String scriptOf(List<String> statements) {
        List<String> script = new ArrayList<>();
        statements.stream()
                .filter(statement -> statement.contains("\"public\"." + HISTORY))
                .map(statement ->
                        statement.replace("\"public\"." + HISTORY, "\"public\".\"" + FirstSchema.UNFINISHED + "\""))
                .forEach(script::add);
        statements.stream()
                .filter(statement -> !statement.contains("\"public\"." + HISTORY))
                .forEach(script::add);
        script.add("ALTER TABLE \"public\".\"" + FirstSchema.UNFINISHED + "\" RENAME TO " + HISTORY + ";");
        return script.stream().collect(joining("\n", "", "\n"));
    }
}
