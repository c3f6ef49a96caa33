package app.grapevine;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.service.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Shlink's SDK for JavaScript, as its registry has it, against a running service: every method of its client, with what it
 * answers and what it is refused with. Where there is no node, no npm, or no way to the registry and nothing of it in npm's own
 * cache, it says so and skips.
 */
class ShlinkSdkApiTest {
    private static final String SDK = "@shlinkio/shlink-js-sdk@3.2.1";

    @TempDir
    private Path directory;

    @Test
    void everyMethodOfTheSdkDoesWhatItSays() throws IOException {
        Interpreter node = Interpreter.find("node", directory);
        NpmPackages.install(directory, SDK);
        try (InputStream script = Objects.requireNonNull(getClass().getResourceAsStream("/shlink/sdk.mjs"));
                TestServer server = TestServer.startNow()) {
            Files.copy(script, directory.resolve("sdk.mjs"));
            String printed =
                    node.run(Map.of("BASE", server.uri("").toString(), "KEY", TestClient.ADMIN_KEY), "sdk.mjs");

            System.out.println("Shlink's SDK, method by method:\n" + printed);
            List<String> lines = printed.lines().toList();
            assertThat(lines.subList(0, lines.size() - 1))
                    .hasSizeGreaterThan(20)
                    .allSatisfy(line -> assertThat(line).containsPattern(" \\| ok(:|$)"));
            assertThat(lines.get(lines.size() - 1)).isEqualTo("not tried: ");
        }
    }
}
