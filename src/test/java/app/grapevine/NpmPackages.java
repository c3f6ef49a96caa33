package app.grapevine;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Packages of npm, for a test that asks a running service through them. */
final class NpmPackages {
    private NpmPackages() {}

    /**
     * Installs them into a directory, from npm's own cache where they are there, so that the network is not needed the second
     * time. None of their scripts is run. Where there is no npm, or no way to its registry, the test says so and skips.
     *
     * @param directory whose modules are ES modules from now on
     * @param packages each as {@code name@version}
     */
    static void install(Path directory, String... packages) throws IOException {
        Files.writeString(directory.resolve("package.json"), "{\"private\":true,\"type\":\"module\"}");
        Interpreter npm = Interpreter.find("npm", directory);
        List<String> options = List.of(
                "install", "--prefer-offline", "--fetch-retries=1", "--ignore-scripts", "--no-audit", "--no-fund");
        String printed = npm.tried(
                Map.of(),
                Stream.concat(options.stream(), Arrays.stream(packages)).toArray(String[]::new));
        for (String wanted : packages) {
            Path installed = directory
                    .resolve("node_modules")
                    .resolve(wanted.substring(0, wanted.lastIndexOf('@')))
                    .resolve("package.json");
            if (!Files.exists(installed)) {
                String message = "SKIPPED: npm cannot get " + wanted + ", so it was not tried: " + printed;
                System.out.println(message);
                assumeTrue(false, message);
            }
        }
    }
}
