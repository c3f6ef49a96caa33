package app.grapevine;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.service.TestServer;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The whole way of a marketer, from signing in to a table for a meeting, as a person walks it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JourneyBrowserTest {
    private static final String PASSWORD = "a password to be walked with";

    private TestServer server;

    @BeforeAll
    void start() {
        server = TestServer.startNow();
        for (String name : new String[] {"maria", "giulia", "sabine"}) {
            server.post("/api/v1/accounts", """
                    {"name":"%s","password":"%s","scopes":["links:read","links:write","stats:read"]}""".formatted(name, PASSWORD));
        }
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void fromSigningInToTheClickInWhatsAppAndItsTable() {
        try (Chromium browser = Chromium.open(1280, 900, "en-GB,en")) {
            new Journey(browser, "en").walk("maria", "Spring sale");
        }
    }

    @Test
    void theSameOnAPhoneInItalian() {
        try (Chromium browser = Chromium.open(500, 900, "it-IT,it").asPhone(360, 740)) {
            new Journey(browser, "it").walk("giulia", "Saldi di primavera");
        }
    }

    /** German words are the longest. */
    @Test
    void theSameOnAPhoneInGerman() {
        try (Chromium browser = Chromium.open(500, 900, "de-DE,de").asPhone(360, 740)) {
            new Journey(browser, "de").walk("sabine", "Frühlingsaktion");
        }
    }

    /** One walk; the texts of the page are those of its language. */
    private final class Journey {
        private final Chromium browser;
        private final String language;
        private Map<?, ?> texts = Map.of();

        Journey(Chromium browser, String language) {
            this.browser = browser;
            this.language = language;
        }

        void walk(String person, String campaign) {
            browser.go(server.uri("/dashboard").toString());
            browser.allowClipboard("http://127.0.0.1:" + server.port());
            texts = (Map<?, ?>) Objects.requireNonNull(browser.driver()
                    .executeAsyncScript(
                            "Promise.all(['base', 'report'].map((part) => import(`/dashboard/texts/${arguments[0]}/${part}.js`)))"
                                    + ".then((all) => arguments[1](Object.assign({}, ...all.map((m) => m.default))));",
                            language));
            signIn(person);
            makeCampaign(campaign);
            makeShareSet(campaign);
            String url = copyLinkFor("WhatsApp");
            assertThat(url).startsWith("http://localhost:" + server.port() + "/");
            String path = url.substring(url.lastIndexOf('/'));
            assertThat(server.visit("GET", path, "User-Agent", TestAgents.IN_WHATSAPP, "X-Forwarded-For", "192.0.2.7")
                            .statusCode())
                    .isEqualTo(302);
            seeTheClick();
            takeTheTable(path.substring(1));
            assertThat(browser.overflow()).as("wider than the screen").isZero();
            assertThat(browser.complaints()).as("what the browser complains of").isEmpty();
            signOut();
        }

        private String t(String key) {
            return String.valueOf(Objects.requireNonNull(texts.get(key), key));
        }

        private void place(String path) {
            browser.driver().executeScript("location.hash = '#" + path + "'");
        }

        private void signIn(String person) {
            browser.type(t("signIn.name"), person);
            browser.type(t("signIn.password"), PASSWORD);
            browser.press(t("signIn.send"));
            browser.find(By.cssSelector("main .head"));
            browser.awaitQuiet();
        }

        private void makeCampaign(String name) {
            place("/campaigns/new");
            browser.type(t("campaign.name"), name);
            browser.press(t("campaign.make"));
            browser.await(t("campaign.made"));
        }

        private void makeShareSet(String campaign) {
            place("/share-sets/new");
            browser.find(By.cssSelector(".tick"));
            browser.type(t("link.destination"), "https://example.com/spring");
            browser.type(t("shareSet.text"), "Half price, until Sunday:");
            browser.press(t("shareSet.none"));
            for (String channel : new String[] {"WhatsApp", "Telegram", "Messenger", "Instagram", "Signal"}) {
                browser.click(
                        browser.find(By.xpath("//label[contains(@class, 'tick')][.//span[.='" + channel + "']]")));
            }
            browser.type(t("link.campaign"), campaign);
            browser.labelled(t("link.campaign")).sendKeys(Keys.TAB);
            browser.click(browser.find(By.cssSelector(".share-submit button")));
            browser.find(By.cssSelector(".share-items"));
            assertThat(browser.driver().findElements(By.cssSelector(".share-item")))
                    .hasSize(5);
        }

        private String copyLinkFor(String channel) {
            WebElement item = browser.find(By.xpath("//li[contains(@class, 'share-item')][.//b[.='" + channel + "']]"));
            browser.click(item.findElement(By.xpath(".//button[normalize-space(.)='" + t("share.copyLink")
                    + "' or @aria-label='" + t("share.copyLink") + "']")));
            browser.await(t("common.copied"));
            return browser.clipboard();
        }

        /** It comes by itself: the page is not loaded again. */
        private void seeTheClick() {
            browser.find(By.cssSelector(".report"));
            browser.awaitDrawn(); // what comes above it would push it out of sight, where nothing is asked again
            browser.driver().executeScript("document.querySelector('.report').scrollIntoView()");
            browser.find(By.xpath("//*[@class='figures']//dt[.='" + t("report.clicks")
                    + "']/following-sibling::dd/span[@class='value'][.='1']"));
            WebElement visit = browser.find(By.cssSelector(".live .visit.click"));
            browser.driver().executeScript("arguments[0].scrollIntoView({block: 'center'})", visit);
            assertThat(visit.getText()).contains("WhatsApp", t("tier.confirmed"), "WA4A");
        }

        private void takeTheTable(String code) {
            browser.press(t("report.csv"));
            // As a spreadsheet in the browser's language has it.
            String row = code + ",localhost,,1,1,0,";
            assertThat(browser.downloaded(".csv")).contains(language.equals("en") ? row : row.replace(',', ';'));
        }

        private void signOut() {
            WebElement menu = browser.driver().findElements(By.cssSelector(".menu")).stream()
                    .filter(WebElement::isDisplayed)
                    .findFirst()
                    .orElse(null);
            if (menu != null) {
                menu.click();
            }
            place("/me");
            browser.press(t("nav.signOut"));
            browser.find(By.name("name"));
            assertThat(browser.text()).doesNotContain("WhatsApp");
        }
    }
}
