package app.grapevine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.grapevine.service.TestServer;
import app.grapevine.storage.StoredValues;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openqa.selenium.By;
import org.openqa.selenium.NoAlertPresentException;

/** Every page in a browser, filled with text that means harm: what it shows, and what the browser says of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagesBrowserTest {
    private static final String HARM =
            "<script>document.title='owned'</script>\"><img src=x onerror=alert(1)> \u202Etxt ";
    private static final String LONG_WORD = "n".repeat(180);

    /** Those of the page but English, in which every page is looked at in light and in dark. */
    private static final List<String> LANGUAGES = List.of("it", "es", "de", "fr");

    /** What is in words that people wrote here and nowhere else; and what is of no harm: tables that are moved, and the list of what is ticked. */
    private static final List<String> THEIRS =
            List.of("nnn", "<script>", "localhost", "example.com", "scrolls sideways", "div.share-submit > p");

    private static final boolean COLOURS_IN_EACH =
            System.getProperty("grapevine.colours", "").equals("whole");

    private TestServer server;
    private Chromium browser;
    private String code;
    private String shareSet;

    @BeforeAll
    void start() {
        server = TestServer.startNow();
        fill();
        browser = Chromium.open(1280, 900, "en-GB,en");
        browser.go(server.uri("/dashboard").toString());
        browser.signIn(TestServer.ADMIN_KEY);
    }

    private void fill() {
        server.post("/api/v1/campaigns", json("""
                {'slug':'spring','name':'%s','startsOn':'2026-01-01',
                 'costs':[{'channel':'whatsapp','cost':{'amount':'120.00','currency':'EUR'}}]}"""));
        JsonNode set = TestServer.json(server.post("/api/v1/share-sets", json("""
                {'destination':'https://example.com/spring','channels':['whatsapp','telegram','email'],
                 'audiences':['%s','press'],'text':'%1$s','campaign':'spring'}""")));
        shareSet = set.get("id").textValue();
        code = server.link(HARMLESS.formatted(LONG_WORD));
        server.patch(
                "/api/v1/links/" + code,
                json("{'title':'%s','tags':['harm'],'card':{'title':'%1$s','description':'%1$s'}}"));
        for (String one : List.of(code, set.at("/items/0/link/code").textValue())) {
            server.visit("GET", "/" + one, "User-Agent", TestAgents.TELEGRAM_FETCHER);
            server.visit("GET", "/" + one, "User-Agent", TestAgents.IN_WHATSAPP, "X-Forwarded-For", "192.0.2.1");
            server.visit("GET", "/" + one, "User-Agent", TestAgents.IN_WECHAT, "X-Forwarded-For", "192.0.2.2");
            server.visit(
                    "GET", "/" + one, "User-Agent", TestAgents.IPHONE + HARM.replace("\u202E", "") + "x".repeat(5000));
            server.visit(
                    "GET", "/" + one, "User-Agent", TestAgents.IPHONE, "Referer", "https://xn--<img src=x>.example/");
            server.visit(
                    "GET",
                    "/" + one,
                    "User-Agent",
                    TestAgents.IPHONE,
                    "X-Requested-With",
                    "com.example.<u class=harm>");
        }
        server.send(HttpRequest.newBuilder(server.uri("/" + code + "/report"))
                .setHeader("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("reason=phishing&contact=anna%40example.com&words="
                        + URLEncoder.encode(HARM + LONG_WORD, StandardCharsets.UTF_8))));
        server.awaitRecorded();
        server.post("/api/v1/keys", json("{'name':'%s','scopes':['stats:read']}"));
        server.post(
                "/api/v1/accounts",
                "{\"name\":\"maria\",\"password\":\"a long password 1\",\"scopes\":[\"links:read\"]}");
    }

    private static final String HARMLESS =
            "{'destination':'https://example.com/%s','channel':'whatsapp','campaign':'spring','forwardQuery':true}";

    /** JSON with single quotes for double ones, and the harm in place of %s. */
    private static String json(String text) {
        String escaped = HARM.replace("\\", "\\\\").replace("\"", "\\\"").replace("'", "\u0001");
        return text.replace('\'', '"').formatted(escaped).replace('\u0001', '\'');
    }

    @AfterAll
    void stop() {
        if (browser != null) {
            browser.close();
        }
        server.close();
    }

    private Stream<String> pages() {
        String link = "/link/localhost/" + code;
        return Stream.of(
                "/",
                "/links",
                "/links/new",
                "/links/bulk",
                "/moves",
                link,
                link + "/edit",
                "/share-sets",
                "/share-sets/new",
                "/share-sets/" + shareSet,
                "/campaigns",
                "/campaigns/new",
                "/campaigns/spring",
                "/campaigns/spring/edit",
                "/campaigns/spring/story",
                "/visits?code=" + code,
                "/keys",
                "/notices",
                "/shared-reports",
                "/webhooks",
                "/link-reports",
                "/domains",
                "/tags",
                "/views",
                "/audit",
                "/accounts",
                "/me",
                "/nowhere");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pages")
    void aPageCanBeReadByEverybodyAndBreaksNoRule(String page) {
        browser.complaints();
        // Another address each time, or the browser would only go to another place in the page that it has.
        browser.inDark(false)
                .go(server.uri("/dashboard?" + page.hashCode() + "#" + page).toString());
        browser.awaitQuiet();
        assertThat(browser.accessibilityFindings()).as("axe-core").isEmpty();
        browser.inDark(true);
        assertThat(browser.colourFindings()).as("axe-core, when it gets dark").isEmpty();
        assertThat(browser.overflow()).as("wider than a desktop").isZero();
        browser.asPhone(360, 740);
        try {
            browser.driver().navigate().refresh();
            browser.awaitQuiet();
            assertThat(browser.overflow()).as("wider than a phone").isZero();
            assertThat(browser.accessibilityFindings())
                    .as("axe-core on a phone")
                    .isEmpty();
        } finally {
            browser.driver().executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
        }
        assertThat(browser.complaints()).as("what the browser complains of").isEmpty();
        assertNoHarm();
    }

    /** Words of another language are longer, or are not there. Colours are the same in all, and are looked at in all only if one asks for it. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("pages")
    void aPageFitsAndCanBeReadInEachLanguage(String page) {
        browser.complaints();
        try {
            for (String language : LANGUAGES) {
                browser.inLanguage(language).inDark(false).asPhone(360, 740);
                browser.go(server.uri("/dashboard?" + language + page.hashCode() + "#" + page)
                        .toString());
                browser.awaitQuiet();
                assertThat(COLOURS_IN_EACH ? browser.accessibilityFindings() : browser.findingsButColours())
                        .as("axe-core, %s", language)
                        .isEmpty();
                if (COLOURS_IN_EACH) {
                    assertThat(browser.inDark(true).colourFindings())
                            .as("axe-core, %s, when it gets dark", language)
                            .isEmpty();
                }
                assertThat(browser.overflow())
                        .as("wider than a phone, %s", language)
                        .isZero();
                assertThat(misfits())
                        .as("what does not fit on a phone, %s", language)
                        .isEmpty();
                browser.driver().executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
                assertThat(browser.overflow())
                        .as("wider than a desktop, %s", language)
                        .isZero();
                assertThat(misfits())
                        .as("what does not fit on a desktop, %s", language)
                        .isEmpty();
                assertThat(texts())
                        .as("which texts were loaded")
                        .isNotEmpty()
                        .allMatch(file -> String.valueOf(file).startsWith(language + "/"));
                assertThat(browser.driver().findElement(By.tagName("html")).getDomAttribute("lang"))
                        .isEqualTo(language);
            }
        } finally {
            browser.inLanguage("en").driver().executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
        }
        assertThat(browser.complaints())
                .as("what the browser complains of")
                // Pages that follow each other at once may find no place yet among those who watch visits come in.
                .filteredOn(message -> !message.contains("/live"))
                .isEmpty();
    }

    /** Of what the page says itself: what people wrote may be cut off, and tables may be moved. */
    private List<String> misfits() {
        return browser.misfits().stream()
                .filter(one -> THEIRS.stream().noneMatch(one::contains))
                .toList();
    }

    /** The files of texts that the page has asked for, without their ending. */
    private List<?> texts() {
        return (List<?>) Objects.requireNonNull(browser.driver().executeScript("""
                return performance.getEntriesByType('resource').map((one) => one.name)
                  .filter((name) => name.includes('/texts/')).map((name) => name.replace(/.*\\/texts\\/|\\.js.*/g, ''));
                """));
    }

    private void assertNoHarm() {
        assertThatThrownBy(() -> browser.driver().switchTo().alert()).isInstanceOf(NoAlertPresentException.class);
        assertThat(browser.driver().getTitle()).isNotEqualTo("owned");
        Object injected = browser.driver()
                .executeScript("return document.querySelectorAll('img[src=x], main script, .harm').length");
        assertThat(((Number) Objects.requireNonNull(injected)).intValue()).isZero();
    }

    /** What surrounds every page: with the demonstration's banner, and with what was just done at its foot. */
    @Test
    void everythingStandsInALandmark() {
        server.database().writeOnly(handle -> StoredValues.setText(handle, "demonstration", "whole"));
        try {
            browser.go(server.uri("/dashboard?demonstration#/links").toString());
            browser.await("This is demonstration data.");
            browser.awaitQuiet();
            assertThat(browser.landmarkFindings()).isEmpty();
        } finally {
            server.database().writeOnly(handle -> StoredValues.remove(handle, "demonstration"));
        }
    }

    @Test
    void oneVisitIsToldInTheSingular() {
        browser.go(server.uri("/dashboard?visits#/visits?code=" + code + "&kind=click")
                .toString());
        browser.awaitQuiet();
        browser.click(browser.find(By.cssSelector(".visits-table td.end button")));
        assertThat(browser.find(By.cssSelector(".visit-facts")).getText())
                .contains("Device", "System", "Browser", "Country", "Language", "Referrer")
                .doesNotContain("Devices", "Systems", "Browsers", "Countries", "Languages", "Referrers");
    }

    @Test
    void textThatMeansHarmIsShownAsText() {
        browser.go(server.uri("/dashboard#/link/localhost/" + code).toString());
        browser.driver().navigate().refresh();
        browser.await("<script>document.title='owned'</script>");
        assertNoHarm();
    }
}
