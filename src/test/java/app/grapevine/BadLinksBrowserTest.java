package app.grapevine;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.service.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.openqa.selenium.By;

/** A bad link from its report to its end: by the recipient's form and the admin's pages. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadLinksBrowserTest {
    private TestServer server;
    private Chromium browser;

    @BeforeAll
    void start() {
        server = TestServer.startNow();
        browser = Chromium.open(1280, 900, "en-GB,en");
    }

    @BeforeEach
    void fill() {
        server.clear();
        server.link("{'destination':'https://www.bad.example/','code':'bad-1'}");
        server.link("{'destination':'https://bad.example/','code':'bad-2'}");
        server.link("{'destination':'https://good.example/','code':'good'}");
        signIn();
    }

    /** Anew, for with what a case has made its session goes too. */
    private void signIn() {
        browser.driver().manage().deleteAllCookies();
        browser.go("about:blank");
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

    @Test
    void whatTheFiltersFindIsSwitchedOffAndOnAgainAsAWhole() {
        browser.place("/links?host=bad.example");
        browser.await("Links to bad.example");
        browser.press("Disable all found");
        browser.await("2 links match the filters");
        browser.click(browser.find(By.cssSelector("dialog button.danger")));
        browser.await("2 links are off");
        assertThat(server.tap("/bad-1").statusCode()).isEqualTo(410);
        assertThat(server.tap("/good").statusCode()).isEqualTo(302);
        browser.press("Undo");
        browser.await("2 links are on again");
        assertThat(server.tap("/bad-2").statusCode()).isEqualTo(302);
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void aRecipientReportsALinkAndAnAdminSwitchesItOff() {
        browser.go(server.uri("/bad-1+").toString());
        browser.find(By.cssSelector("summary")).click();
        browser.find(By.cssSelector("input[value=phishing]")).click();
        browser.find(By.id("words")).sendKeys("It asks for my PIN");
        browser.press("Send report");
        browser.await("Thank you, your report has arrived");
        assertThat(browser.complaints()).as("also of the page's rules").isEmpty();

        browser.go(server.uri("/dashboard#/link-reports").toString());
        browser.awaitQuiet();
        browser.await("It asks for my PIN");
        browser.click(browser.find(By.cssSelector("td.end button")));
        browser.await("Disable: bad-1");
        browser.click(browser.find(By.cssSelector("dialog input[type=checkbox]")));
        browser.click(browser.find(By.cssSelector("dialog button.primary")));
        browser.await("No reports");
        assertThat(server.tap("/bad-1").statusCode()).isEqualTo(410);
        assertThat(server.ask("/link-reports?state=closed").at("/items/0/words").asText())
                .isEqualTo("It asks for my PIN");
        assertThat(browser.complaints()).isEmpty();
    }
}
