package app.grapevine.web.visit;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.CaseTable;
import app.grapevine.TestAgents;
import app.grapevine.privacy.CountryFile;
import app.grapevine.service.TestServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Where a link's rules lead its visits; the cases stand in {@code links/rules.csv} and in the documentation. */
class RulesApiTest {
    private static final CaseTable CASES = CaseTable.of("rules.csv");
    private static final String OWN = "https://shop.example/own";
    private static final String RULE = "https://rule.example/there";

    @TempDir
    private static Path directory;

    private static Path blocked;
    private static TestServer server;

    @BeforeAll
    static void start() throws IOException {
        Path countries = directory.resolve("countries.mmdb");
        new CountryFile().with("203.0.113.0/24", "DE").write(countries);
        blocked = Files.writeString(directory.resolve("blocked.txt"), "bad.example\n");
        server = TestServer.start(Map.of(
                "trusted.proxies",
                "127.0.0.0/8",
                "geo.database",
                countries.toString(),
                "destinations.blocked",
                blocked.toString()));
    }

    @BeforeEach
    void clear() throws IOException {
        server.clear();
        Files.writeString(blocked, "bad.example\n");
        server.runJobs();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String location(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Cache-Control")).contains("private, no-store");
        return answer.headers().firstValue("Location").orElse("");
    }

    private static String rule(String when) {
        return rule(when, RULE, "");
    }

    private static String rule(String when, String destination, String more) {
        return "{'when':" + when + ",'destination':'" + destination + "'" + more + "}";
    }

    private static String link(String rules, String more) {
        return server.link("{'destination':'" + OWN + "','rules':[" + rules + "]" + more + "}");
    }

    private static String link(String rules) {
        return link(rules, ",'forwardQuery':false");
    }

    private static JsonNode problem(String rules) {
        HttpResponse<String> answer = server.post(
                "/api/v1/links", ("{'destination':'" + OWN + "','rules':[" + rules + "]}").replace('\'', '"'));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        return TestServer.json(answer).get("errors");
    }

    static Stream<List<String>> cases() {
        return CASES.rows().stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aRuleHoldsOfWhatTheRequestSays(List<String> row) {
        String code = link(rule(row.get(0)));
        String path = "/" + code + (row.get(2).isEmpty() ? "" : "?" + row.get(2));
        String expected = row.get(3).equals("its own") ? OWN : RULE;
        String[] headers = RuleVisitors.headers(row.get(1));
        assertThat(location(server.visit("HEAD", path, headers)))
                .as("by a route")
                .isEqualTo(expected);
        assertThat(location(server.visit("GET", path, headers)))
                .as("ahead of the routes")
                .isEqualTo(expected);
    }

    @Test
    void theDocumentationHasTheCasesThatAreTested() {
        CASES.isIn(Path.of("src/docs/RULES.md"));
    }

    @Test
    void theFirstRuleThatHoldsDecidesAndIsReportedByItsNameOrPlace() {
        String code = link(rule("{'language':'it'}", "https://it.example/", ",'name':'italian'") + ","
                + rule("{'device':'ios'}") + "," + rule("{'app':'any'}", "https://in-app.example/", ""));
        List<String> visitors = List.of(
                "Safari on an iPhone, in Italian",
                "Safari on an iPhone",
                "WhatsApp, on Android",
                "Chrome on Windows",
                "Safari on an iPhone, in Italian, not to be tracked",
                "what fetches a card for Telegram");
        assertThat(visitors.stream()
                        .map(visitor -> location(server.visit("GET", "/" + code, RuleVisitors.headers(visitor)))))
                .containsExactly(
                        "https://it.example/", RULE, "https://in-app.example/", OWN, "https://it.example/", OWN);
        server.awaitRecorded();
        Map<String, Integer> clicks = new HashMap<>();
        server.ask("/stats?by=rule&code=" + code)
                .get("rows")
                .forEach(row ->
                        clicks.put(row.get("rule").asText(), row.get("clicks").asInt()));
        assertThat(clicks).isEqualTo(Map.of("italian", 1, "2", 1, "3", 1, "null", 1));
        assertThat(server.ask("/stats?rule=italian&rule=2&code=" + code)
                        .at("/total/clicks")
                        .asInt())
                .isEqualTo(2);
        assertThat(server.ask("/stats?rule=none&code=" + code)
                        .at("/total/suppressed")
                        .asInt())
                .as("of who asked not to be tracked nothing is kept of it")
                .isEqualTo(1);
        assertThat(server.ask("/stats?by=rule,country&rule=italian&code=" + code)
                        .at("/rows/0/clicks")
                        .asInt())
                .as("combined from single visits")
                .isEqualTo(1);
        List<String> listed = new ArrayList<>();
        server.ask("/clicks?kind=click&code=" + code)
                .get("items")
                .forEach(visit -> listed.add(visit.get("rule").asText()));
        assertThat(listed).containsExactly("null", "3", "2", "italian");
        assertThat(server.send(server.request("/api/v1/clicks?code=" + code).setHeader("Accept", "text/csv"))
                        .body())
                .contains(",rule,audience\r\n", ",italian,\r\n");
    }

    @Test
    void sharesPartVisitorsTheSameWayAllDayAndDoNotOverlap() {
        String code = link(
                rule("{'share':30}", "https://a.example/", "") + "," + rule("{'share':30}", "https://b.example/", ""));
        Map<String, Integer> found = new HashMap<>();
        for (int i = 0; i < 1000; i++) {
            String address = "198.51.100." + i % 250;
            String agent = TestAgents.IPHONE.replace("18_1 like", "18_" + i / 250 + " like");
            String first = location(server.visit("GET", "/" + code, "User-Agent", agent, "X-Forwarded-For", address));
            found.merge(first, 1, Integer::sum);
            if (i % 10 == 0) {
                assertThat(location(server.visit("HEAD", "/" + code, "User-Agent", agent, "X-Forwarded-For", address)))
                        .as("the same visitor, by the other way")
                        .isEqualTo(first);
            }
        }
        // Five standard deviations of a binomial distribution of 1,000 with 0.3 and with 0.4.
        assertThat(found.get("https://a.example/")).isBetween(227, 373);
        assertThat(found.get("https://b.example/")).isBetween(227, 373);
        assertThat(found.get(OWN)).isBetween(322, 478);
    }

    @Test
    void whatHoldsForTheDestinationHoldsForRules() {
        String code = link(
                rule("{'device':'ios'}", "https://rule.example/?a=1#part", ""),
                ",'channel':'whatsapp','maxClicks':2,'trackConversions':true,'forwardQuery':true,'people':9");
        assertThat(location(server.tap("/" + code + "?q=%C3%A9")))
                .matches("https://rule\\.example/\\?a=1&utm_source=whatsapp&utm_medium=dark-social&q=%C3%A9"
                        + "&gv_click=\\w+#part");
        assertThat(location(server.tap("/" + code + "~q"))).startsWith("https://rule.example/?a=1&utm_source=qr&");
        assertThat(server.tap("/" + code).statusCode()).as("used up").isEqualTo(410);
    }

    @Test
    void aCardIsThatOfTheLinksOwnDestination() {
        String code = link(rule("{'share':99}") + "," + rule("{'device':'ios'}"), ",'card':{'title':'A card'}");
        HttpResponse<String> card = server.visit("GET", "/" + code, "User-Agent", TestAgents.WHATSAPP_FETCHER);
        assertThat(card.statusCode()).isEqualTo(200);
        assertThat(card.body()).contains("A card", OWN).doesNotContain(RULE);
    }

    @Test
    void aRuleToAHostThatIsBlockedSinceLeadsNobodyThere() throws IOException {
        String code = link(rule("{'device':'ios'}", "https://later.example/", ""));
        assertThat(location(server.tap("/" + code))).isEqualTo("https://later.example/");
        Files.writeString(blocked, "later.example\n# longer than before\n");
        server.runJobs();
        for (String method : List.of("GET", "HEAD")) {
            assertThat(server.visit(method, "/" + code, "User-Agent", TestAgents.IPHONE)
                            .statusCode())
                    .isEqualTo(410);
            assertThat(location(server.visit(method, "/" + code, "User-Agent", RuleVisitors.WINDOWS)))
                    .isEqualTo(OWN);
        }
        assertThat(server.ask("/links/" + code).get("blocked").asBoolean()).isTrue();
        server.awaitRecorded();
        assertThat(server.ask("/stats?code=" + code).at("/total/clicks").asInt())
                .as("no visit")
                .isEqualTo(2);
    }

    @Test
    void aLinkIsFoundBySearchAndByHostOfItsRules() {
        String code = link(rule("{'device':'ios'}", "https://münchen.example:8443/Größe", "") + ","
                + rule("{'device':'android'}", "https://other.example", ""));
        link(rule("{'device':'ios'}", "https://elsewhere.example/münchen", ""), ",'code':'another'");
        assertThat(server.ask("/links?host=other.example").get("items").findValuesAsText("code"))
                .containsExactly(code);
        assertThat(server.ask("/links?host=xn--mnchen-3ya.example").get("items").findValuesAsText("code"))
                .containsExactly(code);
        assertThat(server.ask("/links?host=example.com").get("items")).isEmpty();
        for (String words : List.of("M%C3%9CNCHEN.example", "gr%C3%B6sse", "other.EXAMPLE", "xn--mnchen")) {
            assertThat(server.ask("/links?search=" + words).get("items").findValuesAsText("code"))
                    .as(words)
                    .containsExactly(code);
        }
        server.post("/api/v1/links/status", "{\"status\":\"disabled\",\"filter\":{\"host\":\"other.example\"}}");
        assertThat(server.tap("/" + code).statusCode()).isEqualTo(410);
    }

    @Test
    void rulesAreShownAsTheyWereGivenAndChangedAsAWhole() {
        String code = link(rule(
                "{'device':['ios','desktop'],'system':'IOS','app':['instagram'],'country':['de','AT'],'language':'DE',"
                        + "'after':'2026-01-01T00:00:00.5Z','before':'2027-01-01T00:00:00Z',"
                        + "'query':[{'name':'a=b','value':'x, y=z'}],'share':7}",
                RULE,
                ",'name':'all'"));
        assertThat(server.ask("/links/" + code).get("rules").toString().replace('"', '\''))
                .isEqualTo("[{'name':'all','when':{'device':['ios','desktop'],'system':['ios'],'app':['instagram'],"
                        + "'country':['DE','AT'],'language':['de'],'after':'2026-01-01T00:00:00.500Z',"
                        + "'before':'2027-01-01T00:00:00Z','query':[{'name':'a=b','value':'x, y=z'}],'share':7},"
                        + "'destination':'" + RULE + "'}]");
        HttpResponse<String> changed = server.patch("/api/v1/links/" + code, "{\"title\":\"x\"}");
        assertThat(TestServer.json(changed).get("rules")).hasSize(1);
        server.patch(
                "/api/v1/links/" + code,
                "{\"rules\":[{\"when\":{\"device\":\"ios\"},\"destination\":\"" + RULE + "\"}]}");
        assertThat(location(server.tap("/" + code))).as("heard of at once").isEqualTo(RULE);
        server.patch("/api/v1/links/" + code, "{\"rules\":null}");
        assertThat(server.ask("/links/" + code).get("rules")).isEmpty();
        assertThat(location(server.tap("/" + code))).startsWith(OWN);
        assertThat(server.ask("/audit?action=link.changed").get("items").toString())
                .contains("all rule.example", "1 rule.example");
    }

    @Test
    void aRuleWhoseHostIsRefusedSinceDoesNotKeepTheLinkFromChange() throws IOException {
        String code = link(rule("{'device':'ios'}", "https://later.example/", ""));
        Files.writeString(blocked, "later.example\n# longer than before\n");
        server.runJobs();
        String same = "{\"when\":{\"device\":\"ios\"},\"destination\":\"https://later.example/\"}";
        assertThat(server.patch("/api/v1/links/" + code, "{\"title\":\"x\"}").statusCode())
                .isEqualTo(200);
        assertThat(server.patch(
                                "/api/v1/links/" + code,
                                "{\"rules\":[{\"when\":{\"device\":\"desktop\"},\"destination\":\"" + OWN + "\"},"
                                        + same + "]}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(server.patch("/api/v1/links/" + code, "{\"rules\":[" + same.replace("later", "a.later") + "]}")
                        .statusCode())
                .isEqualTo(422);
    }

    /** Rules, and the field and the code of what is wrong with them. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'destination':'https://a.example/'} | rules[0].when | missing",
                "{'when':{},'destination':'https://a.example/'} | rules[0].when | none-named",
                "{'when':{'device':'ios'}} | rules[0].destination | missing",
                "{'when':{'device':'phone'},'destination':'https://a.example/'} | rules[0].when.device | not-one-of",
                "{'when':{'system':'os2'},'destination':'https://a.example/'} | rules[0].when.system | not-one-of",
                "{'when':{'app':'imessage'},'destination':'https://a.example/'} | rules[0].when.app | not-one-of",
                "{'when':{'country':['DE','ZZ']},'destination':'https://a.example/'} | rules[0].when.country | unknown-country",
                "{'when':{'language':'de-AT'},'destination':'https://a.example/'} | rules[0].when.language | unknown-language",
                "{'when':{'share':0},'destination':'https://a.example/'} | rules[0].when.share | out-of-range",
                "{'when':{'share':100},'destination':'https://a.example/'} | rules[0].when.share | out-of-range",
                "{'when':{'share':1.5},'destination':'https://a.example/'} | rules[0].when.share | not-a-whole-number",
                "{'when':{'after':'soon'},'destination':'https://a.example/'} | rules[0].when.after | not-a-time",
                "{'when':{'after':'2026-01-02T00:00:00Z','before':'2026-01-02T00:00:00Z'},'destination':'https://a.example/'}"
                        + " | rules[0].when.before | not-later",
                "{'when':{'query':[{'value':'x'}]},'destination':'https://a.example/'} | rules[0].when.query[0].name | missing",
                "{'when':{'query':'ref'},'destination':'https://a.example/'} | rules[0].when.query | not-a-list",
                "{'when':{'moon':'full'},'destination':'https://a.example/'} | rules[0].when.moon | unknown-field",
                "{'when':{'device':7},'destination':'https://a.example/'} | rules[0].when.device | not-a-list",
                "{'when':{'device':'ios'},'destination':'https://bad.example/'} | rules[0].destination | blocked-host",
                "{'when':{'device':'ios'},'destination':'http://10.0.0.1/'} | rules[0].destination | private-address",
                "{'when':{'device':'ios'},'destination':'https://go.example/x'} | rules[0].destination | own-address",
                "{'when':{'device':'ios'},'destination':'nowhere'} | rules[0].destination | not-http",
                "{'when':{'device':'ios'},'destination':'javascript:alert(1)'} | rules[0].destination | scheme-not-allowed",
                "{'when':{'device':'ios'},'destination':'myapp://x'} | rules[0].destination | scheme-not-allowed",
                "{'when':{'device':'ios'},'destination':'https://a.example/','fallback':'https://b.example/'}"
                        + " | rules[0].fallback | needs-app",
                "{'name':'A B','when':{'device':'ios'},'destination':'https://a.example/'} | rules[0].name | not-a-slug",
                "{'name':'none','when':{'device':'ios'},'destination':'https://a.example/'} | rules[0].name | means-none",
                "{'when':{'device':'ios'},'destination':'https://a.example/'},"
                        + "{'name':'1','when':{'share':5},'destination':'https://a.example/'} | rules[1].name | taken",
            })
    void whatIsWrongWithARuleIsToldByItsPlace(String rules, String field, String code) {
        JsonNode errors = problem(rules);
        assertThat(errors.findValuesAsText("field")).containsOnly(field);
        assertThat(errors.findValuesAsText("code")).containsOnly(code);
    }

    @Test
    void aLinkHasTwentyRulesAtMostAndAsLongOnesAsThereCanBe() {
        String many = rule("{'device':'ios'}");
        assertThat(problem((many + ",").repeat(20) + many).findValuesAsText("field"))
                .containsExactly("rules");
        String parameter = "{'name':'" + "é".repeat(100) + "','value':'" + "é".repeat(200) + "'}";
        String longest = rule(
                "{'device':'ios','language':'de','query':[" + (parameter + ",").repeat(4) + parameter + "]}",
                "https://rule.example/" + "%C3%A9".repeat(337),
                "");
        String code = link((longest + ",").repeat(19) + longest);
        assertThat(server.ask("/links/" + code).get("rules")).hasSize(20);
        assertThat(location(server.tap("/" + code))).isEqualTo(OWN);
    }

    @Test
    void wherePagesSayThatALinkCanLeadElsewhereToo() {
        String code = link(rule("{'device':'ios'}"));
        assertThat(server.visit("GET", "/" + code + "+", "Accept-Language", "it")
                        .body())
                .contains(OWN, RULE, "Su altri dispositivi");
        String guarded = link(rule("{'device':'ios'}"), ",'maxClicks':3");
        assertThat(server.visit("GET", "/" + guarded + "+").body()).doesNotContain(OWN, RULE);
        assertThat(server.visit("GET", "/" + link("") + "+").body()).doesNotContain("class=\"others\"");
    }

    @Test
    void manyLinksAtOnceAndSharedOnesHaveRulesToo() {
        String rules = "\"rules\":[{\"when\":{\"device\":\"ios\"},\"destination\":\"" + RULE + "\"}]";
        JsonNode bulk = TestServer.json(server.post(
                "/api/v1/links/bulk",
                "[{\"destination\":\"" + OWN + "\",\"code\":\"bulky\"," + rules + "},{\"destination\":\"" + OWN
                        + "\",\"rules\":[{\"when\":{},\"destination\":\"" + RULE + "\"}]}]"));
        assertThat(bulk.toString()).contains("rules[0].when");
        assertThat(location(server.tap("/bulky"))).isEqualTo(RULE);
        JsonNode set = TestServer.json(server.post(
                "/api/v1/share-sets", "{\"destination\":\"" + OWN + "\",\"channels\":[\"whatsapp\"]," + rules + "}"));
        String code = server.ask("/links?shareSet=" + set.get("id").asText())
                .at("/items/0/code")
                .asText();
        assertThat(location(server.tap("/" + code))).startsWith(RULE + "?utm_source=whatsapp");
    }
}
