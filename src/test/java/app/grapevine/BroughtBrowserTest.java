package app.grapevine;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.service.TestServer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.openqa.selenium.By;

/** What a campaign brought, as its page shows it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BroughtBrowserTest {
    private TestServer server;
    private Chromium browser;
    private int people;

    @BeforeAll
    void start() {
        server = TestServer.startNow();
        made(
                "/campaigns",
                "{'slug':'may','name':'May','currency':'EUR','costs':["
                        + "{'channel':'whatsapp','sent':60,'cost':{'amount':'40','currency':'EUR'}},"
                        + "{'channel':'print','sent':200,'cost':{'amount':'15','currency':'CHF'}},"
                        + "{'cost':{'amount':'10','currency':'EUR'}}],'baseline':{'audience':'out','sent':60}}");
        link("offer-w", "'channel':'whatsapp','audience':'Regulars'");
        link("offer-p", "'channel':'print'");
        link("no-offer", "'channel':'whatsapp','audience':'out'");
        sale(tap("offer-w", TestAgents.IN_WHATSAPP), "purchase", "70.00", "EUR", "WhatsApp");
        sale(tap("offer-w", TestAgents.IPHONE), "lead", "0", "EUR", "a friend");
        tap("offer-w", TestAgents.IPHONE);
        sale(tap("offer-p", TestAgents.IPHONE), "purchase", "12.00", "CHF", "telegram");
        sale(tap("no-offer", TestAgents.IPHONE), "purchase", "20.00", "EUR", "sms");
        String passed = passOn("offer-w");
        passOn("offer-w");
        sale(tap(passed, TestAgents.IPHONE), "purchase", "30.00", "EUR", "WhatsApp");
        made("/conversions", "{'event':'purchase','campaign':'may','value':{'amount':'9','currency':'EUR'}}");
        server.awaitRecorded();
        browser = Chromium.open(1280, 1400, "en-GB,en");
    }

    @AfterAll
    void stop() {
        if (browser != null) {
            browser.close();
        }
        server.close();
    }

    private void made(String path, String json) {
        HttpResponse<String> answer = server.post("/api/v1" + path, json.replace('\'', '"'));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    private void link(String code, String fields) {
        server.link("{'destination':'https://shop.example/','campaign':'may','trackConversions':true,'code':'" + code
                + "'," + fields + "}");
    }

    private String tap(String code, String agent) {
        people++;
        return server.visit("GET", "/" + code, "User-Agent", agent, "X-Forwarded-For", "198.51.100." + people)
                .headers()
                .firstValue("Location")
                .orElseThrow()
                .replaceAll(".*gv_click=([0-9A-Za-z]+).*", "$1");
    }

    private void sale(String click, String event, String amount, String currency, String heardFrom) {
        made(
                "/conversions",
                "{'clickId':'" + click + "','event':'" + event + "','heardFrom':'" + heardFrom + "','value':{'amount':'"
                        + amount + "','currency':'" + currency + "'}}");
    }

    private String passOn(String code) {
        HttpResponse<String> made = server.send(HttpRequest.newBuilder(server.uri("/" + code + "/share"))
                .setHeader("Content-Type", "application/x-www-form-urlencoded")
                .setHeader("X-Forwarded-For", "203.0.113." + ++people)
                .POST(BodyPublishers.ofString("channel=telegram")));
        return made.headers().firstValue("Location").orElseThrow().replaceAll(".*/", "");
    }

    private String page(Chromium of, String key) {
        of.driver().executeCdpCommand("Network.clearBrowserCookies", Map.of());
        of.go(server.uri("/dashboard?" + key.hashCode()).toString());
        of.signIn(key);
        of.go(server.uri("/dashboard?" + key.hashCode() + "#/campaigns/may").toString());
        of.find(By.cssSelector(".brought-card .figures"));
        of.unfold();
        of.find(By.cssSelector("table.brought"));
        of.awaitQuiet();
        assertThat(of.accessibilityFindings()).as("axe-core").isEmpty();
        return section(of);
    }

    private static String section(Chromium of) {
        Object text = of.driver().executeScript("return document.querySelector('.brought-card').innerText");
        return String.valueOf(text).replace('\u00a0', ' ');
    }

    @Test
    void whatIsOfNoClickAndNoCampaignIsOnTheOverviewForAdmins() {
        made("/conversions", "{'clickId':'nonsense','event':'purchase','value':{'amount':'123','currency':'EUR'}}");
        overview(TestServer.ADMIN_KEY);
        browser.await("Conversions without a click and a campaign");
        browser.await("€123.00");
        assertThat(browser.accessibilityFindings()).as("axe-core").isEmpty();

        overview(server.newKey("stats:read"));
        browser.await("How sure this is");
        assertThat(browser.text()).doesNotContain("Conversions without a click and a campaign");
    }

    private void overview(String key) {
        browser.driver().executeCdpCommand("Network.clearBrowserCookies", Map.of());
        browser.go(server.uri("/dashboard?overview=" + key.hashCode()).toString());
        browser.signIn(key);
    }

    @Test
    void theFiguresOfTheReportAreSaidInWords() {
        String text = page(browser, TestServer.ADMIN_KEY);
        assertThat(text)
                .contains(
                        "+100%", // 100.00 EUR of 50.00, the fee for the whole among it
                        "€100.00 earned on €50.00 spent",
                        "A conversion counts for 30 days after a click, and to the last click before it.",
                        "The control group is in none of these figures except the comparison",
                        "Of no single row",
                        "-20%",
                        "few")
                .contains("0.5 further visitors for each of 2 who shared")
                .contains("30% of the revenue came from it.")
                .contains("Compared with the control group")
                .contains("What it does not prove: that the campaign is why.")
                .contains("Clicks and people name the same channel in 1 of 3 conversions")
                .contains("a friend")
                .contains("No click was named");
    }

    /** Costs are of all of a campaign, whatever period is looked at. */
    @Test
    void whatItCostStandsAlsoWhereNothingWasVisited() {
        page(browser, TestServer.ADMIN_KEY);
        browser.place("/campaigns/may?from=2020-01-01&to=2020-01-02");
        browser.await("No visits in this period");
        browser.find(By.cssSelector(".brought-card .figures"));
        assertThat(section(browser)).contains("€100.00 earned on €50.00 spent");
    }

    @Test
    void rowsAreChosenByKeyboard() {
        page(browser, TestServer.ADMIN_KEY);
        browser.press("Groups");
        browser.await("No group");
        browser.press("Certainty");
        browser.await("Confirmed");
        assertThat(browser.driver()
                        .executeScript("return document.querySelector('.segments [aria-pressed=true]').textContent"))
                .isEqualTo("Certainty");
        browser.press("Costs and ROI as CSV");
        assertThat(browser.downloaded("grapevine-return-may.csv")).contains("line,tier,sent");
    }

    @Test
    void itFitsAPhoneInEitherLanguage() {
        try (Chromium phone = Chromium.open(390, 844, "en-GB,en")) {
            page(phone, TestServer.ADMIN_KEY);
            assertThat(isWiderThanItsWindow(phone)).isEqualTo(false);
            phone.driver().executeScript("localStorage.setItem('grapevine.language', 'it'); location.reload()");
            phone.await("Costi e ROI");
            phone.find(By.cssSelector(".brought-card .figures"));
            phone.unfold();
            phone.find(By.cssSelector("table.brought"));
            phone.awaitQuiet();
            assertThat(section(phone)).contains("Che cosa non prova: che la ragione sia la campagna.");
            assertThat(phone.accessibilityFindings()).as("axe-core").isEmpty();
            assertThat(isWiderThanItsWindow(phone)).isEqualTo(false);
        }
    }

    private static Object isWiderThanItsWindow(Chromium of) {
        return of.driver()
                .executeScript("return document.documentElement.scrollWidth > document.documentElement.clientWidth");
    }

    @Test
    void whoIsNoAdminIsToldThatItIsOfFewPeople() {
        TestServer hiding = TestServer.startNow(Map.of("reports.small.cells", "5"));
        try {
            hiding.post("/api/v1/campaigns", "{\"slug\":\"may\",\"name\":\"May\"}");
            hiding.link("{'destination':'https://shop.example/','campaign':'may','code':'few-people'}");
            hiding.tap("/few-people");
            hiding.awaitRecorded();
            String key = hiding.newKey("stats:read", "links:read");
            browser.driver().executeCdpCommand("Network.clearBrowserCookies", Map.of());
            browser.go(hiding.uri("/dashboard").toString());
            browser.signIn(key);
            browser.go(hiding.uri("/dashboard?few#/campaigns/may").toString());
            browser.await("Fewer than 5 people");
        } finally {
            hiding.close();
        }
    }
}
