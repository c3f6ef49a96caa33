package app.grapevine;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.service.TestServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** What a campaign cost, to how many it was sent and what its return is held against, as marketers give it and see it. */
class CostsBrowserTest extends AtTheDashboard {
    @TempDir
    private Path directory;

    @BeforeEach
    void clear() {
        browser.go("about:blank");
        server.clear();
        server.database().writeOnly(handle -> handle.execute("DELETE FROM conversions"));
        browser.go(server.uri("/dashboard").toString());
        browser.signIn(TestServer.ADMIN_KEY);
    }

    /** The control of a row of costs. @param row from 1 @param column from 1: channel, audience, sent, amount */
    private WebElement cost(int row, int column) {
        return browser.find(By.xpath("(//fieldset[contains(@class,'cost')])[" + row + "]/div[" + column
                + "]//*[self::input or self::select]"));
    }

    private JsonNode campaign(String slug) {
        return server.ask("/campaigns/" + slug);
    }

    private JsonNode made(String path, String json) {
        HttpResponse<String> answer = server.post("/api/v1" + path, json.replace('\'', '"'));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return TestClient.json(answer);
    }

    @Test
    void costsNumbersSentWindowRuleAndBaselineAreGivenInTheForm() {
        browser.place("/campaigns/new");
        browser.type("Name", "May");
        browser.choose("Currency", "CHF");
        browser.press("Add a cost");
        browser.choose(cost(1, 1), "whatsapp");
        cost(1, 2).sendKeys("Regulars");
        cost(1, 3).sendKeys("a dozen");
        cost(1, 4).sendKeys("1.249,90");
        browser.press("Add a cost");
        browser.press("Add a cost");
        cost(3, 4).sendKeys("300");
        browser.type("Days after the click", "7");
        browser.choose("Which click counts", "first-click");
        browser.choose("Compare with", "figures");
        browser.type("How many people they are", "1.000");
        assertThat(browser.accessibilityFindings()).isEmpty();
        browser.press("Make campaign");
        browser.find(By.cssSelector("[aria-invalid=true]"));
        assertThat(browser.driver().findElements(By.cssSelector("p.fault")))
                .as("a row without anything in it counts for nothing")
                .hasSize(2);
        cost(1, 3).clear();
        cost(1, 3).sendKeys("1.200");
        browser.type("How many of them bought", "12");
        browser.press("Make campaign");
        browser.await("The campaign is made");
        JsonNode may = campaign("may");
        assertThat(may.get("currency").textValue()).isEqualTo("CHF");
        assertThat(may.get("costs").toString().replace('"', '\''))
                .isEqualTo("[{'channel':null,'audience':null,'cost':{'amount':'300.00','currency':'CHF'},'sent':null},"
                        + "{'channel':'whatsapp','audience':'Regulars','cost':{'amount':'1249.90','currency':'CHF'},"
                        + "'sent':1200}]");
        assertThat(may.get("conversionWindowDays").intValue()).isEqualTo(7);
        assertThat(may.get("conversionRule").textValue()).isEqualTo("first-click");
        assertThat(may.get("baseline").toString()).isEqualTo("{\"sent\":1000,\"conversions\":12}");

        browser.place("/campaigns/may/edit");
        assertThat(browser.labelled("How many of them bought").getDomProperty("value"))
                .isEqualTo("12");
        assertThat(cost(2, 4).getDomProperty("value")).isEqualTo("1249.90");
        browser.choose("Compare with", "before");
        browser.choose("Currency", "EUR");
        browser.press("Save");
        browser.await("startsOn");
        browser.driver()
                .executeScript(
                        "const field = arguments[0]; field.value = '2026-05-01';"
                                + " field.dispatchEvent(new Event('input', {bubbles: true}))",
                        browser.labelled("First day"));
        browser.press("Save");
        browser.await("The campaign is changed");
        assertThat(campaign("may").get("baseline").toString()).isEqualTo("{\"before\":true}");
        assertThat(campaign("may").at("/costs/1/cost/currency").textValue())
                .as("amounts of the campaign's currency follow it")
                .isEqualTo("EUR");
    }

    @Test
    void aFileIsTakenWholeOrItsWrongLinesAreNamed() throws IOException {
        made("/campaigns", "{'slug':'may','name':'May','currency':'EUR','costs':[{'channel':'email','sent':7}]}");
        browser.place("/campaigns/may");
        browser.await("This campaign has no visits yet");
        browser.unfold();
        browser.press("Import costs from a fileCSV");
        Path file = directory.resolve("costs.csv");
        Files.writeString(file, "Channel;Sent;Amount\nwhatsapp;120;1.249\npigeon;1;2\n");
        browser.find(By.cssSelector("input[type=file]")).sendKeys(file.toString());
        browser.press("Import costs");
        browser.await("Line 2, Amount: This could be two amounts.");
        browser.await("Line 3, Channel: ");
        assertThat(browser.accessibilityFindings()).isEmpty();
        assertThat(campaign("may").get("costs")).hasSize(1);
        browser.find(By.cssSelector("input[type=file]")).sendKeys(file.toString());
        Files.writeString(file, "Channel;Sent;Amount\nwhatsapp;120;1.249,00\nTelegram;1;2\n");
        browser.press("Import costs");
        browser.await("The file was changed since it was chosen.");
        browser.find(By.cssSelector("input[type=file]")).sendKeys(file.toString());
        browser.press("Import costs");
        browser.await("The costs are imported");
        browser.await("€1,249.00");
        assertThat(campaign("may").get("costs")).hasSize(3);
        browser.press("Costs as CSV");
        assertThat(browser.downloaded("may.csv")).contains("whatsapp").contains("1249.00");
        browser.press("Replace all costsCosts that the file does not name are deleted.");
        browser.find(By.cssSelector("input[type=file]")).sendKeys(file.toString());
        browser.press("Import costs");
        Awaitility.await()
                .untilAsserted(() -> assertThat(campaign("may").get("costs").findValuesAsText("channel"))
                        .containsExactly("telegram", "whatsapp"));
        browser.await("€1,249.00");
        Awaitility.await().untilAsserted(() -> assertThat(rows()).noneMatch(row -> row.startsWith("Email")));
    }

