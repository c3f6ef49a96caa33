package app.grapevine;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.service.TestServer;
import app.grapevine.webhooks.TestReceiver;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** An admin has events sent to a system, and sees what comes of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebhooksBrowserTest {
    private TestReceiver receiver;
    private TestServer server;
    private Chromium browser;

    @BeforeAll
    void start() {
        receiver = new TestReceiver();
        server = TestServer.startNow(Map.of("webhooks.hosts", receiver.host()));
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
        receiver.close();
    }

    @Test
    void anAdminMakesAWebhookTriesItAndSeesThatItFails() {
        browser.go(server.uri("/dashboard#/webhooks").toString());
        browser.await("No webhooks");
        browser.press("New webhook");
        browser.type("Address", "http://shop.example/hook");
        browser.press("Make webhook");
        browser.await("Begin with https://");
        browser.type("Address", receiver.url());
        browser.type("Description", "The shop");
        browser.click(browser.labelled("Link made"));
        browser.press("Make webhook");
        browser.await("whsec_");
        assertThat(browser.accessibilityFindings()).isEmpty();
        browser.press("I have kept it");
        browser.await("Working");

        browser.press("More for The shop");
        browser.press("Test");
        browser.press("Send it");
        browser.await("Taken (204)");
        assertThat(receiver.accepted()).hasSize(1);
        browser.press("Close");

        receiver.answers(TestReceiver.status(500));
        server.link("{'destination':'https://shop.example/'}");
        Awaitility.await()
                .until(() -> !server.ask("/webhooks")
                        .at("/items/0/state/failingSince")
                        .isNull());
        browser.go(server.uri("/dashboard#/keys").toString());
        browser.await("For programs");
        browser.go(server.uri("/dashboard#/webhooks").toString());
        browser.await("Answered with 500");
        browser.await("Waiting: 1");
        assertThat(browser.accessibilityFindings()).isEmpty();
        assertThat(browser.overflow()).isZero();
        assertThat(browser.complaints()).isEmpty();
    }
}
