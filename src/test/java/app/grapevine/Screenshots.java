package app.grapevine;

import app.grapevine.Scenes.Scene;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;

/**
 * Takes a picture of every page, of what opens on them, and of what recipients come to, on a desktop and on a phone, in each of the
 * page's languages, and in English in dark too, with the demonstration's data. Beside them it writes what does not fit ({@code misfits.txt}), and the
 * story as it is printed.
 *
 * <pre>mvn -q -Pscreenshots test-compile exec:java</pre>
 *
 * Arguments: where to (target/screenshots), then languages and the beginnings of pictures' names, of which alone pictures are taken
 * ({@code target/screenshots it de story recipient}); or {@code readme} for nothing but the eight of the README and the tour, which go to
 * src/docs/screenshots where all are taken too.
 */
public final class Screenshots {
    private static final Path DOCS = Path.of("src", "docs", "screenshots");
    /** As a browser asks for them. */
    private static final List<String> LANGUAGES = List.of("en-GB,en", "it-IT,it", "es-ES,es", "de-DE,de", "fr-FR,fr");

    private static final int CLICKS = 32_000;
    private static final Set<String> TONGUES =
            LANGUAGES.stream().map(Screenshots::tongue).collect(Collectors.toUnmodifiableSet());

    private final DemoProcess service;
    private final Path directory;
    private final Set<String> tongues;
    private final List<String> names;

    private Screenshots(DemoProcess service, Path directory, Set<String> tongues, List<String> names) {
        this.service = service;
        this.directory = directory;
        this.tongues = tongues;
        this.names = names;
    }

    public static void main(String[] args) throws Exception {
        List<String> words = List.of(args);
        boolean forReadme = words.equals(List.of("readme"));
        Path directory = Path.of(words.isEmpty() || forReadme ? "target/screenshots" : words.get(0));
        List<String> narrowed = words.isEmpty() ? words : words.subList(1, words.size());
        Set<String> tongues = narrowed.stream().filter(TONGUES::contains).collect(Collectors.toSet());
        List<String> names =
                narrowed.stream().filter(word -> !TONGUES.contains(word)).toList();
        try (DemoProcess service = DemoProcess.start(CLICKS)) {
            Screenshots screenshots = new Screenshots(service, directory, tongues.isEmpty() ? TONGUES : tongues, names);
            if (narrowed.isEmpty()) {
                screenshots.takeForReadme();
            }
            if (!forReadme) {
                screenshots.takeAll(Scenes.all(service));
            }
        } finally {
            Chromium.endIdle();
        }
    }

    private static String tongue(String languages) {
        return languages.substring(0, 2);
    }

    private boolean isWanted(String name) {
        return names.isEmpty() || names.stream().anyMatch(name::startsWith);
    }

    private void takeAll(Map<String, Scene> scenes) throws IOException {
        for (String language : LANGUAGES) {
            String tongue = tongue(language);
            if (!tongues.contains(tongue)) {
                continue;
            }
            try (Chromium browser = Chromium.open(1280, 900, language)) {
                browser.go(service.dashboard().toString());
                if (isWanted("sign-in")) {
                    browser.find(By.cssSelector("main form"));
                    takeBoth(browser, tongue + "-sign-in");
                }
                browser.signInBy(DemoProcess.ADMIN_KEY);
                // Colours are the same in all languages, and are taken in one.
                for (boolean dark : tongue.equals("en") ? List.of(false, true) : List.of(false)) {
                    for (Map.Entry<String, Scene> scene : scenes.entrySet()) {
                        if (isWanted(scene.getKey())) {
                            browser.inDark(dark);
                            show(browser, scene.getValue());
                            String name = tongue + (dark ? "-dark-" : "-") + scene.getKey();
                            take(browser, name);
                            browser.asPhone(360, 740);
                            show(browser, scene.getValue());
                            take(browser, name + "-phone");
                            onDesk(browser);
                        }
                    }
                }
                if (isWanted("paper")) {
                    print(browser, scenes, tongue);
                }
            }
        }
    }

    private static void onDesk(Chromium browser) {
        browser.driver().executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
    }

    private void takeBoth(Chromium browser, String name) throws IOException {
        take(browser, name);
        browser.asPhone(360, 740);
        take(browser, name + "-phone");
        onDesk(browser);
    }

    /** On the host that one has signed in at. */
    private String at(String path) {
        return service.dashboard().resolve(path).toString();
    }

