package app.grapevine;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.service.TestServer;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** A report is narrowed by a press on what it shows, and the chips hold from page to page. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChipsBrowserTest {
    private TestServer server;
    private Chromium browser;
    private int people;

    @BeforeAll
    void start() {
        server = TestServer.startNow();
        link("for-mothers", "'channel':'whatsapp','audience':'Mamme Porta Romana','campaign':'may'");
        link("for-press", "'channel':'email','audience':'Stampa','campaign':'may'");
        link("for-nobody", "'title':'A poster'");
        tap("for-mothers", 3, TestAgents.IN_WHATSAPP);
        tap("for-mothers", 2, TestAgents.IPHONE);
        tap("for-press", 4, TestAgents.IPHONE);
        tap("for-nobody", 1, TestAgents.IPHONE);
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

    @BeforeEach
    void signIn() {
        browser.driver().executeCdpCommand("Network.clearBrowserCookies", Map.of());
        browser.go(server.uri("/dashboard?" + System.nanoTime()).toString());
        browser.signIn(TestServer.ADMIN_KEY);
        browser.awaitDrawn();
    }

    private void link(String code, String fields) {
        server.link("{'destination':'https://shop.example/','code':'" + code + "'," + fields + "}");
    }

    private void tap(String code, int times, String agent) {
        for (int i = 0; i < times; i++) {
            people++;
            server.visit("GET", "/" + code, "User-Agent", agent, "X-Forwarded-For", "198.51.100." + people);
        }
    }

    private WebElement part(String title) {
        return browser.find(By.cssSelector("section[aria-label='" + title + "']"));
    }

    private void press(String title, String words) {
        browser.click(part(title).findElement(By.linkText(words)));
        browser.awaitDrawn();
    }

    private void awaitClicks(String count) {
        Awaitility.await()
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(browser.find(By.cssSelector(".figures .figure .value"))
                                .getText())
                        .isEqualTo(count));
        browser.awaitDrawn();
    }

    private List<String> chips() {
        return browser.driver().findElements(By.cssSelector(".report .chip > span")).stream()
                .map(WebElement::getText)
                .toList();
    }

    private String address() {
        return String.valueOf(browser.driver().executeScript("return location.hash"));
    }

    @Test
    void aDayAloneIsOnePressAway() {
        awaitClicks("10");
        browser.find(By.cssSelector(".over-time .plot-box.ways canvas"));
        browser.find(By.cssSelector(".over-time .plot-box")).sendKeys(Keys.END, Keys.ENTER);
        browser.awaitDrawn();
        String today = server.clock().instant().toString().substring(0, 10);
        assertThat(address()).contains("from=" + today, "to=" + today).doesNotContain("range=");
        awaitClicks("10");
        browser.driver().navigate().back();
        browser.awaitDrawn();
        browser.click(part("Trend").findElement(By.xpath(".//button[normalize-space(.)='As a table']")));
        browser.click(browser.find(By.cssSelector(".over-time tbody tr:first-child a.narrow")));
        assertThat(address()).contains("from=").doesNotContain("from=" + today);
    }

    @Test
    void oneApplicationAloneIsOnePressAway() {
        awaitClicks("10");
        Chromium.Task task = browser.task();
        press("Channels", "WhatsApp");
        assertThat(chips()).containsExactly("Channel: WhatsApp");
        awaitClicks("5");
        assertThat(task.done("a report of WhatsApp alone")).isLessThanOrEqualTo(2);
        assertThat(part("Groups").getText()).contains("Mamme Porta Romana").doesNotContain("Stampa");
        assertThat(browser.findingsButColours()).as("axe-core").isEmpty();
        press("How sure this is", "Sure");
        assertThat(chips()).containsExactly("Channel: WhatsApp", "Certainty: Sure");
        awaitClicks("3");
        browser.driver().navigate().back();
        browser.awaitDrawn();
        awaitClicks("5");
        browser.click(browser.find(By.cssSelector("button[aria-label='Remove Channel: WhatsApp']")));
        browser.awaitDrawn();
        assertThat(chips()).isEmpty();
        awaitClicks("10");
    }

    @Test
    void aGroupIsToldByItsNameWhereverItIs() {
        assertThat(part("Groups").getText()).contains("Mamme Porta Romana", "Stampa", "No group");
        browser.unfold();
        assertThat(part("Links with the most clicks").getText()).contains("Mamme Porta Romana", "Stampa", "A poster");
        assertThat(part("Latest visits").getText()).contains("Mamme Porta Romana", "Stampa");
        press("Groups", "Stampa");
        awaitClicks("4");
        browser.unfold();
        assertThat(part("Links with the most clicks").getText())
                .contains("Stampa")
                .doesNotContain("Mamme");
    }

    @Test
    void whatIsNarrowedStaysSoOnOtherPages() {
        press("Channels", "Channel unknown");
        assertThat(chips()).containsExactly("Channel: Channel unknown");
        awaitClicks("1");
        browser.unfold();
        press("Links with the most clicks", "A poster");
        assertThat(address()).startsWith("#/link/").contains("channel=none");
        assertThat(chips()).containsExactly("Channel: Channel unknown");
        browser.click(browser.find(By.cssSelector(".report-bar a[href^='#/visits']")));
        browser.awaitDrawn();
        assertThat(address()).startsWith("#/visits?").contains("channel=none", "code=for-nobody");
        assertThat(browser.driver().findElements(By.cssSelector("tr.visit-row")))
                .hasSize(1);
    }

    @Test
    void aPlaceWithChipsShowsTheSameToWhoeverIsSentIt() {
        browser.go(server.uri("/dashboard?2#/campaigns/may?audience=Stampa&certainty=likely&os=ios")
                .toString());
        browser.awaitDrawn();
        assertThat(chips()).containsExactly("Group: Stampa", "Certainty: Likely", "System: iOS");
        awaitClicks("4");
        browser.press("Clear all");
        browser.awaitDrawn();
        assertThat(address()).isEqualTo("#/campaigns/may");
        awaitClicks("9");
    }

    @Test
    void whereNothingFitsItIsSaid() {
        browser.go(server.uri("/dashboard?3#/?country=IT&channel=wechat").toString());
        browser.awaitDrawn();
        assertThat(browser.text()).contains("Nothing fits");
        assertThat(chips()).containsExactly("Channel: WeChat", "Country: Italy");
    }
}
