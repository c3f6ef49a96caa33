package app.grapevine;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.moving.FakeApi;
import app.grapevine.service.TestServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;

/** An admin brings the links of another program: of a file, and from an address with a key. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MovesBrowserTest {
    private static final String SINK = "{\"links\":[{\"slug\":\"door\",\"url\":\"https://shop.example/door\"},"
            + "{\"slug\":\"lock\",\"url\":\"https://shop.example/lock\",\"cloaking\":true},"
            + "{\"slug\":\"bad\",\"url\":\"ftp://shop.example/\"}]}";

    private final FakeApi kutt = new FakeApi("X-Api-Key");
    private TestServer server;
    private Chromium browser;

    @TempDir
    private Path directory;

    @BeforeAll
    void start() {
        server = TestServer.startNow(
                Map.of("import.fetch", "on", "import.hosts", kutt.address().replace("http://", "")));
        browser = Chromium.open(1280, 900, "en-GB,en");
    }

    @AfterAll
    void stop() {
        if (browser != null) {
            browser.close();
        }
        server.close();
        kutt.close();
    }

    @BeforeEach
    void open() {
        server.clear();
        for (JsonNode left : server.ask("/moves").get("items")) {
            server.delete("/api/v1/moves/" + left.get("id").asText());
        }
        browser.driver().manage().deleteAllCookies();
        browser.go("about:blank");
        browser.go(server.uri("/dashboard").toString());
        browser.signIn(TestServer.ADMIN_KEY);
        browser.driver().executeScript("location.hash = '#/links/bulk'");
        browser.awaitQuiet();
        browser.press("Move in from another service");
        browser.await("See what they would become");
    }

    private void choose(String kind) {
        browser.driver()
                .executeScript(
                        "const kind = document.querySelector('option[value=kutt]').parentElement; kind.value = arguments[0];"
                                + "kind.dispatchEvent(new Event('change', {bubbles: true}))",
                        kind);
    }

    private void upload(String name, String text) throws IOException {
        Path file = Files.writeString(directory.resolve(name), text);
        browser.find(By.cssSelector("input[type=file]")).sendKeys(file.toString());
    }

    @Test
    void aFileIsLookedAtBeforeItsLinksAreBrought() throws IOException {
        choose("sink");
        browser.press("See what they would become");
        browser.await("Choose a file.");
        upload("sink.json", SINK);
        browser.press("See what they would become");
        browser.await("Bring 2 links");
        browser.awaitQuiet();
        assertThat(browser.text()).contains("Sink · sink.json", "cloaking", "Begin with https:// or http://");
        assertThat(browser.accessibilityFindings()).isEmpty();
        assertThat(server.ask("/links").get("items")).isEmpty();

        browser.press("Bring 2 links");
        browser.await("The links are here");
        assertThat(server.tap("/door").headers().firstValue("Location")).contains("https://shop.example/door");
        browser.press("Download the report");
        assertThat(browser.downloaded("grapevine-move.csv")).contains("made,slug door,http", "refused,slug bad,");

        browser.go("about:blank");
        browser.go(server.uri("/dashboard#/moves").toString());
        browser.await("The links are here");
        browser.press("Bring others");
        browser.await("See what they would become");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void anAddressIsAskedWithAKey() {
        kutt.at(
                "/api/v2/links?limit=50&skip=0",
                "{'total':1,'data':[{'address':'lamp','target':'https://shop.example/lamp','link':'https://k.example/lamp',"
                        + "'visit_count':12,'created_at':'2024-03-01T10:00:00.000Z'}]}");
        choose("kutt");
        browser.press("Address and key");
        browser.type("Address", kutt.address());
        browser.type("API key", "the-key");
        browser.press("See what they would become");
        browser.await("Bring 1 link");
        browser.press("Bring 1 link");
        browser.await("The links are here");
        assertThat(server.ask("/links/lamp").at("/openingBalance/visits").asInt())
                .isEqualTo(12);
        assertThat(kutt.asked()).allMatch(asked -> asked.endsWith(" the-key"));
        browser.press("Bring others");
        browser.await("See what they would become");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void aFileOfAnotherProgramIsToldSo() throws IOException {
        choose("sink");
        upload("links.csv", "code,destination\n");
        browser.press("See what they would become");
        browser.await("links.csv cannot be read as a file of Sink");
        browser.press("Bring others");
        browser.await("See what they would become");
        choose("csv");
        upload("links.csv", "Kurz;Wohin\neins;https://shop.example/\n");
        browser.press("See what they would become");
        browser.await("No column is known as that of the destinations");
        browser.press("Bring others");
        browser.await("See what they would become");
        assertThat(browser.complaints()).isEmpty();
    }
}
