package app.grapevine.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.TestAgents;
import app.grapevine.service.TestServer;
import app.grapevine.storage.Dialect;
import app.grapevine.web.site.OpenApi;
import app.grapevine.web.site.Shapes;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The flow of clicks, when links were first shared, and what is written down beside them. */
@ParameterizedClass
@EnumSource(Dialect.class)
class FlowApiDbTest {
    private static final String NOTES = "/campaigns/may/notes";

    @Parameter
    Dialect dialect;

    private final Shapes description = new Shapes(OpenApi.read());
    private TestServer server;
    private int people;

    @BeforeEach
    void start() {
        server = TestServer.start(dialect, Map.of("trusted.proxies", "127.0.0.0/8", "reports.small.cells", "3"));
        link("mothers", ",'channel':'whatsapp','audience':'Mamme Porta Romana'");
        link("press", ",'channel':'email','audience':'Stampa','title':'For the press'");
    }

    @AfterEach
    void stop() {
        server.close();
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
        return answer.headers().firstValue("Location").orElseThrow().replaceAll(".*gv_click=([0-9A-Za-z]+).*", "$1");
    }

    private List<String> tap(String code, int number, String agent) {
        List<String> clicks = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            clicks.add(tap(code, agent));
        }
        return clicks;
    }

    private void convert(String click, String more) {
        post("/conversions", "{'clickId':'" + click + "','event':'sale'" + more + "}");
    }

    private JsonNode post(String path, String json) {
        HttpResponse<String> answer = server.post("/api/v1" + path, json.replace('\'', '"'));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return TestServer.json(answer);
    }

    private List<String> ways(String query) {
        server.awaitRecorded();
        JsonNode flow = server.ask("/stats/flow" + query);
        description.check("Flow", flow);
        return StreamSupport.stream(flow.get("rows").spliterator(), false)
                .map(FlowApiDbTest::way)
                .toList();
    }

    private static String way(JsonNode row) {
        return row.get("audience").asText() + ": " + row.get("origin").asText() + " > "
                + row.get("channel").asText() + " " + row.get("clicks") + "/" + row.get("converted");
    }

    @Test
    void aWayLeadsFromTheGroupToWhatTheClicksLedTo() {
        List<String> inWhatsApp = tap("mothers", 4, TestAgents.IN_WHATSAPP);
        tap("mothers", 2, TestAgents.IN_WECHAT);
        String pressed = tap("press", 3, TestAgents.IPHONE).get(0);
        server.awaitRecorded();
        convert(inWhatsApp.get(0), "");
        convert(inWhatsApp.get(0), ",'externalId':'second of the same click'");
        convert(inWhatsApp.get(1), ",'externalId':'x'");
        post("/conversions", "{'cancels':'x'}");
        convert(pressed, ",'value':{'amount':'-5.00','currency':'EUR'}");

        assertThat(ways("?campaign=may"))
                .containsExactly(
                        "Mamme Porta Romana: whatsapp > whatsapp 4/1",
                        "Stampa: email > email 3/0",
                        "Mamme Porta Romana: whatsapp > wechat 2/0");
        assertThat(ways("?channel=wechat")).containsExactly("Mamme Porta Romana: whatsapp > wechat 2/0");
        JsonNode total = server.ask("/stats/flow?campaign=may").get("total");
        assertThat(total.get("clicks").asInt()).isEqualTo(9);
        assertThat(total.get("converted").asInt()).isEqualTo(1);
        assertThat(ways("?campaign=nowhere")).isEmpty();
    }

    @Test
    void aConversionCountsToTheTimeOfItsClickAlsoWhereItCameBeforeThat() {
        String early = tap("press", TestAgents.IPHONE);
        convert(early, "");
        server.awaitRecorded();
        String day = server.clock().instant().toString().substring(0, 10);
        server.clock().advance(Duration.ofDays(3));
        tap("press", TestAgents.IPHONE);
        convert(early, ",'externalId':'days later'");

        assertThat(ways("?from=" + day + "&to=" + day + "T23:45:00Z")).containsExactly("Stampa: email > email 1/1");
        String later = server.clock().instant().toString().substring(0, 10);
        assertThat(ways("?from=" + later)).containsExactly("Stampa: email > email 1/0");
    }

    @Test
    void waysOfFewPeopleAreHiddenFromWhoIsNoAdmin() {
        tap("mothers", 5, TestAgents.IN_WHATSAPP);
        tap("mothers", 1, TestAgents.IN_WECHAT);
        tap("press", 6, TestAgents.IPHONE);
        server.awaitRecorded();
        String key = server.newKey("stats:read");
        JsonNode flow = TestServer.json(server.visit("GET", "/api/v1/stats/flow", "Authorization", "Bearer " + key));
        description.check("Flow", flow);
        assertThat(flow.get("smallCells").asInt()).isEqualTo(3);
        assertThat(StreamSupport.stream(flow.get("rows").spliterator(), false).map(FlowApiDbTest::way))
                .containsExactly(
                        "Stampa: email > email 6/0",
                        "Mamme Porta Romana: whatsapp > whatsapp null/null",
                        "Mamme Porta Romana: whatsapp > wechat null/null");
    }

    @Test
    void theFirstPreviewSaysWhenALinkWasFirstShared() {
        server.visit("GET", "/press", "User-Agent", TestAgents.WHATSAPP_FETCHER);
        server.awaitRecorded();
        String first = server.clock().instant().toString();
        server.clock().advance(Duration.ofHours(2));
        server.visit("GET", "/press", "User-Agent", TestAgents.TELEGRAM_FETCHER);
        server.visit("GET", "/mothers", "User-Agent", TestAgents.TELEGRAM_FETCHER);
        server.awaitRecorded();

        JsonNode firsts = server.ask("/stats/first-previews?campaign=may");
        description.check("FirstPreviews", firsts);
        assertThat(firsts.get("items")).hasSize(2);
        assertThat(firsts.at("/items/0/code").asText()).isEqualTo("press");
        assertThat(firsts.at("/items/0/audience").asText()).isEqualTo("Stampa");
        assertThat(firsts.at("/items/0/previewBy").asText()).isEqualTo("whatsapp");
        assertThat(firsts.at("/items/0/at").asText().substring(0, 16)).isEqualTo(first.substring(0, 16));
        assertThat(firsts.at("/items/1/previewBy").asText()).isEqualTo("telegram");
        assertThat(server.ask("/stats/first-previews?audience=Stampa&limit=1").get("items"))
                .hasSize(1);
        assertThat(server.ask("/stats/first-previews?limit=1").get("truncated").asBoolean())
                .isTrue();
        assertThat(server.visit("GET", "/api/v1/stats/first-previews?channel=whatsapp")
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void notesStandByTheirTimesAndGoWithTheirCampaign() {
        JsonNode late = post(NOTES, "{'at':'2026-05-04T18:00:00.123456Z','text':'  The newsletter\\u200b came out '}");
        description.check("Note", late);
        assertThat(late.get("at").asText()).isEqualTo("2026-05-04T18:00:00.123Z");
        post(NOTES, "{'at':'2026-05-01T08:00:00+02:00','text':'Posters up'}");
        JsonNode list = server.ask(NOTES);
        description.check("NoteList", list);
        assertThat(list.findValuesAsText("text"))
                .containsExactly("Posters up", late.get("text").asText());

        assertThat(server.delete("/api/v1" + NOTES + "/" + late.get("id").asText())
                        .statusCode())
                .isEqualTo(204);
        assertThat(server.delete("/api/v1" + NOTES + "/" + late.get("id").asText())
                        .statusCode())
                .isEqualTo(404);
        assertThat(server.ask(NOTES).get("items")).hasSize(1);
        for (String wrong : List.of(
                "{'at':'2026-05-01T08:00:00Z','text':' '}",
                "{'at':'1999-01-01T00:00:00Z','text':'x'}",
                "{'text':'x'}",
                "{'at':'2026-05-01','text':'x'}",
                "{'at':'2026-05-01T08:00:00Z','text':'" + "x".repeat(201) + "'}")) {
            assertThat(server.post("/api/v1" + NOTES, wrong.replace('\'', '"')).statusCode())
                    .as(wrong)
                    .isEqualTo(422);
        }
        assertThat(server.post("/api/v1/campaigns/nowhere/notes", "{\"at\":\"2026-05-01T08:00:00Z\",\"text\":\"x\"}")
                        .statusCode())
                .isEqualTo(404);
        server.database().writeOnly(handle -> app.grapevine.campaigns.Campaigns.erase(handle, "may"));
        assertThat(server.database()
                        .<Integer>read(handle -> handle.createQuery("SELECT COUNT(*) FROM campaign_notes")
                                .mapTo(Integer.class)
                                .one()))
                .isZero();
    }
}
