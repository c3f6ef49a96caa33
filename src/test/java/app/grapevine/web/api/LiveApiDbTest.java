package app.grapevine.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.TestAgents;
import app.grapevine.security.ApiKeys;
import app.grapevine.service.TestServer;
import app.grapevine.storage.Dialect;
import app.grapevine.web.http.WebSettings;
import app.grapevine.web.site.OpenApi;
import app.grapevine.web.site.Shapes;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Listening to visits, through real HTTP. */
@ParameterizedClass
@EnumSource(Dialect.class)
class LiveApiDbTest {

    private static TestServer server;

    @Parameter
    Dialect dialect;

    private final Shapes description = new Shapes(OpenApi.read());

    @BeforeParameterizedClassInvocation
    static void start(Dialect dialect) {
        server = TestServer.start(dialect, Map.of());
        link("boots", "telegram", "may");
        link("shoes", "whatsapp", "june");
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        server.close();
    }

    private static void link(String code, String channel, String campaign) {
        server.post(
                "/api/v1/links",
                "{\"destination\":\"https://shop.example/\",\"code\":\"" + code + "\",\"channel\":\"" + channel
                        + "\",\"campaign\":\"" + campaign + "\"}");
    }

    private void tap(String code) {
        server.send(server.request("/" + code).setHeader("User-Agent", TestAgents.IPHONE));
    }

    private EventStream listen(String query) throws IOException, InterruptedException {
        return new EventStream(server.request("/api/v1/live" + query).build());
    }

    private static JsonNode visit(EventStream stream) throws IOException, InterruptedException {
        assertThat(stream.await("event: ")).isEqualTo("visit");
        return new ObjectMapper().readTree(stream.await("data: "));
    }

    private JsonNode clicks() {
        return TestServer.json(server.get("/api/v1/clicks")).get("items");
    }

    @Test
    void aVisitIsToldAsItIsListed() throws IOException, InterruptedException {
        tap("boots");
        server.awaitRecorded();
        try (EventStream stream = listen("")) {
            assertThat(stream.header("Content-Type")).isEqualTo("text/event-stream;charset=utf-8");
            tap("shoes");
            JsonNode told = visit(stream);
            description.check("Visit", told);
            assertThat(told.get("code").asText())
                    .as("what was there before is not told")
                    .isEqualTo("shoes");
            server.awaitRecorded();
            assertThat(clicks()).contains(told);
        }
    }

    @Test
    void listenersHearWhatTheyAskedFor() throws IOException, InterruptedException {
        try (EventStream may = listen("?campaign=may&kind=click");
                EventStream whatsapp = listen("?channel=whatsapp")) {
            tap("shoes");
            tap("boots");
            assertThat(visit(may).get("code").asText()).isEqualTo("boots");
            assertThat(visit(whatsapp).get("code").asText()).isEqualTo("shoes");
        }
        assertThat(server.get("/api/v1/live?chanel=whatsapp").statusCode()).isEqualTo(422);
        assertThat(server.get("/api/v1/live?country=QQQ").statusCode()).isEqualTo(422);
    }

    @Test
    void visitsOfOtherNodesAreToldAndTooManyAtOnceAreNot() throws IOException, InterruptedException {
        try (EventStream stream = listen("")) {
            recordElsewhere(1, 1);
            JsonNode told = visit(stream);
            assertThat(told.get("kind").asText()).isEqualTo("bot");
            recordElsewhere(2, 1 + LiveFeed.MOST_VISITS + 1);
            for (int i = 0; i < LiveFeed.MOST_VISITS; i++) {
                visit(stream);
            }
            assertThat(stream.await("event: ")).isEqualTo("more");
            tap("boots");
            assertThat(visit(stream).get("kind").asText()).isEqualTo("click");
        }
    }

    /** What another node does in one transaction. */
    private void recordElsewhere(int first, int last) {
        server.database().writeOnly(handle -> {
            for (int sequence = first; sequence <= last; sequence++) {
                handle.execute(
                        "INSERT INTO clicks (node, sequence, at, link_id, kind, rules_version, first_of_day)"
                                + " SELECT 77, ?, 1767225600000, id, 'BOT', 1, FALSE FROM links WHERE code = 'boots'",
                        sequence);
            }
            handle.execute("DELETE FROM journal_positions WHERE node = 77");
            handle.execute("INSERT INTO journal_positions VALUES (77, 1, ?, 1767225600000)", last);
        });
    }

    @Test
    void silenceIsBrokenByCommentsAndARevokedKeyHearsNoMore() throws IOException, InterruptedException {
        String key = server.newKey("stats:read");
        HttpRequest request = server.request("/api/v1/live")
                .setHeader("Authorization", "Bearer " + key)
                .build();
        try (EventStream revoked = new EventStream(request);
                EventStream other = listen("")) {
            server.clock().advance(LiveFeed.PING);
            revoked.await(": ping");
            JsonNode keys =
                    TestServer.json(server.get("/api/v1/keys?limit=500")).get("items");
            String id = keys.get(keys.size() - 1).get("id").asText();
            assertThat(server.delete("/api/v1/keys/" + id).statusCode()).isEqualTo(204);
            revoked.awaitEnd();
            tap("boots");
            visit(other);
        }
    }

    private EventStream listenWith(String secret) throws IOException, InterruptedException {
        return new EventStream(server.request("/api/v1/live")
                .setHeader("Authorization", "Bearer " + secret)
                .build());
    }

    private static JsonNode newKey(String more) {
        return TestServer.json(
                server.post("/api/v1/keys", "{\"name\":\"agency\",\"scopes\":[\"stats:read\"]" + more + "}"));
    }