    private void show(Chromium browser, Scene scene) {
        String path = scene.path();
        if (path.startsWith("!")) {
            // Another place of a page would not load it anew.
            browser.go("about:blank");
            browser.as(scene.agent()).go(at(path.substring(1)));
            browser.as("");
        } else {
            browser.go(at("/dashboard#" + path));
            browser.driver().navigate().refresh();
        }
        if (!path.startsWith("!") || path.contains("#")) {
            browser.awaitQuiet();
            browser.awaitDrawn();
        }
        for (String press : scene.presses()) {
            if (press.equals(Scenes.ALL_FOLDS)) {
                browser.unfold();
            } else {
                browser.click(browser.find(By.cssSelector(press)));
            }
            browser.awaitDrawn();
        }
    }

    private void take(Chromium browser, String name) throws IOException {
        if (!isCovered(browser)) {
            scrollThrough(browser);
        }
        Files.createDirectories(directory);
        Files.write(directory.resolve(name + ".png"), isCovered(browser) ? inSight(browser) : whole(browser));
        String misfits =
                browser.misfits().stream().map(one -> name + ": " + one + "\n").collect(Collectors.joining());
        Files.writeString(
                directory.resolve("misfits.txt"), misfits, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** Whether a dialogue or a menu is open, which closes when its page is moved or gets another size. */
    private static boolean isCovered(Chromium browser) {
        return Boolean.TRUE.equals(browser.driver()
                .executeScript("return document.querySelector('dialog[open], :popover-open') !== null"));
    }

    /** Parts of a report are asked for when they come into sight. */
    private static void scrollThrough(Chromium browser) {
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
    }

    private static byte[] inSight(Chromium browser) {
        return browser.driver().getScreenshotAs(OutputType.BYTES);
    }

    /** The whole page, as large as CSS has it, on a phone too. */
    private static byte[] whole(Chromium browser) {
        List<?> size = (List<?>) Objects.requireNonNull(browser.driver().executeScript("""
                const page = document.documentElement;
                return [page.clientWidth, Math.min(page.scrollHeight, 7000), 1 / devicePixelRatio];
                """));
        Map<String, Object> clip =
                Map.of("x", 0, "y", 0, "width", size.get(0), "height", size.get(1), "scale", size.get(2));
        return decoded(browser.driver()
                .executeCdpCommand(
                        "Page.captureScreenshot",
                        Map.of("format", "png", "captureBeyondViewport", true, "clip", clip)));
    }

    private static byte[] decoded(Map<String, Object> answer) {
        return Base64.getDecoder().decode((String) Objects.requireNonNull(answer.get("data")));
    }

    /** The campaign and its story on A4, as the button prints them. */
    private void print(Chromium browser, Map<String, Scene> scenes, String tongue) throws IOException {
        browser.inDark(false);
        for (String page : List.of("campaign", "story")) {
            show(browser, Objects.requireNonNull(scenes.get(page)));
            browser.driver().executeScript("globalThis.print = () => { globalThis.printed = true; };");
            browser.click(browser.find(By.cssSelector(".print-button")));
            browser.awaitTrue("globalThis.printed === true");
            Map<String, Object> paper = browser.driver()
                    .executeCdpCommand("Page.printToPDF", Map.of("preferCSSPageSize", true, "printBackground", true));
            Files.write(directory.resolve(tongue + "-paper-" + page + ".pdf"), decoded(paper));
        }
    }

    private void takeForReadme() {
        Map<String, Scene> scenes = Scenes.ofDemonstration(service);
        try (Chromium browser = Chromium.open(1280, 900, "en-GB,en")) {
            browser.go(service.dashboard().toString());
            browser.signInBy(DemoProcess.ADMIN_KEY);
            browser.inDark(false);
            for (String name : List.of("overview", "share-set-new", "share-set", "campaign", "story", "visits")) {
                show(browser, Objects.requireNonNull(scenes.get(name)));
                browser.screenshot(DOCS.resolve(name + ".png"));
            }
            browser.asPhone(360, 740);
            show(browser, Objects.requireNonNull(scenes.get("link")));
            browser.screenshot(DOCS.resolve("link-phone.png"));
            browser.inDark(true);
            show(browser, Objects.requireNonNull(scenes.get("story")));
            browser.screenshot(DOCS.resolve("story-phone.png"));
            onDesk(browser);
        }
    }
}
