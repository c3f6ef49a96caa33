package app.grapevine.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of options that are documented for {@code java @config/…}. */
class VirtualMachineOptionsTest {
    private static final Path ANY = Path.of("config", "jvm.options");
    private static final Path FROM_25 = Path.of("config", "jvm-25.options");
    private static final List<String> OF_THE_ARCHIVE = List.of("-XX:Shared", "-Xshare", "-XX:AOT", "-Xlog:");

    @TempDir
    private Path directory;

    @Test
    void thisJavaTakesTheOptionsAndSaysNothingWhereThereIsNoArchive() throws Exception {
        assertThat(sayings(ANY)).isEmpty();
    }

    @Test
    void anArchiveThatIsNoneKeepsNobodyFromStartingAndIsNotSpokenOf() throws Exception {
        layGarbage();
        assertThat(sayings(ANY)).isEmpty();
    }

    @Test
    void from25OnTheSameHoldsForTheOptionsWithProfiles() throws Exception {
        boolean taken = Runtime.version().feature() >= 25;
        if (!taken) {
            System.out.println(
                    "SKIPPED: config/jvm-25.options are for Java 25 and later, and were not tried on this one");
        }
        assumeTrue(taken, "this Java keeps no profiles");
        assertThat(sayings(FROM_25)).isEmpty();
        layGarbage();
        assertThat(sayings(FROM_25)).isEmpty();
    }

    @Test
    void theTwoFilesDifferInTheArchiveAlone() throws IOException {
        assertThat(beyondTheArchive(FROM_25)).isEqualTo(beyondTheArchive(ANY));
    }

    private void layGarbage() throws IOException {
        Path archive = directory.resolve("target").resolve("grapevine.jsa");
        Files.createDirectories(archive.getParent());
        Files.writeString(archive, "no archive\n".repeat(10_000));
    }

    private static List<String> beyondTheArchive(Path options) throws IOException {
        return Files.readAllLines(options).stream()
                .filter(line -> line.startsWith("-"))
                .filter(line -> OF_THE_ARCHIVE.stream().noneMatch(line::startsWith))
                .toList();
    }

    /** What Java prints with these options beside its own version, started in a directory of its own. */
    private List<String> sayings(Path options) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(java, "@" + options.toAbsolutePath(), "--version")
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(process.waitFor()).as(String.join("\n", lines)).isZero();
        return lines.subList(Math.min(3, lines.size()), lines.size());
    }
}
