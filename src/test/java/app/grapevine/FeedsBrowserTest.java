package app.grapevine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** A table of a report is given an address for a spreadsheet, and the address is taken back. */
class FeedsBrowserTest extends AtTheDashboard {
    FeedsBrowserTest() {
        super(1400);
    }

    @Override
    void fill() {
        server.link("{'destination':'https://example.com/','code':'one','channel':'whatsapp'}");
        server.tap("/one");
        server.awaitRecorded();
    }

    @Test
    void aTableGetsAnAddressThatASpreadsheetReadsUntilItIsEnded() {
        open("/?range=7");
        browser.find(By.cssSelector("button[aria-label$='for a spreadsheet']")).click();
        browser.await("It is always of the last 7 days");
        assertThat(browser.accessibilityFindings()).as("axe-core").isEmpty();
        browser.find(By.xpath("//dialog//button[.='Make the address']")).click();
        browser.await("it is shown this once");
        assertThat(browser.accessibilityFindings()).as("axe-core").isEmpty();
        String formula = browser.find(By.cssSelector("dialog .secret code")).getText();
        assertThat(formula).startsWith("=IMPORTDATA(\"http").endsWith("/figures.csv\")");
        assertThat(browser.find(By.cssSelector("dialog")).getText()).contains("From Web", "Anonymous");
        String path = URI.create(formula.substring(13, formula.length() - 2)).getPath();
        HttpResponse<String> figures = fetch(path);
        assertThat(figures.statusCode()).isEqualTo(200);
        assertThat(figures.body()).contains("clicks");
        assertThat(server.ask("/feeds").at("/items/0/question").asText())
                .contains("days=7")
                .doesNotContain("from=");
        browser.find(By.xpath("//dialog//button[.='I have copied it']")).click();

        open("/feeds");
        assertThat(browser.text()).contains("Figures · By: ", " · last 7 days", "admin.key");
        assertThat(browser.accessibilityFindings()).as("axe-core").isEmpty();
        String name = server.ask("/feeds").at("/items/0/name").asText();
        browser.press("More for " + name);
        browser.press("End");
        browser.await("get nothing any more");
        browser.find(By.xpath("//dialog//button[.='End']")).sendKeys(Keys.ENTER);
        browser.await("has ended");
        assertThat(fetch(path).statusCode()).isEqualTo(404);
        browser.await("No feeds yet");
    }

    @Test
    void whatACampaignBroughtAndItsConversionsGetAddressesToo() {
        server.post("/api/v1/campaigns", "{\"slug\":\"may\",\"name\":\"May\"}");
        server.post("/api/v1/conversions", "{\"event\":\"sale\",\"campaign\":\"may\",\"externalId\":\"order-7\"}");
        open("/campaigns/may");
        browser.await("This campaign has no visits yet");
        assertThat(made("May: Costs and ROI for a spreadsheet", "It is always of all until the moment"))
                .contains("line,channel,sent");
        browser.unfold();
        assertThat(made("May: Single conversions for a spreadsheet", "with the number that your shop gave the order"))
                .contains(",order-7,");
        open("/feeds");
        assertThat(browser.text())
                .contains("What a campaign brought · By: Channel · Campaign: may", "Conversions · Campaign: may");
        for (JsonNode feed : server.ask("/feeds").get("items")) {
            server.delete("/api/v1/feeds/" + feed.get("id").asText());
        }
    }

    @Test
    void theListSaysInWordsWhatEachOfThemAsks() {
        feed("by=audience,channel&tier=observed&from=2026-11-01&to=2026-12-01&tz=Asia/Tokyo");
        feed("by=time&interval=week&audience=none&from=2000-01-01");
        feed("by=link&country=IT&limit=7");
        feed("");
        open("/feeds");
        assertThat(browser.text())
                .contains(
                        "Figures · By: Group, Channel · Tier: Observed · from 1 Nov 2026 before 1 Dec 2026 · Asia/Tokyo",
                        "Figures · By: Week · Group: No group",
                        "Figures · By: Link · Country: Italy · limit=7",
                        "Figures · all, as one row");
        for (JsonNode feed : server.ask("/feeds").get("items")) {
            server.delete("/api/v1/feeds/" + feed.get("id").asText());
        }
    }

    private void feed(String question) {
        HttpResponse<String> made =
                server.post("/api/v1/feeds", "{\"name\":\"A\",\"of\":\"stats\",\"question\":\"" + question + "\"}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    }

    /** Makes a feed by a button, whose dialogue says something. @return what its address answers */
    private String made(String button, String said) {
        browser.find(By.cssSelector("button[aria-label='" + button + "']")).click();
        browser.await(said);
        assertThat(browser.accessibilityFindings()).as("axe-core").isEmpty();
        browser.find(By.xpath("//dialog//button[.='Make the address']")).click();
        browser.await("it is shown this once");
        String formula = browser.find(By.cssSelector("dialog .secret code")).getText();
        browser.find(By.xpath("//dialog//button[.='I have copied it']")).click();
        return fetch(URI.create(formula.substring(13, formula.length() - 2)).getPath())
                .body();
    }

    private HttpResponse<String> fetch(String path) {
        return server.send(HttpRequest.newBuilder(server.uri(path)));
    }
}
