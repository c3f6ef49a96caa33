package app.grapevine.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.grapevine.TestAgents;
import app.grapevine.service.TestServer;
import app.grapevine.web.site.OpenApi;
import app.grapevine.web.site.Shapes;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reports, single visits and conversions, of visits that came the way all visits come. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReportsApiTest {

    private final Shapes description = new Shapes(OpenApi.read());
    private TestServer server;
    private String clickId;

    @BeforeAll
    void visit() {
        server = TestServer.start();
        link(
                "{\"destination\":\"https://shop.example/\",\"code\":\"boots\",\"channel\":\"telegram\",\"campaign\":\"may\","
                        + "\"tags\":[\"a\",\"b\"],\"title\":\"=1+1\",\"trackConversions\":true}");
        link("{\"destination\":\"https://shop.example/\",\"code\":\"shoes\"}");
        String location = redirect("/boots", "User-Agent", TestAgents.IPHONE);
        clickId = location.replaceAll(".*gv_click=([0-9A-Za-z]+).*", "$1");
        redirect("/boots", "User-Agent", TestAgents.IPHONE, "Referer", "https://web.telegram.org/");
        redirect("/boots", "User-Agent", TestAgents.TELEGRAM_FETCHER);
        redirect("/boots", "User-Agent", TestAgents.TELEGRAM_FETCHER);
        redirect("/boots", "User-Agent", TestAgents.BOT);
        redirect("/shoes", "User-Agent", TestAgents.IPHONE, "Sec-GPC", "1");
        Awaitility.await().until(() -> stats("").at("/total/suppressed").asInt() == 1);
    }

    private void link(String json) {
        assertThat(server.post("/api/v1/links", json).statusCode()).isEqualTo(201);
    }

    private String redirect(String path, String... headers) {
        HttpResponse<String> answer =
                server.send(server.request(path).headers(headers).GET());
        assertThat(answer.statusCode()).isEqualTo(302);
        return answer.headers().firstValue("Location").orElseThrow();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private JsonNode stats(String query) {
        HttpResponse<String> answer = server.get("/api/v1/stats" + query);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        description.check("StatsAnswer", TestServer.json(answer));
        return TestServer.json(answer);
    }

    @Test
    void sharesByAppAreNamedByWhoFetches() {
        JsonNode rows = stats("?by=previewBy&code=boots").get("rows");
        assertThat(column(rows, "previewBy")).containsExactly("null", "telegram");
        assertThat(column(rows, "sharesAre")).containsExactly("null", "lower-bound");
        assertThat(get("/api/v1/stats?by=channel,previewBy&code=boots", "text/csv")
                        .body())
                .startsWith("\uFEFFchannel,previewBy,sharesAre,clicks,")
                .contains("telegram,telegram,lower-bound,0,");
    }

    @Test
    void questionsAskedTogetherAreAnsweredAsEachAlone() {
        List<String> questions = List.of(
                "by=channel&limit=1",
                "by=time,tier&interval=week&tz=Europe%2FRome",
                "campaign=may&campaign=none&conversions=false",
                "by=link,origin&tag=a");
        String all = questions.stream()
                .map(question -> "question=" + URLEncoder.encode(question, StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        JsonNode together = TestServer.json(server.get("/api/v1/stats/several?" + all));
        description.check("StatsAnswers", together);
        for (int i = 0; i < questions.size(); i++) {
            ObjectNode alone = (ObjectNode) stats("?" + questions.get(i));
            ObjectNode among = (ObjectNode) together.at("/items/" + i);
            alone.remove("asOf");
            among.remove("asOf");
            // Left out, the end is the next quarter-hour, which may have come in between.
            ((ObjectNode) alone.get("query")).remove("to");
            ((ObjectNode) among.get("query")).remove("to");
            assertThat(among).as(questions.get(i)).isEqualTo(alone);
        }
    }

    @Test
    void oneFaultyQuestionAmongSeveralIsNamed() {
        JsonNode problem =
                TestServer.json(server.get("/api/v1/stats/several?question=by%3Dchannel&question=by%3Dmood"));
        assertThat(problem.at("/errors/0/field").asText()).isEqualTo("question[1].by");
        assertThat(server.get("/api/v1/stats/several").statusCode()).isEqualTo(422);
        assertThat(server.get("/api/v1/stats/several?by=channel").statusCode()).isEqualTo(422);
        assertThat(server.get("/api/v1/stats/several?" + "question=by&".repeat(21))
                        .statusCode())
                .isEqualTo(422);
    }

    private HttpResponse<String> get(String path, String accept) {
        return server.send(server.request(path).setHeader("Accept", accept).GET());
    }

    private static List<String> column(JsonNode list, String name) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(row -> row.get(name).asText())
                .toList();
    }

    @Test
    void visitsAreCountedAsWhatTheyAre() {
        JsonNode total = stats("").get("total");
        assertThat(total.get("clicks").asInt()).isEqualTo(2);
        assertThat(total.get("visitors").asInt()).isEqualTo(1);
        assertThat(total.get("previews").asInt()).isEqualTo(2);
        assertThat(total.get("shares").asInt()).isEqualTo(1);
        assertThat(total.get("bots").asInt()).isEqualTo(1);
        assertThat(total.get("suppressed").asInt()).isEqualTo(1);
        assertThat(total.get("darkBefore").asInt()).isEqualTo(1);
        assertThat(total.get("darkAfter").asInt()).isZero();
    }

    @Test
    void theQuestionIsRepeatedAsItWasAnswered() {
        JsonNode query = stats("?from=2026-05-01&to=2026-05-02T00:07:00Z&tz=Europe/Berlin&by=time,tag&interval=hour"
                        + "&tag=a&tag=none")
                .get("query");
        assertThat(query.get("from").asText()).isEqualTo("2026-04-30T22:00:00Z");
        assertThat(query.get("to").asText()).isEqualTo("2026-05-02T00:15:00Z");
        assertThat(query.get("interval").asText()).isEqualTo("hour");
        assertThat(query.get("by")).hasToString("[\"time\",\"tag\"]");
        assertThat(query.get("filters")).hasToString("{\"tag\":[\"a\",\"none\"]}");
    }

    @Test
    void everyDimensionCanBeAskedFor() {
        for (String by : List.of(
                "channel",
                "origin",
                "tier",
                "visibility",
                "link",
                "campaign",
                "tag",
                "shareSet",
                "audience",
                "generation",
                "country",
                "device",
                "os",
                "browser",
                "referrer",
                "language",
                "previewBy",
                "setApart")) {
            JsonNode rows = stats("?by=" + by).get("rows");
            assertThat(rows).isNotEmpty();
            assertThat(rows.get(0).has(by)).isTrue();
            assertThat(stats("?by=time," + by).get("rows")).isNotEmpty();
        }
        assertThat(column(stats("?by=link").get("rows"), "link")).containsExactly("boots", "shoes");
        assertThat(column(stats("?by=link").get("rows"), "domain")).containsOnly("go.example");
        assertThat(column(stats("?by=time").get("rows"), "clicks"))
                .hasSize(30)
                .last()
                .isEqualTo("2");
        assertThat(stats("?by=country,device").get("rows")).isNotEmpty();
    }

    @Test
    void conversionsAreLeftOutWhereNobodyWantsThem() {
        JsonNode whole = stats("?by=channel");
        JsonNode without = stats("?by=channel&conversions=false");

        assertThat(whole.get("total").has("conversions")).isTrue();
        assertThat(without.get("total").properties().stream().map(Map.Entry::getKey))
                .contains("clicks", "darkAfter")
                .doesNotContain("conversions", "revenue", "otherRevenue");
        assertThat(without.at("/rows/0").has("revenue")).isFalse();
        assertThat(column(without.get("rows"), "clicks")).isEqualTo(column(whole.get("rows"), "clicks"));
        assertThat(get("/api/v1/stats?by=channel&conversions=false", "text/csv")
                        .body()
                        .lines()
                        .findFirst())
                .hasValue("\uFEFFchannel,clicks,visitors,previews,shares,bots,suppressed,darkBefore,darkAfter,unusual");
    }

    @Test
    void aSpreadsheetOfAnotherLanguageGetsItsOwnSeparatorsWhereTheyAreAskedFor() {
        String query = "/api/v1/stats?by=link&separator=semicolon&decimals=";
        assertThat(get(query + "comma", "text/csv").body())
                .startsWith("\uFEFFlink;domain;title;clicks;")
                .contains("\r\nshoes;go.example;;0;0;0;0;0;1;0;0;0;0;0,00;EUR;\r\n");
        assertThat(get(query + "point", "text/csv").body()).contains(";0.00;EUR;");
        assertThat(get("/api/v1/clicks?separator=tab", "text/csv").body()).startsWith("\uFEFFid\tat\tcode\t");
        assertThat(get("/api/v1/audit?separator=semicolon", "text/csv").body().split("\r\n")[0])
                .startsWith("\uFEFF")
                .contains(";")
                .doesNotContain(",");
        for (String bad : List.of("separator=colon", "decimals=comma", "separator=tab&decimals=comma")) {
            assertThat(get("/api/v1/stats?by=link&" + bad, "text/csv").statusCode())
                    .isEqualTo(422);
        }
        assertThat(get("/api/v1/stats?separator=tab", "application/json").statusCode())
                .isEqualTo(422);
    }

    @Test
    void theRowsComeAsCsvThatASpreadsheetMayOpen() {
        HttpResponse<String> csv = get("/api/v1/stats?by=link", "text/csv");
        assertThat(csv.headers().firstValue("Content-Type")).hasValue("text/csv; charset=utf-8; header=present");
        assertThat(csv.body())
                .startsWith("\uFEFFlink,domain,title,clicks,visitors,")
                .contains("\r\nboots,go.example,'=1+1,2,1,2,1,1,0,1,0,0,")
                .contains("\r\nshoes,go.example,,0,0,0,0,0,1,0,0,0,0,0.00,EUR,\r\n");
        assertThat(get("/api/v1/stats", "text/csv").body().lines()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "stats?from=2026-05-02&to=2026-05-01, from",
        "stats?tz=Mars/Olympus, tz",
        "stats?by=colour, by",
        "stats?by=time&interval=hour&from=2025-05-01, interval",
        "stats?interval=day, interval",
        "stats?tier=sure, tier",
        "stats?colour=red, colour",
        "stats?tag=%00, tag",
        "stats?tag=%FF, tag",
        "stats?limit=0, limit",
        "stats?conversions=no, conversions",
        "clicks?cursor=abc, cursor",
        "clicks?limit=501, limit",
        "clicks?kind=person, kind",
        "clicks?from=tomorrow, from",
        "clicks?by=time, by"
    })
    void whatIsWrongIsNamed(String path, String parameter) {
        HttpResponse<String> answer = server.get("/api/v1/" + path);
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(column(TestServer.json(answer).get("errors"), "field")).containsExactly(parameter);
    }

    @Test
    void visitsAreListedNewestFirstAndByThePage() {
        HttpResponse<String> first = server.get("/api/v1/clicks?limit=4");
        description.check("VisitList", TestServer.json(first));
        JsonNode page = TestServer.json(first);
        assertThat(column(page.get("items"), "kind")).hasSize(4);
        JsonNode rest = TestServer.json(
                server.get("/api/v1/clicks?limit=4&cursor=" + page.get("next").asText()));
        assertThat(column(rest.get("items"), "id"))
                .hasSize(2)
                .doesNotContainAnyElementsOf(column(page.get("items"), "id"));
        assertThat(rest.get("next").isNull()).isTrue();
        assertThat(column(rest.get("items"), "id")).contains(clickId);
        JsonNode clicks = TestServer.json(server.get("/api/v1/clicks?kind=click&referrer=web.telegram.org"));
        JsonNode click = clicks.get("items").get(0);
        assertThat(clicks.get("items")).hasSize(1);
        assertThat(click.get("tier").asText()).isEqualTo("confirmed");
        assertThat(click.get("evidence").get(0).get("value").asText()).contains("web.telegram.org");
    }

    @Test
    void allVisitsAreStreamedAsLinesOrAsCsv() {
        HttpResponse<String> lines = get("/api/v1/clicks", "application/x-ndjson");
        assertThat(lines.headers().firstValue("Content-Type")).hasValue("application/x-ndjson");
        assertThat(lines.body().lines()).hasSize(6).allMatch(line -> line.startsWith("{\"id\":\""));
        HttpResponse<String> csv =
                get("/api/v1/clicks?kind=bot", "text/html;q=0.1, text/csv;q=0.9, application/json;q=0.5");
        assertThat(csv.body()).startsWith("\uFEFFid,at,code,domain,kind,channel,");
        assertThat(csv.body().lines()).hasSize(2);
        HttpResponse<String> head = server.send(server.request("/api/v1/clicks")
                .setHeader("Accept", "text/csv")
                .method("HEAD", java.net.http.HttpRequest.BodyPublishers.noBody()));
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(get("/api/v1/clicks?cursor=abc", "text/csv").statusCode()).isEqualTo(422);
    }

    @Test
    void aConversionIsRecordedOnceAndReportedUnderItsClick() {
        int before = stats("?campaign=may").at("/total/conversions").asInt();
        String body = "{\"clickId\":\"" + clickId + "\",\"event\":\"sale\",\"externalId\":\"order-1\","
                + "\"value\":{\"amount\":\"49.90\",\"currency\":\"EUR\"}}";
        HttpResponse<String> first = server.post("/api/v1/conversions", body);
        assertThat(first.statusCode()).isEqualTo(201);
        description.check("Conversion", TestServer.json(first));
        HttpResponse<String> again = server.post("/api/v1/conversions", body);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body());
        JsonNode row = stats("?by=origin&campaign=may").get("rows").get(0);
        assertThat(row.get("origin").asText()).isEqualTo("telegram");
        assertThat(row.get("conversions").asInt()).isEqualTo(before + 1);
        assertThat(row.get("revenue")).hasToString("{\"amount\":\"49.90\",\"currency\":\"EUR\"}");
    }

    @Test
    void aConversionOfNoClickIsKeptWithTheReason() {
        int before = stats("?campaign=may").get("total").get("conversions").asInt();
        String body = "{\"clickIds\":[\"abc\"],\"event\":\"sale\",\"externalId\":\"order-2\",\"campaign\":\"may\","
                + "\"heardFrom\":\"WhatsApp\"}";
        HttpResponse<String> first = server.post("/api/v1/conversions", body);
        assertThat(first.statusCode()).isEqualTo(201);
        JsonNode kept = TestServer.json(first);
        description.check("Conversion", kept);
        assertThat(kept.get("clickId").isNull()).isTrue();
        assertThat(kept.get("reason").asText()).isEqualTo("malformed");
        assertThat(kept.get("campaign").asText()).isEqualTo("may");
        assertThat(kept.get("heardFrom").asText()).isEqualTo("whatsapp");
        assertThat(stats("?campaign=may").get("total").get("conversions").asInt())
                .isEqualTo(before);
        HttpResponse<String> known =
                server.post("/api/v1/conversions", "{\"clickIds\":[\"abc\",\"" + clickId + "\"],\"event\":\"sale\"}");
        assertThat(TestServer.json(known).get("clickId").asText()).isEqualTo(clickId);
        assertThat(stats("?campaign=may").get("total").get("conversions").asInt())
                .isEqualTo(before + 1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | event",
                "{\"clickId\":\"abc\",\"clickIds\":[],\"event\":\"sale\"} | clickIds",
                "{\"clickIds\":[\"abc\",7],\"event\":\"sale\"} | clickIds[1]",
                "{\"event\":\"sale\",\"campaign\":\"nobodys\"} | campaign",
                "{\"event\":\"sale\",\"heardFrom\":\"none\"} | heardFrom",
                "{\"cancels\":\"order-1\",\"clickIds\":[]} | clickIds",
                "{\"clickId\":\"abc\",\"event\":\"\"} | event",
                "{\"clickId\":\"abc\",\"event\":\"a\",\"value\":{\"amount\":\"-1e14\",\"currency\":\"EUR\"}} | value.amount",
                "{\"cancels\":\"order-1\",\"event\":\"sale\"} | event",
                "{\"cancels\":\"order-1\",\"value\":null} | value",
                "{\"cancels\":\"\"} | cancels",
                "{\"cancels\":7} | cancels",
                "{\"clickId\":\"abc\",\"event\":\"a\",\"value\":{\"amount\":1,\"currency\":\"EUR\"}} | value.amount",
                "{\"clickId\":\"abc\",\"event\":\"a\",\"value\":{\"amount\":\"1\"}} | value.currency",
                "{\"clickId\":\"abc\",\"event\":\"a\",\"occurredAt\":\"2027-01-01T00:00:00Z\"} | occurredAt",
                "{\"clickId\":\"abc\",\"event\":\"a\",\"price\":1} | price"
            })
    void aWrongConversionIsRefusedByTheFieldsName(String body, String field) {
        HttpResponse<String> answer = server.post("/api/v1/conversions", body);
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(column(TestServer.json(answer).get("errors"), "field")).contains(field);
    }

    @Test
    void keysNeedTheirScopes() {
        String reader = server.newKey("stats:read");
        String writer = server.newKey("conversions:write");
        assertThat(status("/api/v1/stats", reader)).isEqualTo(200);
        assertThat(status("/api/v1/clicks", reader)).isEqualTo(200);
        assertThat(status("/api/v1/stats", writer)).isEqualTo(403);
        assertThat(status("/api/v1/clicks", server.newKey("links:read"))).isEqualTo(403);
        assertThat(server.post("/api/v1/conversions", "{}", "Authorization", "Bearer " + reader)
                        .statusCode())
                .isEqualTo(403);
    }

    private int status(String path, String key) {
        return server.send(server.request(path)
                        .setHeader("Authorization", "Bearer " + key)
                        .GET())
                .statusCode();
    }

    @Test
    void anExportThatBreaksOffDoesNotLookComplete() {
        try (LogOf log = new LogOf(ClicksApi.class)) {
            breakOff();
            assertThat(log.lines())
                    .containsExactly("ERROR an export broke off with the trace of java.lang.IllegalArgumentException");
        }
    }

    private static void breakOff() {
        try (TestServer broken = TestServer.start()) {
            broken.post("/api/v1/links", "{\"destination\":\"https://shop.example/\",\"code\":\"boots\"}");
            broken.database().writeOnly(handle -> {
                handle.execute("""
                        INSERT INTO clicks (node, sequence, at, link_id, kind, rules_version, first_of_day)
                        SELECT 1, n.x, 1767225600000 + n.x, l.id, 'BOT', 1, FALSE FROM SYSTEM_RANGE(2, 3000) AS n (x), links l""");
                handle.execute("""
                        INSERT INTO clicks (node, sequence, at, link_id, kind, rules_version, first_of_day)
                        SELECT 1, 1, 1767225600000, l.id, 'BROKEN', 1, FALSE FROM links l""");
            });
            assertThatThrownBy(() -> broken.send(broken.request("/api/v1/clicks")
                            .setHeader("Accept", "application/x-ndjson")
                            .GET()))
                    .isInstanceOf(UncheckedIOException.class);
        }
    }
}
