package app.grapevine;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.service.TestServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** What people of each role are offered: what they may do, and no form that they may not send; and how they come to be there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RolesBrowserTest {
    private static final String API = "/api/v1";
    private static final String PASSWORD = "velvet harbour tidy lantern";
    private static final int MOST_PLACES = 60;

    /** A form or a page of the admins', by what leads to it, and a request that is refused with 403 where one may not send it. */
    private record Offered(String place, String method, String path, String body) {}

    private static final List<Offered> FORMS = List.of(
            new Offered("#/share-sets/new", "POST", "/share-sets", "{}"),
            new Offered("#/links/new", "POST", "/links", "{}"),
            new Offered("#/links/bulk", "POST", "/links/bulk", "[]"),
            new Offered("#/campaigns/new", "POST", "/campaigns", "{}"),
            new Offered("#/campaigns/may/edit", "PATCH", "/campaigns/may", "{}"),
            new Offered("#/link/localhost/of-may/edit", "PATCH", "/links/of-may?domain=localhost", "{}"),
            new Offered("#/views", "GET", "/views", ""),
            new Offered("#/feeds", "GET", "/feeds", ""),
            new Offered("#/notices", "GET", "/notices", ""),
            new Offered("#/accounts", "GET", "/accounts", ""),
            new Offered("#/keys", "GET", "/keys", ""),
            new Offered("#/webhooks", "GET", "/webhooks", ""),
            new Offered("#/moves", "GET", "/moves", ""),
            new Offered("#/domains", "GET", "/domains/localhost", ""),
            new Offered("#/link-reports", "GET", "/link-reports", ""),
            new Offered("#/audit", "GET", "/audit", ""));

    private TestServer server;
    private Chromium browser;

    @BeforeAll
    void start() {
        server = TestServer.startNow();
        browser = Chromium.open(1280, 1000, "en-GB,en");
    }

    @AfterAll
    void stop() {
        if (browser != null) {
            browser.close();
        }
        server.close();
    }

    @BeforeEach
    void fill() {
        server.clear();
        post("/campaigns", "{'slug':'may','name':'May'}");
        server.link("{'destination':'https://shop.example/','code':'of-may','campaign':'may','tags':['boots'],"
                + "'channel':'whatsapp'}");
        post("/share-sets", "{'destination':'https://shop.example/','campaign':'may','channels':['email','sms']}");
        server.visit("GET", "/of-may", "User-Agent", TestAgents.IN_WHATSAPP, "X-Forwarded-For", "198.51.100.7");
        server.awaitRecorded();
        browser.driver().executeCdpCommand("Network.clearBrowserCookies", Map.of());
    }

    private JsonNode post(String path, String json) {
        return TestServer.json(server.post(API + path, json.replace('\'', '"')));
    }

    private void open(String place) {
        browser.go(server.uri("/dashboard?" + System.nanoTime() + place).toString());
    }

    private void signIn(String name) {
        open("#/");
        browser.press("Password");
        browser.type("Name", name);
        browser.type("Password", PASSWORD);
        browser.press("Sign in");
        browser.find(By.cssSelector("main .head"));
        browser.awaitQuiet();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"reader,", "reader, may", "marketer,", "marketer, may", "campaign-lead, may", "admin,"})
    void nobodyIsOfferedAFormThatTheyMayNotSend(String role, String campaign) {
        String limit = campaign == null ? "" : ",'campaign':'" + campaign + "'";
        post("/accounts", "{'name':'Anna','password':'" + PASSWORD + "','role':'" + role + "'" + limit + "}");
        signIn("Anna");
        browser.complaints();
        TreeSet<String> offered = offeredFrom("#/");
        assertThat(browser.complaints()).as("what was asked and refused").isEmpty();
        for (Offered form : FORMS) {
            assertThat(offered.contains(form.place))
                    .as(form.place + " is offered exactly to whom it is open: " + offered)
                    .isEqualTo(status(form) != 403);
        }
    }

    /** All places that are led to from one, and from those on; each is gone to. */
    private TreeSet<String> offeredFrom(String first) {
        TreeSet<String> found = new TreeSet<>(List.of(first));
        Deque<String> open = new ArrayDeque<>(found);
        while (!open.isEmpty()) {
            browser.place(open.remove().substring(1));
            browser.awaitDrawn();
            assertThat(browser.text()).doesNotContain("not allowed to do this", "not open to you");
            for (String place : links()) {
                if (found.add(place)) {
                    open.add(place);
                }
            }
            assertThat(found).as("places, without what narrows a report").hasSizeLessThan(MOST_PLACES);
        }
        return found;
    }

    private List<String> links() {
        Object links = browser.driver()
                .executeScript("return [...document.querySelectorAll('a[href^=\"#/\"]')].map((a) => "
                        + "a.getAttribute('href').split('?')[0])");
        return links instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    private long status(Offered form) {
        Object status = browser.driver().executeAsyncScript("""
                const [method, path, body, done] = arguments;
                fetch(path, {method, body: body || undefined, headers: {'Content-Type': 'application/json'}}).then((answer) => done(answer.status));
                """, form.method, API + form.path, form.body);
        browser.complaints();
        return status instanceof Number number ? number.longValue() : -1;
    }

    @Test
    void whoOpensAFormByItsAddressIsToldThatItIsNotOpen() {
        post("/accounts", "{'name':'Anna','password':'" + PASSWORD + "','role':'reader'}");
        signIn("Anna");
        for (String place : List.of("/links/new", "/campaigns/may/edit", "/accounts")) {
            browser.driver().executeScript("location.hash = arguments[0]", "#" + place);
            browser.await("This is not open to you");
            assertThat(browser.driver().findElements(By.cssSelector("main form")))
                    .isEmpty();
        }
    }

    @Test
    void whoIsInvitedMakesAnAccountAndIsThere() {
        open("#/");
        browser.signIn(TestServer.ADMIN_KEY);
        browser.place("/accounts");
        browser.press("Invite");
        browser.type("Who is it for?", "Mara");
        browser.press("Campaign leadDoes everything in one campaign, and sees nothing beyond it.");
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(browser.driver().findElements(By.cssSelector("dialog option[value='may']")))
                                .hasSize(1));
        browser.choose(browser.find(By.cssSelector("dialog .roles + .field select")), "may");
        assertThat(browser.accessibilityFindings()).as("axe-core").isEmpty();
        browser.press("Make the link");
        String url = browser.find(By.cssSelector("dialog .secret code")).getText();
        browser.press("I have copied it");
        assertThat(browser.find(By.cssSelector(".own-keys")).getText())
                .contains("Mara", "Campaign lead", "may", "Works until");

        browser.driver().executeCdpCommand("Network.clearBrowserCookies", Map.of());
        open("#" + url.substring(url.indexOf('#') + 1));
        browser.await("You are invited");
        browser.await("Campaign lead");
        assertThat(browser.accessibilityFindings()).as("axe-core").isEmpty();
        assertThat(browser.labelled("Your name").getDomProperty("value")).isEqualTo("Mara");
        browser.type("Password", PASSWORD);
        browser.press("Make my account");
        browser.find(By.cssSelector("main .head"));
        browser.awaitQuiet();
        assertThat(browser.find(By.cssSelector(".who")).getText()).contains("Mara");

        browser.driver().executeCdpCommand("Network.clearBrowserCookies", Map.of());
        open("#" + url.substring(url.indexOf('#') + 1));
        browser.await("This invitation does not work any more");
    }

    @Test
    void whoComesWithTheFirstKeyIsLedToAnAccountOfTheirOwn() {
        open("#/");
        browser.signIn(TestServer.ADMIN_KEY);
        browser.press("Make your own account");
        browser.type("Your name", "Olga");
        browser.type("Password", PASSWORD);
        assertThat(browser.accessibilityFindings()).as("axe-core").isEmpty();
        browser.press("Make my account");
        browser.await("Olga");
        assertThat(browser.text()).doesNotContain("You are signed in with the admin key");
        assertThat(server.ask("/accounts").at("/items/0/role").asText()).isEqualTo("admin");
    }

    @Test
    void onesOwnKeysAreMadeAndRevokedWhereOneIs() {
        post("/accounts", "{'name':'Anna','password':'" + PASSWORD + "','role':'marketer'}");
        signIn("Anna");
        browser.place("/me");
        assertThat(browser.find(By.cssSelector(".rights summary")).getText()).isEqualTo("Marketer");
        browser.press("New key");
        browser.type("Name", "My sheet");
        WebElement dialog = browser.find(By.cssSelector("dialog"));
        assertThat(dialog.getText()).contains("Reader", "Marketer").doesNotContain("Admin", "Campaign lead");
        browser.press("Make key");
        String secret = browser.find(By.cssSelector("dialog .secret code")).getText();
        browser.press("I have kept it");
        assertThat(server.send(server.request(API + "/stats")
                                .setHeader("Authorization", "Bearer " + secret)
                                .GET())
                        .statusCode())
                .isEqualTo(200);
        assertThat(browser.accessibilityFindings()).as("axe-core").isEmpty();
        browser.press("More for My sheet");
        browser.press("Revoke");
        browser.click(browser.find(By.cssSelector("dialog button.danger")));
        browser.await("The key “My sheet” is revoked");
    }
}
