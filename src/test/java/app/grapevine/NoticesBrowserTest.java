package app.grapevine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.grapevine.mail.MailBox;
import app.grapevine.service.TestServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.openqa.selenium.By;

/** The page of what is sent by mail, and the pages that its readers come to, in a real browser. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NoticesBrowserTest {
    private MailBox box;
    private TestServer server;
    private Chromium browser;

    @BeforeAll
    void start() {
        box = new MailBox();
        server = TestServer.startNow(box.settings());
        server.post("/api/v1/campaigns", "{\"slug\":\"spring\",\"name\":\"Spring boots\"}");
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
        box.close();
    }

    private JsonNode only() {
        return server.ask("/notices").at("/items/0");
    }

    private void openPage() {
        browser.go("about:blank");
        browser.go(server.uri("/dashboard#/me").toString());
        browser.press("Manage reports and alerts");
        browser.await("No email goes to an address before its reader has agreed.");
        browser.awaitQuiet();
    }

    private void choose(String label, String value) {
        browser.labelled(label)
                .findElement(By.cssSelector("option[value=\"" + value + "\"]"))
                .click();
    }

    @Test
    void aReportIsAskedForConfirmedTriedPausedAndEnded() {
        openPage();
        browser.await("No reports or alerts yet");
        browser.press("New report or alert");
        browser.find(By.cssSelector("dialog[open]"));
        assertThat(browser.accessibilityFindings()).as("axe-core").isEmpty();
        browser.type("Campaign", "Spring boots");
        choose("How often", "monthly");
        choose("Language", "it");
        browser.type("Address", "anna@example.com");
        browser.press("Start sending");
        browser.await("An email has gone to anna@example.com");
        JsonNode made = only();
        assertThat(made.get("campaign").asText()).isEqualTo("spring");
        assertThat(made.get("period").asText()).isEqualTo("monthly");
        assertThat(made.get("language").asText()).isEqualTo("it");
        browser.await("Its reader has not agreed yet");

        await().until(() -> box.received().size() == 1);
        String agree = box.last().address("http://localhost:" + server.port() + "/notices/confirm/");
        browser.go(agree);
        browser.await("Vuoi riceverli?");
        assertThat(browser.accessibilityFindings()).as("axe-core").isEmpty();
        assertThat(only().get("state").asText()).isEqualTo("unconfirmed");
        browser.press("Acconsento");
        browser.await("Da ora arrivano.");
        assertThat(only().get("state").asText()).isEqualTo("active");

        openPage();
        browser.await("Active");
        assertThat(browser.accessibilityFindings()).as("axe-core").isEmpty();
        assertThat(browser.overflow()).isZero();
        browser.screenshot(Path.of("target/notices.png"));
        browser.press("More for anna@example.com");
        browser.press("Send a test");
        browser.await("A test goes to anna@example.com");
        await().until(() -> box.received().size() == 2);
        assertThat(box.last().subject()).isEqualTo("Ecco come arriva");

        browser.press("More for anna@example.com");
        browser.press("Pause");
        browser.await("It is paused");
        assertThat(only().get("state").asText()).isEqualTo("paused");

        String end = box.last().address("http://localhost:" + server.port() + "/notices/stop/");
        browser.go(end);
        browser.press("Non mandarmeli più");
        browser.await("Queste e-mail sono finite.");
        assertThat(server.ask("/notices").get("items")).isEmpty();
        browser.go(end);
        browser.await("There is nothing here any more");
        assertThat(browser.complaints().stream().filter(line -> !line.contains("404")))
                .isEmpty();
    }
}
