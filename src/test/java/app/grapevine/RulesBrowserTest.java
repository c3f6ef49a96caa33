package app.grapevine;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.service.TestServer;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** A link's rules in its form, on its page and in its report. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RulesBrowserTest {
    private TestServer server;
    private Chromium browser;

    @BeforeAll
    void start() {
        server = TestServer.startNow();
        browser = Chromium.open(1280, 900, "en-GB,en");
        browser.go(server.uri("/dashboard").toString());
        browser.signIn(TestServer.ADMIN_KEY);
    }

    @AfterAll
    void stop() {
        if (browser != null) {
            browser.close();
        }
        server.close();
    }

    private WebElement rule(int place, String label) {
        return browser.find(By.xpath("(//fieldset[@class='rule'])[" + place + "]//*[@id = (//fieldset[@class='rule'])["
                + place + "]//label[starts-with(., '" + label + "')]/@for]"));
    }

    private void place(String path) {
        browser.driver().executeScript("location.hash = '#" + path + "'");
    }

    @Test
    void rulesAreAddedPutInOrderShownCountedAndRemoved() {
        place("/links/new");
        browser.type("Destination", "https://shop.example/");
        browser.click(browser.find(By.xpath("//summary[starts-with(., 'Short address')]")));
        browser.type("Code", "ruled");
        browser.click(browser.find(By.xpath("//summary[starts-with(., 'Rules')]")));
        browser.press("Add a rule");
        rule(1, "Leads to").sendKeys("https://rule.example/one");
        browser.press("Make link");
        browser.await("Give at least one condition.");
        assertThat(browser.accessibilityFindings()).isEmpty();

        browser.press("iPhone (iOS)");
        browser.press("Add a rule");
        rule(2, "Leads to").sendKeys("https://rule.example/two");
        rule(2, "In a language").sendKeys("it", Keys.ENTER, "a1", Keys.ENTER);
        browser.press("Try Rule 2 earlier");
        browser.press("Make link");
        browser.await("Give a language’s letters");
        rule(1, "In a language").sendKeys(Keys.BACK_SPACE);
        browser.click(browser.find(By.xpath("//summary[starts-with(., 'More conditions')]")));
        rule(1, "Name in reports").sendKeys("italian");
        browser.press("Make link");
        browser.await("The link is made");

        JsonNode rules = server.ask("/links/ruled").get("rules");
        assertThat(rules.findValuesAsText("destination"))
                .containsExactly("https://rule.example/two", "https://rule.example/one");
        assertThat(rules.at("/0/name").asText()).isEqualTo("italian");
        assertThat(rules.at("/0/when/language/0").asText()).isEqualTo("it");
        assertThat(rules.at("/1/when/device/0").asText()).isEqualTo("ios");

        browser.await("in Italian");
        browser.await("on iPhone (iOS)");
        server.visit("GET", "/ruled", "User-Agent", TestAgents.IPHONE, "Accept-Language", "it");
        server.visit("GET", "/ruled", "User-Agent", TestAgents.IPHONE);
        server.awaitRecorded();
        place("/links");
        place("/link/" + server.ask("/links/ruled").get("domain").asText() + "/ruled");
        browser.find(By.xpath("//section[.//h2[.='Rules']]//th[contains(., 'italian')]"));
        browser.find(By.xpath("//section[.//h2[.='Rules']]//th[contains(., 'Rule 2')]"));
        assertThat(browser.accessibilityFindings()).isEmpty();

        browser.press("Edit");
        browser.press("Remove Rule 1");
        browser.press("Save");
        browser.await("The link is changed");
        assertThat(server.ask("/links/ruled").get("rules").findValuesAsText("destination"))
                .containsExactly("https://rule.example/one");
    }
}
