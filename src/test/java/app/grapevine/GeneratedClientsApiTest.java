package app.grapevine;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.service.TestServer;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients that OpenAPI Generator makes of the description: they compile, and make, read, change and delete a link of a running
 * service. Where the generator, or what a client needs, cannot be had, the test says so and skips.
 */
class GeneratedClientsApiTest {
    private static final String GENERATOR = "org.openapitools:openapi-generator-cli:7.25.0";
    private static final String DESCRIPTION =
            Path.of("src/main/resources/openapi.yaml").toAbsolutePath().toString();
    /** What the client for Java needs beside Jackson. */
    private static final List<String> NEEDED_BY_JAVA = List.of(
            "org.openapitools:jackson-databind-nullable:0.2.11",
            "com.google.code.findbugs:jsr305:3.0.2",
            "jakarta.annotation:jakarta.annotation-api:1.3.5",
            "org.apache.httpcomponents:httpclient:4.5.14",
            "org.apache.httpcomponents:httpmime:4.5.14",
            "org.apache.httpcomponents:httpcore:4.4.16");

    private static final String EXPECTED = """
            made: https://shop.example/boots whatsapp [boots] ids
            read: true %s [any]
            changed: New boots false [boots] 1
            deleted: 404
            """;

    @TempDir
    private Path directory;

    /** {@code containerDefaultToNull}: else a change sends an empty list for each that it does not name, and takes them away. */
    @Test
    void theOneForJavaMakesReadsChangesAndDeletesALink() throws Exception {
        generate("java", "client", "library=native,containerDefaultToNull=true");
        List<Path> jars = new ArrayList<>();
        for (String needed : NEEDED_BY_JAVA) {
            jars.add(MavenJars.find(needed, directory));
        }
        copy("Links.java");
        Path classes = Files.createDirectory(directory.resolve("classes"));
        compile(jars, classes);
        jars.add(classes);
        URL[] path = new URL[jars.size()];
        for (int i = 0; i < path.length; i++) {
            path[i] = jars.get(i).toUri().toURL();
        }
        try (URLClassLoader loader = new URLClassLoader(path, getClass().getClassLoader());
                TestServer server = TestServer.startNow()) {
            Object said = loader.loadClass("Links")
                    .getMethod("run", String.class, String.class)
                    .invoke(null, "http://127.0.0.1:" + server.port(), TestClient.ADMIN_KEY);
            assertThat(said).isEqualTo(EXPECTED.formatted("[ios, android]"));
        }
    }

    @Test
    void theOneForTypeScriptMakesReadsChangesAndDeletesALink() throws IOException {
        Interpreter node = Interpreter.find("node", directory);
        NpmPackages.install(directory, "typescript@5.9.3");
        generate("typescript-fetch", "client", "importFileExtension=.js");
        copy("links.ts");
        node.run(
                Map.of(),
                "node_modules/typescript/bin/tsc",
                "--strict",
                "--target",
                "es2022",
                "--lib",
                "es2022,dom",
                "--module",
                "nodenext",
                "--outDir",
                "compiled",
                "links.ts");
        try (TestServer server = TestServer.startNow()) {
            String said = node.run(
                    Map.of("BASE", "http://127.0.0.1:" + server.port(), "KEY", TestClient.ADMIN_KEY),
                    "compiled/links.js");
            assertThat(said).isEqualTo(EXPECTED.formatted("[ios,android]"));
        }
    }

    private void generate(String language, String output, String properties) {
        Path generator = MavenJars.find(GENERATOR, directory);
        String printed = Interpreter.java(directory)
                .run(
                        Map.of(),
                        "-jar",
                        generator.toString(),
                        "generate",
                        "-i",
                        DESCRIPTION,
                        "-g",
                        language,
                        "-o",
                        output,
                        "--additional-properties=" + properties);
        assertThat(printed).doesNotContain("] ERROR ");
    }

    private void copy(String name) throws IOException {
        try (InputStream file = Objects.requireNonNull(getClass().getResourceAsStream("/clients/" + name))) {
            Files.copy(file, directory.resolve(name));
        }
    }

    private void compile(List<Path> jars, Path classes) throws IOException {
        List<Path> sources = new ArrayList<>(List.of(directory.resolve("Links.java")));
        try (Stream<Path> files = Files.walk(directory.resolve("client/src/main/java"))) {
            files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
        }
        List<String> path = new ArrayList<>(jars.stream().map(Path::toString).toList());
        path.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options = List.of(
                    "-proc:none",
                    "-nowarn",
                    "-d",
                    classes.toString(),
                    "-classpath",
                    String.join(File.pathSeparator, path));
            boolean compiles = compiler.getTask(
                            said, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
                    .call();
            assertThat(compiles).as(said.toString()).isTrue();
        }
    }
}
