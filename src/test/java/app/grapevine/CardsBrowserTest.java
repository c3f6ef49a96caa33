package app.grapevine;

import static app.grapevine.cards.TestPictures.corner;
import static app.grapevine.cards.TestPictures.photo;
import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.cards.TestPages;
import app.grapevine.service.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;

/** The card of a link, as somebody fills it: with a picture of theirs, and with what the destination says of itself. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CardsBrowserTest {
    private final TestPages pages = new TestPages();

    @TempDir
    Path files;

    private TestServer server;
    private Chromium browser;

    @BeforeAll
    void start() {
        server = TestServer.startNow(Map.of(
                "cards.fetch", "on", "cards.hosts", "localhost:" + pages.port(), "destinations.private", "allowed"));
        browser = Chromium.open(1280, 1000, "en-GB,en");
        browser.go(server.uri("/dashboard").toString());
        browser.signIn(TestServer.ADMIN_KEY);
    }

    @AfterAll
    void stop() {
        if (browser != null) {
            browser.close();
        }
        pages.close();
        server.close();
    }

    private void open(String place) {
        browser.go("about:blank");
        browser.go(server.uri("/dashboard#" + place).toString());
        browser.awaitQuiet();
        browser.complaints();
    }

    private void openCard(String place, String destination) {
        open(place);
        browser.type("Destination", destination);
        browser.driver().executeScript("document.querySelectorAll('details.group').forEach((one) => one.open = true)");
    }

    private Path file(String name, byte[] content) throws IOException {
        return Files.write(files.resolve(name), content);
    }

    /** Whether the preview shows a picture that has come. */
    private void awaitPicture() {
        Awaitility.await().until(() -> Boolean.TRUE.equals(browser.driver().executeScript("""
                        const picture = document.querySelector('.bubble-picture');
                        return picture !== null && picture.complete && picture.naturalWidth > 0;
                        """)));
    }

    @Test
    void aPictureIsChosenSeenAndSavedWithTheLink() throws IOException {
        openCard("/links/new", "https://shop.example/boots");
        browser.labelled("Upload a picture")
                .sendKeys(file("boots.jpg", photo(corner(400, 200), 6)).toString());

        awaitPicture();
        assertThat(browser.accessibilityFindings()).as("axe-core").isEmpty();
        browser.press("Make link");
        browser.awaitQuiet();
        browser.find(By.cssSelector("main .head"));
        Awaitility.await().until(() -> browser.driver().getCurrentUrl().contains("/link/"));
        String image = server.ask("/links").at("/items/0/card/image").asText();
        assertThat(image).matches("http://localhost:\\d+/images/[0-9A-Za-z]{22}\\.jpg");
        assertThat(browser.complaints()).isEmpty();

        String code = server.ask("/links").at("/items/0/code").asText();
        open("/link/localhost/" + code + "/edit");
        awaitPicture();
        browser.press("Remove the picture");
        browser.find(By.cssSelector("input[type=file]"));
        browser.press("Save");
        Awaitility.await()
                .until(() -> server.ask("/links/" + code).at("/card/image").isNull());
    }

    @Test
    void aPictureIsDroppedIntoTheForm() {
        openCard("/share-sets/new", "https://shop.example/boots");
        browser.driver().executeScript("""
                const bytes = Uint8Array.from(atob(arguments[0]), (one) => one.charCodeAt(0));
                const carried = new DataTransfer();
                carried.items.add(new File([bytes], 'boots.jpg', {type: 'image/jpeg'}));
                const place = document.querySelector('.picture-drop');
                for (const type of ['dragover', 'drop']) {
                  place.dispatchEvent(new DragEvent(type, {dataTransfer: carried, bubbles: true, cancelable: true}));
                }
                """, Base64.getEncoder().encodeToString(photo(corner(40, 20), 1)));

        awaitPicture();
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void aFileThatIsNoPictureIsSaidToBeNone() throws IOException {
        openCard("/links/new", "https://shop.example/boots");
        browser.labelled("Upload a picture")
                .sendKeys(file("page.png", "<html>".getBytes(StandardCharsets.UTF_8))
                        .toString());
        browser.await("Choose a PNG, JPEG, WebP or GIF picture of at most");

        browser.labelled("Upload a picture")
                .sendKeys(file("page.html", new byte[] {'<'}).toString());
        browser.await("Choose a PNG, JPEG, WebP or GIF picture.");
    }

    @Test
    void theDestinationSaysWhatItsCardShowsAndThatCanBeUndone() {
        pages.put(
                "/boots",
                "<meta property='og:title' content='Red &lt;b&gt; boots'><meta property='og:image' content='/red.jpg'>");
        openCard("/share-sets/new", "http://localhost:" + pages.port() + "/boots");
        browser.type("Description", "My own words");
        browser.press("Take them from the page");

        browser.await("are taken from the page");
        assertThat(browser.labelled("Title").getDomProperty("value")).isEqualTo("Red <b> boots");
        assertThat(browser.labelled("Description").getDomProperty("value"))
                .as("what the page does not say stays")
                .isEqualTo("My own words");
        assertThat(browser.labelled("Or the address of an image").getDomProperty("value"))
                .endsWith("/red.jpg");
        browser.press("Undo");
        assertThat(browser.labelled("Title").getDomProperty("value")).isEmpty();
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void aPageThatIsNotThereIsSaidBesideTheButton() {
        openCard("/links/new", "http://localhost:" + pages.port() + "/nowhere");
        browser.press("Take them from the page");

        browser.await("The page answers with the status 404.");
    }
}
