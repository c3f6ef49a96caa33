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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The files of the marketers' page: how they are served, what they weigh, and whether their texts are whole. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DashboardFilesApiTest {
    private static final String BASE = "/dashboard/";
    private static final int MOST_ON_FIRST_LOAD = 120_000;

    private static final Pattern TEXT = Pattern.compile("(?m)^  \"([^\"]+)\": (.+),$");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)}");
    private static final Pattern SAID = Pattern.compile("\\bt\\(");
    private static final Pattern KEY = Pattern.compile("\"([A-Za-z]\\w*\\.[\\w.:-]*)\"(\\s*\\+)?");

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

    @Test
    void theFirstLoadWeighsLessThanAHundredAndTwentyKilobytes() {
        Set<String> loaded = new LinkedHashSet<>();
        references().stream()
                .filter(path -> path.startsWith(BASE))
                .forEach(path -> loaded.add(path.substring(BASE.length())));
        // Signing in, the overview after it, and the texts of the language with the longer ones.
        loaded.addAll(List.of("index.html", "pages/sign-in.js", "pages/overview.js"));
        loaded.addAll(List.of("vendor/uplot-1.6.32/uPlot.js", "vendor/uplot-1.6.32/uPlot.css"));
        for (String part : List.of("", "report-")) {
            loaded.add(Stream.of("en", "it")
                    .map(language -> "texts/" + part + language + ".js")
                    .max(Comparator.comparing(this::compressedLength))
                    .orElseThrow());
        }
        Deque<String> open = new ArrayDeque<>(loaded);
        while (!open.isEmpty()) {
            String file = open.pop();
            if (file.endsWith(".js")) {
                staticImports(file).stream().filter(loaded::add).forEach(open::push);
            }
        }

        assertThat(loaded).contains("app.js", "base/html.js", "vendor/htm-3.1.1/preact.js", "style.css");
        assertThat(loaded.stream().mapToInt(this::compressedLength).sum()).isLessThan(MOST_ON_FIRST_LOAD);
    }

    @Test
    void bothLanguagesSayTheSameThings() {
        Map<String, String> english = texts("en");
        Map<String, String> italian = texts("it");

        assertThat(english).hasSizeGreaterThan(200);
        assertThat(italian.keySet()).containsExactlyInAnyOrderElementsOf(english.keySet());
        english.forEach((key, text) -> {
            String other = italian.get(key);
            assertThat(placeholders(other)).as(key).isEqualTo(placeholders(text));
            assertThat(other).as(key).isNotEqualTo("\"\"");
            assertThat(isPlural(other)).as(key + " has plural forms").isEqualTo(isPlural(text));
        });
        assertThat(english.values())
                .filteredOn(DashboardFilesApiTest::isPlural)
                .allSatisfy(forms -> assertThat(forms).contains("one: ", "other: "));
        assertThat(italian.values())
                .filteredOn(DashboardFilesApiTest::isPlural)
                .allSatisfy(forms -> assertThat(forms).contains("one: ", "other: "));
    }

    @Test
    void everyTextThatAModuleAsksForIsThere() {
        Set<String> keys = texts("en").keySet();
        List<String> missing = new ArrayList<>();
        for (String module : modules()) {
            for (String asked : asked(read(module))) {
                boolean there = asked.endsWith("*")
                        ? keys.stream().anyMatch(key -> key.startsWith(asked.substring(0, asked.length() - 1)))
                        : keys.contains(asked);
                if (!there) {
                    missing.add(module + ": " + asked);
                }
            }
        }

        assertThat(asked(read("pages/links.js"))).contains("links.title", "link.status.*", "links.empty");
        assertThat(missing).isEmpty();
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("").replace(";charset", "; charset");
    }

    private static String type(String file) {
        return switch (file.substring(file.lastIndexOf('.') + 1)) {
            case "html" -> "text/html; charset=utf-8";
            case "js" -> "text/javascript; charset=utf-8";
            case "css" -> "text/css; charset=utf-8";
            default -> throw new AssertionError("a file of no known type: " + file);
        };
    }

    private int compressedLength(String file) {
        return Integer.parseInt(header(server.visit("GET", BASE + file, "Accept-Encoding", "gzip"), "Content-Length"));
    }

    /** By key, what stands behind it: a string, or the plural forms. */
    private static Map<String, String> texts(String language) {
        String file = read("texts/" + language + ".js")
                + read("texts/report-" + language + ".js")
                + read("texts/admin-" + language + ".js")
                + read("texts/faults-" + language + ".js")
                + read("texts/bulk-" + language + ".js")
                + read("texts/link-" + language + ".js")
                + read("texts/rules-" + language + ".js")
                + read("texts/reasons-" + language + ".js")
                + read("texts/qr-" + language + ".js")
                + read("texts/campaign-" + language + ".js")
                + read("texts/webhooks-" + language + ".js")
                + read("texts/brought-" + language + ".js")
                + read("texts/feeds-" + language + ".js")
                + read("texts/story-" + language + ".js")
                + read("texts/notices-" + language + ".js");
        Map<String, String> texts = new TreeMap<>();
        TEXT.matcher(file).results().forEach(line -> {
            assertThat(texts.put(line.group(1), line.group(2)))
                    .as(line.group(1) + " twice")
                    .isNull();
        });
        assertThat(texts).as("texts a line each").hasSize((int)
                file.lines().filter(line -> line.startsWith("  \"")).count());
        return texts;
    }

    private static boolean isPlural(String text) {
        return text.startsWith("{");
    }

    private static Set<String> placeholders(String text) {
        return PLACEHOLDER
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The keys in the first arguments of {@code t(…)}; a beginning that something is added to has a star at its end. */
    private static Set<String> asked(String module) {
        Set<String> keys = new TreeSet<>();
        Matcher said = SAID.matcher(module);
        while (said.find()) {
            for (MatchResult key :
                    KEY.matcher(firstArgument(module, said.end())).results().toList()) {
                keys.add(key.group(1) + (key.group(2) == null ? "" : "*"));
            }
        }
        return keys;
    }

    private static String firstArgument(String module, int from) {
        int depth = 0;
        for (int i = from; i < module.length(); i++) {
            char c = module.charAt(i);
            if (c == '(' || c == '{' || c == '[') {
                depth++;
            } else if (c == ')' || c == '}' || c == ']') {
                depth--;
            }
            if (depth < 0 || (depth == 0 && c == ',')) {
                return module.substring(from, i);
            }
        }
        return module.substring(from);
    }
}
