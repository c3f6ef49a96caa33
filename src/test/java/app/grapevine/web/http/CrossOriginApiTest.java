package app.grapevine.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.service.TestServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The API, asked by pages of other origins, and with a slash at the end of its paths. */
class CrossOriginApiTest {
    private static final String OURS = "https://tools.example";
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start(Map.of("api.origins", "https://Tools.example:443/, http://127.0.0.1:5173"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static HttpResponse<String> ask(TestServer of, String method, String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(of.uri(path)).method(method, BodyPublishers.noBody());
        return of.send(headers.length == 0 ? request : request.headers(headers));
    }

    private static HttpResponse<String> preflight(TestServer of, String path, String origin) {
        return ask(
                of,
                "OPTIONS",
                path,
                "Origin",
                origin,
                "Access-Control-Request-Method",
                "PATCH",
                "Access-Control-Request-Headers",
                "authorization,content-type");
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    @Test
    void aPageOfANamedOriginMayAskAndAskFirst() {
        HttpResponse<String> before = preflight(server, "/api/v1/links", OURS);
        assertThat(before.statusCode()).isEqualTo(204);
        assertThat(header(before, "Access-Control-Allow-Origin")).isEqualTo(OURS);
        assertThat(header(before, "Access-Control-Allow-Methods")).contains("PATCH");
        assertThat(header(before, "Access-Control-Allow-Headers")).contains("Authorization", "Content-Type");
        assertThat(header(before, "X-Content-Type-Options")).isEqualTo("nosniff");

        HttpResponse<String> answer =
                ask(server, "GET", "/api/v1/links", "Origin", OURS, "Authorization", "Bearer " + TestServer.ADMIN_KEY);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "Access-Control-Allow-Origin")).isEqualTo(OURS);
        assertThat(answer.headers().allValues("Vary")).contains("Origin");
        assertThat(header(answer, "Access-Control-Expose-Headers")).contains("Location");
        assertThat(answer.headers().map()).doesNotContainKey("access-control-allow-credentials");
        assertThat(header(ask(server, "GET", "/api/v1/links", "Origin", OURS), "Access-Control-Allow-Origin"))
                .as("an error can be read too")
                .isEqualTo(OURS);
    }

    /** A method of the API that is not told here can be used from everywhere but a page. */
    @Test
    void aPageMayUseEachMethodAndEachHeaderThatTheApiHas() {
        JsonNode api = TestServer.json(ask(server, "GET", "/api/openapi.json"));
        Set<String> methods = new TreeSet<>();
        Set<String> headers = new TreeSet<>();
        api.get("paths").fields().forEachRemaining(path -> {
            if (path.getKey().startsWith("/api/v1/")) {
                path.getValue().fieldNames().forEachRemaining(name -> methods.add(name.toUpperCase(Locale.ROOT)));
            }
        });
        methods.remove("PARAMETERS");
        api.findParents("in").stream()
                .filter(parameter -> parameter.get("in").asText().equals("header"))
                .forEach(parameter -> headers.add(parameter.get("name").asText()));
        HttpResponse<String> before = preflight(server, "/api/v1/links", OURS);
        assertThat(methods).contains("PUT", "PATCH");
        assertThat(header(before, "Access-Control-Allow-Methods").split(", ")).containsAll(methods);
        assertThat(header(before, "Access-Control-Allow-Headers").split(", ")).containsAll(headers);

        String exposed = header(ask(server, "GET", "/api/v1/links", "Origin", OURS), "Access-Control-Expose-Headers");
        assertThat(exposed.split(", "))
                .contains("Location", "Retry-After", "WWW-Authenticate", "Content-Disposition", "Idempotent-Replayed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://tools.example.evil.example",
                "http://tools.example",
                "https://tools.example:8443",
                "https://a.tools.example",
                "null",
                "*"
            })
    void noOtherOriginMay(String origin) {
        HttpResponse<String> before = preflight(server, "/api/v1/links", origin);
        assertThat(before.statusCode()).isEqualTo(405);
        assertThat(before.headers().map()).doesNotContainKey("access-control-allow-origin");
        HttpResponse<String> answer = ask(server, "GET", "/api/v1/about", "Origin", origin);
        assertThat(answer.headers().map()).doesNotContainKey("access-control-allow-origin");
    }

    @Test
    void whatIsNotOfTheApiIsNotForPagesOfOthers() {
        HttpResponse<String> answer = ask(server, "GET", "/privacy", "Origin", OURS);

        assertThat(answer.headers().map()).doesNotContainKey("access-control-allow-origin");
    }

    @Test
    void byDefaultNoOriginMay() {
        try (TestServer closed = TestServer.start()) {
            HttpResponse<String> before = preflight(closed, "/api/v1/links", OURS);

            assertThat(before.statusCode()).isEqualTo(405);
            assertThat(before.headers().map()).doesNotContainKeys("access-control-allow-origin", "vary");
        }
    }

    @Test
    void theCookieOfASessionDoesNotWorkAcrossOrigins() {
        String own = "http://127.0.0.1:" + server.port();
        HttpResponse<String> signedIn = server.send(HttpRequest.newBuilder(server.uri("/api/v1/session"))
                .header("Origin", own)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"key\":\"" + TestServer.ADMIN_KEY + "\"}")));
        String cookie = header(signedIn, "Set-Cookie").split(";")[0];

        assertThat(ask(server, "GET", "/api/v1/links", "Cookie", cookie).statusCode())
                .isEqualTo(200);
        assertThat(ask(server, "GET", "/api/v1/links", "Cookie", cookie, "Origin", own)
                        .statusCode())
                .isEqualTo(200);
        HttpResponse<String> foreign = ask(server, "GET", "/api/v1/links", "Cookie", cookie, "Origin", OURS);
        assertThat(foreign.statusCode()).isEqualTo(403);
        assertThat(foreign.body()).contains("cross-origin");
    }

    @Test
    void aSlashAtTheEndOfAPathOfTheApiMeansNothing() {
        String body = "{\"destination\":\" https://example.com/ \"}";
        HttpResponse<String> made = server.post("/api/v1/links/", body);
        assertThat(made.statusCode()).isEqualTo(201);
        String code = TestServer.json(made).get("code").asText();
        assertThat(TestServer.json(made).get("destination").asText()).isEqualTo("https://example.com/");
        assertThat(server.get("/api/v1/links/?limit=1").statusCode()).isEqualTo(200);
        assertThat(server.get("/api/v1/links/" + code + "/").body())
                .isEqualTo(server.get("/api/v1/links/" + code).body());
        assertThat(server.get("/api/v1/links//").statusCode()).isEqualTo(404);
        assertThat(ask(server, "GET", "/api/v1/links/").statusCode()).isEqualTo(401);
        // One behind a code is what somebody pasted.
        assertThat(server.tap("/" + code + "/").statusCode()).isEqualTo(302);
    }
}
