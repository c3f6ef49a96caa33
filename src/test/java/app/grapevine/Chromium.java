package app.grapevine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.ElementClickInterceptedException;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * A real browser without a window: Debian's chromium. Where there is none, the test that asks for it says so and
 * skips, or fails with {@code -Dgrapevine.browser=required}.
 *
 * <p>A start takes seconds, so that a browser that was given back serves the next who asks for its languages: in a tab of
 * its own, and without the cookies, the storage, the permissions and the downloads of before. It ends with the JVM.
 */
public final class Chromium implements AutoCloseable {
    private static final Path BROWSER = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** What was asked for by the page before is shown by then. */
    private static final Duration A_MOMENT = Duration.ofMillis(50);
    /** The rules of accessibility take seconds for a long page, and many times that where others use the machine. */
    private static final Duration PATIENCE_WITH_SCRIPTS = Duration.ofMinutes(5);

    private static final String AXE = script("/axe.min.js");
    private static final String MISFITS = script("/misfits.js");

    /** One question for all that are found, for each to the driver takes milliseconds. */
    private static final String FIRST_SHOWN = """
            const [using, value] = arguments;
            const found = (path) => document.evaluate(path, document, null, XPathResult.ORDERED_NODE_SNAPSHOT_TYPE, null);
            const all = using === 'xpath'
              ? ((nodes) => Array.from({length: nodes.snapshotLength}, (none, i) => nodes.snapshotItem(i)))(found(value))
              : [...document.querySelectorAll(using === 'name' ? '[name="' + value + '"]' : using === 'id' ? '#' + CSS.escape(value) : value)];
            return all.find((one) => one.checkVisibility({visibilityProperty: true, opacityProperty: true})
              && one.getBoundingClientRect().width > 1) || null;
            """;

    /** Browsers that nobody has, by their languages. */
    private static final Map<String, Deque<Chromium>> IDLE = new ConcurrentHashMap<>();

    private final ChromeDriver driver;
    private int presses;
    private final Path directory;
    private final String languages;

    private Chromium(ChromeDriver driver, Path directory, String languages) {
        this.driver = driver;
        this.directory = directory;
        this.languages = languages;
    }

    /** @param languages as a browser sends them, the first its own: {@code it-IT,it} */
    public static Chromium open(int width, int height, String languages) {
        boolean installed = Files.isExecutable(BROWSER) && Files.isExecutable(DRIVER);
        if (!installed) {
            String message =
                    "SKIPPED: no chromium and chromedriver in /usr/bin, so the pages were not tried in a browser";
            System.out.println(message);
            assertThat(System.getProperty("grapevine.browser", "")).as(message).isNotEqualTo("required");
            assumeTrue(false, message);
        }
        Chromium idle = idle(languages).poll();
        Chromium browser = idle == null ? start(languages) : idle;
        browser.driver.manage().window().setSize(new Dimension(width, height));
        return browser;
    }

    private static Deque<Chromium> idle(String languages) {
        return IDLE.computeIfAbsent(languages, any -> new ConcurrentLinkedDeque<>());
    }

