package app.grapevine;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.service.TestServer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** A table of a report is given an address for a spreadsheet, and the address is taken back. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FeedsBrowserTest {
    private TestServer server;
    private Chromium browser;

    @BeforeAll
    void start() {
        server = TestServer.startNow();
        server.link("{'destination':'https://example.com/','code':'one','channel':'whatsapp'}");
        server.tap("/one");
        server.awaitRecorded();
        browser = Chromium.open(1280, 1400, "en-GB,en");
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

    private void open(String place) {
        browser.go("about:blank");
        browser.go(server.uri("/dashboard#" + place).toString());
        browser.awaitQuiet();
    }

    @Test
    void aTableGetsAnAddressThatASpreadsheetReadsUntilItIsEnded() {
        open("/?range=7");
        browser.find(By.cssSelector("button[aria-label$='for a spreadsheet']")).click();
        browser.await("It is always of the last 7 days");
        assertThat(browser.accessibilityFindings()).as("axe-core").isEmpty();
        browser.find(By.xpath("//dialog//button[.='Make the address']")).click();
        browser.await("it is shown this once");
        assertThat(browser.accessibilityFindings()).as("axe-core").isEmpty();
        String formula = browser.find(By.cssSelector("dialog .secret code")).getText();
        assertThat(formula).startsWith("=IMPORTDATA(\"http").endsWith("/figures.csv\")");
        assertThat(browser.find(By.cssSelector("dialog")).getText()).contains("From Web", "Anonymous");
        String path = URI.create(formula.substring(13, formula.length() - 2)).getPath();
        HttpResponse<String> figures = fetch(path);
        assertThat(figures.statusCode()).isEqualTo(200);
        assertThat(figures.body()).contains("clicks");
        assertThat(server.ask("/feeds").at("/items/0/question").asText())
                .contains("days=7")
                .doesNotContain("from=");
        browser.find(By.xpath("//dialog//button[.='I have copied it']")).click();

        open("/feeds");
        assertThat(browser.text()).contains("last 7 days", "days=7", "admin key of the settings");
        assertThat(browser.accessibilityFindings()).as("axe-core").isEmpty();
        String name = server.ask("/feeds").at("/items/0/name").asText();
        browser.press("More for " + name);
        browser.press("End");
        browser.await("get nothing any more");
        browser.find(By.xpath("//dialog//button[.='End']")).sendKeys(Keys.ENTER);
        browser.await("has ended");
        assertThat(fetch(path).statusCode()).isEqualTo(404);
        browser.await("No feeds yet");
    }

    private HttpResponse<String> fetch(String path) {
        return server.send(HttpRequest.newBuilder(server.uri(path)));
    }
}
