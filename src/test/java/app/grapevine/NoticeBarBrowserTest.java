package app.grapevine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** What the page says of what was just done: beneath it lies nothing that one reads or presses. */
class NoticeBarBrowserTest extends AtTheDashboard {
    private static final String OVERLAP = """
            const bar = document.querySelector('.notices').getBoundingClientRect();
            const box = arguments[0].getBoundingClientRect();
            return Math.max(0, Math.min(bar.bottom, box.bottom) - Math.max(bar.top, box.top));""";

    private void makeLinks() {
        for (int i = 0; i < 30; i++) {
            server.link("{'destination':'https://example.com/%d','channel':'whatsapp'}".formatted(i));
        }
    }

    @Test
    void whatOnePressedAndTheLastRowStandAboveIt() {
        makeLinks();
        look();
        browser.asPhone(360, 740);
        try {
            look();
        } finally {
            browser.driver().executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
        }
    }

    private void look() {
        browser.allowClipboard("http://127.0.0.1:" + server.port());
        open("/links");
        browser.find(By.cssSelector("table.links tbody tr"));
        WebElement pressed = browser.driver()
                .findElements(By.cssSelector("table.links .short button"))
                .get(12);
        browser.driver().executeScript("arguments[0].scrollIntoView({block: 'end'}); scrollBy(0, 8)", pressed);
        pressed.sendKeys("\n");
        browser.await("Copied");
        assertThat(browser.driver().executeScript(OVERLAP, pressed))
                .as("over what was pressed")
                .isEqualTo(0L);
        browser.driver().executeScript("scrollTo(0, document.documentElement.scrollHeight)");
        WebElement last = browser.driver().findElement(By.cssSelector("footer"));
        assertThat(((Number) java.util.Objects.requireNonNull(browser.driver().executeScript(OVERLAP, last)))
                        .doubleValue())
                .as("over the end of the page")
                .isLessThan(1);
        assertThat(browser.accessibilityFindings()).isEmpty();
    }

    @Test
    void itLeavesRoomForWhatIsToBePressedNext() {
        browser.asPhone(360, 740);
        try {
            browser.allowClipboard("http://127.0.0.1:" + server.port());
            String code = server.link("{'destination':'https://example.com/','channel':'whatsapp'}");
            open("/link/localhost/" + code);
            browser.press("Copy link");
            browser.await("Copied");
            browser.driver().executeScript("location.hash = '#/share-sets/new'");
            WebElement make = browser.find(By.cssSelector(".share-submit button"));
            browser.find(By.cssSelector(".notice"));
            assertThat(((Number) java.util.Objects.requireNonNull(
                                    browser.driver().executeScript(OVERLAP, make)))
                            .doubleValue())
                    .isLessThan(1);
        } finally {
            browser.driver().executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
        }
    }
}