    private static Chromium start(String languages) {
        try {
            Path directory = Files.createTempDirectory("grapevine-browser-");
            ChromeDriverService service = new ChromeDriverService.Builder()
                    .usingDriverExecutable(DRIVER.toFile())
                    .build();
            ChromeDriver driver = new ChromeDriver(service, options(directory, languages));
            driver.manage().timeouts().scriptTimeout(PATIENCE_WITH_SCRIPTS);
            Chromium browser = new Chromium(driver, directory, languages);
            Runtime.getRuntime().addShutdownHook(new Thread(browser::end));
            return browser;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ChromeOptions options(Path directory, String languages) {
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(BROWSER.toFile());
        // Those of the tests' own, for one host of this machine.
        options.setAcceptInsecureCerts(true);
        options.setCapability("goog:loggingPrefs", logs);
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-extensions",
                // Nothing fades in: a page is drawn once, and not for every frame.
                "--force-prefers-reduced-motion",
                "--hide-scrollbars",
                "--lang=" + languages.split(",")[0],
                "--user-data-dir=" + directory.resolve("profile"));
        options.setExperimentalOption(
                "prefs",
                Map.of(
                        "intl.accept_languages",
                        languages,
                        "download.default_directory",
                        directory.resolve("downloads").toString(),
                        "download.prompt_for_download",
                        false));
        return options;
    }

    private static String script(String resource) {
        try (InputStream in = Objects.requireNonNull(Chromium.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public ChromeDriver driver() {
        return driver;
    }

    /** Makes it a phone's screen: narrow, to be touched, with the viewport that the page asks for. */
    public Chromium asPhone(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 2, "mobile", true));
        driver.executeCdpCommand("Emulation.setTouchEmulationEnabled", Map.of("enabled", true));
        return this;
    }

    /** What the system prefers: dark or light. */
    public Chromium inDark(boolean dark) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
        return this;
    }

    /** Makes it say that it is another. @param agent its user agent; empty for its own */
    public Chromium as(String agent) {
        driver.executeCdpCommand("Emulation.setUserAgentOverride", Map.of("userAgent", agent));
        return this;
    }

    /** Chooses a language of the page, as its footer does; the next page that is loaded is in it. */
    public Chromium inLanguage(String language) {
        driver.executeScript("localStorage.setItem('grapevine.language', arguments[0])", language);
        return this;
    }

    /** Lets pages of an origin read and write the clipboard. */
    public void allowClipboard(String origin) {
        driver.executeCdpCommand(
                "Browser.grantPermissions",
                Map.of("origin", origin, "permissions", List.of("clipboardReadWrite", "clipboardSanitizedWrite")));
    }

    public String clipboard() {
        return String.valueOf(
                driver.executeAsyncScript(
                        "const done = arguments[0]; navigator.clipboard.readText().then(done, (error) => done(String(error)));"));
    }

    public void go(String url) {
        driver.get(url);
    }

    /** What {@code found} gives, once it gives something. @param what for the message, if it never does */
    private <T> T await(String what, Supplier<T> found) {
        return await(what, Duration.ZERO, found);
    }

    private <T> T await(String what, Duration delay, Supplier<T> found) {
        try {
            return Awaitility.await()
                    .atMost(PATIENCE)
                    .pollDelay(delay)
                    .pollInSameThread()
                    .ignoreExceptionsInstanceOf(StaleElementReferenceException.class)
                    .until(found::get, Objects::nonNull);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(
                    "waited in vain for " + what + " on a page that says: " + text()
                            + "\nand of which the browser says: " + complaints(),
                    e);
        }
    }

    /** The element, once it is there and shown. */
    public WebElement find(By by) {
        By.Remotable.Parameters parameters = ((By.Remotable) by).getRemoteParameters();
        return await(by.toString(), () ->
                (WebElement) driver.executeScript(FIRST_SHOWN, parameters.using(), String.valueOf(parameters.value())));
    }

    /** Waits for words on the page. */
    public void await(String words) {
        await("\"" + words + "\"", () -> text().contains(words) ? words : null);
    }

    /** Waits until all that the page asked for has come. */
    public void awaitQuiet() {
        await(
                "the end of loading",
                A_MOMENT,
                () -> Boolean.TRUE.equals(driver.executeScript(
                                "return !!document.querySelector('main h1') && !document.querySelector('.loading')"))
                        ? "quiet"
                        : null);
    }

    /** Waits until nothing moves in the page any more: what it waits for is there, and two looks in a row show the same words. */
    public void awaitDrawn() {
        driver.executeAsyncScript("""
                const done = arguments[0];
                let before = null;
                let looks = 0;
                const look = () => {
                  const now = document.body.innerText + document.querySelectorAll('canvas, svg').length;
                  const waits = looks++ < 30 && document.querySelector('main .waiting, .loading') !== null;
                  if (now === before && !waits) { done(); } else { before = now; setTimeout(look, 300); }
                };
                look();
                """);
    }

    /** Opens all that is closed in a report, also what comes with that. */
    public void unfold() {
        for (int depth = 0; depth < 2; depth++) {
            driver.executeScript(
                    "document.querySelectorAll('details.fold:not([open]) > summary').forEach((one) => one.click())");
            awaitDrawn();
        }
    }

    /** Waits until an expression of the page's is true. */
    public void awaitTrue(String expression) {
        await(expression, () -> Boolean.TRUE.equals(driver.executeScript("return " + expression)) ? "true" : null);
    }

    /** A control by what its label says. */
    public WebElement labelled(String label) {
        return find(By.xpath("//*[self::input or self::textarea or self::select][@id = //label[starts-with("
                + "normalize-space(.), \"" + label + "\")]/@for or ancestor::label[contains(normalize-space(.), \""
                + label
                + "\")] or @aria-label=\"" + label + "\"]"));
    }

    public void type(String label, String text) {
        WebElement field = labelled(label);
        field.clear();
        field.sendKeys(text);
    }

    /** Chooses an option by its value, as a keyboard would. */
    public void choose(WebElement control, String value) {
        click(control);
        control.findElement(By.cssSelector("option[value='" + value + "']")).click();
    }

    /** The same of a control by what its label says. */
    public void choose(String label, String value) {
        choose(labelled(label), value);
    }

    /** Goes to a place of the dashboard, which is open, as its links do. */
    public void place(String path) {
        driver.executeScript("location.hash = arguments[0]", "#" + path);
        awaitQuiet();
    }

    /** Presses a button, follows a link or ticks a box by its words or its label. */
    public void press(String words) {
        click(find(
                By.xpath("//*[self::button or self::a or self::summary or self::label[.//input]][normalize-space(.)=\""
                        + words + "\" or @aria-label=\"" + words + "\"]")));
    }

    /** Signs in where the page asks for it in English, and waits until the first page is there. */
    public void signIn(String key) {
        press("API key");
        type("API key", key);
        press("Sign in");
        find(By.cssSelector("main .head"));
        awaitQuiet();
    }

    /** Signs in without the form, in whatever language the page is; the next page that is loaded is that account's. */
    public void signInBy(String key) {
        driver.executeAsyncScript("""
                const done = arguments[1];
                fetch('/api/v1/session', {method: 'POST', headers: {'Content-Type': 'application/json'},
                  body: JSON.stringify({key: arguments[0]})}).then(() => done(), done);
                """, key);
    }

    /** Something that a person wants to have done: counted from here on are presses and the time that it takes. */
    public Task task() {
        return new Task(presses);
    }

    /** @see #task */
    public final class Task {
        private final int before;
        private final long began = System.nanoTime();

        private Task(int before) {
            this.before = before;
        }

        /** Says what it took, and how many presses that was. @return presses */
        public int done(String what) {
            int taken = presses - before;
            System.out.printf("%s: presses: %d, seconds: %.1f%n", what, taken, (System.nanoTime() - began) / 1e9);
            return taken;
        }
    }

    /** Presses an element, once nothing lies over it: what comes in above it moves it while one presses. */
    public void click(WebElement element) {
        presses++;
        await("a press on " + element, () -> {
            driver.executeScript("arguments[0].scrollIntoView({block: 'center'})", element);
            try {
                element.click();
                return element;
            } catch (ElementClickInterceptedException e) {
                return null;
            }
        });
    }

    /** What the page says. */
    public String text() {
        // The browser's own, for what the driver puts together by itself takes a hundred times as long.
        return String.valueOf(driver.executeScript("return document.body ? document.body.innerText : ''"));
    }

    /** The text of the file that was downloaded last, once it is whole. */
    public String downloaded(String ending) {
        return new String(downloadedBytes(ending), StandardCharsets.UTF_8);
    }

    /** As {@link #downloaded}, of a file that is no text. */
    public byte[] downloadedBytes(String ending) {
        Path downloads = directory.resolve("downloads");
        return await("a download that ends in " + ending, () -> {
            try (Stream<Path> files = Files.isDirectory(downloads) ? Files.list(downloads) : Stream.empty()) {
                return files.filter(file -> file.toString().endsWith(ending))
                        .findFirst()
                        .map(Chromium::content)
                        .filter(bytes -> bytes.length > 0) // its name is there before it is
                        .orElse(null);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static byte[] content(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The serious and critical findings of axe-core on the page, one a line: rule, what is wrong, where. */
    public List<String> accessibilityFindings() {
        return findings("true");
    }

    /** Those of them that colours are to blame for: a page that was looked at differs in nothing else when it is dark. */
    public List<String> colourFindings() {
        return findings("ofColours.includes(rule.id)");
    }

    /** The others. */
    public List<String> findingsButColours() {
        return findings("!ofColours.includes(rule.id)");
    }

    /**
     * @param wanted which rules are run. A rule that has an impact gives it to all that it finds, so that those of less are
     *     not run at all: they take a third of the time, and none of what they say would be told
     */
    @SuppressWarnings("unchecked")
    private List<String> findings(String wanted) {
        Object found = run("""
                const done = arguments[0];
                const ofColours = ['color-contrast', 'link-in-text-block'];
                const unwanted = axe._audit.rules.filter((rule) => ['minor', 'moderate'].includes(rule.impact) || !(%s));
                const rules = Object.fromEntries(unwanted.map((rule) => [rule.id, {enabled: false}]));
                axe.run(document, {resultTypes: ['violations'], preload: false, rules}).then(
                  (results) => done(results.violations
                    .filter((one) => one.impact === 'serious' || one.impact === 'critical')
                    .flatMap((one) => one.nodes.map((node) =>
                      one.id + ': ' + node.target + ' ' + node.html.slice(0, 160) + ' ' + (node.failureSummary || '').replace(/\\s+/g, ' ')))),
                  (error) => done(['axe did not run: ' + error]));
                """.formatted(wanted));
        return (List<String>) found;
    }

    /** @param script that uses axe-core, and gives its last argument what it found */
    private Object run(String script) {
        if (!Boolean.TRUE.equals(driver.executeScript("return !!window.axe"))) {
            driver.executeScript(AXE);
        }
        return driver.executeAsyncScript(script);
    }

    /** What stands in no landmark of the page, or in one that is not where it belongs, as axe-core finds it. */
    @SuppressWarnings("unchecked")
    public List<String> landmarkFindings() {
        return (List<String>) run("""
                const done = arguments[0];
                const rules = axe.getRules().map((rule) => rule.ruleId).filter((id) => id === 'region' || id.startsWith('landmark-'));
                axe.run(document, {resultTypes: ['violations'], preload: false, runOnly: rules}).then(
                  (results) => done(results.violations.flatMap((one) => one.nodes.map((node) => one.id + ': ' + node.html.slice(0, 160)))),
                  (error) => done(['axe did not run: ' + error]));
                """);
    }

    /** By how many CSS pixels the page is wider than the screen. */
    public long overflow() {
        Object pixels =
                driver.executeScript("const e = document.scrollingElement; return e.scrollWidth - e.clientWidth;");
        return ((Number) Objects.requireNonNull(pixels)).longValue();
    }

    /** What does not fit as the page is drawn, one a line: words that are cut off or lie on others, and the like; {@code misfits.js} says which. */
    @SuppressWarnings("unchecked")
    public List<String> misfits() {
        return (List<String>) Objects.requireNonNull(driver.executeScript(MISFITS));
    }

    /** What the browser complained of since the last call; a refusal of the API, which it logs as well, is left out. */
    public List<String> complaints() {
        return StreamSupport.stream(driver.manage().logs().get(LogType.BROWSER).spliterator(), false)
                .map(LogEntry::getMessage)
                .filter(message -> !message.contains("the server responded with a status of 4"))
                .toList();
    }

    public void screenshot(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives it back, with nothing in it of what was done. */
    @Override
    public void close() {
        Set<String> before = driver.getWindowHandles();
        String next = driver.switchTo().newWindow(WindowType.TAB).getWindowHandle();
        for (String tab : before) {
            driver.switchTo().window(tab);
            // A form that was begun would ask before it is closed.
            driver.get("about:blank");
            driver.close();
        }
        driver.switchTo().window(next);
        driver.executeCdpCommand("Network.clearBrowserCookies", Map.of());
        driver.executeCdpCommand("Network.clearBrowserCache", Map.of());
        driver.executeCdpCommand("Storage.clearDataForOrigin", Map.of("origin", "*", "storageTypes", "all"));
        driver.executeCdpCommand("Browser.resetPermissions", Map.of());
        delete(directory.resolve("downloads"));
        complaints();
        idle(languages).push(this);
    }

    /** Ends those that nobody has: for programs that Maven runs in its own process, whose classes are gone when that ends. */
    public static void endIdle() {
        for (Deque<Chromium> browsers : IDLE.values()) {
            for (Chromium browser = browsers.poll(); browser != null; browser = browsers.poll()) {
                browser.end();
            }
        }
    }

    private void end() {
        driver.quit();
        delete(directory);
    }

    private static void delete(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            System.out.println("a browser's files were left behind: " + e.getMessage());
        }
    }
}
