package app.grapevine.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.TestAgents;
import app.grapevine.service.TestServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What few people did, shown to a key that is no admin's. */
class SmallCellsApiTest {
    private static final String RANGE = "from=2026-01-01&to=2027-01-01";

    private static TestServer server;
    private static String key;
    private static String many;
    private static String few;

    @BeforeAll
    static void start() {
        server = TestServer.start(Map.of("trusted.proxies", "127.0.0.0/8", "reports.small.cells", "5"));
        key = server.newKey("stats:read", "links:read");
        many = server.link("{'destination':'https://example.com/','code':'many-people'}");
        few = server.link("{'destination':'https://example.com/','code':'few-people'}");
        tap(many, 9);
        tap(few, 2);
        server.awaitRecorded();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static void tap(String code, int people) {
        for (int i = 0; i < people; i++) {
            server.visit("GET", "/" + code, "User-Agent", TestAgents.IPHONE, "X-Forwarded-For", "198.51." + i + ".7");
        }
    }

    private static HttpResponse<String> get(String path, String accept) {
        return server.send(server.request("/api/v1" + path)
                .GET()
                .setHeader("Authorization", "Bearer " + key)
                .setHeader("Accept", accept));
    }

    private static JsonNode ask(String path) {
        HttpResponse<String> answer = get(path, "application/json");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return TestServer.json(answer);
    }

    @Test
    void rowsOfFewPeopleAreHiddenAndNoneIsToldByTheTotal() {
        JsonNode answer = ask("/stats?" + RANGE + "&by=link");
        assertThat(answer.get("smallCells").asInt()).isEqualTo(5);
        assertThat(answer.at("/total/hidden").asBoolean()).isFalse();
        assertThat(answer.at("/total/clicks").asInt()).isEqualTo(11);
        assertThat(answer.get("rows")).hasSize(2);
        for (JsonNode row : answer.get("rows")) {
            assertThat(row.get("link").asText()).isNotEmpty();
            assertThat(row.get("hidden").asBoolean()).isTrue();
            assertThat(row.get("clicks").isNull()).isTrue();
            assertThat(row.get("visitors").isNull()).isTrue();
            assertThat(row.get("revenue").isNull()).isTrue();
        }
        assertThat(ask("/stats?" + RANGE + "&code=" + few).at("/total/hidden").asBoolean())
                .isTrue();
        assertThat(ask("/stats?" + RANGE + "&code=" + many).at("/total/clicks").asInt())
                .isEqualTo(9);
        assertThat(ask("/stats/several?question=code%3D" + few + "%26"
                                + RANGE.replace("=", "%3D").replace("&", "%26"))
                        .at("/items/0/total/clicks")
                        .isNull())
                .isTrue();
    }

    @Test
    void theCsvSaysTheSame() {
        assertThat(get("/stats?" + RANGE + "&by=link&conversions=false", "text/csv")
                        .body())
                .contains("darkAfter,unusual,hidden\r\n")
                .contains("few-people,go.example,,,,,,,,,,,true\r\n");
        assertThat(get("/stats?" + RANGE + "&conversions=false", "text/csv").body())
                .contains("\r\n11,11,0,0,0,0,11,11,0,false\r\n");
    }

    @Test
    void singleVisitsWouldTellAllAndAreForAdmins() {
        for (String path : new String[] {"/clicks?" + RANGE, "/conversions", "/live", "/links/" + few + "/timing"}) {
            HttpResponse<String> refused = get(path, "*/*");
            assertThat(refused.statusCode()).as(path).isEqualTo(403);
            assertThat(refused.body()).contains("reports.small.cells");
        }
        assertThat(server.ask("/clicks?" + RANGE).get("items")).hasSize(11);
    }

    @Test
    void aTreeHidesItsSmallLinks() {
        assertThat(ask("/links/" + few + "/tree").at("/link/hidden").asBoolean())
                .isTrue();
        assertThat(ask("/links/" + few + "/tree").at("/link/clicks").isNull()).isTrue();
        assertThat(ask("/links/" + many + "/tree").at("/link/clicks").asInt()).isEqualTo(9);
    }

    @Test
    void anAdminSeesAll() {
        JsonNode answer = server.ask("/stats?" + RANGE + "&by=link");
        assertThat(answer.get("smallCells").isNull()).isTrue();
        assertThat(answer.at("/rows/1/clicks").asInt()).isEqualTo(2);
        assertThat(answer.at("/rows/1").has("hidden")).isFalse();
    }
}
