package app.grapevine.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.service.TestServer;
import app.grapevine.storage.Dialect;
import app.grapevine.web.http.Bodies;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a campaign cost, to how many it was sent, and what its return is reckoned by, through the API. */
@ParameterizedClass
@EnumSource(Dialect.class)
class CampaignCostsApiTest {
    private static final String MAY = "/api/v1/campaigns/may";

    private static TestServer server;

    @Parameter
    Dialect dialect;

    @BeforeParameterizedClassInvocation
    static void start(Dialect dialect) {
        server = TestServer.start(dialect, Map.of());
    }

    @BeforeEach
    void makeCampaign() {
        server.clear();
        made("{'slug':'may','name':'May','startsOn':'2026-05-01'}");
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        server.close();
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }

    private static JsonNode tree(String text) {
        return Bodies.parse(json(text).getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode made(String campaign) {
        HttpResponse<String> made = server.post("/api/v1/campaigns", json(campaign));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return TestServer.json(made);
    }

    private static JsonNode changed(String patch) {
        HttpResponse<String> changed = server.patch(MAY, json(patch));
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
        assertThat(TestServer.json(server.get(MAY))).isEqualTo(TestServer.json(changed));
        return TestServer.json(changed);
    }

    @Test
    void costsAndNumbersSentAreOfChannelsAudiencesBothOrTheWhole() {
        String costs = "[{'channel':null,'audience':null,'cost':{'amount':'300.00','currency':'EUR'},'sent':null},"
                + "{'channel':null,'audience':'North','cost':null,'sent':40},"
                + "{'channel':'whatsapp','audience':null,'cost':{'amount':'9.90','currency':'CHF'},'sent':120},"
                + "{'channel':'whatsapp','audience':'South','cost':{'amount':'0.00','currency':'EUR'},'sent':25}]";
        JsonNode shown = changed("{'currency':'EUR','costs':" + costs + "}");
        assertThat(shown.get("costs")).as("currencies are kept apart").isEqualTo(tree(costs));
        assertThat(shown.get("currency").textValue()).isEqualTo("EUR");
        assertThat(changed(shown.toString())).as("sent back as it was got").isEqualTo(shown);
        assertThat(changed("{'costs':[{'sent':7}]}").at("/costs/0/sent").intValue())
                .isEqualTo(7);
    }

    @Test
    void aBaselineIsOneOfThreeAndChangesItsKind() {
        for (String baseline : List.of(
                "{'audience':'Kept out'}",
                "{'audience':'Kept out','sent':250}",
                "{'before':true}",
                "{'sent':1000,'conversions':12}")) {
            changed("{'baseline':null}");
            assertThat(changed("{'baseline':" + baseline + "}").get("baseline")).isEqualTo(tree(baseline));
        }
        String other = "{'baseline':{'audience':'Kept out','sent':null,'conversions':null}}";
        assertThat(changed(other).get("baseline")).isEqualTo(tree("{'audience':'Kept out'}"));
        assertThat(changed("{'baseline':null}").get("baseline").isNull()).isTrue();
    }

    @Test
    void windowAndRuleAreSaidOrLeftToTheDefaults() {
        JsonNode said = changed("{'conversionWindowDays':7,'conversionRule':'first-click'}");
        assertThat(said.get("conversionWindowDays").intValue()).isEqualTo(7);
        assertThat(said.get("conversionRule").textValue()).isEqualTo("first-click");
        JsonNode silent = changed("{'conversionWindowDays':null,'conversionRule':null}");
        assertThat(silent.get("conversionWindowDays").isNull()).isTrue();
        assertThat(silent.get("conversionRule").isNull()).isTrue();
    }

    private static HttpResponse<String> file(String query, String file) {
        return server.send(server.request(MAY + "/costs" + query)
                .setHeader("Content-Type", "text/csv")
                .POST(HttpRequest.BodyPublishers.ofByteArray(file.getBytes(StandardCharsets.UTF_8))));
    }

    private static List<String> taken(String query, String file) {
        HttpResponse<String> answer = file(query, file);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(server.get(MAY).body()).isEqualTo(answer.body());
        return costs(answer);
    }

    private static List<String> costs(HttpResponse<String> campaign) {
        List<String> costs = new ArrayList<>();
        TestServer.json(campaign)
                .get("costs")
                .forEach(cost -> costs.add(cost.get("channel").asText() + "|"
                        + cost.get("audience").asText() + "|"
                        + cost.get("sent").asText() + "|"
                        + cost.at("/cost/amount").asText() + "|"
                        + cost.at("/cost/currency").asText()));
        return costs;
    }

    private static List<String> faults(String query, String file) {
        HttpResponse<String> answer = file(query, file);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        List<String> faults = new ArrayList<>();
        TestServer.json(answer)
                .get("errors")
                .forEach(fault -> faults.add(
                        fault.get("field").asText() + " " + fault.get("code").asText()));
        return faults;
    }

    @Test
    void aFileReplacesTheCostsOfItsPlacesAndCanBeSentAgain() {
        changed("{'currency':'CHF','costs':[{'channel':'whatsapp','sent':5},{'audience':'North','sent':6}]}");
        String file = "Importo;Canale;Inviati;Gruppo\r\n1.249,00;WhatsApp;120;\r\n€ 9,90;;;South\r\n";
        for (int i = 0; i < 2; i++) {
            assertThat(taken("", file))
                    .as("without a currency in the campaign's")
                    .containsExactly("null|North|6||", "null|South|null|9.90|EUR", "whatsapp|null|120|1249.00|CHF");
        }
        assertThat(taken("?mode=replace-all", file))
                .containsExactly("null|South|null|9.90|EUR", "whatsapp|null|120|1249.00|CHF");
        assertThat(taken("?mode=merge", "channel,sent\n")).hasSize(2);
        assertThat(taken("?mode=replace-all", "channel,sent\n")).isEmpty();
    }

    @Test
    void aFileThatWasTakenAwayComesBack() {
        changed("{'costs':[{'cost':{'amount':'0.125','currency':'KWD'}},{'channel':'email','audience':'=1+1','sent':3},"
                + "{'channel':'email','audience':'a; b, c','cost':{'amount':'1249','currency':'JPY'},'sent':0},"
                + "{'audience':'-5','cost':{'amount':'1.249','currency':'KWD'}}]}");
        List<String> before = costs(server.get(MAY));
        for (String form :
                List.of("", "?separator=semicolon", "?separator=semicolon&decimals=comma", "?separator=tab")) {
            HttpResponse<String> away = server.get(MAY + "/costs" + form);
            assertThat(away.headers().firstValue("Content-Type")).hasValue("text/csv; charset=utf-8; header=present");
            assertThat(away.headers().firstValue("Content-Disposition"))
                    .hasValue("attachment; filename=\"costs-may.csv\"");
            changed("{'costs':[]}");
            assertThat(taken("", away.body())).as(away.body()).isEqualTo(before);
        }
    }

    @Test
    void everyWrongLineIsNamedAndNothingIsTaken() {
        List<String> before = taken("", "channel,sent\nsms,9\n");
        assertThat(faults("", """
                        channel,audience,sent,amount,currency
                        whatsapp,,12,,
                        pigeon,,12,,
                        email,,a dozen,1.249,EUR
                        whatsapp,,13,,
                        email,North,,,
                        email,"North,1,2,EUR
                        x,,1,2,EUR,3
                        ,none,,-5,LIRE
                        """))
                .containsExactlyInAnyOrder(
                        "lines[3].channel unknown-channel",
                        "lines[4].sent not-a-whole-number",
                        "lines[4].amount two-amounts",
                        "lines[5].channel cost-twice",
                        "lines[6].amount one-of-these",
                        "lines[7] open-quote",
                        "lines[8] surplus-cells",
                        "lines[9].audience means-none",
                        "lines[9].amount negative",
                        "lines[9].currency unknown-currency");
        assertThat(faults("", "channel,sent\nwhatsapp,12\npigeon,3\n"))
                .containsExactly("lines[3].channel unknown-channel");
        assertThat(faults("", "channel,amount\nwhatsapp,12\n"))
                .as("no currency anywhere")
                .containsExactly("lines[2].currency unknown-currency");
        assertThat(faults("", "channel,amonut,sent\nwhatsapp,12,1\n")).containsExactly("amonut unknown-column");
        assertThat(faults("", "channel,currency\nwhatsapp,EUR\n")).containsExactly("amount no-cost-column");
        assertThat(faults("", "amount,cost\n1,1\n")).containsExactly("amount repeated");
        assertThat(faults("", "sent\n" + "1\n".repeat(501))).containsExactly("lines too-many");
        assertThat(faults("?mode=some", "sent\n1\n")).containsExactly("mode not-one-of");
        assertThat(costs(server.get(MAY))).isEqualTo(before);
    }

    private static boolean isConnected() {
        return server.ask("/about").get("conversionsConnected").booleanValue();
    }

    private static String key(String more) {
        HttpResponse<String> key = server.post("/api/v1/keys", json("{'name':'Shop'," + more + "}"));
        assertThat(key.statusCode()).as(key.body()).isEqualTo(201);
        return TestServer.json(key).get("id").textValue();
    }

    @Test
    void conversionsAreConnectedWhileSomebodyMayReportThemOrOnceOneWasRecorded() {
        server.database().writeOnly(handle -> handle.execute("DELETE FROM conversions"));
        key("'scopes':['links:write','stats:read']");
        assertThat(isConnected()).as("an admin's key is for all things").isFalse();
        String shop = key("'scopes':['conversions:write']");
        assertThat(isConnected()).isTrue();
        server.delete("/api/v1/keys/" + shop);
        assertThat(isConnected()).isFalse();
        key("'scopes':['links:read','conversions:write'],'expiresAt':'"
                + server.clock().instant().plus(Duration.ofDays(1)) + "'");
        assertThat(isConnected()).isTrue();
        server.clock().advance(Duration.ofDays(2));
        assertThat(isConnected()).isFalse();
        String code = server.link("{'destination':'https://example.com/','trackConversions':true}");
        String location =
                server.tap("/" + code).headers().firstValue("Location").orElseThrow();
        String sale = "{'clickId':'" + location.replaceAll(".*gv_click=", "") + "','event':'sale'}";
        assertThat(server.post("/api/v1/conversions", json(sale)).statusCode()).isEqualTo(201);
        assertThat(isConnected()).isTrue();
    }

    @Test
    void moreThanACampaignMayHaveInAllAreRefused() {
        StringBuilder file = new StringBuilder("audience,sent\n");
        IntStream.range(0, 500).forEach(i -> file.append("group ").append(i).append(",1\n"));
        assertThat(taken("", file.toString())).hasSize(500);
        assertThat(faults("", "audience,sent\nanother,1\n")).containsExactly("costs too-many");
        assertThat(taken("?mode=replace-all", "audience,sent\nanother,1\n")).hasSize(1);
    }
}
