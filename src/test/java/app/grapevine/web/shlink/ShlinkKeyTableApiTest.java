package app.grapevine.web.shlink;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.TestClient;
import app.grapevine.security.Scope;
import app.grapevine.service.TestKeys;
import app.grapevine.service.TestServer;
import app.grapevine.web.access.Needs;
import app.grapevine.web.access.Open;
import io.javalin.http.HandlerType;
import io.javalin.router.Endpoint;
import io.javalin.router.ParsedEndpoint;
import io.javalin.security.Roles;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every route of Shlink's API with every kind of key. There are two campaigns, {@code may} and {@code zebra}; a key that is limited
 * to the first must find the word zebra nowhere, and change nothing that has it. A route that the table does not know fails
 * {@link #everyRouteIsInTheTable}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ShlinkKeyTableApiTest {
    private static final String ROOT = "/rest";
    /** What nobody but the other campaign has. */
    private static final String MARK = "zebra";

    /**
     * A row of the table.
     *
     * @param scope that is needed; null for none
     * @param isOpen whether keys that are limited to a campaign may ask at all
     * @param path of a request about the key's campaign
     * @param status what it gets from a key that may
     * @param foreign requests about the other campaign, each with the status that a limited key gets
     */
    private record Row(
            String route,
            @Nullable Scope scope,
            boolean isOpen,
            String path,
            String body,
            int status,
            Map<Request, Integer> foreign) {
        Request own() {
            return new Request(path, body);
        }

        String method() {
            return route.split(" ")[0];
        }

        Row foreign(int refusal, String otherPath) {
            return foreign(refusal, otherPath, body);
        }

        Row foreign(int refusal, String otherPath, String otherBody) {
            foreign.put(new Request(otherPath, otherBody), refusal);
            return this;
        }

        @Override
        public String toString() {
            return route;
        }
    }

    private record Request(String path, String body) {}

    private static final String RULES = "{'redirectRules':[{'longUrl':'https://new.example/',"
            + "'conditions':[{'type':'device','matchValue':'ios'}]}]}";
    private static final String REDIRECT = "{'domain':'go.example','baseUrlRedirect':'https://new.example/'}";

    private static final List<Row> TABLE = new ArrayList<>();

    private static Row open(String route, @Nullable Scope scope, String path, String body, int status) {
        return row(route, scope, true, path, body, status);
    }

    private static void closed(String route, Scope scope, String path, String body, int status) {
        row(route, scope, false, path, body, status);
    }

    private static Row row(String route, @Nullable Scope scope, boolean isOpen, String path, String body, int status) {
        Row row = new Row(route, scope, isOpen, path, body, status, new LinkedHashMap<>());
        TABLE.add(row);
        return row;
    }

    static {
        open("GET /v3/short-urls", Scope.LINKS_READ, "/v3/short-urls", "", 200)
                .foreign(200, "/v3/short-urls?searchTerm=zebra")
                .foreign(200, "/v3/short-urls?searchTerm=e")
                .foreign(200, "/v3/short-urls?tags[]=zebra-tag".replace("[]", "%5B%5D"))
                .foreign(200, "/v3/short-urls?orderBy=visits-DESC")
                .foreign(200, "/v3/short-urls?apiKeyName=zebra%20key");
        open("POST /v3/short-urls", Scope.LINKS_WRITE, "/v3/short-urls", "{'longUrl':'https://new.example'}", 200)
                .foreign(200, "/v3/short-urls", "{'longUrl':'https://zebra.example/','findIfExists':true}")
                .foreign(400, "/v3/short-urls", "{'longUrl':'https://new.example/','customSlug':'zebra-code'}");
        open(
                        "GET /v3/short-urls/shorten",
                        Scope.LINKS_WRITE,
                        "/v3/short-urls/shorten?longUrl=https://new.example",
                        "",
                        200)
                .foreign(200, "/v3/short-urls/shorten?longUrl=https://zebra.example/&findIfExists=true");
        open("GET /v3/short-urls/{code}", Scope.LINKS_READ, "/v3/short-urls/may-code", "", 200)
                .foreign(404, "/v3/short-urls/zebra-code");
        open("PATCH /v3/short-urls/{code}", Scope.LINKS_WRITE, "/v3/short-urls/may-code", "{'title':'t'}", 200)
                .foreign(404, "/v3/short-urls/zebra-code");
        open("DELETE /v3/short-urls/{code}", Scope.LINKS_WRITE, "/v3/short-urls/may-code", "", 204)
                .foreign(404, "/v3/short-urls/zebra-code");
        String rules = "/v3/short-urls/may-code/redirect-rules";
        open("GET /v3/short-urls/{code}/redirect-rules", Scope.LINKS_READ, rules, "", 200)
                .foreign(404, rules.replace("may", MARK));
        open("POST /v3/short-urls/{code}/redirect-rules", Scope.LINKS_WRITE, rules, RULES, 200)
                .foreign(404, rules.replace("may", MARK));
        String visits = "/v3/short-urls/may-code/visits";
        open("GET /v3/short-urls/{code}/visits", Scope.STATS_READ, visits, "", 200)
                .foreign(404, visits.replace("may", MARK));
        closed("DELETE /v3/short-urls/{code}/visits", Scope.ADMIN, visits, "", 200);
        open("GET /v3/tags", Scope.LINKS_READ, "/v3/tags", "", 200).foreign(200, "/v3/tags?searchTerm=zebra");
        closed("PUT /v3/tags", Scope.LINKS_WRITE, "/v3/tags", "{'oldName':'may-tag','newName':'other'}", 204);
        closed("DELETE /v3/tags", Scope.LINKS_WRITE, "/v3/tags?tags%5B%5D=may-tag", "", 204);
        open("GET /v3/tags/stats", Scope.STATS_READ, "/v3/tags/stats", "", 200)
                .foreign(200, "/v3/tags/stats?searchTerm=zebra");
        open("GET /v3/tags/{tag}/visits", Scope.STATS_READ, "/v3/tags/may-tag/visits", "", 200)
                .foreign(404, "/v3/tags/zebra-tag/visits");
        open("GET /v3/domains", Scope.LINKS_READ, "/v3/domains", "", 200);
        closed("PATCH /v3/domains/redirects", Scope.ADMIN, "/v3/domains/redirects", REDIRECT, 200);
        open("GET /v3/domains/{domain}/visits", Scope.STATS_READ, "/v3/domains/DEFAULT/visits", "", 200);
        open("GET /v3/visits", Scope.STATS_READ, "/v3/visits", "", 200);
        open("GET /v3/visits/non-orphan", Scope.STATS_READ, "/v3/visits/non-orphan", "", 200);
        open("GET /v3/visits/orphan", Scope.STATS_READ, "/v3/visits/orphan", "", 200);
        closed("DELETE /v3/visits/orphan", Scope.ADMIN, "/v3/visits/orphan", "", 200);
        open("GET /v3/mercure-info", null, "/v3/mercure-info", "", 501);
    }

    private TestServer server;

    @BeforeAll
    void start() {
        server = TestServer.start();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @AfterEach
    void clear() {
        server.clear();
        HttpRequest.Builder domain = server.request("/api/v1/domains/go.example");
        server.send(domain.setHeader("Content-Type", "application/json").PUT(BodyPublishers.ofString("{}")));
    }

    @BeforeEach
    void makeTwoCampaigns() {
        for (String campaign : List.of("may", MARK)) {
            String link = "{'destination':'https://%1$s.example/','code':'%1$s-code','campaign':'%1$s',"
                    + "'tags':['%1$s-tag','both'],'title':'%1$s title','audience':'%1$s audience'}";
            server.link(link.formatted(campaign));
            server.tap("/" + campaign + "-code");
        }
        server.awaitRecorded();
    }

    private HttpResponse<String> send(Row row, Request request, @Nullable String key) {
        boolean isOfQuery = request.path.contains("/shorten");
        String path = isOfQuery && key != null ? request.path + "&apiKey=" + key : request.path;
        HttpRequest.Builder builder = HttpRequest.newBuilder(server.uri(ROOT + path))
                .method(row.method(), BodyPublishers.ofString(request.body.replace('\'', '"')));
        if (key != null && !isOfQuery) {
            builder.setHeader("X-Api-Key", key);
        }
        return server.send(builder);
    }

    private List<Endpoint> endpoints() {
        return server.web().javalin().unsafe.internalRouter.allHttpHandlers().stream()
                .map((ParsedEndpoint parsed) -> parsed.endpoint)
                .filter(endpoint -> endpoint.method.isHttpMethod() && endpoint.path.startsWith(ROOT + "/"))
                .filter(endpoint -> !roles(endpoint).contains(Open.OPEN))
                .toList();
    }

    private static Set<?> roles(Endpoint endpoint) {
        Roles roles = endpoint.metadata(Roles.class);
        return roles == null ? Set.of() : roles.getRoles();
    }

    private static String route(Endpoint endpoint) {
        HandlerType method = endpoint.method == HandlerType.HEAD ? HandlerType.GET : endpoint.method;
        return method.name() + " " + endpoint.path.substring(ROOT.length());
    }

    @Test
    void everyRouteIsInTheTable() {
        Set<String> served = new TreeSet<>();
        endpoints().forEach(endpoint -> served.add(route(endpoint)));
        assertThat(TABLE).extracting(Row::route).containsExactlyInAnyOrderElementsOf(served);
    }

    @Test
    void whatAnswersHeadNeedsWhatGetNeeds() {
        for (Endpoint endpoint : endpoints()) {
            Row row = TABLE.stream()
                    .filter(one -> one.route.equals(route(endpoint)))
                    .findFirst()
                    .orElseThrow();
            assertThat(roles(endpoint)).as(row.route).isEqualTo(Set.of(new Needs(row.scope, row.isOpen)));
        }
    }

    static Stream<Row> table() {
        return TABLE.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("table")
    void aKeyGetsWhatItIsForAndNothingElse(Row row) {
        String before = all();
        for (String key : TestKeys.withoutAccess(server)) {
            assertRefused(row, 401, key);
        }
        for (Scope scope : Scope.values()) {
            if (scope != Scope.ADMIN && row.scope != null && row.scope != scope) {
                assertRefused(row, 403, server.newKey(scope.label()));
                assertRefused(row, 403, TestKeys.limited(server, "may", scope.label()));
            }
        }
        String limited = TestKeys.limited(server, "may", "links:read", "links:write", "stats:read");
        if (!row.isOpen) {
            assertRefused(row, 403, limited);
        }
        assertThat(all()).as("after what was refused").isEqualTo(before);
        row.foreign.forEach((request, status) -> assertAnswered(row, request, limited, status));
        if (row.isOpen) {
            assertAnswered(row, row.own(), limited, row.status);
        }
        assertThat(foreign(all())).as("the other campaign").isEqualTo(foreign(before));
        for (String key :
                List.of(server.newKey(row.scope == null ? "stats:read" : row.scope.label()), TestClient.ADMIN_KEY)) {
            HttpResponse<String> answer = send(row, row.own(), key);
            // What it was done to may be gone by now.
            assertThat(answer.statusCode()).as(answer.body()).isIn(row.status, 404);
        }
    }

    /** All but what is read; and what is of no link is not there, so that nothing goes of it. */
    static Stream<Row> changes() {
        return TABLE.stream()
                .filter(row -> !row.method().equals("GET") || row.route.endsWith("/shorten"))
                .filter(row -> !row.route.equals("DELETE /v3/visits/orphan"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void whatIsChangedIsInTheAuditLogWithWhoDidIt(Row row) {
        String before = all();
        String last = entries();
        assertThat(send(row, row.own(), TestClient.ADMIN_KEY).statusCode()).isEqualTo(row.status);
        assertThat(all()).isNotEqualTo(before);
        assertThat(entries()).as("one more").isEqualTo(String.valueOf(Integer.parseInt(last) + 1));
        assertThat(server.ask("/audit?limit=1").at("/items/0/actor/type").asText())
                .isEqualTo("key");
    }

    private String entries() {
        return server.database()
                .read(handle -> handle.createQuery("SELECT COUNT(*) FROM audit_entries")
                        .mapTo(String.class)
                        .one());
    }

    private void assertAnswered(Row row, Request request, String key, int status) {
        HttpResponse<String> answer = send(row, request, key);
        assertThat(answer.statusCode()).as(request + " " + answer.body()).isEqualTo(status);
        String told = answer.body();
        for (String word : (request.path + " " + request.body).split("[^a-zA-Z0-9-]+")) {
            // What was asked may be repeated.
            told = word.contains(MARK) ? told.replaceAll("\\b" + word + "\\b", "") : told;
        }
        assertThat(told).as(request.toString()).doesNotContain(MARK);
    }

    private void assertRefused(Row row, int status, @Nullable String key) {
        HttpResponse<String> answer = send(row, row.own(), key);
        assertThat(answer.statusCode()).as(row.route + " " + answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).doesNotContain(MARK);
    }

    /** All that there is of links, tags, domains and erasures. */
    private String all() {
        StringBuilder all = new StringBuilder();
        for (String sql : List.of(
                "SELECT CONCAT_WS(' ', code, destination, campaign, title, rules, deleted_at, updated_at) FROM links"
                        + " ORDER BY 1",
                "SELECT CONCAT_WS(' ', tag, code) FROM link_tags JOIN links ON links.id = link_id ORDER BY 1",
                "SELECT CONCAT_WS(' ', host, root_destination, unknown_destination) FROM domains ORDER BY 1",
                "SELECT CONCAT_WS(' ', link_id, destination_hash, tags) FROM shlink_links ORDER BY 1",
                "SELECT CONCAT_WS(' ', id, scope) FROM erasures ORDER BY 1")) {
            server.database()
                    .read(handle -> handle.createQuery(sql).mapTo(String.class).list())
                    .forEach(line -> all.append(line).append('\n'));
        }
        return all.toString();
    }

    /** What the other campaign has; a link of one's own may lead where one of the other leads. */
    private static String foreign(String all) {
        return String.join(
                "\n",
                all.lines()
                        .filter(line -> line.contains(MARK) && !line.contains(" may "))
                        .toList());
    }
}
