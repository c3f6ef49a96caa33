package app.grapevine;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

/** Figures follow visits, whenever they come. */
class LiveBrowserTest extends AtTheDashboard {
    private static final String HIDE = "Object.defineProperty(document, 'hidden', {configurable: true, get: () => %s});"
            + "document.dispatchEvent(new Event('visibilitychange'));";

    @Override
    void fill() {
        server.link("{'destination':'https://example.com/','code':'awaited','channel':'whatsapp'}");
    }

    private void visit() {
        server.visit("GET", "/awaited", "User-Agent", TestAgents.IN_WHATSAPP, "X-Forwarded-For", "192.0.2.7");
        server.awaitRecorded();
    }

    private void awaitClicks(int count) {
        browser.find(By.xpath(
                "//*[@class='figures']//dt[.='Clicks']/following-sibling::dd/span[@class='value'][.='" + count + "']"));
    }

    /** As with a page that is opened behind others, and looked at later: it listens from then on alone. */
    @Test
    void whatCameBetweenTheFirstFiguresAndListeningIsInTheFigures() {
        browser.driver().executeScript(HIDE.formatted("true"));
        browser.place("/link/localhost/awaited");
        browser.await("Nothing yet.");
        browser.awaitQuiet();
        server.clock().advance(Duration.ofHours(1));
        visit();
        browser.driver().executeScript(HIDE.formatted("false"));
        awaitClicks(1);
        visit();
        awaitClicks(2);
    }
}
