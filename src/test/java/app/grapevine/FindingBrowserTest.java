package app.grapevine;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.service.TestServer;
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

/** One finds one's way by keys alone: the search over everything, and reports that are saved under a name. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FindingBrowserTest {
    private static final String API = "/api/v1";

    private TestServer server;
    private Chromium browser;

    @BeforeAll
    void start() {
        server = TestServer.startNow();
        server.post(API + "/campaigns", json("{'slug':'natale','name':'Natale'}"));
        server.link("{'destination':'https://shop.example/stivali','code':'stivali','title':'Stivali rossi',"
                + "'campaign':'natale','audience':'Mamme Porta Romana','channel':'whatsapp','tags':['Regali']}");
        server.post(
                API + "/share-sets",
                json("{'destination':'https://shop.example/saldi','name':'Saldi','channels':['whatsapp','email']}"));
        server.visit("GET", "/stivali", "User-Agent", TestAgents.IN_WHATSAPP, "X-Forwarded-For", "198.51.100.7");
        server.awaitRecorded();
        browser = Chromium.open(1280, 900, "en-GB,en");
    }

    @AfterAll
    void stop() {
        if (browser != null) {
            browser.close();
        }
        server.close();
    }

    @BeforeEach
    void signIn() {
        signIn(TestServer.ADMIN_KEY);
    }

    private void signIn(String key) {
        browser.driver().executeCdpCommand("Network.clearBrowserCookies", Map.of());
        browser.go(server.uri("/dashboard?" + System.nanoTime()).toString());
        browser.signIn(key);
        browser.awaitDrawn();
    }

    private static String json(String quoted) {
        return quoted.replace('\'', '"');
    }

    private WebElement active() {
        return browser.driver().switchTo().activeElement();
    }

    private void keys(CharSequence... keys) {
        active().sendKeys(keys);
    }

    private WebElement openSearch() {
        keys(Keys.chord(Keys.CONTROL, "k"));
        return browser.find(By.cssSelector("dialog input[role=combobox]"));
    }

    private List<String> options() {
        return browser.driver().findElements(By.cssSelector("dialog [role=option]")).stream()
                .map(option -> option.getText().replace('\n', ' '))
                .toList();
    }

    private String chosen() {
        String id = active().getDomAttribute("aria-activedescendant");
        return browser.driver().findElement(By.id(String.valueOf(id))).getText().replace('\n', ' ');
    }

    private void awaitChosen(String words) {
        Awaitility.await()
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(chosen()).isEqualTo(words));
    }

    private String hash() {
        return String.valueOf(browser.driver().executeScript("return location.hash"));
    }

    private void awaitHash(String hash) {
        Awaitility.await().untilAsserted(() -> assertThat(hash()).isEqualTo(hash));
    }

    private boolean isOpen() {
        return !browser.driver().findElements(By.cssSelector("dialog[open]")).isEmpty();
    }

    @Test
    void everythingIsReachedByKeysAlone() {
        openSearch().sendKeys("natale");
        awaitChosen("Natale Campaign");
        keys(Keys.ENTER);
        awaitHash("#/campaigns/natale");

        openSearch().sendKeys("mamme");
        awaitChosen("Mamme Porta Romana Group");
        keys(Keys.ARROW_DOWN);
        awaitChosen(
                "Stivali rossi Mamme Porta Romana · WhatsApp · localhost/stivali → https://shop.example/stivali Link");
        keys(Keys.ARROW_UP, Keys.ARROW_UP);
        awaitChosen("Search all links for “mamme”");
        keys(Keys.ARROW_DOWN, Keys.ENTER);
        awaitHash("#/?audience=Mamme+Porta+Romana&range=all");
        assertThat(browser.find(By.cssSelector(".report .chip")).getText()).contains("Mamme Porta Romana");

        openSearch().sendKeys("audit");
        awaitChosen("Audit log Page");
        keys(Keys.ENTER);
        awaitHash("#/audit");
    }

    @Test
    void theSlashOpensItButNotWhereOneTypes() {
        browser.place("/links");
        keys("/");
        browser.find(By.cssSelector("dialog input[role=combobox]"));
        assertThat(active().getDomAttribute("role")).isEqualTo("combobox");
        assertThat(active().getDomProperty("value")).isEmpty();
        keys(Keys.ESCAPE);
        Awaitility.await().untilAsserted(() -> assertThat(isOpen()).isFalse());
        browser.click(browser.labelled("Search"));
        keys("a/b");
        assertThat(active().getDomProperty("value")).isEqualTo("a/b");
        assertThat(isOpen()).isFalse();
    }

    @Test
    void whatIsFoundIsSaidAndCanBeReadByEverybody() {
        openSearch();
        assertThat(options()).as("before one types").contains("Overview Page", "Share something Page", "API keys Page");
        assertThat(browser.accessibilityFindings()).as("axe-core").isEmpty();
        keys("regali");
        awaitChosen("Regali Tag");
        Awaitility.await()
                .untilAsserted(() -> assertThat(browser.driver()
                                .findElement(By.cssSelector("dialog [role=status]"))
                                .getDomProperty("textContent"))
                        .isEqualTo("1 result"));
        assertThat(browser.inDark(true).accessibilityFindings())
                .as("axe-core, dark")
                .isEmpty();
        browser.inDark(false);
        keys(" nothing");
        browser.await("Nothing is called “regali nothing”.");
    }

    @Test
    void onAPhoneThereIsAButton() {
        browser.asPhone(390, 844);
        try {
            browser.press("Search");
            browser.find(By.cssSelector("dialog input[role=combobox]")).sendKeys("stivali");
            Awaitility.await()
                    .untilAsserted(
                            () -> assertThat(options())
                                    .contains(
                                            "Stivali rossi Mamme Porta Romana · WhatsApp · localhost/stivali → https://shop.example/stivali Link"));
            assertThat(browser.overflow()).isZero();
            browser.click(browser.driver()
                    .findElements(By.cssSelector("dialog [role=option]"))
                    .get(0));
            awaitHash("#/link/localhost/stivali");
        } finally {
            browser.driver().executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
        }
    }

    @Test
    void aViewIsSavedFoundChangedAndDeleted() {
        browser.place("/?channel=whatsapp&range=7");
        browser.press("Views");
        browser.press("Save this view …");
        browser.type("Name", "WhatsApp, this week");
        browser.click(browser.find(By.cssSelector("dialog [type=checkbox]")));
        browser.press("Save");
        browser.await("The view “WhatsApp, this week” is saved");

        browser.place("/campaigns");
        openSearch().sendKeys("this week");
        awaitChosen("WhatsApp, this week Saved view");
        keys(Keys.ENTER);
        awaitHash("#/?channel=whatsapp&range=7");
        browser.press("Views");
        browser.press("WhatsApp, this week");
        awaitHash("#/?channel=whatsapp&range=7");

        browser.place("/views");
        assertThat(browser.text()).contains("Channel: WhatsApp · Last 7 days", "For everybody");
        assertThat(browser.accessibilityFindings()).as("axe-core").isEmpty();
        browser.press("More for WhatsApp, this week");
        browser.press("Edit");
        browser.type("Name", "A week of WhatsApp");
        browser.press("Save");
        browser.await("The view “A week of WhatsApp” is changed");
        browser.press("More for A week of WhatsApp");
        browser.press("Delete");
        browser.await("No saved views yet");
        browser.press("Undo");
        browser.find(By.cssSelector("main a[href='#/?channel=whatsapp&range=7']"));
    }

    private List<String> listed() {
        browser.awaitDrawn();
        return browser.driver().findElements(By.cssSelector("table.links .main-cell > a")).stream()
                .map(WebElement::getText)
                .toList();
    }

    @Test
    void whatIsArchivedIsOutOfTheListsUntilOneAsksForIt() {
        browser.place("/links");
        assertThat(listed()).contains("Stivali rossi");
        browser.press("More for Stivali rossi");
        browser.press("Archive");
        browser.await("“Stivali rossi” is archived: it leads on, and is out of the lists");
        assertThat(listed()).doesNotContain("Stivali rossi").isNotEmpty();
        assertThat(server.tap("/stivali").statusCode()).isEqualTo(302);
        browser.choose("Status", "archived");
        browser.await("1 link");
        assertThat(listed()).containsExactly("Stivali rossi");
        assertThat(browser.accessibilityFindings()).as("axe-core").isEmpty();
        browser.press("Undo");
        browser.await("“Stivali rossi” is in the lists again");
        browser.place("/links");
        assertThat(listed()).contains("Stivali rossi");
    }

    @Test
    void aCampaignIsArchivedWithItsLinksOrWithoutThem() {
        server.post("/api/v1/campaigns", "{\"slug\":\"pasqua\",\"name\":\"Pasqua\"}");
        server.link("{'destination':'https://example.com/','code':'uova','title':'Uova','campaign':'pasqua'}");
        browser.place("/campaigns");
        archive("Pasqua", "Archive");
        assertThat(browser.accessibilityFindings()).as("axe-core").isEmpty();
        browser.click(browser.find(By.cssSelector("dialog [type=checkbox]")));
        browser.click(inDialog("Archive"));
        browser.await("“Pasqua” is archived");
        assertThat(server.ask("/links?campaign=pasqua").get("items")).hasSize(1);
        browser.click(browser.find(By.cssSelector(".notice:last-of-type button:not(.close)")));
        browser.find(By.cssSelector("main a[href='#/campaigns/pasqua']"));

        archive("Pasqua", "Archive");
        browser.click(inDialog("Archive"));
        browser.find(By.xpath("//main[not(.//a[@href='#/campaigns/pasqua'])]"));
        assertThat(server.ask("/links?campaign=pasqua").get("items")).isEmpty();

        browser.press("Show what is archived");
        archive("Pasqua", "Take out of the archive");
        browser.await("All that are in the archive");
        browser.click(inDialog("Take out of the archive"));
        browser.await("Nothing is archived");
        assertThat(server.ask("/links?campaign=pasqua").get("items")).hasSize(1);
        browser.press("Show what is archived");

        server.delete("/api/v1/links/uova");
        browser.press("More for Pasqua");
        browser.press("Archive");
        browser.find(By.xpath("//main[not(.//a[@href='#/campaigns/pasqua'])]"));
        assertThat(browser.driver().findElements(By.tagName("dialog")))
                .as("a campaign without links is archived at once")
                .isEmpty();
    }

    private void archive(String name, String deed) {
        browser.press("More for " + name);
        browser.press(deed);
        browser.await("Its links and share sets too");
    }

    private WebElement inDialog(String words) {
        return browser.find(By.xpath("//dialog//button[.='" + words + "']"));
    }

    @Test
    void whoReadsReportsAloneSavesForThemselves() {
        signIn(server.newKey("stats:read"));
        browser.press("Views");
        browser.press("Save this view …");
        browser.type("Name", "Mine");
        assertThat(browser.driver().findElements(By.cssSelector("dialog [type=checkbox]")))
                .isEmpty();
        browser.press("Save");
        browser.await("The view “Mine” is saved");
    }
}
