package app.grapevine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files in {@code config/} by the programs that they are for; where one is not installed, its test says so and skips. What
 * each says of a file that is broken shows that it was asked.
 */
class ConfigProgramsTest {
    private static final Path CONFIG = Path.of("config").toAbsolutePath();

    @TempDir
    private Path directory;

    @Test
    void prometheusTakesItsConfigurationAndTheAlerts() throws IOException {
        Interpreter promtool = Interpreter.find("promtool", directory);
        copy("compose/prometheus.yml", "", "");
        copy("compose/alerts.yml", "", "");
        assertThat(promtool.run(Map.of(), "check", "config", "prometheus.yml"))
                .contains("SUCCESS: 10 rules found", "prometheus.yml is valid");

        copy("compose/alerts.yml", "increase(", "increases(");
        assertThat(promtool.tried(Map.of(), "check", "config", "prometheus.yml"))
                .contains("unknown function");
    }

    @Test
    void caddyTakesItsConfiguration() throws IOException {
        Interpreter caddy = Interpreter.find("caddy", directory);
        Map<String, String> environment =
                Map.of("FRONT_HOSTS", "go.example go2.example, go3.example", "XDG_DATA_HOME", directory.toString());
        copy("compose/Caddyfile", "", "");
        assertThat(caddy.run(environment, "validate", "--config", "Caddyfile", "--adapter", "caddyfile"))
                .contains("Valid configuration");
        assertThat(caddy.run(environment, "adapt", "--config", "Caddyfile", "--adapter", "caddyfile"))
                .contains("\"host\":[\"go.example\",\"go2.example\",\"go3.example\"]");

        copy("compose/Caddyfile", "reverse_proxy", "reverse_proxies");
        assertThat(caddy.tried(environment, "validate", "--config", "Caddyfile", "--adapter", "caddyfile"))
                .contains("unrecognized directive: reverse_proxies");
    }

    @Test
    void systemdTakesTheUnit() throws IOException {
        Interpreter analyze = Interpreter.find("systemd-analyze", directory);
        Path java = Path.of(System.getProperty("java.home"), "bin/java");
        copy("grapevine.service", "/usr/bin/java", java.toString());
        assertThat(analyze.run(Map.of(), "verify", "--man=no", "./grapevine.service"))
                .isEmpty();

        copy("grapevine.service", "ProtectHome=yes", "ProtectHouse=yes");
        assertThat(analyze.tried(Map.of(), "verify", "--man=no", "./grapevine.service"))
                .contains("ProtectHouse");
    }

    /** Docker's own reading, which asks no daemon; its plugin for compose is not in Debian 12. */
    @Test
    void dockerTakesTheContainers() {
        Interpreter docker = Interpreter.find("docker", directory);
        if (!docker.tried(Map.of(), "compose", "version").startsWith("Docker Compose")) {
            String message =
                    "SKIPPED: docker has no compose here, so config/compose.yaml was read by ComposeTest alone";
            System.out.println(message);
            assumeTrue(false, message);
        }
        String file = CONFIG.resolve("compose.yaml").toString();
        Map<String, String> filledIn = Map.of(
                "FRONT_DOMAIN", "go.example",
                "GRAPEVINE_DATABASE_PASSWORD", "one of a test",
                "GRAFANA_ADMIN_PASSWORD", "another of a test");
        assertThat(docker.run(filledIn, "compose", "-f", file, "config")).contains("https://go.example");
        assertThat(docker.tried(Map.of(), "compose", "-f", file, "config")).contains("FRONT_DOMAIN");
    }

    private void copy(String file, String broken, String by) throws IOException {
        Path source = CONFIG.resolve(file);
        String text = Files.readString(source);
        assertThat(text).contains(broken);
        Files.writeString(directory.resolve(source.getFileName()), broken.isEmpty() ? text : text.replace(broken, by));
    }
}
