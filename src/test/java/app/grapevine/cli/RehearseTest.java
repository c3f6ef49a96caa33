package app.grapevine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RehearseTest {
    @Test
    void aRehearsalGoesThroughAndHeedsNoSettingOfThisMachine(@TempDir Path directory) {
        Map<String, String> environment = Map.of(
                "GRAPEVINE_DATA_DIR",
                directory.resolve("data").toString(),
                "GRAPEVINE_DATABASE_URL",
                "jdbc:postgresql://nobody.example/grapevine");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        int status = Commands.run(new Surroundings(Clock.systemUTC(), environment, print, print), "rehearse");
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("rehearsed" + System.lineSeparator());
        assertThat(status).isZero();
        assertThat(directory).isEmptyDirectory();
    }
}
