package app.grapevine;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.service.TestServer;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;

/** The description of the API, as somebody reads it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiPageBrowserTest {
    private TestServer server;
    private Chromium browser;

    @BeforeAll
    void start() {
        server = TestServer.startNow();
        browser = Chromium.open(1280, 900, "en-GB,en");
    }

    @AfterAll
    void stop() {
        if (browser != null) {
            browser.close();
        }
        server.close();
    }

    private void open(String anchor) {
        browser.go("about:blank");
        browser.go(server.uri("/api" + anchor).toString());
    }

    /** In heights of the screen. */
    private double height() {
        Object screens = browser.driver().executeScript("return document.documentElement.scrollHeight / innerHeight");
        return ((Number) Objects.requireNonNull(screens)).doubleValue();
    }

    @Test
    void itIsItsOwnListOfContentsOnFewScreens() {
        open("");
        assertThat(height()).isLessThan(3);
        browser.asPhone(360, 740);
        try {
            open("");
            assertThat(height()).isLessThan(6);
        } finally {
            browser.driver().executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
        }
    }

    @Test
    void whatIsFoldedIsUnfoldedByAPress() {
        open("");
        browser.click(browser.find(By.xpath("//summary[h2='Links']")));
        browser.click(browser.find(By.xpath("//summary[h3='Make a link']")));
        browser.await("Only destination is needed.");
        assertThat(browser.accessibilityFindings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"createLink", "shape-Link", "problems", "faults", "share-sets"})
    void whereALinkLeadsIsUnfolded(String anchor) {
        open("#" + anchor);
        assertThat(browser.find(By.id(anchor)).isDisplayed()).isTrue();
        assertThat(browser.driver()
                        .executeScript(
                                "const at = document.getElementById(arguments[0]).getBoundingClientRect().top;"
                                        + " return at >= 0 && at < innerHeight",
                                anchor))
                .isEqualTo(true);
    }
}
