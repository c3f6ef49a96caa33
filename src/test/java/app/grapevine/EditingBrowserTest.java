package app.grapevine;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.service.TestServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** What is edited is not lost: forms warn before they are left, and what is deleted can be brought back. */
class EditingBrowserTest extends AtTheDashboard {
    /** Begins with an unedited page. */
    @BeforeEach
    void anywhere() {
        open("/campaigns");
    }

    private String here() {
        return String.valueOf(browser.driver().executeScript("return location.hash"));
    }

    private Object warnsBeforeUnload() {
        return browser.driver().executeScript("return !dispatchEvent(new Event('beforeunload', {cancelable: true}))");
    }

    private void pressKeys(CharSequence... keys) {
        browser.driver().switchTo().activeElement().sendKeys(keys);
    }

    @Test
    void anEditedFormIsLeftOnlyOnPurposeAndByTheKeyboardAlone() {
        browser.press("New campaign");
        browser.find(By.cssSelector("form"));
        assertThat(warnsBeforeUnload()).isEqualTo(false);
        browser.type("Name", "Winter");
        assertThat(warnsBeforeUnload()).isEqualTo(true);

        browser.find(By.xpath("//nav//a[.='Links']")).sendKeys(Keys.ENTER);
        browser.await("Leave without saving?");
        assertThat(browser.accessibilityFindings()).isEmpty();
        pressKeys(Keys.ESCAPE);
        assertThat(here()).isEqualTo("#/campaigns/new");
        assertThat(browser.labelled("Name").getDomProperty("value")).isEqualTo("Winter");

        browser.driver().navigate().back();
        browser.press("Stay here");
        assertThat(here()).isEqualTo("#/campaigns/new");
        assertThat(browser.labelled("Name").getDomProperty("value")).isEqualTo("Winter");

        browser.find(By.xpath("//nav//a[.='Links']")).sendKeys(Keys.ENTER);
        browser.find(By.xpath("//dialog//button[.='Leave']")).sendKeys(Keys.ENTER);
        browser.find(By.xpath("//h1[.='Links']"));
        assertThat(here()).isEqualTo("#/links");
        assertThat(warnsBeforeUnload()).isEqualTo(false);
        assertThat(server.get("/api/v1/campaigns/winter").statusCode()).isEqualTo(404);
    }

    @Test
    void whatIsSavedOrAsItWasIsLeftWithoutAQuestion() {
        browser.place("/campaigns/new");
        browser.type("Name", "Summer");
        browser.press("Make campaign");
        browser.await("The campaign is made");
        assertThat(here()).isEqualTo("#/campaigns/summer");
        browser.place("/campaigns/summer/edit");
        browser.find(By.cssSelector("form"));
        browser.labelled("Name").sendKeys("x", Keys.BACK_SPACE);
        browser.place("/links");
        browser.find(By.xpath("//h1[.='Links']"));
        assertThat(browser.driver().findElements(By.cssSelector("dialog[open]")))
                .isEmpty();
    }

    /** What the form shows for the shop's pages is there to be loaded. */
    @Test
    void whoFollowsConversionsIsShownWhatTheShopsPagesLoad() {
        browser.place("/links/new");
        browser.find(By.xpath("//summary[starts-with(normalize-space(.), 'Behaviour')]"))
                .click();
        assertThat(browser.text()).doesNotContain("grapevine.js");
        browser.labelled("Track conversions").click();
        String script = browser.find(By.cssSelector(".secret code")).getText();
        assertThat(script).startsWith("<script src=\"").endsWith("/js/grapevine.js\" async></script>");
        assertThat(server.visit("GET", script.replaceAll(".*:\\d+(/[^\"]*)\".*", "$1"))
                        .statusCode())
                .isEqualTo(200);
        browser.allowClipboard("http://127.0.0.1:" + server.port());
        browser.press("Copy the script");
        browser.await("Copied");
        assertThat(browser.clipboard()).isEqualTo(script);
        assertThat(browser.accessibilityFindings()).isEmpty();
    }

