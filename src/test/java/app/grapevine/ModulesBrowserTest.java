package app.grapevine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * The page's modules by themselves, in a browser: the scripts of {@code src/test/resources/web/modules}, of which every
 * sentence is a test. The files are served as they lie in the sources, without a service behind them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ModulesBrowserTest {
    private static final Path SCRIPTS = Path.of("src/test/resources/web/modules");
    private static final Map<String, Path> SERVED =
            Map.of("/dashboard/", Path.of("src/main/resources/web/dashboard"), "/modules/", SCRIPTS);
    private static final String SUFFIX = "-test.js";
    private static final String USUAL_ZONE = "Europe/Rome";

    /** Scripts that are about another zone than the usual one. */
    private static final Map<String, String> ZONES = Map.of("range-without-midnight", "America/Santiago");

    /** Scripts that are about another of the page's languages than English. */
    private static final Map<String, String> LANGUAGES = Map.of(
            "faults-in-italian", "it", "in-italian", "it", "in-spanish", "es", "in-german", "de", "in-french", "fr");

    /** The page's own rule for scripts. */
    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'";

    private HttpServer server;
    private Chromium browser;

    @BeforeAll
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", ModulesBrowserTest::answer);
        server.start();
        browser = Chromium.open(1280, 900, "en-GB,en");
    }

    @AfterAll
    void stop() {
        if (browser != null) {
            browser.close();
        }
        server.stop(0);
    }

    @TestFactory
    Stream<DynamicContainer> sentences() throws IOException {
        List<String> scripts;
        try (Stream<Path> files = Files.list(SCRIPTS)) {
            scripts = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .sorted()
                    .toList();
        }
        assertThat(scripts)
                .contains("bulk", "faults", "iceberg", "range", "sharing")
                .containsAll(ZONES.keySet())
                .containsAll(LANGUAGES.keySet());
        return scripts.stream().map(script -> dynamicContainer(script, run(script)));
    }

    /** Each script has a page of its own, for modules are loaded once and keep the zone and the language that they found. */
    private List<DynamicTest> run(String script) {
        browser.driver()
                .executeCdpCommand(
                        "Emulation.setTimezoneOverride", Map.of("timezoneId", ZONES.getOrDefault(script, USUAL_ZONE)));
        browser.complaints();
        browser.go("http://localhost:" + server.getAddress().getPort() + "/");
        browser.driver()
                .executeScript(
                        "localStorage.setItem('grapevine.language', arguments[0])",
                        LANGUAGES.getOrDefault(script, "en"));
        Object answer = browser.driver().executeAsyncScript("""
                        const done = arguments[1];
                        import('/modules/assert.js').then((m) => m.run(arguments[0])).then(done, (error) => done(String(error)));
                        """, script + SUFFIX);
        if (!(answer instanceof List<?> results)) {
            throw new AssertionError(script + SUFFIX + " did not run: " + answer + " " + browser.complaints());
        }
        assertThat(results).as("the sentences of " + script).isNotEmpty();
        assertThat(browser.complaints()).as("what the browser complains of").isEmpty();
        return results.stream()
                .map(result -> (Map<?, ?>) result)
                .map(result -> sentence(script, String.valueOf(result.get("sentence")), result.get("fault")))
                .toList();
    }

    private static DynamicTest sentence(String script, String sentence, @Nullable Object fault) {
        return dynamicTest(sentence, () -> {
            if (fault != null) {
                throw new AssertionError(script + ": " + sentence + ": " + fault);
            }
        });
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            byte[] body = content(path);
            exchange.getResponseHeaders().set("Content-Security-Policy", CONTENT_SECURITY_POLICY);
            exchange.getResponseHeaders().set("Content-Type", path.endsWith(".js") ? "text/javascript" : "text/html");
            exchange.sendResponseHeaders(body.length == 0 ? 404 : 200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static byte[] content(String path) throws IOException {
        for (Map.Entry<String, Path> served : SERVED.entrySet()) {
            Path file = served.getValue()
                    .resolve(path.substring(
                            Math.min(path.length(), served.getKey().length())));
            if (path.startsWith(served.getKey()) && Files.isRegularFile(file)) {
                return Files.readAllBytes(file);
            }
        }
        String page = "<!doctype html><meta charset=\"utf-8\"><title>Modules</title>";
        return path.equals("/") ? page.getBytes(StandardCharsets.UTF_8) : new byte[0];
    }
}
