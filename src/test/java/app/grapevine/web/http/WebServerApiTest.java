package app.grapevine.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.grapevine.TestClient;
import app.grapevine.base.Fault;
import app.grapevine.base.FaultCode;
import app.grapevine.base.RefusedException;
import app.grapevine.security.RateLimitSettings;
import app.grapevine.security.Scope;
import app.grapevine.web.access.ApiRoutes;
import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.config.RoutesConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the server is under every route: its answers to bad HTTP, to strangers, and to our own errors. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebServerApiTest {
    private static final WebSettings QUICK =
            WebSettings.DEFAULT.patient(Duration.ofSeconds(5), Duration.ofSeconds(2), Duration.ofSeconds(3));

    private BareServer server;

    /** Routes that only a test needs. */
    private static final class Probes implements Routes {
        @Override
        public void addTo(RoutesConfig routes) {
            ApiRoutes api = new ApiRoutes(routes);
            api.post("/echo", Scope.LINKS_WRITE, ctx -> {
                Fields fields = Fields.of(Bodies.parse(Bodies.jsonBytes(ctx)));
                String text = fields.string("text");
                fields.finish();
                Json.answer(ctx, 200, Map.of("text", String.valueOf(text)));
            });
            api.get("/fail", Scope.LINKS_READ, ctx -> {
                throw new IllegalStateException("a detail that is nobody's business");
            });
            for (RefusedException.Reason reason : RefusedException.Reason.values()) {
                api.get("/refuse/" + reason, Scope.LINKS_READ, ctx -> {
                    throw new UnheardOfException(reason);
                });
            }
            api.get("/overflow", Scope.LINKS_READ, ctx -> {
                throw new StackOverflowError();
            });
            routes.get("/api/v1/forgotten", ctx -> ctx.result("open to all"));
        }
    }

    /** Of a feature that the server knows nothing of. */
    private static final class UnheardOfException extends RefusedException {
        private static final long serialVersionUID = 1;

        UnheardOfException(Reason reason) {
            super(
                    reason,
                    "the moon is in the way",
                    List.of(
                            new Fault("moon.phase", FaultCode.FIXED),
                            new Fault("moon.name", FaultCode.TOO_LONG, Map.of("most", 4000))));
        }
    }

    @BeforeAll
    void start() {
        server = new BareServer(QUICK, RateLimitSettings.DEFAULT, List.of(new Probes()));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private static void assertProblem(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(TestClient.json(response).get("status").asInt()).isEqualTo(status);
        assertThat(TestClient.json(response).get("title").asText()).isNotBlank();
        assertThat(TestClient.json(response).get("type").asText()).isNotBlank();
        assertThat(TestClient.json(response).path("detail").asText())
                .as(response.body())
                .isNotBlank();
    }

    @Test
    void anUnknownPathIs404AsAProblemUnderTheApiAndAsAPageElsewhere() {
        assertProblem(server.get("/api/v1/nothing"), 404);
        HttpResponse<String> page = server.get("/no/such/page");
        assertThat(page.statusCode()).isEqualTo(404);
        assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html;charset=utf-8");
        assertThat(page.body()).doesNotContain("no/such/page");
        assertThat(page.headers().firstValue("Content-Security-Policy")).isPresent();
    }

    @Test
    void aWrongMethodIs405AndNamesTheRightOnes() {
        HttpResponse<String> response = server.delete("/api/v1/echo");
        assertProblem(response, 405);
        assertThat(response.headers().firstValue("Allow")).hasValue("POST");
        HttpResponse<String> inABrowser =
                server.send(server.request("/api/v1/echo").setHeader("Accept", "text/html"));
        assertProblem(inABrowser, 405);
        assertThat(inABrowser.headers().firstValue("Allow")).hasValue("POST");
    }

    @ParameterizedTest
    @CsvSource({"INVALID, 422, invalid", "TAKEN, 409, taken", "NOT_FOUND, 404, not-found"})
    void aRefusalOfAnyFeatureIsAProblemWithItsFaults(String reason, int status, String type) {
        HttpResponse<String> response = server.get("/api/v1/refuse/" + reason);
        assertProblem(response, status);
        JsonNode problem = TestClient.json(response);
        assertThat(problem.get("type").asText()).isEqualTo("/api/problems/" + type);
        assertThat(problem.get("detail").asText())
                .isEqualTo(reason.equals("INVALID") ? "2 faults" : "the moon is in the way");
        assertThat(problem.get("errors").toString()).isEqualTo("""
                        [{"field":"moon.phase","message":"cannot be changed","code":"fixed"},\
                        {"field":"moon.name","message":"must have at most 4,000 characters",\
                        "code":"too-long","values":{"most":4000}}]""");
    }

    @Test
    void everyReasonOfARefusalHasAnAnswer() {
        for (RefusedException.Reason reason : RefusedException.Reason.values()) {
            assertThat(server.get("/api/v1/refuse/" + reason).statusCode())
                    .as("%s", reason)
                    .isIn(404, 409, 422, 429, 503);
        }
        HttpResponse<String> busy = server.get("/api/v1/refuse/BUSY");
        assertProblem(busy, 503);
        assertThat(busy.headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void aMethodCannotBeOverriddenByAHeader() {
        assertProblem(server.send(server.request("/api/v1/keys").setHeader("X-HTTP-Method-Override", "DELETE")), 400);
    }

    @Test
    void answersOfTheApiAreNotKeptAndNotShown() {
        for (String path : List.of("/api/v1/keys", "/api/v1/nothing")) {
            Map<String, List<String>> headers = server.get(path).headers().map();
            assertThat(headers).containsEntry("content-security-policy", List.of(SecurityHeaders.NOTHING));
            assertThat(headers).containsEntry("x-content-type-options", List.of("nosniff"));
            assertThat(headers).containsEntry("referrer-policy", List.of("no-referrer"));
            assertThat(headers).containsEntry("cache-control", List.of("no-store"));
            assertThat(headers).doesNotContainKeys("server", "set-cookie", "x-powered-by");
        }
    }

    @Test
    void withoutAKeyOrWithABadOneIs401AndSaysHow() {
        HttpResponse<String> none = server.send(java.net.http.HttpRequest.newBuilder(server.uri("/api/v1/keys")));
        assertProblem(none, 401);
        assertThat(none.headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(value -> assertThat(value).startsWith("Bearer"));
        for (String bad : List.of("Bearer gv_nonsense", "Bearer ", "Bearer", "Basic abc", "bearer \u00e4")) {
            assertProblem(server.send(server.request("/api/v1/keys").setHeader("Authorization", bad)), 401);
        }
    }

    @Test
    void aKeyWithoutTheScopeIs403AndNamesTheScope() {
        String secret = server.newKey("links:read");
        HttpResponse<String> response =
                server.send(server.request("/api/v1/keys").setHeader("Authorization", "Bearer " + secret));
        assertProblem(response, 403);
        assertThat(response.body()).contains("admin");
    }

    @Test
    void aRouteThatForgotToSayWhatItNeedsIsOpenToNobody() {
        assertProblem(server.get("/api/v1/forgotten"), 500);
    }

    @Test
    void anErrorOfOursTellsANumberAndNothingElse() {
        HttpResponse<String> response = server.get("/api/v1/fail");
        assertProblem(response, 500);
        assertThat(response.body()).doesNotContain("business").doesNotContain("Exception");
        assertProblem(server.get("/api/v1/overflow"), 500);
    }

    @Test
    void tooManyFailedAttemptsAre429AndSayWhenToComeAgain() {
        try (BareServer strict = new BareServer(QUICK, new RateLimitSettings(2, 1000), List.of())) {
            for (int i = 0; i < 2; i++) {
                assertProblem(
                        strict.send(strict.request("/api/v1/keys").setHeader("Authorization", "Bearer bad")), 401);
            }
            HttpResponse<String> refused =
                    strict.send(strict.request("/api/v1/keys").setHeader("Authorization", "Bearer bad"));
            assertProblem(refused, 429);
            assertThat(refused.headers().firstValueAsLong("Retry-After")).hasValue(30);
        }
    }

    @Test
    void tooManyRequestsWithOneKeyAre429() {
        try (BareServer strict = new BareServer(QUICK, new RateLimitSettings(2, 3), List.of())) {
            for (int i = 0; i < 3; i++) {
                assertThat(strict.get("/api/v1/keys").statusCode()).isEqualTo(200);
            }
            HttpResponse<String> refused = strict.get("/api/v1/keys");
            assertProblem(refused, 429);
            assertThat(refused.headers().firstValueAsLong("Retry-After")).hasValue(20);
        }
    }

    @Test
    void whatJettyRefusesLooksLikeOurOwnErrors() {
        String key = "Authorization: Bearer " + TestClient.ADMIN_KEY + "\r\nConnection: close\r\n\r\n";
        assertRefused("NONSENSE\r\n\r\n", "400");
        assertRefused("GET /api/v1/keys HTTP/1.1\r\nHost: a b c\r\n" + key, "400");
        assertRefused("GET /api/" + "x".repeat(20_000) + " HTTP/1.1\r\nHost: localhost\r\n" + key, "414");
        assertRefused("GET /api/v1/keys HTTP/1.1\r\nHost: localhost\r\nX: " + "y".repeat(20_000) + "\r\n" + key, "431");
        assertRefused("GET /api/%2e%2e/keys HTTP/1.1\r\nHost: localhost\r\n" + key, "400");
        assertRefused("GET /api/%00 HTTP/1.1\r\nHost: localhost\r\n" + key, "40");
        assertRefused("GET /api/%ff HTTP/1.1\r\nHost: localhost\r\n" + key, "40");
        assertRefused("GET /" + "x".repeat(20_000) + " HTTP/1.1\r\nHost: localhost\r\n" + key, "414");
        assertThat(server.raw("GET /x/%2e%2e/abc HTTP/1.1\r\nHost: localhost\r\n" + key))
                .startsWith("HTTP/1.1 400")
                .contains("/assets/page.css")
                .doesNotContain("abc");
    }

    private void assertRefused(String request, String status) {
        assertThat(server.raw(request))
                .startsWith("HTTP/1.1 " + status)
                .contains("application/problem+json")
                .doesNotContain("Jetty")
                .doesNotContain("<html");
    }

    @Test
    void aMalformedChunkIs400() {
        String answer = server.raw("POST /api/v1/echo HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                + TestClient.ADMIN_KEY + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "zz\r\n{}\r\n0\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 400").contains("application/problem+json");
    }

    @Test
    void aBodyThatEndsEarlyIs400() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.getOutputStream()
                    .write(("POST /api/v1/echo HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                                    + TestClient.ADMIN_KEY
                                    + "\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{\"text\":")
                            .getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 400");
        }
    }

    @Test
    void aBodyThatIsTooLargeIs413WithALengthAndWithout() {
        byte[] body = ("{\"text\":\"" + "x".repeat(10 << 20) + "\"}").getBytes(StandardCharsets.UTF_8);
        assertProblem(
                server.send(server.request("/api/v1/echo")
                        .setHeader("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(body))),
                413);
        assertProblem(
                server.send(server.request("/api/v1/echo")
                        .setHeader("Content-Type", "application/json")
                        .POST(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(body)))),
                413);
    }

    @Test
    void aBodyOfAnotherTypeIs415() {
        for (String type : List.of("text/plain", "application/json; charset=iso-8859-1", "application/xml")) {
            assertProblem(server.post("/api/v1/echo", "{}", "Content-Type", type), 415);
        }
        assertProblem(server.send(server.request("/api/v1/echo").POST(BodyPublishers.ofString("{}"))), 415);
        assertProblem(server.post("/api/v1/echo", "{}", "Content-Encoding", "gzip"), 415);
        assertThat(server.post("/api/v1/echo", "{}", "Content-Type", "Application/JSON; charset=\"UTF-8\"")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void staticFilesHaveATagAndAreNotSentTwice() {
        HttpResponse<String> first = server.get("/assets/page.css");
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.headers().firstValue("Content-Type")).hasValue("text/css;charset=utf-8");
        String tag = first.headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> second =
                server.send(server.request("/assets/page.css").setHeader("If-None-Match", tag));
        assertThat(second.statusCode()).isEqualTo(304);
        assertThat(second.body()).isEmpty();
        assertThat(server.get("/robots.txt").body()).contains("Disallow: /");
        assertThat(server.get("/favicon.svg").headers().firstValue("Content-Type"))
                .hasValue("image/svg+xml;charset=utf-8");
    }

    @Test
    void aPortThatIsTakenIsSaidAtOnce() {
        assertThatThrownBy(() -> WebServer.bind("127.0.0.1", server.port()).close())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("cannot listen on 127.0.0.1:" + server.port());
    }
}
