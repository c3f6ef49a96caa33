package app.grapevine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The description of the API by the rules that Spectral recommends, all of them as they come. Where there is no node, no npm,
 * or no way to the registry and nothing of it in npm's own cache, it says so and skips.
 */
class SpectralTest {
    private static final String PROGRAM = "node_modules/@stoplight/spectral-cli/dist/index.js";
    private static final Path DESCRIPTION = Path.of("src/main/resources/openapi.yaml");

    @TempDir
    private Path directory;

    @Test
    void itsRecommendedRulesFindNothing() throws IOException {
        Interpreter node = Interpreter.find("node", directory);
        NpmPackages.install(directory, "@stoplight/spectral-cli@6.16.3");
        Files.writeString(directory.resolve("rules.yaml"), "extends: [\"spectral:oas\"]\n");
        String description = Files.readString(DESCRIPTION);

        assertThat(found(node, description)).contains("No results with a severity of 'hint' or higher found!");
        assertThat(found(node, description.replace("operationId: createLink\n", "operationId: getLink\n")))
                .contains("operation-operationId-unique");
    }

    private String found(Interpreter node, String description) throws IOException {
        Files.writeString(directory.resolve("openapi.yaml"), description);
        return node.tried(
                Map.of(), PROGRAM, "lint", "openapi.yaml", "--ruleset", "rules.yaml", "--fail-severity", "hint");
    }
}
