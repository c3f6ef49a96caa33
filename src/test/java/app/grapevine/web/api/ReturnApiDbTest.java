package app.grapevine.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import app.grapevine.TestAgents;
import app.grapevine.service.TestServer;
import app.grapevine.storage.Dialect;
import app.grapevine.web.site.OpenApi;
import app.grapevine.web.site.Shapes;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a campaign brought, of visits and conversions that came the way all come. */
@ParameterizedClass
@EnumSource(Dialect.class)
class ReturnApiDbTest {
    private static final String PATH = "/campaigns/may/return";

    @Parameter
    Dialect dialect;

    private final Shapes description = new Shapes(OpenApi.read());
    private TestServer server;
    private int people;
    private int orders;

    @BeforeEach
    void start() {
        server = TestServer.start(dialect, Map.of("trusted.proxies", "127.0.0.0/8", "reports.small.cells", "3"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void campaign(String more) {
        HttpResponse<String> made =
                server.post("/api/v1/campaigns", ("{'slug':'may','name':'May'" + more + "}").replace('\'', '"'));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    }

    private void link(String code, String more) {
        server.link("{'destination':'https://shop.example/','code':'" + code
                + "','campaign':'may','trackConversions':true" + more + "}");
    }

    /** Somebody new taps a link. @return the click's id */
    private String tap(String code, String agent) {
        people++;
        HttpResponse<String> answer =
                server.visit("GET", "/" + code, "User-Agent", agent, "X-Forwarded-For", "198.51." + people + ".7");
        assertThat(answer.statusCode()).isEqualTo(302);
        return answer.headers().firstValue("Location").orElseThrow().replaceAll(".*gv_click=([0-9A-Za-z]+).*", "$1");
    }

    private List<String> tap(String code, int number) {
        List<String> clicks = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            clicks.add(tap(code, TestAgents.IPHONE));
        }
        return clicks;
    }

    /** @return the external id */
    private String sale(String click, String event, String amount, String currency) {
        String id = "order-" + ++orders;
        post(
                "/conversions",
                "{'clickId':'" + click + "','event':'" + event + "','externalId':'" + id + "','value':{'amount':'"
                        + amount + "','currency':'" + currency + "'}}");
        return id;
    }

    private void post(String path, String json) {
        HttpResponse<String> answer = server.post("/api/v1" + path, json.replace('\'', '"'));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    private String passOn(String code, String channel) {
        HttpResponse<String> made = server.send(HttpRequest.newBuilder(server.uri("/" + code + "/share"))
                .setHeader("Content-Type", "application/x-www-form-urlencoded")
                .setHeader("X-Forwarded-For", "203.0.113." + ++people)
                .POST(BodyPublishers.ofString("channel=" + channel)));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return made.headers().firstValue("Location").orElseThrow().replaceAll(".*/", "");
    }

    private JsonNode report(String query) {
        server.awaitRecorded();
        JsonNode report = server.ask(PATH + query);
        description.check("Return", report);
        return report;
    }

    private static JsonNode row(JsonNode report, String key) {
        String by = report.get("by").asText();
        return StreamSupport.stream(report.get("rows").spliterator(), false)
                .filter(row -> row.get(by).asText().equals(key))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no row " + key + " in " + report));
    }

    private static JsonNode account(JsonNode row, String currency) {
        return StreamSupport.stream(row.get("accounts").spliterator(), false)
                .filter(account -> account.get("currency").asText().equals(currency))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + currency + " in " + row));
    }

    @Test
    void revenueOfWhereNobodySaidWhatItCostIsInNoReturn() {
        campaign(",'costs':[{'channel':'whatsapp','cost':{'amount':'50','currency':'EUR'},'sent':40}]");
        link("wapp", ",'channel':'whatsapp'");
        link("tgram", ",'channel':'telegram'");
        List<String> clicks = tap("wapp", 4);
        sale(clicks.get(0), "purchase", "60.00", "EUR");
        sale(clicks.get(1), "purchase", "20.50", "EUR");
        sale(tap("tgram", 1).get(0), "purchase", "1000.00", "EUR");

        JsonNode report = report("");
        JsonNode paid = account(row(report, "whatsapp"), "EUR");
        assertThat(paid.at("/revenue/amount").asText()).isEqualTo("80.50");
        assertThat(paid.at("/costPerClick/amount").asText()).isEqualTo("12.5000");
        assertThat(paid.at("/costPerConversion/amount").asText()).isEqualTo("25.0000");
        assertThat(paid.get("return").asDouble()).isEqualTo(0.61);
        JsonNode free = account(row(report, "telegram"), "EUR");
        assertThat(free.at("/revenue/amount").asText()).isEqualTo("1000.00");
        assertThat(free.get("cost").isNull()).isTrue();
        assertThat(free.get("return").isNull()).isTrue();
        JsonNode total = account(report.get("total"), "EUR");
        assertThat(total.at("/revenue/amount").asText()).isEqualTo("1080.50");
        assertThat(total.at("/covered/revenue/amount").asText()).isEqualTo("80.50");
        assertThat(total.get("return").asDouble()).isEqualTo(0.61);
        assertThat(report.get("currency").asText()).isEqualTo("EUR");
        assertThat(report.at("/terms/windowDays").asInt()).isEqualTo(30);
        assertThat(report.at("/terms/rule").asText()).isEqualTo("last-click");
    }

    @Test
    void currenciesAreKeptApart() {
        campaign(",'currency':'CHF','costs':[{'channel':'whatsapp','cost':{'amount':'10','currency':'CHF'}}]");
        link("wapp", ",'channel':'whatsapp'");
        List<String> clicks = tap("wapp", 2);
        sale(clicks.get(0), "purchase", "15.00", "CHF");
        sale(clicks.get(1), "purchase", "99.00", "EUR");

        JsonNode report = report("");
        assertThat(report.get("currency").asText()).isEqualTo("CHF");
        JsonNode row = row(report, "whatsapp");
        assertThat(account(row, "CHF").get("return").asDouble()).isEqualTo(0.5);
        assertThat(account(row, "EUR").get("return").isNull()).isTrue();
        assertThat(account(report.get("total"), "CHF").get("return").asDouble()).isEqualTo(0.5);
    }

    @Test
    void aCostIsHeldAgainstTheAudienceThatItWasSpentOn() {
        campaign(
                ",'costs':[{'channel':'whatsapp','audience':'regulars','cost':{'amount':'10','currency':'EUR'},'sent':20},"
                        + "{'audience':'new','cost':{'amount':'5','currency':'EUR'},'sent':30},"
                        + "{'cost':{'amount':'2','currency':'EUR'}}]");
        link("wa-r", ",'channel':'whatsapp','audience':'regulars'");
        link("wa-n", ",'channel':'whatsapp','audience':'new'");
        sale(tap("wa-r", 2).get(0), "purchase", "30.00", "EUR");
        sale(tap("wa-n", 3).get(0), "purchase", "7.00", "EUR");

        JsonNode report = report("");
        JsonNode channel = row(report, "whatsapp");
        assertThat(channel.get("sent").asInt()).isEqualTo(20);
        assertThat(channel.get("clicks").asInt()).isEqualTo(5);
        assertThat(channel.at("/rateOfSent/hits").asInt()).isEqualTo(1);
        assertThat(account(channel, "EUR").at("/covered/clicks").asInt()).isEqualTo(2);
        assertThat(account(channel, "EUR").at("/covered/revenue/amount").asText())
                .isEqualTo("30.00");
        assertThat(account(channel, "EUR").get("return").asDouble()).isEqualTo(2);
        assertThat(report.at("/spentOnNone/costs/0/amount").asText()).isEqualTo("7.00");
        assertThat(report.at("/spentOnNone/sent").asInt()).isEqualTo(30);
        JsonNode audiences = report("?by=audience");
        assertThat(account(row(audiences, "new"), "EUR").get("return").asDouble())
                .isEqualTo(0.4);
        assertThat(audiences.at("/spentOnNone/costs/0/amount").asText()).isEqualTo("2.00");
        // The fee for the whole is in the total, whatever the rows are: (37 - 17) / 17.
        for (JsonNode one : List.of(report, audiences, report("?by=tier"))) {
            assertThat(account(one.get("total"), "EUR").get("return").asDouble())
                    .isCloseTo(20.0 / 17, within(1e-6));
            assertThat(one.at("/total/sent").asInt()).isEqualTo(50);
        }
    }

    @Test
    void clicksThatConvertedAreCountedOnceAndCorrectionsAndCancelledOnesNot() {
        campaign("");
        link("wapp", ",'channel':'whatsapp'");
        List<String> clicks = tap("wapp", 10);
        sale(clicks.get(0), "lead", "0", "EUR");
        sale(clicks.get(0), "purchase", "20", "EUR");
        sale(clicks.get(0), "purchase", "30", "EUR");
        sale(clicks.get(0), "refund", "-5", "EUR");
        String cancelled = sale(clicks.get(1), "purchase", "70", "EUR");
        post("/conversions", "{'cancels':'" + cancelled + "'}");

        JsonNode row = row(report(""), "whatsapp");
        assertThat(row.get("conversions").asInt()).isEqualTo(3);
        assertThat(row.get("converted").asInt()).isEqualTo(1);
        assertThat(row.at("/rate/hits").asInt()).isEqualTo(1);
        assertThat(row.at("/rate/of").asInt()).isEqualTo(10);
        assertThat(row.at("/rate/low").asDouble()).isCloseTo(0.017876213095072924, within(1e-12));
        assertThat(row.at("/rate/high").asDouble()).isCloseTo(0.40415002679523854, within(1e-12));
        assertThat(row.at("/rate/small").asBoolean()).isTrue();
        assertThat(account(row, "EUR").at("/revenue/amount").asText()).isEqualTo("45.00");
        assertThat(row.get("events")).hasSize(3);
        assertThat(row.at("/events/1/event").asText()).isEqualTo("purchase");
        assertThat(row.at("/events/1/conversions").asInt()).isEqualTo(2);
        assertThat(row.at("/events/1/converted").asInt()).isEqualTo(1);
        assertThat(row.at("/events/2/conversions").asInt()).isZero();
    }

    @Test
    void itSaysWhatRestsOnSureEvidenceAndWhatOnTheLinksWord() {
        campaign("");
        link("wapp", ",'channel':'whatsapp'");
        link("wapp-b", ",'channel':'whatsapp'");
        link("any", "");
        sale(tap("wapp", TestAgents.IN_WHATSAPP), "purchase", "10", "EUR");
        sale(tap("wapp", TestAgents.IN_WECHAT), "purchase", "11", "EUR");
        sale(tap("wapp-b", TestAgents.IPHONE), "purchase", "12", "EUR");
        sale(tap("any", TestAgents.IPHONE), "purchase", "13", "EUR");

        JsonNode report = report("?by=tier");
        assertThat(report.at("/evidence/sure/conversions").asInt()).isEqualTo(2);
        assertThat(report.at("/evidence/sure/revenue/0/amount").asText()).isEqualTo("21.00");
        assertThat(report.at("/evidence/word/revenue/0/amount").asText()).isEqualTo("12.00");

        assertThat(report.at("/evidence/open/revenue/0/amount").asText()).isEqualTo("13.00");
        for (String tier : List.of("confirmed", "reshared", "declared", "dark")) {
            assertThat(row(report, tier).get("converted").asInt()).isEqualTo(1);
        }
    }

    @Test
    void whatWasPassedOnIsToldByGenerationWithFurtherVisitorsForEachSharer() {
        campaign("");
        link("wapp", ",'channel':'whatsapp'");
        tap("wapp", 3);
        String one = passOn("wapp", "telegram");
        passOn("wapp", "sms");
        String third = passOn("wapp", "email");
        sale(tap(one, 2).get(1), "purchase", "9", "EUR");
        tap(third, 7);
        tap(passOn(one, "telegram"), 1);

        JsonNode passing = report("").get("passingOn");
        assertThat(passing.get("generations")).hasSize(3);
        JsonNode first = passing.at("/generations/1");
        assertThat(first.get("links").asInt()).isEqualTo(3);
        assertThat(first.get("visitors").asInt()).isEqualTo(9);
        assertThat(first.at("/revenue/0/amount").asText()).isEqualTo("9.00");
        assertThat(first.at("/further/sharers").asInt()).isEqualTo(3);
        assertThat(first.at("/further/mean").asDouble()).isEqualTo(3);
        assertThat(first.at("/further/low").asDouble()).isBetween(0.0, 3.0);
        assertThat(first.at("/further/high").asDouble()).isBetween(3.0, 7.0);
        assertThat(passing.at("/generations/0/further").isNull()).isTrue();
        assertThat(passing.at("/generations/2/further/low").isNull()).isTrue();
        assertThat(passing.at("/further/sharers").asInt()).isEqualTo(4);
        assertThat(passing.at("/further/mean").asDouble()).isEqualTo(2.5);
        assertThat(report("").get("passingOn")).isEqualTo(passing);
    }

    @Test
    void whoWasKeptOutIsInTheLiftAlone() {
        campaign(
                ",'costs':[{'cost':{'amount':'10','currency':'EUR'},'sent':20}],'baseline':{'audience':'out','sent':10}");
        link("wapp", ",'channel':'whatsapp'");
        link("out", ",'channel':'whatsapp','audience':'out'");
        List<String> clicks = tap("wapp", 6);
        sale(clicks.get(0), "purchase", "20", "EUR");
        sale(clicks.get(1), "purchase", "20", "EUR");
        sale(tap("out", 2).get(0), "purchase", "500", "EUR");
        tap(passOn("out", "telegram"), 1);

        JsonNode report = report("?by=audience");
        assertThat(report.get("rows")).hasSize(1);
        assertThat(report.at("/total/clicks").asInt()).isEqualTo(6);
        assertThat(account(report.get("total"), "EUR").get("return").asDouble()).isEqualTo(3);
        assertThat(report.at("/evidence/word/clicks").asInt()).isEqualTo(6);
        assertThat(report.at("/passingOn/further/sharers").asInt()).isZero();
        JsonNode lift = report.get("lift");
        assertThat(lift.get("of").asText()).isEqualTo("sent");
        assertThat(lift.at("/group/hits").asInt()).isEqualTo(2);
        assertThat(lift.at("/group/of").asInt()).isEqualTo(20);
        assertThat(lift.at("/base/hits").asInt()).isEqualTo(1);
        assertThat(lift.at("/base/of").asInt()).isEqualTo(10);
        assertThat(lift.at("/difference/estimate").asDouble()).isZero();
        assertThat(lift.at("/ratio/estimate").asDouble()).isEqualTo(1);
        assertThat(lift.get("small").asBoolean()).isTrue();
    }

    @Test
    void aCampaignIsHeldAgainstTheDaysBeforeIt() {
        campaign(",'startsOn':'2026-05-03','endsOn':'2026-05-04','baseline':{'before':true}");
        link("wapp", ",'channel':'whatsapp'");
        assertThat(report("").at("/lift/lacking").asText()).isEqualTo("days");
        server.link("{'destination':'https://shop.example/','code':'other','trackConversions':true}");
        sale(tap("other", 1).get(0), "purchase", "1", "EUR");
        server.clock().advance(Duration.ofDays(2));
        List<String> clicks = tap("wapp", 3);
        clicks.forEach(click -> sale(click, "purchase", "1", "EUR"));
        server.clock().advance(Duration.ofDays(3));
        sale(tap("other", 1).get(0), "purchase", "1", "EUR");

        JsonNode lift = report("").get("lift");
        assertThat(lift.get("of").asText()).isEqualTo("days");
        assertThat(lift.at("/group/hits").asInt()).isEqualTo(3);
        assertThat(lift.at("/base/hits").asInt()).isEqualTo(1);
        assertThat(lift.at("/ratio/estimate").asDouble()).isEqualTo(3);
        assertThat(lift.at("/difference").isNull()).isTrue();
        String limited = TestServer.json(server.post(
                        "/api/v1/keys", "{\"name\":\"k\",\"scopes\":[\"stats:read\"],\"campaign\":\"may\"}"))
                .get("secret")
                .asText();
        HttpResponse<String> theirs =
                server.send(server.request("/api/v1" + PATH).GET().setHeader("Authorization", "Bearer " + limited));
        assertThat(TestServer.json(theirs).at("/lift/lacking").asText()).isEqualTo("reach");
    }

    @Test
    void theCampaignsDatesAreDaysOfTheZoneThatIsAskedFor() {
        campaign(",'startsOn':'2026-05-03','baseline':{'before':true}");
        server.link("{'destination':'https://shop.example/','code':'other','trackConversions':true}");
        server.clock().advance(Duration.ofHours(34)); // 22:00 on the 2nd of UTC, midnight in Rome
        sale(tap("other", 1).get(0), "purchase", "1", "EUR");
        server.clock().advance(Duration.ofMinutes(30));

        assertThat(report("").at("/lift/lacking").asText()).isEqualTo("days");
        JsonNode rome = report("?tz=Europe/Rome");
        assertThat(rome.get("tz").asText()).isEqualTo("Europe/Rome");
        assertThat(rome.at("/lift/group/hits").asInt()).isEqualTo(1);
        assertThat(rome.at("/lift/base/hits").asInt()).isZero();
        server.clock().advance(Duration.ofHours(2));
        JsonNode utc = report("");
        assertThat(utc.get("tz").asText()).isEqualTo("UTC");
        assertThat(utc.at("/lift/group/hits").asInt()).isZero();
        assertThat(utc.at("/lift/base/hits").asInt()).isZero();
        HttpResponse<String> wrong = server.get("/api/v1" + PATH + "?tz=%2B02:00");
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(TestServer.json(wrong).at("/errors/0/field").asText()).isEqualTo("tz");
    }

    @Test
    void figuresFromElsewhereNeedToHowManyItWasSent() {
        campaign(",'baseline':{'sent':1000,'conversions':10}");
        link("wapp", ",'channel':'whatsapp'");
        tap("wapp", 1);
        assertThat(report("").at("/lift/lacking").asText()).isEqualTo("sent");
        server.patch("/api/v1/campaigns/may", "{\"costs\":[{\"channel\":\"whatsapp\",\"sent\":100}]}");
        sale(tap("wapp", 1).get(0), "purchase", "1", "EUR");
        JsonNode lift = report("").get("lift");
        assertThat(lift.at("/ratio/estimate").asDouble()).isCloseTo(1, within(1e-9));
        assertThat(lift.at("/base/of").asInt()).isEqualTo(1000);
    }

    @Test
    void conversionsThatOvertakeTheirClicksAreCounted() {
        campaign("");
        link("wapp", ",'channel':'whatsapp'");
        sale(tap("wapp", 1).get(0), "purchase", "8", "EUR");
        server.awaitRecorded();
        server.database().writeOnly(handle -> handle.execute("UPDATE conversions SET link_id = 0"));
        assertThat(account(report("").get("total"), "EUR").at("/revenue/amount").asText())
                .isEqualTo("8.00");
    }

    @Test
    void whatPeopleSayStandsBesideWhatTheirClicksSayAndWhatIsTiedToNoClickIsByItsReason() {
        campaign("");
        link("wapp", ",'channel':'whatsapp'");
        List<String> clicks = tap("wapp", 3);
        for (int i = 0; i < 3; i++) {
            post(
                    "/conversions",
                    "{'clickId':'" + clicks.get(i) + "','event':'purchase','heardFrom':'"
                            + List.of("WhatsApp", "telegram", "a friend").get(i) + "'}");
        }
        String lost =
                "'event':'purchase','campaign':'may','heardFrom':'Telegram','value':{'amount':'7','currency':'EUR'}";
        post("/conversions", "{" + lost + "}");
        post("/conversions", "{'clickId':'nonsense'," + lost + "}");

        JsonNode report = report("");
        assertThat(report.at("/total/conversions").asInt()).isEqualTo(3);
        assertThat(row(report, "whatsapp").get("heard").asInt()).isEqualTo(1);
        assertThat(row(report, "telegram").get("heard").asInt()).isEqualTo(3);
        assertThat(row(report, "telegram").get("clicks").asInt()).isZero();
        JsonNode heard = report.get("selfReported");
        assertThat(heard.get("rows")).hasSize(4);
        assertThat(heard.at("/rows/0/conversions").asInt()).isEqualTo(2);
        assertThat(heard.at("/rows/0/tied").asBoolean()).isFalse();
        assertThat(heard.at("/agreement/hits").asInt()).isEqualTo(1);
        assertThat(heard.at("/agreement/of").asInt()).isEqualTo(2);
        assertThat(report.get("unattributed")).hasSize(2);
        assertThat(report.at("/unattributed/0/reason").asText()).isEqualTo("malformed");
        assertThat(report.at("/unattributed/1/reason").asText()).isEqualTo("none");
        assertThat(report.at("/unattributed/1/revenue/0/amount").asText()).isEqualTo("7.00");
        String key = server.newKey("stats:read");
        JsonNode shown = TestServer.json(
                server.send(server.request("/api/v1" + PATH).GET().setHeader("Authorization", "Bearer " + key)));
        assertThat(shown.get("unattributed").isNull()).isTrue();
        assertThat(shown.get("selfReported").isNull()).isTrue();
    }

    @Test
    void whatFewPeopleDidIsHiddenFromWhoIsNoAdmin() {
        campaign(",'costs':[{'channel':'whatsapp','cost':{'amount':'50','currency':'EUR'}}]");
        link("wapp", ",'channel':'whatsapp'");
        link("tgram", ",'channel':'telegram'");
        link("mail", ",'channel':'email'");
        tap("wapp", 9).forEach(click -> sale(click, "purchase", "10", "EUR"));
        sale(tap("tgram", 2).get(0), "purchase", "77", "EUR");
        tap("mail", 5);
        server.awaitRecorded();
        String key = server.newKey("stats:read");
        JsonNode report = TestServer.json(
                server.send(server.request("/api/v1" + PATH).GET().setHeader("Authorization", "Bearer " + key)));
        description.check("Return", report);
        assertThat(report.get("smallCells").asInt()).isEqualTo(3);
        assertThat(row(report, "whatsapp").get("hidden").asBoolean()).isFalse();
        for (String hidden : List.of("telegram", "email")) {
            assertThat(row(report, hidden).get("hidden").asBoolean()).isTrue();
            assertThat(row(report, hidden).get("clicks").isNull()).isTrue();
            assertThat(row(report, hidden).get("accounts").isNull()).isTrue();
        }
        assertThat(report.at("/total/clicks").asInt()).isEqualTo(16);
        assertThat(account(report.get("total"), "EUR").get("covered").isNull()).isTrue();
        assertThat(report("").at("/rows/2/clicks").asInt()).isEqualTo(2);
    }

    @Test
    void theFileHasTheSameFigures() {
        campaign(",'costs':[{'channel':'whatsapp','cost':{'amount':'50','currency':'EUR'},'sent':40},"
                + "{'cost':{'amount':'5.5','currency':'CHF'}}]");
        link("wapp", ",'channel':'whatsapp'");
        sale(tap("wapp", 4).get(0), "=cmd", "60.00", "EUR");
        server.awaitRecorded();
        HttpResponse<String> file =
                server.send(server.request("/api/v1" + PATH).GET().setHeader("Accept", "text/csv"));
        assertThat(file.headers().firstValue("Content-Disposition")).contains("attachment; filename=\"return.csv\"");
        String none = ",".repeat(13);
        assertThat(file.body().lines().limit(4))
                .containsExactly(
                        "\uFEFFline,channel,sent,shares,clicks,visitors,conversions,converted,events,rate,rateLow,rateHigh,"
                                + "rateOfSent,rateOfSentLow,rateOfSentHigh,small,heard,revenue CHF,cost CHF,revenueOfCost CHF,"
                                + "costPerClick CHF,costPerConversion CHF,return CHF,revenue EUR,cost EUR,revenueOfCost EUR,"
                                + "costPerClick EUR,costPerConversion EUR,return EUR,"
                                + "part,links,hits,of,estimate,estimateLow,estimateHigh,baseline,ofWhat,lacking,"
                                + "windowDays,heardFrom,clickChannel,conversions of =cmd",
                        "row,whatsapp,40,0,4,4,1,1,'=cmd 1,0.250000,0.045587,0.699358,0.025000,0.004427,0.128814,true,,"
                                + ",,,,,,60.00,50.00,60.00,12.5000,50.0000,0.200000" + none + ",1",
                        "spentOnNone,,,,,,,,,,,,,,,,,,5.50,,,,,,,,,," + none + ",",
                        "total,,40,0,4,4,1,1,'=cmd 1,0.250000,0.045587,0.699358,0.025000,0.004427,0.128814,true,,"
                                + "0.00,5.50,0.00,1.3750,5.5000,-1.000000,60.00,50.00,60.00,12.5000,50.0000,0.200000"
                                + none + ",1");
    }

    @Test
    void eachEventHasAColumnOfItsOwn() {
        campaign("");
        link("wapp", ",'channel':'whatsapp'");
        link("mail", ",'channel':'email'");
        tap("wapp", 3).forEach(click -> sale(click, "purchase", "10", "EUR"));
        sale(tap("mail", 5).get(0), "lead", "0", "EUR");
        server.awaitRecorded();
        assertThat(lines(TestServer.ADMIN_KEY, "row"))
                .extracting(line -> line.get("conversions of lead") + " " + line.get("conversions of purchase"))
                .containsExactlyInAnyOrder("0 3", "1 0");
        assertThat(lines(TestServer.ADMIN_KEY, "total").get(0))
                .containsEntry("conversions of lead", "1")
                .containsEntry("conversions of purchase", "3");
        // Of few people only the sum is told.
        assertThat(lines(server.newKey("stats:read"), "total").get(0)).doesNotContainKey("conversions of lead");
    }

    @Test
    void aRowOfTheFileIsOfFewWhereEitherOfItsSharesIs() {
        campaign(",'costs':[{'channel':'whatsapp','audience':'club','sent':400}]");
        link("wapp", ",'channel':'whatsapp'");
        link("club", ",'channel':'whatsapp','audience':'club'");
        tap("wapp", 30).subList(0, 20).forEach(click -> sale(click, "purchase", "1", "EUR"));
        sale(tap("club", 1).get(0), "purchase", "1", "EUR");
        server.awaitRecorded();
        JsonNode row = row(report(""), "whatsapp");
        assertThat(row.at("/rate/small").asBoolean()).isFalse();
        assertThat(row.at("/rateOfSent/small").asBoolean()).isTrue();
        assertThat(lines(TestServer.ADMIN_KEY, "row").get(0)).containsEntry("small", "true");
    }

    /** The lines of the file that are of one kind, as values by the names of their columns. */
    private List<Map<String, String>> lines(String key, String kind) {
        HttpResponse<String> file = server.send(server.request("/api/v1" + PATH)
                .GET()
                .setHeader("Accept", "text/csv")
                .setHeader("Authorization", "Bearer " + key));
        List<String[]> cells =
                file.body().lines().map(line -> line.split(",", -1)).toList();
        List<String> names = List.of(cells.get(0));
        return cells.stream()
                .filter(line -> line[0].equals(kind))
                .map(line -> {
                    assertThat(line).hasSize(names.size());
                    return IntStream.range(1, line.length)
                            .boxed()
                            .filter(i -> !line[i].isEmpty())
                            .collect(Collectors.toMap(names::get, i -> line[i]));
                })
                .toList();
    }

    @Test
    void theFileSaysWhatItRestsOnWhatWasPassedOnAndTheLift() {
        campaign(
                ",'costs':[{'cost':{'amount':'10','currency':'EUR'},'sent':20}],'baseline':{'audience':'out','sent':10}");
        link("wapp", ",'channel':'whatsapp'");
        link("out", ",'channel':'whatsapp','audience':'out'");
        sale(tap("wapp", TestAgents.IN_WHATSAPP), "purchase", "20", "EUR");
        sale(tap("wapp", 5).get(0), "purchase", "21", "EUR");
        sale(tap("out", 2).get(0), "purchase", "500", "EUR");
        tap(passOn("wapp", "telegram"), 1);
        tap(passOn("wapp", "email"), 3);
        server.awaitRecorded();

        assertThat(lines(TestServer.ADMIN_KEY, "evidence"))
                .containsExactly(
                        Map.of(
                                "part",
                                "sure",
                                "clicks",
                                "1",
                                "visitors",
                                "1",
                                "conversions",
                                "1",
                                "converted",
                                "1",
                                "revenue EUR",
                                "20.00"),
                        Map.of(
                                "part",
                                "word",
                                "clicks",
                                "9",
                                "visitors",
                                "9",
                                "conversions",
                                "1",
                                "converted",
                                "1",
                                "revenue EUR",
                                "21.00"),
                        Map.of("part", "open", "clicks", "0", "visitors", "0", "conversions", "0", "converted", "0"));
        assertThat(lines(TestServer.ADMIN_KEY, "generation"))
                .extracting(line -> line.get("part") + " " + line.get("links") + " " + line.get("visitors"))
                .containsExactly("0 1 6", "1 2 4");
        assertThat(lines(TestServer.ADMIN_KEY, "further"))
                .extracting(line ->
                        line.get("part") + " " + line.get("of") + " " + line.get("estimate") + " " + line.get("small"))
                .containsExactly("1 2 2.000000 true", "null 2 2.000000 true");
        assertThat(lines(TestServer.ADMIN_KEY, "lift"))
                .extracting(line -> line.get("part") + " " + line.get("hits") + " " + line.get("of") + " "
                        + line.get("estimate") + " " + line.get("baseline") + " " + line.get("ofWhat"))
                .containsExactly(
                        "group 2 20 0.100000 audience sent",
                        "baseline 1 10 0.100000 audience sent",
                        "difference null null 0.000000 audience sent",
                        "ratio null null 1.000000 audience sent");
    }

    @Test
    void theFileSaysWhichConversionsCountWhatIsTiedToNoClickAndWhatPeopleSay() {
        campaign(",'conversionWindowDays':7,'conversionRule':'first-click'");
        link("wapp", ",'channel':'whatsapp'");
        List<String> clicks = tap("wapp", 3);
        for (int i = 0; i < 3; i++) {
            post(
                    "/conversions",
                    "{'clickId':'" + clicks.get(i) + "','event':'purchase','heardFrom':'"
                            + List.of("WhatsApp", "telegram", "=a friend").get(i) + "'}");
        }
        post("/conversions", "{'event':'purchase','campaign':'may','heardFrom':'Telegram'}");
        post("/conversions", "{'event':'purchase','campaign':'may','value':{'amount':'7','currency':'CHF'}}");
        post("/conversions", "{'clickId':'nonsense','event':'purchase','campaign':'may'}");
        server.awaitRecorded();

        assertThat(lines(TestServer.ADMIN_KEY, "terms"))
                .containsExactly(Map.of("part", "first-click", "windowDays", "7"));
        assertThat(lines(TestServer.ADMIN_KEY, "unattributed"))
                .containsExactly(
                        Map.of("part", "malformed", "conversions", "1"),
                        Map.of("part", "none", "conversions", "2", "revenue CHF", "7.00"));
        assertThat(lines(TestServer.ADMIN_KEY, "heard"))
                .containsExactlyInAnyOrder(
                        Map.of(
                                "part",
                                "tied",
                                "conversions",
                                "1",
                                "heardFrom",
                                "'=a friend",
                                "clickChannel",
                                "whatsapp"),
                        Map.of("part", "tied", "conversions", "1", "heardFrom", "telegram", "clickChannel", "whatsapp"),
                        Map.of("part", "tied", "conversions", "1", "heardFrom", "whatsapp", "clickChannel", "whatsapp"),
                        Map.of("part", "untied", "conversions", "1", "heardFrom", "telegram"));
        assertThat(lines(TestServer.ADMIN_KEY, "agreement"))
                .extracting(line ->
                        line.get("hits") + " " + line.get("of") + " " + line.get("estimate") + " " + line.get("small"))
                .containsExactly("1 2 0.500000 true");
        String key = server.newKey("stats:read");
        assertThat(lines(key, "terms")).hasSize(1);
        assertThat(lines(key, "unattributed")).isEmpty();
        assertThat(lines(key, "heard")).isEmpty();
        assertThat(lines(key, "agreement")).isEmpty();
    }

    @Test
    void whatAReportWithholdsHasNoLineInTheFile() {
        campaign(",'startsOn':'2026-05-03','baseline':{'before':true}");
        link("wapp", ",'channel':'whatsapp'");
        tap("wapp", TestAgents.IN_WHATSAPP);
        tap("wapp", 8);
        tap(passOn("wapp", "telegram"), 1);
        server.awaitRecorded();
        String key = server.newKey("stats:read");
        assertThat(lines(TestServer.ADMIN_KEY, "evidence")).hasSize(3);
        assertThat(lines(key, "evidence")).isEmpty();
        assertThat(lines(key, "generation").get(1)).isEqualTo(Map.of("part", "1", "links", "1", "hidden", "true"));
        assertThat(lines(key, "further")).isEmpty();
        assertThat(lines(key, "lift").get(0)).containsEntry("lacking", "days");
    }

    @Test
    void whatIsOfNoClickAndNoCampaignIsCountedByItself() {
        campaign("");
        String untied = "/conversions/unattributed";
        assertThat(server.ask(untied).get("items")).isEmpty();
        String value = "'value':{'amount':'7','currency':'EUR'}}";
        post("/conversions", "{'clickId':'nonsense','event':'purchase'," + value);
        post("/conversions", "{'clickId':'nonsense','event':'purchase','externalId':'gone'," + value);
        post("/conversions", "{'cancels':'gone'}");
        post("/conversions", "{'event':'purchase','campaign':'may'," + value);
        JsonNode counted = server.ask(untied);
        description.check("UnattributedList", counted);
        assertThat(counted.get("items")).hasSize(1);
        assertThat(counted.at("/items/0/reason").asText()).isEqualTo("malformed");
        assertThat(counted.at("/items/0/conversions").asInt()).isEqualTo(1);
        assertThat(counted.at("/items/0/revenue/0/amount").asText()).isEqualTo("7.00");
        String key = server.newKey("stats:read");
        assertThat(server.send(server.request("/api/v1" + untied).GET().setHeader("Authorization", "Bearer " + key))
                        .statusCode())
                .as("where figures of few people are hidden")
                .isEqualTo(403);
    }

    @Test
    void whatIsAskedWronglyIsNamed() {
        campaign("");
        assertThat(server.get("/api/v1/campaigns/nowhere/return").statusCode()).isEqualTo(404);
        HttpResponse<String> wrong = server.get("/api/v1" + PATH + "?by=mood&from=2026-01-01");
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(TestServer.json(wrong).get("errors")).hasSize(2);
    }

    @Test
    void aCampaignWithoutAVisitHasAReport() {
        campaign("");
        JsonNode report = report("");
        assertThat(report.get("rows")).isEmpty();
        assertThat(report.at("/total/rate").isNull()).isTrue();
        assertThat(report.at("/passingOn/further/mean").isNull()).isTrue();
        assertThat(report.get("lift").isNull()).isTrue();
    }
}
