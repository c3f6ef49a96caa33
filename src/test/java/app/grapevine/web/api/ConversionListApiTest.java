package app.grapevine.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.TestAgents;
import app.grapevine.service.TestServer;
import app.grapevine.web.site.OpenApi;
import app.grapevine.web.site.Shapes;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The list of conversions that were told as shops tell them, of clicks that came the way all clicks come. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConversionListApiTest {
    private static final String ORDER = "\"event\":\"sale\",\"occurredAt\":\"2026-05-01T12:00:0";

    private final Shapes description = new Shapes(OpenApi.read());
    private TestServer server;
    private String clickId;

    @BeforeAll
    void tell() {
        server = TestServer.start();
        for (String campaign : List.of("may", "june")) {
            created("/campaigns", "{\"slug\":\"" + campaign + "\",\"name\":\"M\"}");
        }
        server.link(
                "{\"destination\":\"https://shop.example/\",\"code\":\"boots\",\"channel\":\"telegram\",\"campaign\":\"may\","
                        + "\"trackConversions\":true}");
        String location = server.visit("GET", "/boots", "User-Agent", TestAgents.IPHONE)
                .headers()
                .firstValue("Location")
                .orElseThrow();
        clickId = location.replaceAll(".*gv_click=([0-9A-Za-z]+).*", "$1");
        server.awaitRecorded();
        created(
                "/conversions",
                "{\"clickId\":\"" + clickId + "\"," + ORDER + "1Z\",\"externalId\":\"order-1\",\"heardFrom\":\"=1+1\","
                        + "\"value\":{\"amount\":\"1049.90\",\"currency\":\"EUR\"}}");
        created(
                "/conversions",
                "{\"clickId\":\"" + clickId + "\"," + ORDER + "2Z\",\"externalId\":\"order-2\","
                        + "\"value\":{\"amount\":\"-20\",\"currency\":\"EUR\"}}");
        created("/conversions", "{\"cancels\":\"order-1\",\"occurredAt\":\"2026-05-01T12:00:09Z\"}");
        created("/conversions", "{\"clickId\":\"nonsense\",\"campaign\":\"june\"," + ORDER + "3Z\"}");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private void created(String path, String json) {
        HttpResponse<String> answer = server.post("/api/v1" + path, json);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    private HttpResponse<String> get(String query, String accept, String key) {
        return server.send(server.request("/api/v1/conversions" + query)
                .GET()
                .setHeader("Authorization", "Bearer " + key)
                .setHeader("Accept", accept));
    }

    private HttpResponse<String> get(String query, String accept) {
        return get(query, accept, server.newKey("stats:read"));
    }

    private JsonNode list(String query) {
        JsonNode list = server.ask("/conversions" + query);
        description.check("RecordedConversionList", list);
        return list;
    }

    private static List<String> events(JsonNode list, String field) {
        List<String> all = new ArrayList<>();
        list.get("items").forEach(item -> all.add(item.at(field).asText()));
        return all;
    }

    @Test
    void theyAreListedNewestFirstAndByThePage() {
        JsonNode first = list("?limit=2");
        assertThat(events(first, "/occurredAt")).containsExactly("2026-05-01T12:00:03Z", "2026-05-01T12:00:02Z");
        JsonNode rest = list("?limit=2&cursor=" + first.get("next").asText());
        assertThat(events(rest, "/externalId")).containsExactly("order-1");
        assertThat(rest.get("next").isNull()).isTrue();
    }

    @Test
    void oneIsShownWithItsClickAndAsWhatItBecame() {
        JsonNode called = list("?cancelled=true").at("/items/0");
        assertThat(called.get("clickId").asText()).isEqualTo(clickId);
        assertThat(called.get("value")).hasToString("{\"amount\":\"1049.90\",\"currency\":\"EUR\"}");
        assertThat(called.get("cancelledAt").asText()).isEqualTo("2026-05-01T12:00:09Z");
        assertThat(called.get("clickedAt").asText()).isEqualTo("2026-05-01T12:00:00Z");
        assertThat(called.get("code").asText()).isEqualTo("boots");
        assertThat(called.get("domain").asText()).isEqualTo("go.example");
        assertThat(called.get("campaign").asText()).isEqualTo("may");
        assertThat(called.get("origin").asText()).isEqualTo("telegram");
        assertThat(called.get("tier").asText()).isEqualTo("declared");
        JsonNode none = list("?attributed=false").at("/items/0");
        assertThat(none.get("reason").asText()).isEqualTo("malformed");
        assertThat(none.get("campaign").asText()).isEqualTo("june");
        assertThat(none.get("code").isNull()).isTrue();
        assertThat(events(list("?origin=telegram&cancelled=false"), "/externalId"))
                .containsExactly("order-2");
        assertThat(events(list("?externalId=order-1&externalId=order-2"), "/externalId"))
                .containsExactly("order-2", "order-1");
    }

    @Test
    void allAreGivenAsLinesOrAsATableThatHoldsNoFormula() {
        HttpResponse<String> lines = get("", "application/x-ndjson");
        assertThat(lines.headers().firstValue("Content-Disposition"))
                .hasValue("attachment; filename=\"conversions.ndjson\"");
        assertThat(lines.body().lines()).hasSize(3).allMatch(line -> line.startsWith("{\"id\":\""));
        String csv = get("?separator=semicolon&decimals=comma&attributed=true", "text/csv")
                .body();
        assertThat(csv)
                .startsWith("\uFEFFid;clickId;reason;campaign;event;amount;currency;externalId;heardFrom;occurredAt;")
                .contains(
                        ";may;sale;1049,90;EUR;order-1;'=1+1;2026-05-01T12:00:01Z;2026-05-01T12:00:09Z;2026-05-01T12:00:00Z;boots;")
                .contains(";may;sale;-20,00;EUR;order-2;;2026-05-01T12:00:02Z;;");
        assertThat(csv.lines()).hasSize(3);
        HttpResponse<String> head = server.send(server.request("/api/v1/conversions")
                .setHeader("Accept", "text/csv")
                .method("HEAD", BodyPublishers.noBody()));
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(get("?limit=2", "text/csv").statusCode()).isEqualTo(422);
    }

    @Test
    void aKeyOfOneCampaignSeesItsOwn() {
        String june = TestServer.json(server.post(
                        "/api/v1/keys", "{\"name\":\"j\",\"scopes\":[\"stats:read\"],\"campaign\":\"june\"}"))
                .get("secret")
                .asText();
        JsonNode list = TestServer.json(get("", "application/json", june));
        assertThat(events(list, "/reason")).containsExactly("malformed");
        assertThat(get("", "text/csv", june).body()).doesNotContain("order-");
        assertThat(get("?campaign=may", "application/json", june).statusCode()).isEqualTo(422);
    }

    @Test
    void whoMayOnlyTellOfThemMayNotReadThem() {
        assertThat(get("", "application/json", server.newKey("conversions:write"))
                        .statusCode())
                .isEqualTo(403);
    }
}
