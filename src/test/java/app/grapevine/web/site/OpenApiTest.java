package app.grapevine.web.site;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.attribution.Kind;
import app.grapevine.attribution.Tier;
import app.grapevine.audit.Action;
import app.grapevine.base.FaultCode;
import app.grapevine.security.Scope;
import app.grapevine.service.TestServer;
import app.grapevine.web.access.Needs;
import app.grapevine.web.http.Pages;
import app.grapevine.web.http.ProblemType;
import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.HandlerType;
import io.javalin.router.Endpoint;
import io.javalin.router.ParsedEndpoint;
import io.javalin.security.Roles;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The description of the API against the service itself. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenApiTest {
    /** Pages for people, and files. */
    private static final Set<String> NO_PART_OF_THE_API = Set.of(
            "/",
            "/api",
            "/api/",
            "/api/problems/{problem}",
            "/notices/confirm/{token}",
            "/notices/stop/{token}",
            "/robots.txt",
            "/favicon.ico",
            "/favicon.svg",
            "/assets/page.css",
            "/js/grapevine.js");

    private static final String WITH_KEY_OR_SESSION = "[{\"key\":[]},{\"session\":[]}]";
    private static final String ACCOUNT =
            "{\"name\":\"Anna\",\"password\":\"correct horse\",\"scopes\":[\"links:read\"]}";

    private final OpenApi api = OpenApi.read();
    private final Shapes shapes = new Shapes(api);
    private TestServer server;

    @BeforeAll
    void start() {
        server = TestServer.start();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private Map<String, String> described() {
        Map<String, String> routes = new TreeMap<>();
        api.root()
                .get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    if (!operation.getKey().equals("parameters")) {
                        routes.put(
                                operation.getKey() + " " + path.getKey(),
                                operation.getValue().path("x-scope").asText());
                    }
                }));
        return routes;
    }

    private Map<String, String> served() {
        Map<String, String> routes = new TreeMap<>();
        for (ParsedEndpoint parsed :
                server.web().javalin().unsafe.internalRouter.allHttpHandlers()) {
            Endpoint endpoint = parsed.endpoint;
            boolean counts = endpoint.method.isHttpMethod()
                    && endpoint.method != HandlerType.HEAD
                    && !endpoint.path.startsWith("/dashboard")
                    && !endpoint.path.startsWith("/rest/") // described by those whose API it is
                    && !NO_PART_OF_THE_API.contains(endpoint.path);
            if (counts) {
                routes.put(endpoint.method.name().toLowerCase(Locale.ROOT) + " " + endpoint.path, scope(endpoint));
            }
        }
        return routes;
    }

    private static String scope(Endpoint endpoint) {
        Roles roles = endpoint.metadata(Roles.class);
        return roles == null
                ? ""
                : roles.getRoles().stream()
                        .filter(Needs.class::isInstance)
                        .map(role -> ((Needs) role).scope())
                        .map(needed -> needed == null ? "" : needed.label())
                        .findFirst()
                        .orElse("");
    }

    @Test
    void everyRouteIsDescribedWithItsScopeAndNothingElseIs() {
        assertThat(served()).isEqualTo(described());
    }

    /** Keys and sessions, as is said for all; or neither, and then no scope. */
    @Test
    void whatAKeyMayDoASessionMayDo() {
        assertThat(api.root().get("security").toString()).isEqualTo(WITH_KEY_OR_SESSION);
        api.root().get("paths").findParents("operationId").forEach(operation -> {
            JsonNode ways = operation.get("security");
            assertThat(ways == null
                            || ways.toString().equals(WITH_KEY_OR_SESSION)
                            || ways.isEmpty() && !operation.has("x-scope"))
                    .as(operation.get("operationId").asText())
                    .isTrue();
        });
    }

    @Test
    void everyOperationHasANameOfItsOwn() {
        List<String> names = api.root().get("paths").findValuesAsText("operationId");
        assertThat(names).hasSizeGreaterThan(30).doesNotHaveDuplicates();
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        api.root()
                .findValues("$ref")
                .forEach(reference -> assertThat(
                                api.root().at(reference.asText().substring(1)).isMissingNode())
                        .as(reference.asText())
                        .isFalse());
    }

    @Test
    void answersHaveTheFieldsThatAreDescribedAndNoOthers() {
        check("Link", server.post("/api/v1/links", "{\"destination\":\"https://shop.example/\"}"));
        check("LinkList", server.get("/api/v1/links"));
        check(
                "ImportAnswer",
                server.post(
                        "/api/v1/links/import",
                        "code,destination\none,https://shop.example/\n,x\n",
                        "Content-Type",
                        "text/csv"));
        check("BulkAnswer", server.post("/api/v1/links/bulk", "[{\"destination\":\"https://shop.example/\"},{}]"));
        check(
                "Campaign",
                server.post(
                        "/api/v1/campaigns",
                        "{\"slug\":\"a\",\"name\":\"A\",\"costs\":[{\"channel\":\"whatsapp\","
                                + "\"cost\":{\"amount\":\"1\",\"currency\":\"EUR\"}}],"
                                + "\"baseline\":{\"audience\":\"Kept out\",\"sent\":40}}"));
        check("CampaignList", server.get("/api/v1/campaigns"));
        check(
                "ShareSet",
                server.post(
                        "/api/v1/share-sets",
                        "{\"destination\":\"https://shop.example/\",\"channels\":[\"whatsapp\"]}"));
        String code =
                TestServer.json(server.get("/api/v1/links")).at("/items/0/code").asText();
        check("Share", server.get("/api/v1/links/" + code + "/share?text=Look"));
        check("ShareSetList", server.get("/api/v1/share-sets"));
        check("KeyWithSecret", server.post("/api/v1/keys", "{\"name\":\"k\",\"scopes\":[\"links:read\"]}"));
        check("KeyList", server.get("/api/v1/keys"));
        check("Session", server.get("/api/v1/session"));
        check("Account", server.post("/api/v1/accounts", ACCOUNT));
        check("AccountList", server.get("/api/v1/accounts"));
        check("Reattribution", server.post("/api/v1/reattributions", "{\"dryRun\":true}"));
        check("Reattribution", server.post("/api/v1/reattributions", "{}"));
        HttpResponse<String> move = server.post(
                "/api/v1/moves/files?kind=csv&name=links.csv",
                "code,destination\ndoor,x\n",
                "Content-Type",
                "application/octet-stream");
        check("Move", move);
        check("AuditList", server.get("/api/v1/audit"));
        check("AuditVerification", server.get("/api/v1/audit/verification"));
        check("About", server.get("/api/v1/about"));
        check("Problem", server.post("/api/v1/links", "{}"));
        JsonNode channel = TestServer.json(server.get("/api/v1/channels")).get(0);
        shapes.check("Channel", channel);
    }

    private void check(String schema, HttpResponse<String> response) {
        shapes.check(schema, TestServer.json(response));
    }

    private JsonNode schema(String name) {
        return shapes.schema(name);
    }

    @Test
    void wordsThatAreListedAreThoseOfTheProgram() {
        assertThat(schema("Scope").get("enum"))
                .extracting(JsonNode::asText)
                .containsExactlyElementsOf(
                        Arrays.stream(Scope.values()).map(Scope::label).toList());
        assertThat(schema("Kind").get("enum"))
                .extracting(JsonNode::asText)
                .containsExactlyElementsOf(
                        Arrays.stream(Kind.values()).map(Kind::label).toList());
        assertThat(schema("Tier").get("enum"))
                .extracting(JsonNode::asText)
                .containsExactlyElementsOf(
                        Arrays.stream(Tier.values()).map(Tier::label).toList());
        assertThat(schema("FaultCode").get("enum"))
                .extracting(JsonNode::asText)
                .containsExactlyElementsOf(
                        Arrays.stream(FaultCode.values()).map(FaultCode::label).toList());
        assertThat(schema("AuditAction").get("enum"))
                .extracting(JsonNode::asText)
                .containsExactlyElementsOf(
                        Arrays.stream(Action.values()).map(Action::label).toList());
        assertThat(schema("LinkStatus").get("enum"))
                .extracting(JsonNode::asText)
                .containsExactlyElementsOf(Arrays.stream(app.grapevine.links.Link.Status.values())
                        .map(app.grapevine.links.Link.Status::label)
                        .toList());
    }

    @Test
    void theDescriptionIsServedAsJsonAndAsAPage() {
        HttpResponse<String> json = server.get("/api/openapi.json");
        assertThat(json.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(TestServer.json(json)).isEqualTo(api.root());
        HttpResponse<String> page = server.get("/api");
        assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html;charset=utf-8");
        described().keySet().forEach(route -> assertThat(page.body()).contains(route.split(" ")[1]));
        assertThat(page.body())
                .contains("/api/problems/taken", "id=\"shape-Link\"", "links:write")
                .doesNotContain("<script")
                .doesNotContain("style=")
                .doesNotContain("null</a>");
        assertThat(server.get("/").body()).contains("href=\"/api\"");
    }

    @Test
    void everyTypeOfAProblemLeadsToItsExplanation() {
        for (ProblemType type : ProblemType.values()) {
            HttpResponse<String> page = server.get(type.uri());
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body()).contains(Pages.escaped(type.meaning()));
        }
        assertThat(server.get("/api/problems/none").statusCode()).isEqualTo(404);
    }

    @Test
    void thePageExplainsEveryCodeOfAFault() {
        String page = server.get("/api").body();
        assertThat(FaultCode.values())
                .allSatisfy(code -> assertThat(page).contains("<td><code>" + code.label() + "</code></td>"));
        assertThat(server.get(ProblemType.INVALID.uri()).body()).contains("href=\"/api#faults\"");
    }

    @Test
    void linksInsideThePageLeadSomewhere() {
        String page = server.get("/api").body();
        List<String> anchors = java.util.regex.Pattern.compile("href=\"#([^\"]+)\"")
                .matcher(page)
                .results()
                .map(match -> match.group(1))
                .distinct()
                .toList();
        assertThat(anchors).hasSizeGreaterThan(20).allMatch(anchor -> page.contains("id=\"" + anchor + "\""));
    }
}
