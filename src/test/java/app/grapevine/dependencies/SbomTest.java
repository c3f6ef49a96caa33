package app.grapevine.dependencies;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.Classpath;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The list of components that {@code package} makes, by the same program. */
class SbomTest {
    private static final Path SOURCE = Path.of("src", "build", "java", "app", "grapevine", "build", "Sbom.java");

    /** What an Apache-2.0 program may be handed on with, as a library of its own; of several that a library offers, one is enough. */
    private static final Set<String> PERMITTED =
            Set.of("Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "EPL-2.0", "MIT", "MPL-2.0", "Unicode-3.0");

    /** Where it is compiled to, once: {@code package} runs the source, which is compiled at each start. */
    @TempDir
    private static Path compiled;

    @TempDir
    private Path directory;

    @BeforeAll
    static void compile() {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        int status = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        said,
                        said,
                        "-proc:none",
                        "-classpath",
                        Classpath.get(),
                        "-d",
                        compiled.toString(),
                        SOURCE.toString());
        assertThat(status).as(said.toString(StandardCharsets.UTF_8)).isZero();
    }

    @Test
    void eachLibraryIsInItWithItsChecksumAndALicenceThatPermitsThisProgram() throws Exception {
        Path file = directory.resolve("a.cdx.json");
        assertThat(make(Classpath.get(), Component.TREE, file)).isEmpty();
        JsonNode sbom = new JsonMapper().readTree(file.toFile());
        assertThat(sbom.path("bomFormat").textValue()).isEqualTo("CycloneDX");
        assertThat(sbom.path("specVersion").textValue()).isEqualTo("1.6");
        List<String> purls = new ArrayList<>();
        for (JsonNode component : sbom.path("components")) {
            purls.add(component.path("purl").textValue().replace("?type=jar", ""));
            assertThat(component.path("hashes").path(0).path("content").textValue())
                    .isEqualTo(sha256(component));
            assertThat(component.path("licenses").findValuesAsText("id"))
                    .as("licences of %s", component.path("purl"))
                    .containsAnyElementsOf(PERMITTED);
        }
        assertThat(purls)
                .containsExactlyElementsOf(
                        Component.ofTheProgram().stream().map(Component::purl).toList());
    }

    @Test
    void theSameLibrariesGiveTheSameBytesWhereverItIsWritten() throws Exception {
        Path first = directory.resolve("first.json");
        Path second = directory.resolve("in/second.json");
        make(Classpath.get(), Component.TREE, first, second);
        assertThat(second).hasSameBinaryContentAs(first);
        Path again = directory.resolve("again.json");
        make(Classpath.get(), Component.TREE, again);
        assertThat(again).hasSameBinaryContentAs(first);
        assertThat(Files.readString(first)).doesNotContain(System.getProperty("user.home"));
    }

    @Test
    void aLibraryThatIsNotThereIsAnError() throws Exception {
        String without = Arrays.stream(Classpath.get().split(File.pathSeparator))
                .filter(path -> !path.contains("picocli"))
                .reduce((left, right) -> left + File.pathSeparator + right)
                .orElseThrow();
        Path file = directory.resolve("b.cdx.json");
        assertThat(make(without, Component.TREE, file)).contains("picocli", "is not on the class path");
        assertThat(file).doesNotExist();
    }

    /** What the program says: nothing, if all is well. */
    private static String make(String classPath, Path... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-classpath",
                classPath + File.pathSeparator + compiled,
                "app.grapevine.build.Sbom"));
        Stream.of(arguments).map(Path::toString).forEach(command::add);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }

    private static String sha256(JsonNode component) throws Exception {
        String jar = component.path("name").textValue() + "-"
                + component.path("version").textValue() + ".jar";
        Path path = Arrays.stream(Classpath.get().split(File.pathSeparator))
                .map(Path::of)
                .filter(each -> each.endsWith(jar))
                .findFirst()
                .orElseThrow();
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(path)));
    }
}