    /** A sale on a channel without a cost made a return of +2,578 % of what another had cost. */
    @Test
    void aTotalLeavesOutTheRevenueOfWhatHasNoCostAndCurrenciesAreApart() {
        made(
                "/campaigns",
                "{'slug':'may','name':'May','costs':[{'channel':'whatsapp','cost':{'amount':'100','currency':'EUR'},'sent':50},"
                        + "{'channel':'email','audience':'North','cost':{'amount':'40','currency':'CHF'}},"
                        + "{'channel':'sms','sent':80}]}");
        sale("'channel':'whatsapp'", "150", "EUR");
        sale("'channel':'telegram'", "1000", "EUR");
        sale("'channel':'email','audience':'North'", "60", "CHF");
        sale("'channel':'email','audience':'South'", "70", "CHF");
        sale("'channel':'sms'", "90", "EUR");
        browser.place("/campaigns/may");
        browser.find(By.cssSelector(".brought-card .figures"));
        browser.unfold();
        browser.find(By.xpath("//table[contains(@class,'costs')]"));
        assertThat(rows())
                .containsExactlyInAnyOrder(
                        "Email|CHF 130.00of it CHF 60.00 where a cost is given|+50%",
                        "SMS|€90.00|–",
                        "WhatsApp|€150.00|+50%",
                        "Telegram|€1,000.00|–",
                        "Total|CHF 130.00 + €1,240.00of it CHF 60.00 where a cost is given"
                                + "of it €150.00 where a cost is given|+50% CHF+50% EUR");
        assertThat(browser.accessibilityFindings()).isEmpty();
    }

    @Test
    void aShareOfThoseWhomItWasSentToStandsByItselfWhereMoreBoughtThanThereWereVisitorsAndSaysThatItIsOfFew() {
        made(
                "/campaigns",
                "{'slug':'may','name':'May','costs':[{'channel':'whatsapp','cost':{'amount':'10','currency':'EUR'},'sent':50}]}");
        String code = server.link(
                "{'destination':'https://example.com/','campaign':'may','trackConversions':true,'channel':'whatsapp'}");
        sold(code, "5", "EUR");
        sold(code, "6", "EUR");
        browser.place("/campaigns/may");
        browser.find(By.cssSelector(".brought-card .figures"));
        assertThat(browser.find(By.cssSelector(".brought-card .figure .rate")).getText())
                .isEqualTo("4% of sent (1.1% to 13%) few");
        assertThat(browser.accessibilityFindings()).isEmpty();
    }

    private void sale(String fields, String amount, String currency) {
        String code = server.link(
                "{'destination':'https://example.com/','campaign':'may','trackConversions':true," + fields + "}");
        sold(code, amount, currency);
    }

    private void sold(String code, String amount, String currency) {
        String click = server.tap("/" + code)
                .headers()
                .firstValue("Location")
                .orElseThrow()
                .replaceAll(".*gv_click=", "");
        made(
                "/conversions",
                "{'clickId':'" + click + "','event':'sale','value':{'amount':'" + amount + "','currency':'" + currency
                        + "'}}");
        server.awaitRecorded();
    }

    private List<String> rows() {
        return browser.driver()
                .executeScript(
                        "return [...document.querySelectorAll('table.costs tbody tr')].map((row) =>"
                                + " [0, 5, 7].map((i) => row.cells[i]).map((cell) => cell.textContent.replace(/\\u00a0/g, ' ')).join('|')).join('\\n')")
                .toString()
                .lines()
                .toList();
    }

    @Test
    void conversionsAreFollowedWhereAShopReportsThemAndOneTickAwayElsewhere() {
        browser.place("/share-sets/new?destination=https://example.com/");
        assertThat(browser.labelled("Track conversions").isSelected()).isFalse();
        assertThat(browser.labelled("Add UTM parameters").isSelected()).isTrue();
        browser.await("None does yet");
        assertThat(browser.text()).doesNotContain("grapevine.js");
        browser.click(browser.labelled("Track conversions"));
        browser.await("/js/grapevine.js");
        assertThat(browser.accessibilityFindings()).isEmpty();
        made("/keys", "{'name':'Shop','scopes':['conversions:write']}");
        browser.go("about:blank");
        browser.go(server.uri("/dashboard#/share-sets/new?destination=https://example.com/")
                .toString());
        browser.find(By.xpath("//input[@type='checkbox'][@aria-labelledby = //span[.='Track conversions']/@id][1]"));
        browser.awaitQuiet();
        assertThat(browser.labelled("Track conversions").isSelected()).isTrue();
        assertThat(browser.text()).doesNotContain("None does yet").contains("/js/grapevine.js");
        browser.click(browser.find(By.xpath("//label[.//*[.='Add UTM parameters']]")));
        browser.click(browser.find(By.cssSelector(".share-submit button")));
        browser.await("5 links are ready");
        JsonNode link = server.ask("/links").at("/items/0");
        assertThat(link.get("trackConversions").booleanValue()).isTrue();
        assertThat(link.get("utm").isBoolean()).as("no utm parameters").isTrue();
    }
}
