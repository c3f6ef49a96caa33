package app.grapevine.web.site;

import static app.grapevine.web.site.DashboardModules.files;
import static app.grapevine.web.site.DashboardModules.modules;
import static app.grapevine.web.site.DashboardModules.read;
import static app.grapevine.web.site.DashboardModules.references;
import static app.grapevine.web.site.DashboardModules.staticImports;
import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.service.TestServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The files of the marketers' page: how they are served, and what they weigh. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DashboardFilesApiTest {
    private static final String BASE = "/dashboard/";
    private static final int MOST_ON_FIRST_LOAD = 120_000;

    private TestServer server;

    @BeforeAll
    void start() {
        server = TestServer.start();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void thePageIsServedWithAndWithoutASlashAndUnderItsName() {
        for (String path : List.of("/dashboard", "/dashboard/", "/dashboard/index.html")) {
            HttpResponse<String> response = server.visit("GET", path);

            assertThat(response.statusCode()).as(path).isEqualTo(200);
            assertThat(header(response, "Content-Type")).isEqualTo("text/html; charset=utf-8");
            assertThat(response.body()).contains("/dashboard/app.js");
        }
    }

    @Test
    void everyFileHasItsTypeAndMayLoadNothingButItsOwn() {
        for (String file : files()) {
            HttpResponse<String> response = server.visit("GET", BASE + file);

            assertThat(response.statusCode()).as(file).isEqualTo(200);
            assertThat(header(response, "Content-Type")).as(file).isEqualTo(type(file));
            assertThat(header(response, "Content-Security-Policy"))
                    .as(file)
                    .startsWith("default-src 'none'; ")
                    .contains("script-src 'self';", "style-src 'self';", "connect-src 'self';", "base-uri 'none'")
                    .contains("form-action 'none'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe", "*", "http");
            assertThat(header(response, "X-Content-Type-Options")).as(file).isEqualTo("nosniff");
            assertThat(header(response, "Referrer-Policy")).as(file).isEqualTo("no-referrer");
            assertThat(response.headers().firstValue("Set-Cookie")).as(file).isEmpty();
        }
    }

    @Test
    void whatIsNotOfThePageIsNotServed() {
        for (String path : List.of("nothing.js", "pages", "pages/", "vendor/htm-3.1.1/", "..%2Fpage.css", "index.js")) {
            assertThat(server.visit("GET", BASE + path).statusCode()).as(path).isBetween(400, 404);
        }
    }

    @Test
    void aBrowserThatHasAFileIsAnsweredThatItHas() {
        String tag = header(server.visit("GET", BASE + "app.js"), "ETag");

        HttpResponse<String> again = server.visit("GET", BASE + "app.js", "If-None-Match", tag);
        HttpResponse<String> other = server.visit("GET", BASE + "app.js", "If-None-Match", "\"of-before\"");

        assertThat(tag).matches("\"[0-9a-f-]+\"");
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(header(again, "ETag")).isEqualTo(tag);
        assertThat(other.statusCode()).isEqualTo(200);
    }

    @Test
    void aFileIsCompressedForWhoeverTakesThat() {
        HttpResponse<String> plain = server.visit("GET", BASE + "app.js");
        HttpResponse<String> compressed = server.visit("GET", BASE + "app.js", "Accept-Encoding", "gzip, br");

        assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(header(plain, "Vary")).contains("Accept-Encoding");
        assertThat(header(compressed, "Content-Encoding")).isEqualTo("gzip");
        assertThat(compressedLength("app.js"))
                .isLessThan(plain.body().length() / 2)
                .isPositive();
    }

    @Test
    void headTellsWhatGetWouldWithoutTheBody() {
        HttpResponse<String> get = server.visit("GET", BASE + "style.css");
        HttpResponse<String> head = server.visit("HEAD", BASE + "style.css");

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        for (String name : List.of("Content-Type", "ETag", "Content-Security-Policy", "Cache-Control")) {
            assertThat(header(head, name)).as(name).isEqualTo(header(get, name));
        }
        assertThat(server.send(server.request(BASE + "style.css").POST(BodyPublishers.ofString("x")))
                        .statusCode())
                .isEqualTo(405);
    }

    @Test
    void thePageHasNoScriptOrStyleOfItsOwnInLine() {
        String index = read("index.html");

        assertThat(index).doesNotContainPattern("(?i)<style|\\sstyle=|\\son\\w+=|javascript:");
        assertThat(Pattern.compile("(?is)<script\\b([^>]*)>(.*?)</script>")
                        .matcher(index)
                        .results())
                .isNotEmpty()
                .allSatisfy(script -> {
                    assertThat(script.group(1)).contains("src=\"/dashboard/");
                    assertThat(script.group(2)).isBlank();
                });
    }

    @Test
    void noModuleMakesMarkupOrCodeOfText() {
        for (String module : modules()) {
            assertThat(read(module))
                    .as(module)
                    .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "new Function")
                    .doesNotContainPattern("\\beval\\(|setTimeout\\(\\s*[\"'`]");
        }
    }

    @Test
    void whatThePageNamesIsServed() {
        assertThat(references())
                .allSatisfy(path -> assertThat(server.visit("GET", path).statusCode())
                        .as(path)
                        .isEqualTo(200));
    }

    /** Signing in, and the overview after it; the texts are those of one language, whichever was chosen. */
    @ParameterizedTest
    @MethodSource("app.grapevine.web.site.PageTextsTest#languages")
    void theFirstLoadWeighsLessThanAHundredAndTwentyKilobytes(String language) {
        Set<String> loaded = new LinkedHashSet<>();
        references().stream()
                .filter(path -> path.startsWith(BASE))
                .forEach(path -> loaded.add(path.substring(BASE.length())));
        loaded.addAll(List.of("index.html", "pages/sign-in.js", "pages/overview.js"));
        loaded.addAll(List.of("vendor/uplot-1.6.32/uPlot.js", "vendor/uplot-1.6.32/uPlot.css"));
        loaded.addAll(List.of("texts/" + language + "/base.js", "texts/" + language + "/report.js"));
        Deque<String> open = new ArrayDeque<>(loaded);
        while (!open.isEmpty()) {
            String file = open.pop();
            if (file.endsWith(".js")) {
                staticImports(file).stream().filter(loaded::add).forEach(open::push);
            }
        }

        assertThat(loaded).contains("app.js", "base/html.js", "vendor/htm-3.1.1/preact.js", "style.css");
        assertThat(loaded.stream().filter(file -> file.startsWith("texts/"))).hasSize(2);
        assertThat(loaded.stream().mapToInt(this::compressedLength).sum()).isLessThan(MOST_ON_FIRST_LOAD);
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("").replace(";charset", "; charset");
    }

    private static String type(String file) {
        return switch (file.substring(file.lastIndexOf('.') + 1)) {
            case "html" -> "text/html; charset=utf-8";
            case "js" -> "text/javascript; charset=utf-8";
            case "css" -> "text/css; charset=utf-8";
            case "svg" -> "image/svg+xml; charset=utf-8";
            case "png" -> "image/png";
            case "webmanifest" -> "application/manifest+json";
            default -> throw new AssertionError("a file of no known type: " + file);
        };
    }

    private int compressedLength(String file) {
        return Integer.parseInt(header(server.visit("GET", BASE + file, "Accept-Encoding", "gzip"), "Content-Length"));
    }
}
