package app.grapevine;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.service.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.interactions.Actions;

/** Every task by the keyboard alone ({@link FindingBrowserTest} has the search): the tabulator comes to all that is needed, what it is at is seen, and nothing holds it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeyboardBrowserTest {
    private static final String PASSWORD = "a password to be typed in";
    /** How often the tabulator is pressed at most to come to something: a page has fewer places. */
    private static final int MOST = 150;

    /** What one would say of the element that has the focus: its name, as far as names are made here. */
    private static final String NAME = """
            const at = document.activeElement;
            const words = at.getAttribute('aria-label') || (at.labels && at.labels.length > 0 ? at.labels[0].innerText : at.innerText) || '';
            return words.trim().split('\\n')[0].trim();
            """;

    /** Whether the element that has the focus, or what stands for it, is marked and lies in sight, with nothing above it. */
    private static final String IN_SIGHT = """
            const at = document.activeElement;
            const marked = [at, at.nextElementSibling, at.closest('label')].filter(Boolean)
              .some((one) => { const style = getComputedStyle(one); return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2; });
            const box = (at.closest('label.tick') || at).getBoundingClientRect();
            const x = box.left + Math.min(box.width, innerWidth) / 2, y = box.top + Math.min(box.height, innerHeight) / 2;
            const top = document.elementFromPoint(x, y);
            const seen = Boolean(top) && (top.contains(at) || at.contains(top) || Boolean(at.closest('label')?.contains(top)));
            return (marked ? '' : 'not marked ') + (seen ? '' : 'hidden by ' + (top ? top.outerHTML.slice(0, 120) : 'the edge of the window'));
            """;

    private TestServer server;
    private Chromium browser;

    @BeforeAll
    void start() {
        server = TestServer.startNow();
        server.post(
                "/api/v1/accounts",
                "{\"name\":\"maria\",\"password\":\"" + PASSWORD
                        + "\",\"scopes\":[\"links:read\",\"links:write\",\"stats:read\"]}");
        server.post("/api/v1/campaigns", "{\"slug\":\"spring\",\"name\":\"Spring offer\"}");
        server.link(
                "{'destination':'https://example.com/','code':'by-keys','channel':'whatsapp','audience':'Club','campaign':'spring'}");
        server.link("{'destination':'https://example.com/','code':'by-mail','channel':'email','campaign':'spring'}");
        for (int i = 0; i < 3; i++) {
            server.visit("GET", "/by-keys", "User-Agent", TestAgents.IN_WHATSAPP, "X-Forwarded-For", "192.0.2." + i);
            server.visit("GET", "/by-mail", "User-Agent", TestAgents.IPHONE, "X-Forwarded-For", "198.51.100." + i);
        }
        server.awaitRecorded();
        browser = Chromium.open(1280, 900, "en-GB,en");
        browser.go(server.uri("/dashboard").toString());
        browser.awaitQuiet();
    }

    @AfterAll
    void stop() {
        if (browser != null) {
            browser.close();
        }
        server.close();
    }

    private void keys(CharSequence... keys) {
        new Actions(browser.driver()).sendKeys(keys).perform();
    }

    private String name() {
        return String.valueOf(browser.driver().executeScript(NAME));
    }

    /** Goes on by the tabulator until something of that name has the focus. */
    private void tabTo(String name) {
        List<String> passed = new ArrayList<>();
        for (int i = 0; i < MOST; i++) {
            keys(Keys.TAB);
            String here = name();
            passed.add(here);
            if (here.equals(name)) {
                assertThat(String.valueOf(browser.driver().executeScript(IN_SIGHT)))
                        .as("what has the focus: %s", name)
                        .isEmpty();
                return;
            }
        }
        throw new AssertionError("the tabulator does not come to \"" + name + "\" but to " + passed);
    }

    private void press(String name) {
        tabTo(name);
        keys(Keys.ENTER);
        browser.awaitQuiet();
    }

    private boolean isInDialogue() {
        return Boolean.TRUE.equals(
                browser.driver().executeScript("return document.activeElement.closest('dialog[open]') !== null"));
    }

    private String hash() {
        return String.valueOf(browser.driver().executeScript("return location.hash"));
    }

    @Test
    void allTasksAreDoneWithoutAMouse() {
        signIn();
        makeLinks();
        readOneApplicationAlone();
        printTheStory();
        shareTheReport();
    }

    private void signIn() {
        tabTo("Name");
        keys("maria");
        tabTo("Password");
        keys(PASSWORD, Keys.ENTER);
        browser.find(By.cssSelector("main .head"));
        browser.awaitQuiet();
        keys(Keys.HOME);
        press("Skip to content");
        assertThat(browser.driver().executeScript("return document.activeElement.closest('main') !== null"))
                .isEqualTo(true);
    }

    private void makeLinks() {
        press("Share something");
        tabTo("Destination");
        keys("https://example.com/by-the-keyboard");
        tabTo("WhatsApp");
        keys(Keys.SPACE);
        tabTo("Telegram");
        assertThat(browser.driver().findElements(By.cssSelector(".tick input:checked")))
                .isNotEmpty();
        keys(Keys.ENTER);
        browser.find(By.cssSelector(".share-items"));
        browser.awaitQuiet();
        assertThat(hash()).startsWith("#/share-sets/");
        press("Copy link");
        browser.await("Copied");
    }

    private void readOneApplicationAlone() {
        press("Overview");
        browser.find(By.cssSelector("main .figures"));
        browser.awaitDrawn();
        press("WhatsApp");
        assertThat(hash()).contains("channel=whatsapp");
        browser.awaitDrawn();
        press("Remove Channel: WhatsApp");
        assertThat(hash()).doesNotContain("whatsapp");
    }

    private void printTheStory() {
        press("Campaigns");
        press("Spring offer");
        press("The story");
        browser.find(By.cssSelector(".told h2"));
        browser.awaitDrawn();
        browser.driver().executeScript("window.printed = 0; window.print = () => window.printed++;");
        press("Print or PDF");
        Awaitility.await().until(() -> Objects.equals(browser.driver().executeScript("return window.printed"), 1L));
    }

    /** A dialogue takes the focus, keeps the tabulator within it, and gives the focus back to where it was opened. */
    private void shareTheReport() {
        press("Campaigns");
        press("Spring offer");
        press("Share report");
        browser.await("Whoever has the link reads this report");
        assertThat(isInDialogue()).isTrue();
        press("Make the link");
        browser.await("it is shown this once");
        keys(Keys.ESCAPE);
        browser.awaitQuiet();
        assertThat(browser.driver().findElements(By.cssSelector("dialog[open]")))
                .isEmpty();
        assertThat(name()).isEqualTo("Share report");
    }
}
