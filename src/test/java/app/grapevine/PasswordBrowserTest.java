package app.grapevine;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.service.TestServer;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.openqa.selenium.By;

/** A link with a password in a browser: for who opens it, and for who sets it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PasswordBrowserTest {
    private static final String PASSWORD = "open sesame";

    /** Of each request to the destination: its query, and what it says of where it comes from. */
    private final List<String> arrived = new CopyOnWriteArrayList<>();

    private TestServer server;
    private HttpServer destination;
    private Chromium browser;

    @BeforeAll
    void start() throws IOException {
        server = TestServer.startNow(Map.of("destinations.private", "allowed"));
        destination = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        destination.createContext("/there", exchange -> {
            arrived.add(
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getQuery() + " from "
                            + exchange.getRequestHeaders().getFirst("Referer"));
            byte[] page = "<!doctype html><title>there</title><p>Landed".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "text/html; charset=utf-8");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        destination.start();
        browser = Chromium.open(1280, 900, "en-GB,en");
        String agent = String.valueOf(browser.driver().executeScript("return navigator.userAgent"));
        // One without a screen is no person's, and is asked for nothing.
        browser.driver()
                .executeCdpCommand(
                        "Emulation.setUserAgentOverride",
                        Map.of("userAgent", agent.replace("HeadlessChrome", "Chrome")));
    }

    @AfterAll
    void stop() {
        if (browser != null) {
            browser.close();
        }
        destination.stop(0);
        server.close();
    }

    private String there() {
        return "http://127.0.0.1:" + destination.getAddress().getPort() + "/there";
    }

    @Test
    void aPersonErrsThenGivesItAndLandsOnAnotherSiteThatHearsNothingOfThePage() {
        String code =
                server.link("{'destination':'" + there() + "','password':'" + PASSWORD + "','forwardQuery':true}");
        browser.go(server.uri("/" + code + "?a=1&b=%C3%A9").toString());
        browser.type("Password", "open barley");
        browser.press("Open");
        browser.await("That is not the password");
        assertThat(browser.accessibilityFindings()).isEmpty();
        assertThat(arrived).isEmpty();
        browser.type("Password", PASSWORD + " ");
        browser.press("Open");
        browser.await("Landed");
        assertThat(arrived).containsExactly("GET a=1&b=é from null");
        assertThat(browser.driver().manage().getCookies()).isEmpty();
    }

    @Test
    void anOwnerSetsItChangesItAndTakesItAway() {
        browser.go(server.uri("/dashboard").toString());
        browser.signIn(TestServer.ADMIN_KEY);
        browser.go("about:blank");
        browser.go(server.uri("/dashboard#/links/new").toString());
        browser.type("Destination", there());
        browser.find(By.xpath("//summary[starts-with(., 'Short address')]")).click();
        browser.type("Code", "behind-a-word");
        browser.find(By.xpath("//summary[starts-with(., 'Password')]")).click();
        browser.type("Password", "short");
        browser.press("Make link");
        browser.await("6 to 128");
        browser.type("Password", PASSWORD);
        assertThat(browser.accessibilityFindings()).isEmpty();
        browser.press("Make link");
        browser.find(By.xpath("//dt[.='Password']/following-sibling::dd[.='is asked for']"));
        assertThat(server.ask("/links/behind-a-word").get("hasPassword").asBoolean())
                .isTrue();

        browser.go("about:blank");
        browser.go(server.uri("/dashboard#/link/localhost/behind-a-word/edit").toString());
        browser.await("Left empty, the present one stays");
        browser.find(By.xpath("//label[contains(., 'Take the password away')]")).click();
        browser.press("Save");
        Awaitility.await()
                .until(() ->
                        !server.ask("/links/behind-a-word").get("hasPassword").asBoolean());
        assertThat(browser.complaints())
                .allMatch(line -> line.contains("422"), "but for what was refused")
                .hasSizeLessThanOrEqualTo(1);
    }
}
