package app.grapevine;

import app.grapevine.service.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** Tests of a class that share a service, and a browser in which its admin is signed in to the dashboard, in English. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AtTheDashboard {
    private final int height;

    protected TestServer server;
    protected Chromium browser;

    AtTheDashboard() {
        this(900);
    }

    /** @param height of the window, in pixels */
    AtTheDashboard(int height) {
        this.height = height;
    }

    /** Makes what is there when the admin signs in. */
    void fill() {}

    @BeforeAll
    final void start() {
        server = TestServer.startNow();
        fill();
        browser = Chromium.open(1280, height, "en-GB,en");
        browser.go(server.uri("/dashboard").toString());
        browser.signIn(TestServer.ADMIN_KEY);
    }

    @AfterAll
    final void stop() {
        if (browser != null) {
            browser.close();
        }
        server.close();
    }

    /** Opens a place of the dashboard, from without. */
    final void open(String place) {
        browser.go("about:blank");
        browser.go(server.uri("/dashboard#" + place).toString());
        browser.awaitQuiet();
    }
}
