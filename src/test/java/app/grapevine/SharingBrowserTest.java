package app.grapevine;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.service.TestServer;
import app.grapevine.workbook.BookReader;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** A report is shared, read by its link in a browser that nobody has signed in to, and ended; and saved as a workbook. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SharingBrowserTest {
    private TestServer server;
    private Chromium browser;

    @BeforeAll
    void start() {
        server = TestServer.startNow(Map.of());
        server.post(
                "/api/v1/campaigns",
                "{\"slug\":\"spring\",\"name\":\"Spring offer\",\"costs\":[{\"channel\":\"whatsapp\",\"cost\":"
                        + "{\"amount\":\"41.00\",\"currency\":\"EUR\"},\"sent\":20}]}");
        server.post("/api/v1/campaigns", "{\"slug\":\"other\",\"name\":\"Another\"}");
        for (String campaign : List.of("spring", "other")) {
            server.link("{'destination':'https://example.com/','code':'of-" + campaign
                    + "','channel':'whatsapp','audience':'Club " + campaign + "','campaign':'" + campaign + "'}");
            server.visit("GET", "/of-" + campaign, "User-Agent", TestAgents.TELEGRAM_FETCHER);
            for (int i = 0; i < 3; i++) {
                server.visit("GET", "/of-" + campaign, "User-Agent", TestAgents.IN_WHATSAPP);
            }
        }
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

    @BeforeEach
    void clear() {
        server.database().writeOnly(handle -> handle.execute("DELETE FROM shared_reports"));
    }

    private void open(String place) {
        browser.go("about:blank");
        browser.go(server.uri("/dashboard#" + place).toString());
        browser.awaitQuiet();
    }

    /** Presses "Share report" and then the button that makes the link. @return where it leads on this server */
    private String share(String place) {
        open(place);
        Chromium.Task task = browser.task();
        browser.press("Share report");
        browser.await("Whoever has the link reads this report");
        browser.click(browser.find(By.xpath("//dialog//button[.='Make the link']")));
        String made = made();
        assertThat(task.done("a link that reads a report alone")).isEqualTo(2);
        return made;
    }

    private String made() {
        browser.await("it is shown this once");
        String url = browser.find(By.cssSelector("dialog .secret code")).getText();
        return server.uri("/dashboard/shared").toString() + "#"
                + URI.create(url).getFragment();
    }

    private void read(String address) {
        browser.go("about:blank");
        browser.go(address);
        browser.awaitQuiet();
    }

    @Test
    void aReportIsSharedInTwoPressesAndReadWithoutSigningIn() {
        browser.allowClipboard(server.uri("/").toString());
        String address = share("/campaigns/spring?range=7");
        assertThat(browser.accessibilityFindings()).as("axe-core").isEmpty();
        browser.find(By.xpath("//dialog//button[.='Copy link']")).click();
        Awaitility.await()
                .until(() -> browser.clipboard().endsWith(URI.create(address).getFragment()));
        JsonNode shared = server.ask("/shared-reports").at("/items/0");
        assertThat(shared.get("question").asText())
                .contains("campaign=spring", "days=7")
                .doesNotContain("from=");
        assertThat(shared.get("expiresAt").isNull()).isFalse();

        browser.driver().executeCdpCommand("Network.clearBrowserCookies", Map.of());
        browser.complaints();
        read(address);
        browser.await("Spring offer, last 7 days");
        browser.awaitDrawn();
        browser.await("WhatsApp");
        String text = browser.text();
        assertThat(text)
                .contains("Clicks", "Club spring", "How sure this is", "Shared to be read")
                .doesNotContain("Another", "Club other", "Live", "Single visits", "CSV", "41.00", "Sign in");
        assertThat(browser.accessibilityFindings()).as("axe-core").isEmpty();
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.driver().manage().getCookies()).isEmpty();
        assertThat(browser.driver().findElements(By.cssSelector("main a[href^='#/']")))
                .isEmpty();

        browser.click(browser.find(By.xpath("//section[@aria-label='Channels']//a[.='WhatsApp']")));
        browser.await("Channel: WhatsApp");
        assertThat(browser.driver().getCurrentUrl()).contains("#gvs_", "channel=whatsapp");
        browser.awaitQuiet();
        assertThat(browser.complaints()).isEmpty();

        browser.inDark(true);
        assertThat(browser.colourFindings()).as("axe-core in the dark").isEmpty();
        browser.inDark(false);
        signInAgain();
    }

    private void signInAgain() {
        browser.go(server.uri("/dashboard").toString());
        browser.signIn(TestServer.ADMIN_KEY);
    }

    @Test
    void whatIsShownIsChosenAndAPasswordAskedFor() {
        open("/campaigns/spring");
        browser.press("Share report");
        browser.find(By.xpath("//dialog//summary[contains(., 'What it shows')]"))
                .click();
        for (String section : List.of("Groups", "Links and their titles", "What the campaign brought")) {
            browser.labelled(section).click();
        }
        browser.labelled("With costs and ROI").click();
        browser.find(By.xpath("//dialog//summary[contains(., 'Password')]")).click();
        browser.type("Password (if you like)", "open sesame");
        assertThat(browser.accessibilityFindings()).as("axe-core").isEmpty();
        browser.find(By.xpath("//dialog//button[.='Make the link']")).click();
        String address = made();

        read(address);
        browser.await("This report has a password");
        assertThat(browser.text()).doesNotContain("Spring offer");
        assertThat(browser.accessibilityFindings()).as("axe-core").isEmpty();
        browser.type("Password", "open barley");
        browser.press("Open the report");
        browser.await("This is not the password of this report");
        WebElement password = browser.labelled("Password");
        password.sendKeys(Keys.chord(Keys.CONTROL, "a"), "open sesame", Keys.ENTER);
        browser.await("Costs and ROI");
        browser.await("€41.00");
        browser.awaitQuiet();
        assertThat(browser.text()).doesNotContain("Club spring", "of-spring");
        browser.driver().navigate().refresh();
        browser.await("This report has a password");
    }

    @Test
    void theStoryOfACampaignIsReadWithItsReport() {
        String address = share("/campaigns/spring?range=7");
        assertThat(server.ask("/shared-reports").at("/items/0/sections").toString())
                .contains("story")
                .doesNotContain("return");
        server.post("/api/v1/campaigns/spring/notes", "{\"at\":\"2026-05-04T10:00:00Z\",\"text\":\"Our secret\"}");
        browser.complaints();
        read(address);
        browser.press("The story");
        browser.await("Spring offer: the story");
        browser.await("Spring offer brought 3 clicks");
        browser.awaitDrawn();
        assertThat(browser.text())
                .contains(
                        "How sure this is",
                        "The flow of the clicks",
                        "Club spring",
                        "From sent to converted",
                        "Countries")
                .doesNotContain("Our secret", "Add a note", "Compared with", "Club other", "CSV", "Period");
        assertThat(browser.accessibilityFindings()).as("axe-core").isEmpty();
        assertThat(browser.misfits()).isEmpty();
        assertThat(browser.complaints()).isEmpty();
        browser.press("← Spring offer, last 7 days");
        browser.await("Links with the most clicks");
    }

    @Test
    void whatIsSharedIsListedChangedAndEnded() {
        String address = share("/?range=7");
        open("/shared-reports");
        browser.await("Overview, last 7 days");
        assertThat(browser.text()).contains("Open", "All links · last 7 days", "Not yet", "admin.key");
        assertThat(browser.accessibilityFindings()).as("axe-core").isEmpty();
        read(address);
        browser.await("Overview, last 7 days");

        open("/shared-reports");
        assertThat(browser.text()).contains("on one day");
        browser.press("More for Overview, last 7 days");
        browser.press("Change");
        browser.await("What it shows");
        browser.type("Name", "Figures for Anna");
        browser.find(By.xpath("//dialog//button[.='Save']")).click();
        browser.await("was changed");
        String name = server.ask("/shared-reports").at("/items/0/name").asText();
        assertThat(name).isEqualTo("Figures for Anna");

        browser.press("More for " + name);
        browser.press("End");
        browser.await("reads nothing any more");
        browser.find(By.xpath("//dialog//button[.='End']")).sendKeys(Keys.ENTER);
        browser.await("is not shared any more");
        browser.await("Nothing is shared yet");
        read(address);
        browser.await("There is no report here");
        assertThat(browser.accessibilityFindings()).as("axe-core").isEmpty();
    }

    @Test
    void aReportIsSavedAsAWorkbook() {
        open("/campaigns/spring?range=7");
        browser.press("Workbook");
        Map<String, List<List<Object>>> book = BookReader.read(browser.downloadedBytes(".xlsx"));
        assertThat(book).containsKeys("Summary", "By channel", "ROI");
        assertThat(book.get("By channel").toString()).contains("WhatsApp");
    }
}
