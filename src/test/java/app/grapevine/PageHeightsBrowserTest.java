package app.grapevine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** With the demonstration's data, no page is higher than can be taken in, before something in it is opened. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageHeightsBrowserTest {
    private static final int CLICKS = 4000;
    private static final int SCREENS_OF_A_DESK = 3;
    private static final int SCREENS_OF_A_PHONE = 6;

    private DemoProcess demo;
    private Chromium browser;

    @BeforeAll
    void start() {
        demo = DemoProcess.start(CLICKS);
        browser = Chromium.open(1280, 800, "it-IT,it");
        browser.go(demo.uri("/dashboard").toString());
        browser.driver().executeAsyncScript("""
                fetch('/api/v1/session', {method: 'POST', headers: {'Content-Type': 'application/json'},
                  body: JSON.stringify({key: arguments[0]})}).then(() => arguments[1](), arguments[1]);
                """, TestClient.ADMIN_KEY);
    }

    @AfterAll
    void stop() {
        if (browser != null) {
            browser.close();
        }
        demo.close();
    }

    private Stream<String> pages() {
        String set = demo.ask("/share-sets").at("/items/0/id").asText();
        JsonNode busiest = demo.ask("/stats?by=link").at("/rows/0");
        String link = "/link/" + busiest.get("domain").asText() + "/"
                + busiest.get("link").asText();
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
                "/share-sets/" + set,
                "/campaigns",
                "/campaigns/new",
                "/campaigns/demo-spring",
                "/campaigns/demo-milan",
                "/campaigns/demo-spring/edit",
                "/campaigns/demo-spring/story",
                "/campaigns/demo-milan/story",
                "/visits",
                "/keys",
                "/notices",
                "/feeds",
                "/webhooks",
                "/link-reports",
                "/domains",
                "/tags",
                "/audit",
                "/accounts",
                "/me");
    }

    /** In CSS pixels; of a device, so that the window's own bars do not count. */
    private long height(String page, int width, int height, boolean mobile) {
        browser.driver()
                .executeCdpCommand(
                        "Emulation.setDeviceMetricsOverride",
                        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", mobile));
        browser.go(
                demo.uri("/dashboard?" + page.hashCode() + width + "#" + page).toString());
        browser.awaitQuiet();
        browser.awaitDrawn();
        Object pixels = browser.driver().executeScript("return document.scrollingElement.scrollHeight");
        return ((Number) Objects.requireNonNull(pixels)).longValue();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pages")
    void aPageIsNoHigherThanThreeScreensOfADeskOrSixOfAPhone(String page) {
        try {
            assertThat(height(page, 1280, 800, false)).as("on a desk").isLessThanOrEqualTo(SCREENS_OF_A_DESK * 800);
            assertThat(height(page, 390, 844, true)).as("on a phone").isLessThanOrEqualTo(SCREENS_OF_A_PHONE * 844);
        } finally {
            browser.driver().executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
        }
    }
}
