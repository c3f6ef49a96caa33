package app.grapevine.web.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.TestClient;
import app.grapevine.service.TestServer;
import app.grapevine.web.site.Operations;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every route that the description of the API has, asked with the token of a shared report: what it opens is told by the table here, and
 * nothing else is opened, neither with the token as a key nor as the cookie of a session.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SharedRoutesApiTest {
    private static final String API = "/api/v1";
    /** What nobody but the other campaign has. */
    private static final String MARK = "zebra";

    /** What the token opens, each with a question that is within. */
    private static final Map<String, String> OPENED = Map.of(
            "GET /api/v1/shared", "",
            "GET /api/v1/shared/stats", "?by=channel",
            "GET /api/v1/shared/stats/several", "?question=by%3Dlink",
            "GET /api/v1/shared/stats/flow", "",
            "GET /api/v1/shared/campaigns/{slug}/return", "");

    /** It has no password. */
    private static final Set<String> NOT_FOUND = Set.of("POST /api/v1/shared/password");

    /** What asks for no key of anybody. */
    private static final Set<String> OPEN_TO_ALL = Set.of(
            "POST /api/v1/session",
            "DELETE /api/v1/session",
            "GET /api/v1/feeds/{token}/figures.csv",
            "POST /api/v1/invitations/look",
            "POST /api/v1/invitations/accept");

    private TestServer server;
    private String token;

    @BeforeAll
    void start() {
        server = TestServer.start(Map.of("limit.failures", "10000", "limit.unknown", "10000"));
        for (String campaign : List.of("may", MARK)) {
            server.post(API + "/campaigns", "{\"slug\":\"" + campaign + "\",\"name\":\"" + campaign + " name\"}");
            server.link("{'destination':'https://" + campaign + ".example/','code':'" + campaign
                    + "-code','campaign':'" + campaign + "','title':'" + campaign + " title','audience':'" + campaign
                    + " club','tags':['" + campaign + "-tag'],'channel':'whatsapp'}");
            server.tap("/" + campaign + "-code");
        }
        server.awaitRecorded();
        String all = "[\"channels\",\"groups\",\"links\",\"passing-on\",\"places\",\"devices\",\"previews\","
                + "\"conversions\",\"return\",\"story\"]";
        HttpResponse<String> made = server.post(
                API + "/shared-reports",
                "{\"name\":\"s\",\"question\":\"campaign=may\",\"costs\":true,\"sections\":" + all + "}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        token = TestClient.json(made).get("url").asText().split("#")[1];
    }

    @AfterAll
    void stop() {
        server.close();
    }

    static Stream<String> operations() {
        return new Operations().names().stream().filter(name -> name.contains(" " + API + "/"));
    }

    private HttpRequest.Builder request(String operation, String query) {
        String[] parts = operation.split(" ");
        String path =
                parts[1].replace("{slug}", "may").replace("{code}", "may-code").replaceAll("\\{\\w+}", "1");
        String method = parts[0];
        return HttpRequest.newBuilder(server.uri(path + query))
                .header("Content-Type", "application/json")
                .method(method, method.equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofString("{}"));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void theTokenOpensItsReportAndNothingElse(String operation) {
        HttpResponse<String> answer = server.send(
                request(operation, OPENED.getOrDefault(operation, "")).header("Authorization", "Bearer " + token));
        HttpResponse<String> ofCookie = server.send(request(operation, "").header("Cookie", "gv_session=" + token));
        if (OPENED.containsKey(operation)) {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(answer.body()).doesNotContain(MARK);
            assertThat(ofCookie.statusCode()).isEqualTo(401);
        } else if (NOT_FOUND.contains(operation)) {
            assertThat(answer.statusCode()).isEqualTo(404);
        } else if (OPEN_TO_ALL.contains(operation)) {
            assertThat(answer.body()).doesNotContain(MARK).doesNotContain("may");
        } else {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(401);
            assertThat(ofCookie.statusCode()).as(ofCookie.body()).isBetween(401, 403);
        }
    }

    @Test
    void withEachOfItsDimensionsNothingOfAnotherCampaignIsTold() {
        for (String by : List.of(
                "time",
                "channel",
                "origin",
                "tier",
                "visibility",
                "link",
                "campaign",
                "tag",
                "shareSet",
                "audience",
                "generation",
                "country",
                "device",
                "os",
                "browser",
                "referrer",
                "language",
                "previewBy",
                "setApart",
                "rule",
                "event",
                "heardFrom",
                "link,channel",
                "campaign,tag",
                "time,audience")) {
            HttpResponse<String> answer = server.send(
                    request("GET " + API + "/shared/stats", "?by=" + by).header("Authorization", "Bearer " + token));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(answer.body()).doesNotContain(MARK);
            assertThat(TestClient.json(answer).at("/total/clicks").asInt()).isEqualTo(1);
        }
        for (String other :
                List.of("code=zebra-code", "tag=zebra-tag", "audience=zebra%20club", "domain=other.example")) {
            HttpResponse<String> answer = server.send(
                    request("GET " + API + "/shared/stats", "?" + other).header("Authorization", "Bearer " + token));
            assertThat(TestClient.json(answer).at("/total/clicks").asInt())
                    .as(other)
                    .isZero();
        }
    }

    @Test
    void aKeyOrAFeedsTokenOpensNoReport() {
        for (String other : List.of(TestServer.ADMIN_KEY, token.replace("gvs_", "gvf_"), "nonsense")) {
            assertThat(server.send(request("GET " + API + "/shared", "").header("Authorization", "Bearer " + other))
                            .statusCode())
                    .isEqualTo(404);
        }
    }
}
