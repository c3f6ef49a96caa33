package app.grapevine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Starts that cannot be: each ends with one line that names what is wrong, and with no trace of the stack. */
@Timeout(60)
class BadStartTest {
    @TempDir
    Path directory;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @ParameterizedTest(name = "{0}={1} is refused before there is a database")
    @CsvSource(
            delimiter = '|',
            value = {
                "host                   | no-such-host.invalid",
                "host                   | 300.1.1.1",
                "public.url             | http://go.example:99999",
                "domains                | go..example",
                "database.url           | jdbc:postgresql://db.example/grapevine?readOnly=true",
                "database.url           | jdbc:postgresql://db.example/grapevine?targetServerType=secondary",
                "database.url           | jdbc:postgresql://db.example:none/grapevine",
                "trusted.proxies        | 300.0.0.1",
                "trusted.proxies        | ::::",
                "trusted.proxies        | 192.0.2.1/24",
                "retention.signals.days | 36501",
                "retention.clicks.days  | 36501",
                "limit.api              | 100000001",
                "limit.failures         | 100000001",
                "limit.forwards.minute  | 100000001",
                "limit.forwards.day     | 100000001",
                "limit.forwards.link    | 100000001",
            })
    void aValueThatCannotBeUsedIsRefusedBeforeThereIsADatabase(String key, String value) {
        String name = "GRAPEVINE_" + key.toUpperCase().replace('.', '_');
        assertThat(start(Map.of(name, value))).isEqualTo(2);
        assertThat(said())
                .hasSize(1)
                .first()
                .asString()
                .startsWith("grapevine: ")
                .contains(key, name);
        assertThat(directory.resolve("grapevine.mv.db")).doesNotExist();
    }

    @Test
    void settingsThatAreADirectoryAreRefused() {
        assertThat(start(Map.of("GRAPEVINE_CONFIG", directory.toString()))).isEqualTo(2);
        assertThat(said()).hasSize(1).first().asString().contains("GRAPEVINE_CONFIG", directory.toString());
    }

    @Test
    void aJournalThatCannotBeOpenedIsNamed() throws IOException {
        Files.createFile(directory.resolve("journal"));
        assertThat(start(Map.of())).isEqualTo(2);
        assertThat(said())
                .hasSize(1)
                .first()
                .asString()
                .contains(
                        "data.dir (GRAPEVINE_DATA_DIR)",
                        directory.resolve("journal").toString());
    }

    @Test
    void aNodeFileThatHoldsNoNodeIsNamed() throws IOException {
        Files.writeString(directory.resolve("node"), "nonsense");
        assertThat(start(Map.of())).isEqualTo(2);
        assertThat(said())
                .hasSize(1)
                .first()
                .asString()
                .contains(
                        "data.dir (GRAPEVINE_DATA_DIR)",
                        directory.resolve("node").toString());
    }

    private int start(Map<String, String> settings) {
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("GRAPEVINE_DATA_DIR", directory.toString());
        environment.put("GRAPEVINE_PORT", "0");
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        PrintStream print = new PrintStream(err, true, StandardCharsets.UTF_8);
        return Commands.run(new Surroundings(Clock.systemUTC(), environment, nowhere, print));
    }

    private List<String> said() {
        return err.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
