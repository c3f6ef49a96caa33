package app.grapevine.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.service.TestServer;
import app.grapevine.storage.TestDatabase;
import app.grapevine.web.idempotency.Idempotency;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IdempotencyApiTest {
    private static final String LINK = "{\"destination\":\"https://shop.example/\"}";

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

    private HttpResponse<String> post(String path, String body, String key) {
        return server.post(path, body, "Idempotency-Key", key);
    }

    @Test
    void aRepeatGetsTheFirstAnswerAgain() {
        HttpResponse<String> first = post("/api/v1/links", LINK, "k1");
        HttpResponse<String> second = post("/api/v1/links", LINK, "k1");
        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(first.headers().firstValue("Idempotent-Replayed")).isEmpty();
        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.headers().firstValue("Idempotent-Replayed")).hasValue("true");
        for (String header : List.of("Location", "Content-Type")) {
            assertThat(second.headers().firstValue(header))
                    .isEqualTo(first.headers().firstValue(header));
        }
        assertThat(post("/api/v1/links", LINK, "k2").body()).isNotEqualTo(first.body());
    }

    @Test
    void everyPostThatMakesSomethingKnowsIt() {
        String set = "{\"destination\":\"https://shop.example/\",\"channels\":[\"whatsapp\"]}";
        String campaign = "{\"slug\":\"autumn\",\"name\":\"Autumn\"}";
        String key = "{\"name\":\"reports\",\"scopes\":[\"stats:read\"]}";
        for (String[] request :
                new String[][] {{"/api/v1/share-sets", set}, {"/api/v1/campaigns", campaign}, {"/api/v1/keys", key}}) {
            HttpResponse<String> first = post(request[0], request[1], "key-of-" + request[0]);
            HttpResponse<String> second = post(request[0], request[1], "key-of-" + request[0]);
            assertThat(first.statusCode()).as(first.body()).isEqualTo(201);
            assertThat(second.body()).isEqualTo(first.body());
            assertThat(second.headers().firstValue("Idempotent-Replayed")).hasValue("true");
        }
    }

    @Test
    void aRefusalIsRepeatedAsWell() {
        HttpResponse<String> first = post("/api/v1/links", "{}", "k1");
        HttpResponse<String> second = post("/api/v1/links", "{}", "k1");
        assertThat(first.statusCode()).isEqualTo(422);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(second.headers().firstValue("Idempotent-Replayed")).hasValue("true");
    }

    @Test
    void whatIsKeptToKnowARequestByDoesNotTellWhatItHeld() {
        post("/api/v1/links", LINK, "k1");
        server.send(server.request("/api/v1/links")
                .setHeader("Authorization", "Bearer " + server.newKey("links:write"))
                .setHeader("Content-Type", "application/json")
                .setHeader("Idempotency-Key", "k1")
                .POST(BodyPublishers.ofString(LINK)));
        List<byte[]> hashes =
                TestDatabase.list(server.database(), byte[].class, "SELECT request_hash FROM idempotency_keys");
        assertThat(hashes).hasSize(2);
        assertThat(hashes.get(0)).as("of the same request").isNotEqualTo(hashes.get(1));
    }

    @Test
    void anotherRequestWithTheSameKeyIs422() {
        post("/api/v1/links", LINK, "k1");
        HttpResponse<String> other = post("/api/v1/links", "{\"destination\":\"https://shop.example/2\"}", "k1");
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(TestServer.json(other).get("type").asText()).isEqualTo("/api/problems/idempotency-key-reused");
        assertThat(post("/api/v1/campaigns", LINK, "k1").statusCode()).isEqualTo(422);
    }

    @Test
    void anotherApiKeyHasIdempotencyKeysOfItsOwn() {
        HttpResponse<String> first = post("/api/v1/links", LINK, "k1");
        String secret = server.newKey("links:write");
        HttpResponse<String> other = server.send(server.request("/api/v1/links")
                .setHeader("Authorization", "Bearer " + secret)
                .setHeader("Content-Type", "application/json")
                .setHeader("Idempotency-Key", "k1")
                .POST(BodyPublishers.ofString(LINK)));
        assertThat(other.statusCode()).isEqualTo(201);
        assertThat(other.body()).isNotEqualTo(first.body());
    }

    @Test
    void ofManyAtOnceOneIsCarriedOut() {
        List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, 20)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> post("/api/v1/links", LINK, "k1")))
                .toList();
        assertThat(answers.stream().map(CompletableFuture::join).map(HttpResponse::statusCode))
                .allMatch(status -> status == 201 || status == 409)
                .contains(201);
        assertThat(TestServer.json(server.get("/api/v1/links")).get("items")).hasSize(1);
    }

    @Test
    void aKeyIsForgottenAfterADay() {
        HttpResponse<String> first = post("/api/v1/links", LINK, "k1");
        server.clock().advance(Duration.ofHours(24).minusMillis(1));
        assertThat(post("/api/v1/links", LINK, "k1").body()).isEqualTo(first.body());
        server.clock().advance(Duration.ofMillis(1));
        assertThat(post("/api/v1/links", LINK, "k1").body()).isNotEqualTo(first.body());
    }

    @Test
    void aReservationWithoutAnAnswerIs409UntilItCountsAsAbandoned() {
        post("/api/v1/links", LINK, "k1");
        server.database().writeOnly(handle -> {
            handle.execute("UPDATE idempotency_keys SET status = NULL, content_type = NULL");
            handle.execute("DELETE FROM idempotency_bodies");
        });
        HttpResponse<String> waiting = post("/api/v1/links", LINK, "k1");
        assertThat(waiting.statusCode()).isEqualTo(409);
        assertThat(waiting.headers().firstValue("Retry-After")).isPresent();
        server.clock().advance(Idempotency.ABANDONED);
        assertThat(post("/api/v1/links", LINK, "k1").statusCode()).isEqualTo(201);
    }

    @Test
    void whereTheAnswerCannotBeKeptNothingIsDone() {
        // What fails, fails in the database, between the work and its end.
        server.database()
                .writeOnly(handle ->
                        handle.execute("ALTER TABLE idempotency_bodies ADD CONSTRAINT none_kept CHECK (part < 0)"));
        String bulk = "[" + LINK + "," + LINK + "]";
        assertThat(post("/api/v1/links", LINK, "k1").statusCode()).isEqualTo(500);
        assertThat(post("/api/v1/links/bulk", bulk, "k2").statusCode()).isEqualTo(500);
        assertThat(TestServer.json(server.get("/api/v1/links")).get("items")).isEmpty();
        server.database()
                .writeOnly(handle -> handle.execute("ALTER TABLE idempotency_bodies DROP CONSTRAINT none_kept"));
        assertThat(post("/api/v1/links", LINK, "k1").statusCode()).isEqualTo(201);
        assertThat(post("/api/v1/links/bulk", bulk, "k2").statusCode()).isEqualTo(200);
        assertThat(TestServer.json(server.get("/api/v1/links")).get("items")).hasSize(3);
    }

    @Test
    void whatIsMadeAtOnceUnderAKeyIsSeenByTheNextRedirect() {
        assertThat(server.visit("GET", "/fresh").statusCode()).isEqualTo(404);
        post("/api/v1/links", "{\"destination\":\"https://shop.example/\",\"code\":\"fresh\"}", "k1");
        assertThat(server.visit("GET", "/fresh").statusCode()).isEqualTo(302);
    }

    @Test
    void whatIsKeptHoldsNoSecret() {
        HttpResponse<String> made = post("/api/v1/keys", "{\"name\":\"reports\",\"scopes\":[\"stats:read\"]}", "k1");
        String secret = TestServer.json(made).get("secret").asText();
        List<byte[]> kept =
                TestDatabase.list(server.database(), byte[].class, "SELECT content FROM idempotency_bodies");
        assertThat(kept)
                .isNotEmpty()
                .noneMatch(content -> new String(content, StandardCharsets.ISO_8859_1).contains(secret));
        assertThat(post("/api/v1/keys", "{\"name\":\"reports\",\"scopes\":[\"stats:read\"]}", "k1")
                        .body())
                .isEqualTo(made.body());
    }

    @Test
    void aKeyThatIsNoneIsRefused() {
        assertThat(post("/api/v1/links", LINK, "k".repeat(256)).statusCode()).isEqualTo(422);
        assertThat(post("/api/v1/links", LINK, "a b").statusCode()).isEqualTo(422);
    }
}
