package app.grapevine;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.service.TestServer;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the figures leave out is said where they are. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FiguresBrowserTest {
    private TestServer server;
    private Chromium browser;

    @BeforeAll
    void start() {
        server = TestServer.start(Map.of(
                "public.url", "", "domains", "", "trusted.proxies", "127.0.0.0/8,::1", "reports.small.cells", "5"));
        server.link("{'destination':'https://example.com/','code':'inflated','channel':'whatsapp'}");
        server.link("{'destination':'https://example.com/','code':'quiet-one'}");
        for (int i = 0; i < 20; i++) {
            String agent = TestAgents.IPHONE.replace("18_1", "18_" + i);
            server.visit("GET", "/inflated", "User-Agent", agent, "X-Forwarded-For", "203.0.113.9");
        }
        server.visit("GET", "/quiet-one", "User-Agent", TestAgents.IPHONE, "X-Forwarded-For", "198.51.100.7");
        server.awaitRecorded();
        browser = Chromium.open(1280, 1400, "en-GB,en");
    }

    @AfterAll
    void stop() {
        if (browser != null) {
            browser.close();
        }
        server.close();
    }

    private String page(String key, String place) {
        browser.driver().executeCdpCommand("Network.clearBrowserCookies", Map.of());
        browser.go(server.uri("/dashboard?" + key.hashCode() + place.hashCode()).toString());
        browser.signIn(key);
        browser.go(server.uri("/dashboard?" + place.hashCode() + "#" + place).toString());
        browser.awaitQuiet();
        browser.unfold();
        assertThat(browser.findingsButColours()).as("axe-core").isEmpty();
        Object text = browser.driver().executeScript("return document.querySelector('main').innerText");
        return String.valueOf(text);
    }

    @Test
    void clicksThatAreSetApartAreToldBesideTheFiguresAndByTheirRule() {
        String report = page(TestServer.ADMIN_KEY, "/link/localhost/inflated?range=all");
        assertThat(report)
                .contains("8 unusual clicks are set apart, and not in these figures.")
                .contains("From one network came more different browsers in a short time than people there would have");
        String visits = page(TestServer.ADMIN_KEY, "/visits?range=all&kind=unusual");
        assertThat(visits).contains("Unusual", "set apart");
    }

    @Test
    void rowsOfFewPeopleAreToldToBeHidden() {
        String key = server.newKey("stats:read", "links:read");
        String report = page(key, "/?range=all");
        assertThat(report).contains("rows are hidden").doesNotContain("Latest visits");
        assertThat(page(key, "/link/localhost/quiet-one?range=all")).contains("Fewer than 5 people");
    }
}
