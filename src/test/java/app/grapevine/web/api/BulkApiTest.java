package app.grapevine.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.service.TestServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BulkApiTest {
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start();
    }

    @BeforeEach
    void clear() {
        server.clear();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private HttpResponse<String> array(String json) {
        return server.post("/api/v1/links/bulk", json);
    }

    private HttpResponse<String> lines(String lines) {
        return server.post("/api/v1/links/bulk", lines, "Content-Type", "application/x-ndjson");
    }

    @Test
    void eachItemIsMadeOrRefusedByItselfInTheOrderGiven() {
        HttpResponse<String> response = array("[{\"destination\":\"https://shop.example/1\",\"code\":\"one\"},"
                + "{\"destination\":\"ftp://shop.example/\",\"card\":{\"image\":\"x\"}},"
                + "{\"destination\":7}, 8, null,"
                + "{\"destination\":\"https://shop.example/2\",\"code\":\"one\"},"
                + "{\"destination\":\"https://shop.example/3\"}]");
        assertThat(response.statusCode()).isEqualTo(200);
        JsonNode items = TestServer.json(response).get("items");
        assertThat(items.findValuesAsText("status"))
                .as(response.body())
                .containsSubsequence("201", "422", "422", "422", "422", "409", "201");
        assertThat(items).hasSize(7);
        assertThat(items.at("/0/link/code").asText()).isEqualTo("one");
        assertThat(items.get(0).has("problem")).isFalse();
        assertThat(items.get(1).has("link")).isFalse();
        assertThat(items.at("/1/problem/errors").findValuesAsText("field"))
                .containsExactlyInAnyOrder("destination", "card.image");
        assertThat(items.at("/2/problem/errors/0/field").asText()).isEqualTo("destination");
        assertThat(items.at("/6/link/destination").asText()).isEqualTo("https://shop.example/3");
    }

    @Test
    void linesAreReadOneByOneAndABadLineSpoilsNoOther() {
        HttpResponse<String> response = lines("\uFEFF{\"destination\":\"https://shop.example/1\"}\r\n\n"
                + "{\"destination\":\n{\"destination\":\"https://shop.example/2\"}");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        JsonNode items = TestServer.json(response).get("items");
        assertThat(items).hasSize(3);
        assertThat(items.at("/0/status").asInt()).isEqualTo(201);
        assertThat(items.at("/1/status").asInt()).isEqualTo(400);
        assertThat(items.at("/1/problem/type").asText()).isEqualTo("/api/problems/malformed");
        assertThat(items.at("/2/link/destination").asText()).isEqualTo("https://shop.example/2");
    }

    @Test
    void tenThousandAreTakenAndOneMoreIsNot() {
        HttpResponse<String> all = array(many(10_000));
        assertThat(all.statusCode()).isEqualTo(200);
        assertThat(TestServer.json(all).get("items"))
                .hasSize(10_000)
                .allMatch(item -> item.get("status").asInt() == 201);
        assertThat(array(many(10_001)).statusCode()).isEqualTo(413);
        assertThat(lines("{\"destination\":\"https://shop.example/\"}\n".repeat(10_001))
                        .statusCode())
                .isEqualTo(413);
    }

    private static String many(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{\"destination\":\"https://shop.example/" + i + "\"}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    @Test
    void nothingIsMadeOfAnArrayThatIsNotJson() {
        for (String body : new String[] {
            "[{\"destination\":\"https://shop.example/\"}",
            "[{\"destination\":\"https://shop.example/\"},]",
            "[{\"destination\":\"https://shop.example/\"}] x",
            "",
        }) {
            HttpResponse<String> response = array(body);
            assertThat(response.statusCode()).as(body).isEqualTo(400);
        }
        assertThat(array("{\"destination\":\"https://shop.example/\"}").statusCode())
                .isEqualTo(422);
        assertThat(TestServer.json(server.get("/api/v1/links")).get("items")).isEmpty();
    }

    @Test
    void anEmptyBulkIsAnsweredEmpty() {
        assertThat(array("[]").body()).isEqualTo("{\"items\":[]}");
        assertThat(lines("").body()).isEqualTo("{\"items\":[]}");
    }

    @Test
    void aRepeatWithTheSameKeyMakesNothingMore() {
        String body = many(3000);
        HttpResponse<String> first = server.post("/api/v1/links/bulk", body, "Idempotency-Key", "bulk-1");
        HttpResponse<String> second = server.post("/api/v1/links/bulk", body, "Idempotency-Key", "bulk-1");
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.headers().firstValue("Idempotent-Replayed")).hasValue("true");
    }
}
