package app.grapevine;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Single jars of Maven's repository that one test alone needs, and nothing that is built does. */
final class MavenJars {
    private static final String GET = "org.apache.maven.plugins:maven-dependency-plugin:3.11.0:get";

    private MavenJars() {}

    /**
     * The jar in the local repository, without what it depends on; fetched there by Maven where it is not yet. Where it cannot be
     * had, the test says so and skips.
     *
     * @param coordinates group, artifact and version, with colons
     * @param directory where Maven runs, away from any project
     */
    static Path find(String coordinates, Path directory) {
        String[] parts = coordinates.split(":", -1);
        Path jar = repository()
                .resolve(parts[0].replace('.', '/'))
                .resolve(parts[1])
                .resolve(parts[2])
                .resolve(parts[1] + "-" + parts[2] + ".jar");
        if (Files.exists(jar)) {
            return jar;
        }
        String printed = Interpreter.find("mvn", directory)
                .tried(
                        Map.of(),
                        "-B",
                        "-q",
                        "-Dmaven.repo.local=" + repository(),
                        GET,
                        "-Dartifact=" + coordinates,
                        "-Dtransitive=false");
        if (!Files.exists(jar)) {
            String message =
                    "SKIPPED: Maven cannot get " + coordinates + ", so what needs it was not tried: " + printed;
            System.out.println(message);
            assumeTrue(false, message);
        }
        return jar;
    }

    private static Path repository() {
        String given = System.getProperty("maven.repo.local", "");
        return given.isEmpty() ? Path.of(System.getProperty("user.home"), ".m2", "repository") : Path.of(given);
    }
}