    /** What the page shows beforehand is what a link of the campaign comes to. */
    @Test
    void aCampaignShowsWhatItsLinksGetForWebAnalyticsAndTheyGetIt() {
        browser.place("/campaigns/new");
        browser.type("Name", "With tags");
        browser.click(browser.find(By.cssSelector(
                "details.group:has(output.leads) > summary, details.group:has([placeholder]) > summary")));
        browser.type("utm_medium", "chat");
        browser.type("utm_content", "{audience} (1 & 2)!");
        browser.type("utm_term", "{channel}-{date}");
        browser.choose("Of a link for", "telegram");
        assertThat(leads()).contains("utm_source=telegram&utm_medium=chat&utm_campaign=with-tags&utm_term=telegram-");
        assertThat(leads()).as("a link without a group").doesNotContain("utm_content");
        browser.type("Its group", "Milano è ~bella~");
        String shown = leads();
        assertThat(browser.accessibilityFindings()).isEmpty();
        browser.press("Make campaign");
        browser.await("The campaign is made");
        String link = "{'destination':'https://example.com/','campaign':'with-tags'";
        String code = server.link(link + ",'channel':'telegram','audience':'Milano è ~bella~'}");
        assertThat(location(code)).isEqualTo(shown);

        browser.place("/campaigns/with-tags/edit");
        browser.find(By.cssSelector("form"));
        assertThat(browser.labelled("utm_medium").getDomProperty("value")).isEqualTo("chat");
        empty("utm_medium");
        empty("utm_content");
        browser.type("utm_term", "{place}");
        browser.press("Save");
        browser.await("{channel}, {audience}, {date}");
        empty("utm_term");
        browser.choose("Of a link for", "facebook");
        shown = leads();
        assertThat(shown).endsWith("?utm_source=facebook&utm_medium=social&utm_campaign=with-tags");
        browser.choose("Of a link for", "");
        assertThat(leads()).as("of a link without a channel").isEqualTo("https://example.com/");
        browser.press("Save");
        browser.await("The campaign is changed");
        assertThat(location(server.link(link + ",'channel':'facebook'}"))).isEqualTo(shown);
        assertThat(location(server.link(link + "}"))).isEqualTo("https://example.com/");
    }

