package app.grapevine;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.service.TestServer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.openqa.selenium.By;

/** What somebody shares to the installed page from another app, by the address that the phone then opens. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ShareTargetBrowserTest {
    private TestServer server;
    private Chromium browser;

    @BeforeAll
    void start() {
        server = TestServer.startNow();
        browser = Chromium.open(390, 844, "en-GB,en").asPhone(390, 844);
    }

    @AfterAll
    void stop() {
        if (browser != null) {
            browser.close();
        }
        server.close();
    }

    @BeforeEach
    void signedOut() {
        browser.driver().executeCdpCommand("Network.clearBrowserCookies", Map.of());
        browser.go("about:blank");
    }

    private void share(String title, String text) {
        browser.go(server.uri("/dashboard?title=" + encoded(title) + "&text=" + encoded(text))
                .toString());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private String held(String label) {
        return String.valueOf(browser.labelled(label).getDomProperty("value"));
    }

    @Test
    void whoIsNotSignedInDoesThatFirstAndFindsWhatTheyShared() {
        share("Autumn boots", "https://shop.example/boots?size=42");
        browser.signIn(TestServer.ADMIN_KEY);

        browser.await("New share set");
        assertThat(held("Destination")).isEqualTo("https://shop.example/boots?size=42");
        assertThat(held("Name")).isEqualTo("Autumn boots");
    }

    @Test
    void wordsAroundTheAddressAreWhatIsSaidAndTheLinksAreMade() {
        browser.go(server.uri("/dashboard").toString());
        browser.signIn(TestServer.ADMIN_KEY);

        share("", "Look at this: https://shop.example/boots");
        browser.awaitQuiet();
        assertThat(held("Destination")).isEqualTo("https://shop.example/boots");
        assertThat(browser.find(By.cssSelector("textarea")).getDomProperty("value"))
                .isEqualTo("Look at this: {url}");
        assertThat(browser.driver().getCurrentUrl())
                .as("what came along is taken once")
                .doesNotContain("?title=");

        browser.click(browser.find(By.cssSelector(".share-submit button")));
        browser.find(By.cssSelector(".share-item"));
        assertThat(server.ask("/links").at("/items/0/destination").asText()).isEqualTo("https://shop.example/boots");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void theBrowserReadsTheManifestAndFindsNothingWrongInIt() {
        browser.go(server.uri("/dashboard").toString());

        Map<String, Object> manifest = browser.driver().executeCdpCommand("Page.getAppManifest", Map.of());
        Map<String, Object> hindrances = browser.driver().executeCdpCommand("Page.getInstallabilityErrors", Map.of());

        assertThat(String.valueOf(manifest.get("url"))).endsWith("/dashboard/manifest.webmanifest");
        assertThat(String.valueOf(manifest.get("errors"))).isEqualTo("[]");
        assertThat(String.valueOf(hindrances.get("installabilityErrors"))).isEqualTo("[]");
    }
}
