package app.grapevine.web.feeds;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.TestClient;
import app.grapevine.service.TestServer;
import app.grapevine.storage.TestDatabase;
import app.grapevine.web.api.LogOf;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers that have addresses of their own, as a spreadsheet gets them: by the address and nothing else. */
class FeedsApiTest {
    private static final String API = "/api/v1";

    private TestServer server;

    @BeforeEach
    void start() {
        start(Map.of("limit.unknown", "3"));
    }

    private void start(Map<String, String> settings) {
        server = TestServer.start(settings);
        for (String campaign : List.of("may", "june")) {
            server.post(API + "/campaigns", "{\"slug\":\"" + campaign + "\",\"name\":\"n\"}");
            server.link("{'destination':'https://shop.example/','code':'of-" + campaign
                    + "','channel':'whatsapp','campaign':'" + campaign + "'}");
        }
        for (int tap = 0; tap < 3; tap++) {
            server.tap("/of-may");
        }
        server.awaitRecorded();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> make(String key, String question) {
        return server.send(HttpRequest.newBuilder(server.uri(API + "/feeds"))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"name\":\"Weekly\",\"question\":\"" + question + "\"}")));
    }

    private String address(String key, String question) {
        HttpResponse<String> made = make(key, question);
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return URI.create(TestClient.json(made).get("url").asText()).getPath();
    }

    private String key(String... scopesAndCampaign) {
        String json = "{\"name\":\"k\",\"scopes\":[\"" + scopesAndCampaign[0] + "\"]"
                + (scopesAndCampaign.length > 1 ? ",\"campaign\":\"" + scopesAndCampaign[1] + "\"" : "") + "}";
        return TestClient.json(server.post(API + "/keys", json)).get("secret").asText();
    }

    /** Without a header of ours. */
    private HttpResponse<String> fetch(String path) {
        return server.send(HttpRequest.newBuilder(server.uri(path)));
    }

    @Test
    void whoHasTheAddressReadsTheAnswerAndNothingElse() {
        HttpResponse<String> made = make(TestServer.ADMIN_KEY, "by=campaign&days=7");
        String url = TestClient.json(made).get("url").asText();
        assertThat(url).matches("https://go\\.example/api/v1/feeds/gvf_[0-9A-Za-z]{49}/figures\\.csv");

        HttpResponse<String> answer = fetch(URI.create(url).getPath());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/csv; charset=utf-8; header=present");
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(answer.headers().firstValue("X-Robots-Tag")).hasValue("noindex");
        assertThat(answer.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
        List<String> lines = answer.body().lines().toList();
        assertThat(lines.get(0)).contains("campaign,clicks,visitors");
        assertThat(lines).hasSize(2);
        assertThat(lines.get(1)).startsWith("may,3,");
        assertThat(fetch(URI.create(url).getPath() + "?fresh=1").statusCode()).isEqualTo(200);

        String token = URI.create(url).getPath().split("/")[4];
        assertThat(server.send(HttpRequest.newBuilder(server.uri(API + "/stats"))
                                .header("Authorization", "Bearer " + token))
                        .statusCode())
                .as("it is no key")
                .isEqualTo(401);
        assertThat(fetch(API + "/feeds/" + TestServer.ADMIN_KEY + "/figures.csv")
                        .statusCode())
                .as("and a key is no token")
                .isEqualTo(404);
        assertThat(server.ask("/feeds").toString()).doesNotContain(token);
        assertThat(TestDatabase.list(server.database(), String.class, "SELECT CONCAT(id, name, question) FROM feeds")
                        .toString())
                .doesNotContain(token);
    }

    @Test
    void aFeedStaysOfNow() {
        String path = address(TestServer.ADMIN_KEY, "days=2");
        assertThat(clicks(path)).isEqualTo(3);
        server.clock().advance(Duration.ofDays(1));
        assertThat(clicks(path)).isEqualTo(3);
        server.clock().advance(Duration.ofDays(1));
        assertThat(clicks(path)).isZero();
    }

    private long clicks(String path) {
        List<String> lines = fetch(path).body().lines().toList();
        return Long.parseLong(lines.get(1).split(",")[0]);
    }

    @Test
    void aFeedOfALimitedKeyIsOfItsCampaignAndEndsWithTheKey() {
        String limited = key("stats:read", "june");
        assertThat(make(limited, "campaign=may").statusCode()).isEqualTo(422);
        String path = address(limited, "by=campaign");
        assertThat(fetch(path).body().lines()).hasSize(1);
        server.tap("/of-june");
        server.tap("/of-june");
        server.awaitRecorded();
        assertThat(fetch(path).body().lines().skip(1))
                .singleElement()
                .asString()
                .startsWith("june,2");

        for (JsonNode found : server.ask("/keys").get("items")) {
            if (!found.get("campaign").isNull()) {
                server.delete(API + "/keys/" + found.get("id").asText());
            }
        }
        assertThat(fetch(path).statusCode()).isEqualTo(404);
        assertThat(server.ask("/feeds").at("/items/0/answered").asBoolean()).isFalse();
    }

    @Test
    void whatIsHiddenOfFewPeopleIsHiddenAlsoInAnAdminsFeed() {
        server.close();
        start(Map.of("reports.small.cells", "5"));
        assertThat(server.get(API + "/stats?by=campaign").body()).doesNotContain("\"clicks\":null");
        List<String> lines = fetch(address(TestServer.ADMIN_KEY, "by=campaign"))
                .body()
                .lines()
                .toList();
        assertThat(lines.get(0)).endsWith(",hidden");
        assertThat(lines.get(1)).startsWith("may,,").endsWith(",true");
    }

    @Test
    void whoeverMadeAFeedEndsItAndAnAdminEndsAnybodys() {
        String anna = key("stats:read");
        String ben = key("stats:read");
        String path = address(anna, "by=channel");
        String id = server.ask("/feeds").at("/items/0/id").asText();
        assertThat(as(ben, "GET", "/feeds").body()).doesNotContain(id);
        assertThat(as(ben, "DELETE", "/feeds/" + id).statusCode()).isEqualTo(404);
        assertThat(as(anna, "GET", "/feeds").body()).contains(id);
        assertThat(as(anna, "DELETE", "/feeds/" + id).statusCode()).isEqualTo(204);
        assertThat(fetch(path).statusCode()).isEqualTo(404);

        String other = address(ben, "by=channel");
        String next = server.ask("/feeds").at("/items/0/id").asText();
        assertThat(server.delete(API + "/feeds/" + next).statusCode()).isEqualTo(204);
        assertThat(fetch(other).statusCode()).isEqualTo(404);
        assertThat(as(key("links:read"), "POST", "/feeds").statusCode()).isEqualTo(403);
    }

    private HttpResponse<String> as(String key, String method, String path) {
        return server.send(HttpRequest.newBuilder(server.uri(API + path))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(method.equals("POST") ? "{\"name\":\"f\"}" : "")));
    }

    @Test
    void aQuestionThatCannotBeAnsweredIsRefusedWithItsFaults() {
        JsonNode refused = TestClient.json(make(TestServer.ADMIN_KEY, "by=mood&days=0&from=2026-01-01&x=1"));
        assertThat(refused.get("status").asInt()).isEqualTo(422);
        assertThat(refused.at("/errors").findValuesAsText("field"))
                .contains("question.by", "question.days", "question.x");
        assertThat(make(TestServer.ADMIN_KEY, "code=" + "a".repeat(4000)).statusCode())
                .isEqualTo(422);
        assertThat(server.post(API + "/feeds", "{\"name\":\" \"}").statusCode()).isEqualTo(422);
    }

    @Test
    void whoTriesAddressesOutIsRefusedAndAGoodOneIsAnsweredAllTheSame() {
        String path = address(TestServer.ADMIN_KEY, "");
        String wrong = path.replace("gvf_", "gvf_x").replaceFirst("x.", "x");
        assertThat(fetch(wrong).statusCode()).isEqualTo(404);
        assertThat(fetch(API + "/feeds/a/figures.csv").statusCode()).isEqualTo(404);
        assertThat(fetch(API + "/feeds/b/figures.csv").statusCode()).isEqualTo(404);
        HttpResponse<String> fourth = fetch(API + "/feeds/c/figures.csv");
        assertThat(fourth.statusCode()).isEqualTo(429);
        assertThat(fourth.headers().firstValue("Retry-After")).isPresent();
        assertThat(fetch(path).statusCode()).isEqualTo(200);
    }

    @Test
    void aFeedIsAnsweredAtMostSoOften() {
        String path = address(TestServer.ADMIN_KEY, "");
        for (int i = 0; i < 30; i++) {
            assertThat(fetch(path).statusCode()).isEqualTo(200);
        }
        assertThat(fetch(path).statusCode()).isEqualTo(429);
        assertThat(fetch(address(TestServer.ADMIN_KEY, "")).statusCode())
                .as("another has a share of its own")
                .isEqualTo(200);
        server.clock().advance(Duration.ofMinutes(1));
        assertThat(fetch(path).statusCode()).isEqualTo(200);
    }

    @Test
    void theDayOnWhichItWasLastAskedForStandsWithIt() {
        String path = address(TestServer.ADMIN_KEY, "");
        assertThat(server.ask("/feeds").at("/items/0/lastUsedOn").isNull()).isTrue();
        fetch(path);
        assertThat(server.ask("/feeds").at("/items/0/lastUsedOn").asText())
                .isEqualTo(server.clock().instant().toString().substring(0, 10));
    }

    @Test
    void noTokenIsInTheLog() {
        String path = address(TestServer.ADMIN_KEY, "");
        String token = path.split("/")[4];
        try (LogOf log = new LogOf(FeedFile.class)) {
            fetch(path);
            server.database().writeOnly(handle -> handle.execute("ALTER TABLE feeds RENAME TO feeds_elsewhere"));
            assertThat(fetch(path).statusCode()).isGreaterThanOrEqualTo(500);
            server.database().writeOnly(handle -> handle.execute("ALTER TABLE feeds_elsewhere RENAME TO feeds"));
            assertThat(String.join("\n", log.lines()))
                    .contains("/api/v1/feeds/")
                    .doesNotContain(token);
        }
    }
}
