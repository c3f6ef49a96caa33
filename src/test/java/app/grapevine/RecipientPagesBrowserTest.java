package app.grapevine;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.service.TestServer;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages that recipients and programmers see, in a browser. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecipientPagesBrowserTest {
    private TestServer server;
    private Chromium browser;

    @BeforeAll
    void start() {
        server = TestServer.startNow(Map.of("destinations.schemes", "mailto"));
        server.link("{'destination':'https://example.com/" + "n".repeat(1800)
                + "','code':'shown','title':'<b>Spring</b>'}");
        server.link("{'destination':'https://аррӏе.example/','code':'shown-alike'}");
        server.link("{'destination':'https://bücher.example/','code':'shown-letters'}");
        server.link("{'destination':'https://example.com/','code':'shown-few','maxClicks':1}");
        server.link("{'destination':'https://example.com/','code':'shown-locked','password':'open sesame'}");
        server.link("{'destination':'https://example.com/','code':'not-yet','validFrom':'2999-01-01T00:00:00Z'}");
        server.link("{'destination':'https://example.com/','code':'over','validUntil':'2999-01-01T00:00:00Z'}");
        server.patch("/api/v1/links/over", "{\"validUntil\":\"2020-01-01T00:00:00Z\"}");
        server.link("{'destination':'https://example.com/','code':'switched-off'}");
        server.patch("/api/v1/links/switched-off", "{\"status\":\"disabled\"}");
        server.link("{'destination':'https://example.com/','code':'shown-app',"
                + "'rules':[{'when':{'language':['it']},'destination':'https://example.com/it'}]}");
        server.link("{'destination':'mailto:info@example.com?body={click}','code':'shown-mail'}");
        browser = Chromium.open(1280, 900, "it-IT,it");
    }

    @AfterAll
    void stop() {
        if (browser != null) {
            browser.close();
        }
        server.close();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "/",
                "/api",
                "/api/verdicts",
                "/nobodys-code",
                "/not-yet",
                "/over",
                "/switched-off",
                "/switched-off/share",
                "/shown-app+",
                "/shown+",
                "/shown/share",
                "/shown-alike+",
                "/shown-alike/share",
                "/shown-letters+",
                "/shown-few+",
                "/shown-locked",
                "/shown-locked+",
                "/shown-mail+"
            })
    void aPageCanBeReadByEverybodyOnAPhoneToo(String page) {
        browser.inDark(false).go(server.uri(page).toString());
        browser.driver().executeScript("document.querySelectorAll('details').forEach((one) => (one.open = true))");
        assertThat(browser.findingsButColours()).as("axe-core").isEmpty();
        // The sections of a long page have the colours of the first ones.
        browser.driver()
                .executeScript("document.querySelectorAll('section:nth-of-type(n + 8), .fold:nth-of-type(n + 3)')"
                        + ".forEach((one) => one.remove())");
        assertThat(browser.colourFindings()).as("axe-core").isEmpty();
        browser.inDark(true);
        assertThat(browser.colourFindings()).as("axe-core, when it gets dark").isEmpty();
        browser.asPhone(360, 740);
        try {
            browser.driver().navigate().refresh();
            assertThat(browser.overflow()).as("wider than a phone").isZero();
            assertThat(browser.driver().executeScript("""
                            const first = document.querySelector('.go, form button');
                            return first && first.getBoundingClientRect().bottom <= innerHeight"""))
                    .as("what one presses is in sight")
                    .isEqualTo(page.startsWith("/shown") ? true : null);
        } finally {
            browser.driver().executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
        }
        assertThat(browser.complaints()).as("what the browser complains of").isEmpty();
    }
}