    private void empty(String label) {
        browser.labelled(label).sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.BACK_SPACE);
    }

    private String leads() {
        return browser.find(By.cssSelector("output.leads")).getText();
    }

    private String location(String code) {
        return server.tap("/" + code).headers().firstValue("Location").orElse("");
    }

    @Test
    void signingOutAsksAsWell() {
        browser.place("/campaigns/new");
        browser.type("Name", "Autumn");
        browser.click(browser.find(By.cssSelector(".who button")));
        browser.press("Sign out");
        browser.press("Stay here");
        assertThat(browser.labelled("Name").getDomProperty("value")).isEqualTo("Autumn");
    }

    @Test
    void whatIsTypedIsStillThereOnceOneHasSignedInAgain() {
        browser.place("/campaigns/new");
        browser.type("Name", "Typed for an hour");
        browser.driver().executeCdpCommand("Network.clearBrowserCookies", Map.of());
        browser.press("Make campaign");
        browser.await("Your session has ended");
        assertThat(browser.driver().switchTo().activeElement().getDomAttribute("name"))
                .isEqualTo("key");
        assertThat(warnsBeforeUnload()).isEqualTo(true);
        pressKeys(TestServer.ADMIN_KEY, Keys.ENTER);
        browser.find(By.xpath("//h1[.='New campaign']"));
        assertThat(browser.labelled("Name").getDomProperty("value")).isEqualTo("Typed for an hour");
        assertThat(browser.driver().findElements(By.cssSelector(".problem"))).isEmpty();
        browser.press("Make campaign");
        browser.await("The campaign is made");
        assertThat(here()).isEqualTo("#/campaigns/typed-for-an-hour");
    }

    @Test
    void whoWouldGoElsewhereWhileSignedOutSignsInAndIsAskedThen() {
        browser.place("/campaigns/new");
        browser.type("Name", "Typed for an hour");
        browser.driver().executeCdpCommand("Network.clearBrowserCookies", Map.of());
        browser.press("Make campaign");
        browser.await("Your session has ended");
        browser.place("/links");
        Awaitility.await().until(() -> here().equals("#/campaigns/new"));
        browser.click(browser.find(By.name("key")));
        pressKeys(TestServer.ADMIN_KEY, Keys.ENTER);
        browser.await("Leave without saving?");
        browser.press("Stay here");
        assertThat(browser.labelled("Name").getDomProperty("value")).isEqualTo("Typed for an hour");
    }

    @Test
    void aPageThatCannotBeFetchedSaysThatTheServiceIsNotReached() {
        browser.driver().executeCdpCommand("Network.enable", Map.of());
        browser.driver().executeCdpCommand("Network.setCacheDisabled", Map.of("cacheDisabled", true));
        setOffline(true);
        try {
            browser.driver().executeScript("location.hash = '#/me'");
            browser.await("The service cannot be reached");
            browser.press("Try again");
            browser.await("The service cannot be reached");
        } finally {
            setOffline(false);
        }
        browser.press("Try again");
        browser.find(By.xpath("//h1[.='My account']"));
        assertThat(here()).isEqualTo("#/me");
        browser.complaints();
    }

    private void setOffline(boolean offline) {
        browser.driver()
                .executeCdpCommand(
                        "Network.emulateNetworkConditions",
                        Map.of("offline", offline, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
    }

    @Test
    void aLinkIsDeletedOnItsPageAndBroughtBack() {
        server.post("/api/v1/links", """
                {"destination":"https://example.com/gone","code":"gone-and-back","title":"Gone"}""");
        browser.place("/link/localhost/gone-and-back");
        browser.press("More for Gone");
        browser.press("Delete");
        browser.await("“Gone” is deleted");
        assertThat(here()).isEqualTo("#/links");
        assertThat(server.visit("GET", "/gone-and-back").statusCode()).isEqualTo(404);
        browser.press("Undo");
        browser.find(By.xpath("//h1[.='Gone']"));
        browser.press("More for Gone");
        browser.press("Disable");
        browser.await("“Gone” is off");
        browser.press("More for Gone");
        browser.press("Enable");
        browser.await("“Gone” is on again");
    }

    @Test
    void aShareSetIsRenamedFoundDeletedAndBroughtBack() {
        JsonNode set = TestServer.json(server.post("/api/v1/share-sets", """
                {"destination":"https://example.com/boots","channels":["whatsapp","sms"],"text":"Look"}"""));
        server.post("/api/v1/share-sets", """
                {"destination":"https://example.com/hats","channels":["whatsapp"]}""");
        String path = "/" + set.at("/items/0/link/code").asText();
        browser.place("/share-sets");
        browser.press("More for example.com/boots");
        browser.press("Name and message");
        browser.type("Name", "Boots, press");
        browser.press("Save");
        browser.await("Your changes are saved");
        browser.await("Boots, press");
        browser.type("Search", "PRESS");
        browser.find(By.xpath("//ul[contains(@class, 'set-list')][count(li) = 1]//a[.='Boots, press']"));
        assertThat(here()).isEqualTo("#/share-sets?search=PRESS");

        browser.press("Boots, press");
        browser.find(By.xpath("//h1[.='Boots, press']"));
        browser.press("More for Boots, press");
        browser.press("Delete");
        browser.await("is deleted, and its 2 links lead nowhere now");
        assertThat(here()).isEqualTo("#/share-sets");
        assertThat(server.visit("GET", path).statusCode()).isEqualTo(404);
        browser.press("Undo");
        browser.find(By.xpath("//h1[.='Boots, press']"));
        browser.await("2 links to share");
        assertThat(server.visit("GET", path).statusCode()).isEqualTo(302);
        assertThat(browser.complaints()).isEmpty();
    }
}
