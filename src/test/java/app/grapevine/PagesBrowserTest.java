package app.grapevine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.grapevine.service.TestServer;
import app.grapevine.storage.StoredValues;
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
    private FilledPages filled;
    private TestServer server;
    private Chromium browser;
    private String code;

    @BeforeAll
    void start() {
        filled = new FilledPages();
        server = filled.server();
        browser = filled.browser();
        code = filled.code();
    }

    @AfterAll
    void stop() {
        if (filled != null) {
            filled.close();
        }
    }

    private Stream<String> pages() {
        return filled.pages();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pages")
    void aPageCanBeReadByEverybodyAndBreaksNoRule(String page) {
        browser.complaints();
        browser.inDark(false).go(filled.address("", page));
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