    @Test
    void aKeyThatAnotherNodeRevokedHearsNoMoreLongBeforeItIsForgotten() throws IOException, InterruptedException {
        JsonNode key = newKey("");
        try (EventStream stream = listenWith(key.get("secret").asText())) {
            long before = System.nanoTime();
            server.database()
                    .writeOnly(handle -> handle.execute(
                            "UPDATE api_keys SET revoked_at = 1 WHERE id = ?",
                            key.get("id").asText()));
            stream.awaitEnd();
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(ApiKeys.MEMORY.dividedBy(2));
        }
    }

    @Test
    void aKeyHearsNoMoreOnceItHasExpired() throws IOException, InterruptedException {
        String end = server.clock().instant().plusSeconds(30).toString();
        JsonNode key = newKey(",\"expiresAt\":\"" + end + "\"");
        try (EventStream stream = listenWith(key.get("secret").asText())) {
            server.clock().advance(Duration.ofSeconds(30));
            stream.awaitEnd();
        }
    }

    @Test
    void aSecretThatWasReplacedHearsNoMoreOnceItsTimeIsOver() throws IOException, InterruptedException {
        JsonNode key = newKey("");
        try (EventStream former = listenWith(key.get("secret").asText())) {
            JsonNode rotated = TestServer.json(
                    server.post("/api/v1/keys/" + key.get("id").asText() + "/rotate", "{\"overlapHours\":1}"));
            try (EventStream stream = listenWith(rotated.get("secret").asText())) {
                tap("boots");
                visit(former);
                visit(stream);
                server.clock().advance(Duration.ofHours(1));
                former.awaitEnd();
                tap("boots");
                visit(stream);
            }
        }
    }

    @Test
    void aKeyThatIsLimitedToACampaignHearsOfThatAlone() throws IOException, InterruptedException {
        JsonNode key = newKey(",\"campaign\":\"may\"");
        try (EventStream stream = listenWith(key.get("secret").asText());
                EventStream all = listen("")) {
            tap("shoes");
            assertThat(visit(all).get("code").asText()).isEqualTo("shoes");
            tap("boots");
            assertThat(visit(stream).get("code").asText()).isEqualTo("boots");
        }
    }

    @Test
    void whoSignedInHearsUntilTheSessionEnds() throws IOException, InterruptedException {
        TestBrowser browser = new TestBrowser(server).signedIn(TestServer.ADMIN_KEY);
        HttpRequest request = HttpRequest.newBuilder(server.uri("/api/v1/live"))
                .setHeader("Cookie", "gv_session=" + browser.cookie())
                .build();
        try (EventStream stream = new EventStream(request)) {
            tap("boots");
            visit(stream);
            browser.send("DELETE", "/api/v1/session", null);
            stream.awaitEnd();
        }
    }

    @Test
    void nobodyListensWithoutTheScope() {
        HttpRequest.Builder request =
                server.request("/api/v1/live").setHeader("Authorization", "Bearer " + server.newKey("links:read"));
        assertThat(server.send(request).statusCode()).isEqualTo(403);
    }

    @Test
    void theServiceEndsTheStreamsAsItStopsAndDoesNotWaitForThem() throws IOException, InterruptedException {
        try (EventStream stream = listen("")) {
            long before = System.nanoTime();
            server.restart();
            stream.awaitEnd();
            assertThat(Duration.ofNanos(System.nanoTime() - before))
                    .as("less than requests in flight are given")
                    .isLessThan(WebSettings.DEFAULT.stop());
        }
    }

    @Test
    void listenersAreBoundedHoldNoThreadAndMakeRoomWhenTheyGo() throws IOException, InterruptedException {
        // The listeners of other cases are not all gone at once, and would be counted.
        try (TestServer fresh = TestServer.start(dialect, Map.of())) {
            crowd(fresh);
        }
    }

    private static void crowd(TestServer server) throws IOException, InterruptedException {
        List<Socket> sockets = new ArrayList<>();
        try {
            String key = "";
            for (int i = 0; i < LiveFeed.MOST_LISTENERS; i++) {
                if (i % LiveFeed.MOST_OF_ONE == 0) {
                    key = server.newKey("stats:read");
                }
                sockets.add(deaf(server, key));
                if (i == LiveFeed.MOST_OF_ONE - 1) {
                    HttpRequest.Builder oneMore =
                            server.request("/api/v1/live").setHeader("Authorization", "Bearer " + key);
                    assertThat(server.send(oneMore).statusCode())
                            .as("too many of one key")
                            .isEqualTo(503);
                }
            }
            HttpResponse<String> refused = server.get("/api/v1/live");
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            assertThat(server.get("/api/v1/links").statusCode()).isEqualTo(200);
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            server.clock().advance(LiveFeed.PING);
            try (InputStream answer = HttpClient.newHttpClient()
                    .send(server.request("/api/v1/live").build(), HttpResponse.BodyHandlers.ofInputStream())
                    .body()) {
                assertThat(new String(answer.readNBytes(11), StandardCharsets.UTF_8))
                        .isEqualTo(": listening");
            }
        });
    }

    /** A listener that has connected, and reads no more. */
    private static Socket deaf(TestServer server, String key) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(2048);
        socket.connect(new java.net.InetSocketAddress("127.0.0.1", server.port()));
        socket.getOutputStream()
                .write(("GET /api/v1/live HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + key + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                .isEqualTo("HTTP/1.1 200");
        return socket;
    }
}
