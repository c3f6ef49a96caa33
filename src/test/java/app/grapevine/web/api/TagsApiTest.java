package app.grapevine.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.service.TestServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tags as the API has them, and links in the order of their clicks. */
class TagsApiTest {
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

    private static String tagged(String tags) {
        return server.link("{'destination':'https://example.com/','tags':[" + tags + "]}");
    }

    private static String json(String quoted) {
        return quoted.replace('\'', '"');
    }

    @Test
    void tagsAreListedRenamedMergedAndDeleted() {
        String one = tagged("'Sale','a/b'");
        tagged("'SALE'");
        assertThat(server.ask("/tags").toString())
                .isEqualTo(json("{'items':[{'tag':'a/b','links':1},{'tag':'Sale','links':2}],'next':null}"));

        HttpResponse<String> renamed = server.patch("/api/v1/tags?tag=A%2FB", json("{'tag':' News '}"));
        assertThat(renamed.statusCode()).isEqualTo(200);
        assertThat(renamed.body()).isEqualTo(json("{'tag':'News','links':1}"));
        HttpResponse<String> taken = server.patch("/api/v1/tags?tag=news", json("{'tag':'sale'}"));
        assertThat(taken.statusCode()).isEqualTo(409);
        assertThat(taken.body()).contains("\"field\":\"tag\"", "\"code\":\"taken\"");

        HttpResponse<String> merged = server.post("/api/v1/tags/merge", json("{'tags':['news'],'into':'sale'}"));
        assertThat(merged.body()).isEqualTo(json("{'tag':'Sale','links':2}"));
        assertThat(server.ask("/links/" + one).get("tags").toString()).isEqualTo("[\"Sale\"]");

        assertThat(server.delete("/api/v1/tags?tag=sale").statusCode()).isEqualTo(204);
        assertThat(server.delete("/api/v1/tags?tag=sale").statusCode()).isEqualTo(404);
        assertThat(server.delete("/api/v1/tags").statusCode()).isEqualTo(422);
        assertThat(server.ask("/tags").get("items")).isEmpty();
    }

    @Test
    void aFilterOfReportsFindsATagWhateverItsCase() {
        String code = tagged("'Sale'");
        server.tap("/" + code);
        server.awaitRecorded();

        assertThat(server.ask("/stats?tag=sALE").at("/total/clicks").asInt()).isEqualTo(1);
        assertThat(server.ask("/stats?tag=other").at("/total/clicks").asInt()).isZero();
        assertThat(server.ask("/stats?by=tag").at("/rows/0/tag").asText()).isEqualTo("Sale");
    }

    @Test
    void linksAreOrderedByTheirClicksOfTheLast30Days() {
        List<String> codes = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            codes.add(tagged(i == 4 ? "" : "'x'"));
        }
        tap(codes.get(0), 3);
        server.clock().advance(Duration.ofDays(31));
        tap(codes.get(1), 2);
        tap(codes.get(3), 3);
        tap(codes.get(4), 1);
        server.awaitRecorded();

        List<String> order = List.of(codes.get(3), codes.get(1), codes.get(4), codes.get(2), codes.get(0));
        assertThat(codes("/links?sort=-clicks")).isEqualTo(order);
        for (int limit = 1; limit <= 4; limit++) {
            assertThat(paged(limit)).as("pages of %d", limit).isEqualTo(order);
        }
        assertThat(codes("/links?sort=-clicks&tag=X"))
                .isEqualTo(order.stream()
                        .filter(code -> !code.equals(codes.get(4)))
                        .toList());
    }

    private static void tap(String code, int times) {
        for (int i = 0; i < times; i++) {
            server.tap("/" + code);
        }
    }

    private static List<String> codes(String path) {
        return server.ask(path).findValuesAsText("code");
    }

    private static List<String> paged(int limit) {
        List<String> all = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = server.ask("/links?sort=-clicks&limit=" + limit + cursor);
            page.get("items").forEach(link -> all.add(link.get("code").asText()));
            cursor = page.get("next").isNull()
                    ? ""
                    : "&cursor=" + page.get("next").asText();
        } while (!cursor.isEmpty());
        return all;
    }

    @Test
    void theOrderByClicksTakesTheRightToSeeThem() {
        String key = server.newKey("links:read");
        HttpResponse<String> refused = server.send(HttpRequest.newBuilder(server.uri("/api/v1/links?sort=-clicks"))
                .header("Authorization", "Bearer " + key));

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("stats:read");
        assertThat(server.get("/api/v1/links?sort=-clicks&cursor=AAAA").statusCode())
                .isEqualTo(422);
    }
}
