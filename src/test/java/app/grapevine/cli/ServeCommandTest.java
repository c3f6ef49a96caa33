package app.grapevine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an operator reads as the service starts. */
@Timeout(120)
class ServeCommandTest {
    @TempDir
    Path directory;

    /** The lines of a start, until it serves. */
    private List<String> start(Map<String, String> settings) throws InterruptedException {
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("GRAPEVINE_DATA_DIR", directory.toString());
        environment.put("GRAPEVINE_PORT", "0");
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        Surroundings surroundings = new Surroundings(Clock.systemUTC(), environment, out, System.err);
        Thread command = new Thread(() -> Commands.run(surroundings), "command");
        command.start();
        try {
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() ->
                            printed.toString(StandardCharsets.UTF_8).contains("dashboard: ") || !command.isAlive());
        } finally {
            command.interrupt();
            command.join();
        }
        return printed.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void aStartSaysWhatGoesOnAndThenWhereAndHowToSignIn() throws InterruptedException {
        List<String> first = start(Map.of());
        assertThat(first).hasSize(4);
        assertThat(first.get(0))
                .isEqualTo("grapevine: starting, data in " + directory + ", database: embedded, in the same place");
        assertThat(first.get(1)).matches("admin key, shown this once: gv_[0-9A-Za-z]{49}");
        assertThat(first.get(2)).matches("listening on http://localhost:\\d+");
        assertThat(first.get(3))
                .isEqualTo("dashboard: " + first.get(2).substring("listening on ".length())
                        + "/dashboard, where one signs in with the admin key above, or an account");

        List<String> second = start(Map.of("GRAPEVINE_PUBLIC_URL", "https://vine.example"));
        assertThat(second).hasSize(3);
        assertThat(second.get(1)).matches("listening on http://localhost:\\d+");
        assertThat(second.get(2))
                .startsWith("dashboard: https://vine.example/dashboard, where one signs in with the admin key that the"
                        + " first start showed");

        String secret = "a-key-that-is-never-to-be-shown-0123456789";
        List<String> third = start(Map.of("GRAPEVINE_ADMIN_KEY", secret));
        assertThat(third).hasSize(3).noneMatch(line -> line.contains(secret));
        assertThat(third.get(2)).contains("with the key in admin.key (GRAPEVINE_ADMIN_KEY)");
    }
}
