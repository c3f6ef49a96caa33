package app.grapevine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes a picture of every page, on a desktop and on a phone, in light and in dark, in each of its languages, with
 * the demonstration's data.
 *
 * <pre>mvn -q -Pscreenshots test-compile exec:java</pre>
 *
 * Arguments: where to (target/screenshots), or {@code readme} for nothing but the eight of the README and the tour, which go to
 * src/docs/screenshots in any case.
 */
public final class Screenshots {
    private static final String KEY = "screenshots-key-screenshots-key-0";
    private static final Path DOCS = Path.of("src", "docs", "screenshots");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI service;
    private final Path directory;

    private Screenshots(URI service, Path directory) {
        this.service = service;
        this.directory = directory;
    }

    public static void main(String[] args) throws Exception {
        boolean all = args.length == 0 || !args[0].equals("readme");
        Path directory = Path.of(all && args.length > 0 ? args[0] : "target/screenshots");
        Path data = Files.createTempDirectory("grapevine-screenshots-");
        ProcessBuilder builder = new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-cp",
                Classpath.get(),
                "app.grapevine.Main",
                "demo");
        builder.environment()
                .putAll(Map.of(
                        "GRAPEVINE_PORT", "0", "GRAPEVINE_DATA_DIR", data.toString(), "GRAPEVINE_ADMIN_KEY", KEY));
        Process process = builder.redirectErrorStream(true).start();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            String line = out.readLine();
            while (line != null && !line.startsWith("dashboard: ")) {
                line = out.readLine();
            }
            if (line == null) {
                throw new IOException("the demonstration did not start");
            }
            new Screenshots(
                            URI.create(line.substring("dashboard: ".length())
                                    .split(",")[0]
                                    .trim()),
                            directory)
                    .take(all);
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    private JsonNode ask(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(service.resolve("/api/v1" + path))
                .header("Authorization", "Bearer " + KEY)
                .build();
        return JSON.readTree(HttpClient.newHttpClient()
                .send(request, BodyHandlers.ofString())
                .body());
    }

    /** The pages by the names of their pictures. */
    private Map<String, String> pages() throws IOException, InterruptedException {
        JsonNode busiest = ask("/stats?by=link&from=2000-01-01").get("rows").get(0);
        String code = busiest.get("link").asText();
        code = code.substring(code.indexOf('/') + 1);
        String set = ask("/share-sets").at("/items/0/id").asText();
        String campaign = ask("/campaigns").at("/items/0/slug").asText();
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("overview", "/");
        pages.put("links", "/links");
        pages.put("link-new", "/links/new");
        pages.put("links-bulk", "/links/bulk");
        pages.put("link", "/link/localhost/" + code);
        pages.put("link-edit", "/link/localhost/" + code + "/edit");
        pages.put("share-sets", "/share-sets");
        pages.put("share-set-new", "/share-sets/new");
        pages.put("share-set", "/share-sets/" + set);
        pages.put("campaigns", "/campaigns");
        pages.put("campaign-new", "/campaigns/new");
        pages.put("campaign", "/campaigns/" + campaign);
        pages.put("story", "/campaigns/" + campaign + "/story");
        pages.put("campaign-edit", "/campaigns/" + campaign + "/edit");
        pages.put("visits", "/visits");
        pages.put("keys", "/keys");
        pages.put("notices", "/notices");
        pages.put("audit", "/audit");
        pages.put("link-reports", "/link-reports");
        pages.put("domains", "/domains");
        pages.put("tags", "/tags");
        pages.put("accounts", "/accounts");
        pages.put("me", "/me");
        pages.put("recipient-where", "!/" + code + "+");
        pages.put("recipient-share", "!/" + code + "/share");
        pages.put("recipient-unknown", "!/nobodys-code");
        pages.put("recipient-privacy", "!/privacy");
        pages.put("verdicts", "!/api/verdicts");
        return pages;
    }

    private void take(boolean all) throws IOException, InterruptedException {
        Map<String, String> pages = pages();
        if (all) {
            takeAll(pages);
        }
        try (Chromium browser = Chromium.open(1280, 900, "en-GB,en")) {
            browser.go(service.toString());
            signIn(browser);
            takeForReadme(browser, pages);
        }
    }

    private void takeAll(Map<String, String> pages) throws IOException {
        for (String language : List.of("en-GB,en", "it-IT,it", "es-ES,es", "de-DE,de", "fr-FR,fr")) {
            try (Chromium browser = Chromium.open(1280, 900, language)) {
                String tongue = language.substring(0, 2);
                browser.go(service.toString());
                browser.find(org.openqa.selenium.By.cssSelector("main form"));
                take(browser, tongue + "-sign-in");
                signIn(browser);
                for (boolean dark : List.of(false, true)) {
                    for (Map.Entry<String, String> page : pages.entrySet()) {
                        browser.inDark(dark);
                        show(browser, page.getValue());
                        String name = tongue + (dark ? "-dark-" : "-") + page.getKey();
                        take(browser, name);
                        browser.asPhone(360, 740);
                        show(browser, page.getValue());
                        take(browser, name + "-phone");
                        browser.driver().executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
                    }
                }
            }
        }
    }

    private void signIn(Chromium browser) {
        browser.driver().executeAsyncScript("""
                const done = arguments[1];
                fetch('/api/v1/session', {method: 'POST', headers: {'Content-Type': 'application/json'},
                  body: JSON.stringify({key: arguments[0]})}).then(() => done(), done);
                """, KEY);
    }

    /** @param page a place of the dashboard, or a path of its own behind an exclamation mark */
    private void show(Chromium browser, String page) {
        if (page.startsWith("!")) {
            browser.go(service.resolve(page.substring(1)).toString());
            return;
        }
        browser.go(service + "#" + page);
        browser.driver().navigate().refresh();
        browser.awaitQuiet();
        browser.awaitDrawn();
    }

    private void take(Chromium browser, String name) throws IOException {
        // Parts of a report are asked for when they come into sight.
        browser.driver().executeAsyncScript("""
                const done = arguments[0];
                let y = 0;
                const step = () => {
                  scrollTo(0, y += 400);
                  if (y < document.body.scrollHeight) { setTimeout(step, 40); } else { scrollTo(0, 0); done(); }
                };
                step();
                """);
        browser.awaitDrawn();
        Map<String, Object> shot = browser.driver()
                .executeCdpCommand("Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true));
        Files.createDirectories(directory);
        Files.write(directory.resolve(name + ".png"), Base64.getDecoder().decode((String) shot.get("data")));
    }

    private void takeForReadme(Chromium browser, Map<String, String> pages) {
        browser.inDark(false);
        for (String name : List.of("overview", "share-set-new", "share-set", "campaign", "story", "visits")) {
            show(browser, String.valueOf(pages.get(name)));
            browser.screenshot(DOCS.resolve(name + ".png"));
        }
        browser.asPhone(360, 740);
        show(browser, String.valueOf(pages.get("link")));
        browser.screenshot(DOCS.resolve("link-phone.png"));
        browser.inDark(true);
        show(browser, String.valueOf(pages.get("story")));
        browser.screenshot(DOCS.resolve("story-phone.png"));
    }
}
