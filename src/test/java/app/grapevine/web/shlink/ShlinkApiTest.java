package app.grapevine.web.shlink;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.TestAgents;
import app.grapevine.TestClient;
import app.grapevine.service.TestServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Links and tags as Shlink's clients make, list, change and delete them. */
class ShlinkApiTest {
    private static final String ERRORS = "https://shlink.io/api/error/";

    private static TestServer server;
    private static ShlinkClient shlink;

    @BeforeAll
    static void start() {
        server = TestServer.start();
        shlink = new ShlinkClient(server, TestClient.ADMIN_KEY);
    }

    @BeforeEach
    void clear() {
        server.clear();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String json(String quoted) {
        return quoted.replace('\'', '"');
    }

    private static List<String> codes(String query) {
        return shlink.ask("/short-urls" + query).at("/shortUrls/data").findValuesAsText("shortCode");
    }

    private static JsonNode problem(HttpResponse<String> answer, int status, String type) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        JsonNode problem = TestClient.json(answer);
        assertThat(problem.get("type").asText()).isEqualTo(ERRORS + type);
        assertThat(problem.get("status").asInt()).isEqualTo(status);
        assertThat(problem.get("title").asText()).isNotEmpty();
        assertThat(problem.get("detail").asText()).isNotEmpty();
        return problem;
    }

    @Test
    void aLinkComesBackAsItWasGiven() {
        JsonNode made = shlink.make("""
                {'longUrl':'https://Example.com','customSlug':'spring sale','title':'Sale','tags':['two','One','three'],
                 'validSince':'2026-05-01T02:00:00+02:00','validUntil':'2026-06-01T00:00:00+00:00','maxVisits':5,
                 'crawlable':true,'validateUrl':true}
                """);
        String expected = """
                {'shortCode':'spring-sale','shortUrl':'https://go.example/spring-sale','longUrl':'https://Example.com',\
                'dateCreated':'%s','tags':['two','One','three'],'meta':{'validSince':'2026-05-01T00:00:00+00:00',\
                'validUntil':'2026-06-01T00:00:00+00:00','maxVisits':5},'domain':null,'title':'Sale','crawlable':true,\
                'forwardQuery':true,'visitsSummary':{'total':0,'nonBots':0,'bots':0},'hasRedirectRules':false}""".replace("%s", ShlinkDates.text(server.clock().instant()));
        assertThat(made.toString()).isEqualTo(json(expected));
        assertThat(shlink.ask("/short-urls/spring-sale")).isEqualTo(made);
        assertThat(shlink.ask("/short-urls").at("/shortUrls/data/0")).isEqualTo(made);
        assertThat(server.tap("/spring-sale?a=1").headers().firstValue("Location"))
                .contains("https://example.com/?a=1");
        JsonNode own = server.ask("/links/spring-sale");
        assertThat(own.get("destination").asText()).isEqualTo("https://example.com/");
        assertThat(own.get("createdBy").isNull()).isFalse();
        assertThat(server.ask("/audit?limit=1").at("/items/0/action").asText()).isEqualTo("link.created");
    }

    @Test
    void whatAVisitBringsTakesThePlaceOfWhatTheDestinationHas() {
        shlink.make("{'longUrl':'https://example.com/?a=1&b=2','customSlug':'wins'}");
        assertThat(server.tap("/wins?a=3").headers().firstValue("Location").orElseThrow())
                .contains("a=3", "b=2")
                .doesNotContain("a=1", "utm_");
        shlink.make("{'longUrl':'https://example.com/?a=1','customSlug':'none','forwardQuery':false}");
        assertThat(server.tap("/none?a=3&fbclid=x").headers().firstValue("Location"))
                .contains("https://example.com/?a=1");
    }

    @Test
    void linksOfElsewhereAreServedToo() {
        String code = server.link("{'destination':'https://example.com/','channel':'whatsapp','tags':['b','A']}");
        JsonNode shown = shlink.ask("/short-urls/" + code);
        assertThat(shown.get("longUrl").asText()).isEqualTo("https://example.com/");
        assertThat(shown.get("tags").toString()).isEqualTo("[\"A\",\"b\"]");
        assertThat(shown.get("crawlable").asBoolean()).isFalse();
        assertThat(shown.get("forwardQuery").asBoolean())
                .as("ids alone are not all")
                .isFalse();

        shlink.ask("PATCH", "/short-urls/" + code, "{'forwardQuery':false,'longUrl':'https://example.com/'}");
        assertThat(server.ask("/links/" + code).get("forwardQuery").asText())
                .as("what is sent as it is shown stays as it is")
                .isEqualTo("ids");
    }

    @Test
    void onlyWhatIsSentIsChanged() {
        JsonNode made = shlink.make(
                "{'longUrl':'https://example.com','customSlug':'abc','tags':['b','a'],'maxVisits':3,'title':'T'}");
        JsonNode tagged = shlink.ask("PATCH", "/short-urls/abc", "{'tags':['one','two']}");
        assertThat(tagged.get("tags").toString()).isEqualTo("[\"one\",\"two\"]");
        assertThat(tagged.get("longUrl")).isEqualTo(made.get("longUrl"));
        assertThat(tagged.at("/meta/maxVisits").asInt()).isEqualTo(3);
        JsonNode cleared = shlink.ask(
                "PATCH", "/short-urls/abc", "{'maxVisits':null,'title':null,'longUrl':'https://other.example/a?b'}");
        assertThat(cleared.at("/meta/maxVisits").isNull()).isTrue();
        assertThat(cleared.get("title").isNull()).isTrue();
        assertThat(cleared.get("longUrl").asText()).isEqualTo("https://other.example/a?b");
        server.patch("/api/v1/links/abc", "{\"destination\":\"https://third.example/\"}");
        assertThat(shlink.ask("/short-urls/abc").get("longUrl").asText())
                .as("what is changed elsewhere is told as it is")
                .isEqualTo("https://third.example/");
        assertThat(server.ask("/audit?limit=2").at("/items/1/action").asText()).isEqualTo("link.changed");
    }

    @Test
    void codesAreMadeOfTheLengthThatIsAskedForAndBehindAPrefix() {
        assertThat(shlink.make("{'longUrl':'https://example.com','shortCodeLength':4}")
                        .get("shortCode")
                        .asText())
                .hasSize(4);
        assertThat(shlink.make("{'longUrl':'https://example.com','pathPrefix':'may/','shortCodeLength':5}")
                        .get("shortCode")
                        .asText())
                .hasSize(9)
                .startsWith("may-");
        assertThat(shlink.make("{'longUrl':'https://example.com','pathPrefix':'may-','customSlug':'x'}")
                        .get("shortCode")
                        .asText())
                .isEqualTo("may-x");
        assertThat(shlink.make("{'longUrl':'https://example.com'}")
                        .get("shortCode")
                        .asText())
                .hasSize(7);
    }

    @Test
    void aSlugThatIsTakenOrWasIsRefused() {
        shlink.make("{'longUrl':'https://example.com','customSlug':'abc'}");
        String again = "{'longUrl':'https://example.com','customSlug':'abc'}";
        JsonNode problem = problem(shlink.send("POST", "/short-urls", again), 400, "non-unique-slug");
        assertThat(problem.get("customSlug").asText()).isEqualTo("abc");
        assertThat(problem.has("domain")).isFalse();
        String elsewhere = "{'longUrl':'https://example.com','customSlug':'abc','domain':'links.example'}";
        JsonNode made = shlink.make(elsewhere);
        assertThat(made.get("domain").asText()).isEqualTo("links.example");
        assertThat(made.get("shortUrl").asText()).isEqualTo("https://links.example/abc");
        problem = problem(shlink.send("POST", "/short-urls", elsewhere), 400, "non-unique-slug");
        assertThat(problem.get("domain").asText()).isEqualTo("links.example");

        assertThat(shlink.send("DELETE", "/short-urls/abc?domain=links.example", "")
                        .statusCode())
                .isEqualTo(204);
        problem(shlink.send("POST", "/short-urls", elsewhere), 400, "non-unique-slug");
        problem(shlink.get("/short-urls/abc?domain=links.example"), 404, "short-url-not-found");
        assertThat(shlink.get("/short-urls/abc").statusCode()).isEqualTo(200);
    }

    @Test
    void whatIsWrongIsNamed() {
        JsonNode problem = problem(
                shlink.send(
                        "POST",
                        "/short-urls",
                        "{'longUrl':'ftp://x','validSince':'2026-06-01','validUntil':'2026-05-01','maxVisits':0}"),
                400,
                "invalid-data");
        assertThat(problem.get("title").asText()).isEqualTo("Invalid data");
        assertThat(problem.get("invalidElements").toString()).isEqualTo("[\"longUrl\",\"validUntil\",\"maxVisits\"]");
        problem = problem(shlink.send("POST", "/short-urls", "{'tags':[1],'maxVisits':'x'}"), 400, "invalid-data");
        assertThat(problem.get("invalidElements").toString()).isEqualTo("[\"tags\",\"maxVisits\"]");
        problem = problem(shlink.send("POST", "/short-urls", "{'title':'x'}"), 400, "invalid-data");
        assertThat(problem.get("invalidElements").toString()).isEqualTo("[\"longUrl\"]");
        problem = problem(
                shlink.send("POST", "/short-urls", "{'longUrl':'https://example.com','customSlug':'a?b'}"),
                400,
                "invalid-data");
        assertThat(problem.get("invalidElements").toString()).isEqualTo("[\"customSlug\"]");
        problem(shlink.send("POST", "/short-urls", "{"), 400, "malformed-request-body");
        problem(shlink.send("PATCH", "/short-urls/nothing", "{}"), 404, "short-url-not-found");
        problem(shlink.send("DELETE", "/short-urls/nothing", ""), 404, "short-url-not-found");
        problem = problem(shlink.get("/short-urls/no%3Fthing"), 404, "short-url-not-found");
        assertThat(problem.get("shortCode").asText()).isEqualTo("no?thing");
        problem = problem(shlink.get("/short-urls?page=x"), 400, "invalid-data");
        assertThat(problem.get("invalidElements").toString()).isEqualTo("[\"page\"]");
        problem(shlink.get("/nothing"), 404, "not-found");
        problem(shlink.get("/../nothing"), 404, "not-found");
        assertThat(shlink.send("PUT", "/short-urls", "{}").statusCode()).isEqualTo(405);
    }

    @Test
    void aKeyIsNeeded() {
        HttpRequest.Builder without = HttpRequest.newBuilder(server.uri("/rest/v3/short-urls"));
        JsonNode problem = problem(server.send(without), 401, "missing-authentication");
        assertThat(problem.get("expectedTypes").toString()).isEqualTo("[\"X-Api-Key\"]");
        problem(new ShlinkClient(server, "gv_nothing").get("/short-urls"), 401, "invalid-api-key");
        problem(server.get("/rest/v3/short-urls"), 401, "missing-authentication");
        ShlinkClient reader = new ShlinkClient(server, server.newKey("links:read"));
        assertThat(reader.get("/short-urls").statusCode()).isEqualTo(200);
        HttpResponse<String> refused = reader.send("POST", "/short-urls", "{'longUrl':'https://example.com'}");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("/api/problems/forbidden", "links:write");
        problem(reader.send("DELETE", "/tags?tags%5B%5D=x", ""), 403, "forbidden-tag-operation");
        assertThat(server.send(HttpRequest.newBuilder(server.uri("/rest/health")))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aBodyIsJsonWhateverItsTypeSays() {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.uri("/rest/v3/short-urls"))
                .setHeader("X-Api-Key", TestClient.ADMIN_KEY)
                .setHeader("Content-Type", "text/plain; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofString(json("{'longUrl':'https://example.com','validSince':"
                        + "'2026-05-01T00:00:00.000','customSlug':null,'findIfExists':false,'shortCodeLength':null}")));
        JsonNode made = TestClient.json(server.send(request));
        assertThat(made.at("/meta/validSince").asText()).isEqualTo("2026-05-01T00:00:00+00:00");
        assertThat(shlink.send("PATCH", "/short-urls/" + made.get("shortCode").asText(), "")
                        .statusCode())
                .as("an empty one asks for nothing")
                .isEqualTo(200);
    }

    @Test
    void limitsAndBudgetsHoldHereToo() {
        try (TestServer limited = TestServer.start(Map.of("limit.links", "2", "limit.api", "4"))) {
            ShlinkClient client = new ShlinkClient(limited, TestClient.ADMIN_KEY);
            String one = "{'longUrl':'https://example.com'}";
            List<Integer> statuses = IntStream.range(0, 6)
                    .mapToObj(i -> client.send("POST", "/short-urls", one))
                    .peek(answer -> assertThat(answer.statusCode() == 200
                                    || answer.headers()
                                                    .firstValue("Retry-After")
                                                    .isPresent()
                                            && answer.body().contains("/api/problems/too-many"))
                            .isTrue())
                    .map(HttpResponse::statusCode)
                    .toList();
            assertThat(statuses).containsExactly(200, 200, 429, 429, 429, 429);
        }
    }

    @Test
    void noCookieOpensAnything() {
        String origin = "http://127.0.0.1:" + server.port();
        HttpResponse<String> signedIn =
                server.post("/api/v1/session", json("{'key':'" + TestClient.ADMIN_KEY + "'}"), "Origin", origin);
        String cookie =
                signedIn.headers().firstValue("Set-Cookie").orElseThrow(() -> new AssertionError(signedIn.body()));
        HttpRequest.Builder request = HttpRequest.newBuilder(server.uri("/rest/v3/short-urls"))
                .setHeader("Cookie", cookie.split(";", 2)[0])
                .setHeader("Origin", origin);
        problem(server.send(request), 401, "missing-authentication");
    }

    @Test
    void oneStepMakesALinkByItsAddress() {
        String path =
                "/rest/v3/short-urls/shorten?apiKey=" + TestClient.ADMIN_KEY + "&longUrl=https%3A%2F%2Fexample.com";
        JsonNode made = TestClient.json(server.send(HttpRequest.newBuilder(server.uri(path))));
        assertThat(made.get("longUrl").asText()).isEqualTo("https://example.com");
        HttpResponse<String> plain = server.send(HttpRequest.newBuilder(server.uri(path + "&format=txt")));
        assertThat(plain.body()).startsWith("https://go.example/");
        assertThat(plain.headers().firstValue("Content-Type")).contains("text/plain;charset=utf-8");
        plain = server.send(HttpRequest.newBuilder(server.uri(path)).setHeader("Accept", "text/plain"));
        assertThat(plain.body()).startsWith("https://go.example/");
        problem(
                server.send(HttpRequest.newBuilder(server.uri("/rest/v3/short-urls/shorten?longUrl=x"))),
                401,
                "missing-authentication");
        problem(
                server.send(HttpRequest.newBuilder(
                        server.uri("/rest/v3/short-urls/shorten?apiKey=" + TestClient.ADMIN_KEY))),
                400,
                "invalid-data");
    }

    @Test
    void whatIsThereIsFoundWhereThatIsAskedFor() {
        JsonNode made = shlink.make("{'longUrl':'https://example.com','tags':['a']}");
        String same = "{'longUrl':'https://EXAMPLE.com/','findIfExists':true";
        assertThat(shlink.make(same + "}")).isEqualTo(made);
        assertThat(shlink.make(same + ",'tags':['a']}")).isEqualTo(made);
        assertThat(shlink.make(same + ",'tags':['b']}").get("shortCode")).isNotEqualTo(made.get("shortCode"));
        assertThat(shlink.make(same + ",'maxVisits':4}").get("shortCode")).isNotEqualTo(made.get("shortCode"));
        String slug = made.get("shortCode").asText();
        assertThat(shlink.make(same + ",'customSlug':'" + slug + "'}")).isEqualTo(made);
        problem(
                shlink.send(
                        "POST",
                        "/short-urls",
                        "{'longUrl':'https://other.example','findIfExists':true,'customSlug':'" + slug + "'}"),
                400,
                "non-unique-slug");
        server.link("{'destination':'https://chat.example/','channel':'whatsapp','code':'chat'}");
        assertThat(shlink.make("{'longUrl':'https://chat.example','findIfExists':true}")
                        .get("shortCode")
                        .asText())
                .as("a link for a chat is not handed out")
                .isNotEqualTo("chat");
    }

    @Test
    void linksAreListedByPages() {
        for (int i = 0; i < 12; i++) {
            shlink.make("{'longUrl':'https://example.com/" + i + "','customSlug':'code-" + (char) ('a' + i) + "'}");
            server.clock().advance(Duration.ofSeconds(1));
        }
        JsonNode first = shlink.ask("/short-urls").get("shortUrls");
        assertThat(first.get("data")).hasSize(10);
        assertThat(first.at("/data/0/shortCode").asText()).isEqualTo("code-l");
        assertThat(first.get("pagination").toString())
                .isEqualTo(json("{'currentPage':1,'pagesCount':2,'itemsPerPage':10,'itemsInCurrentPage':10,"
                        + "'totalItems':12}"));
        assertThat(codes("?page=2")).containsExactly("code-b", "code-a");
        assertThat(codes("?page=3")).isEmpty();
        assertThat(codes("?itemsPerPage=-1")).hasSize(12);
        assertThat(codes("?orderBy=shortCode-ASC&itemsPerPage=2")).containsExactly("code-a", "code-b");
        assertThat(codes("?orderBy=longUrl-DESC&itemsPerPage=2")).containsExactly("code-j", "code-i");
        assertThat(shlink.get("/short-urls?orderBy=nothing-ASC").statusCode()).isEqualTo(400);
        assertThat(shlink.get("/short-urls?tagsMode=some").statusCode()).isEqualTo(400);
    }

    @Test
    void linksAreOrderedByTheirVisits() {
        IntStream.range(0, 3)
                .forEach(i -> shlink.make("{'longUrl':'https://example.com/','customSlug':'visits-" + i + "'}"));
        server.tap("/visits-1");
        server.tap("/visits-2");
        server.visit("GET", "/visits-2", "User-Agent", TestAgents.IPHONE + " other");
        for (int i = 0; i < 3; i++) {
            server.visit("GET", "/visits-1", "User-Agent", "curl/8.0");
        }
        server.awaitRecorded();
        assertThat(codes("?orderBy=visits-DESC")).containsExactly("visits-1", "visits-2", "visits-0");
        assertThat(codes("?orderBy=nonBotVisits-DESC")).containsExactly("visits-2", "visits-1", "visits-0");
        assertThat(codes("?orderBy=visits-ASC&itemsPerPage=1&page=2")).containsExactly("visits-2");
        assertThat(shlink.ask("/short-urls/visits-1").get("visitsSummary").toString())
                .isEqualTo(json("{'total':4,'nonBots':1,'bots':3}"));
        ShlinkClient reader = new ShlinkClient(server, server.newKey("links:read"));
        assertThat(reader.ask("/short-urls/visits-1").get("visitsSummary").toString())
                .as("whoever may not read reports")
                .isEqualTo(json("{'total':0,'nonBots':0,'bots':0}"));
        assertThat(reader.get("/short-urls?orderBy=visits-DESC").statusCode()).isEqualTo(403);
    }

    @Test
    void tagsAreListedRenamedAndDeleted() {
        shlink.make("{'longUrl':'https://example.com','tags':['foo','bar','baz']}");
        shlink.make("{'longUrl':'https://example.com','tags':['foo']}");
        assertThat(shlink.ask("/tags").at("/tags/data").toString()).isEqualTo("[\"bar\",\"baz\",\"foo\"]");
        assertThat(shlink.ask("/tags?searchTerm=ba&orderBy=tag-DESC&itemsPerPage=1")
                        .get("tags")
                        .toString())
                .isEqualTo(json("{'data':['baz'],'pagination':{'currentPage':1,'pagesCount':2,'itemsPerPage':1,"
                        + "'itemsInCurrentPage':1,'totalItems':2}}"));
        assertThat(shlink.ask("/tags/stats?orderBy=shortUrlsCount-DESC")
                        .at("/tags/data/0")
                        .toString())
                .isEqualTo(json("{'tag':'foo','shortUrlsCount':2,'visitsSummary':{'total':0,'nonBots':0,'bots':0}}"));
        assertThat(shlink.send("PUT", "/tags", "{'oldName':'foo','newName':'fooRenamed'}")
                        .statusCode())
                .isEqualTo(204);
        assertThat(shlink.ask("/tags").at("/tags/data").toString())
                .contains("fooRenamed")
                .doesNotContain("\"foo\"");
        JsonNode problem =
                problem(shlink.send("PUT", "/tags", "{'oldName':'bar','newName':'baz'}"), 409, "tag-conflict");
        assertThat(problem.get("oldName").asText()).isEqualTo("bar");
        problem = problem(shlink.send("PUT", "/tags", "{'oldName':'no','newName':'x'}"), 404, "tag-not-found");
        assertThat(problem.get("tag").asText()).isEqualTo("no");
        problem = problem(shlink.send("PUT", "/tags", "{}"), 400, "invalid-data");
        assertThat(problem.get("invalidElements").toString()).isEqualTo("[\"oldName\",\"newName\"]");
        assertThat(shlink.send("DELETE", "/tags?tags%5B%5D=bar&tags%5B%5D=no", "")
                        .statusCode())
                .isEqualTo(204);
        assertThat(shlink.ask("/tags").at("/tags/data").toString()).isEqualTo("[\"baz\",\"fooRenamed\"]");
    }

    @Test
    void anyOriginMayAskWithAKeyAndIsToldSoBefore() {
        HttpResponse<String> before = server.send(HttpRequest.newBuilder(server.uri("/rest/v3/short-urls"))
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .setHeader("Origin", "https://app.example")
                .setHeader("Access-Control-Request-Method", "POST")
                .setHeader("Access-Control-Request-Headers", "x-api-key,content-type"));
        assertThat(before.statusCode()).isEqualTo(204);
        assertThat(before.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
        assertThat(before.headers().firstValue("Access-Control-Allow-Methods").orElseThrow())
                .contains("PATCH", "PUT", "DELETE");
        assertThat(before.headers().firstValue("Access-Control-Allow-Headers").orElseThrow())
                .contains("X-Api-Key", "Content-Type");
        assertThat(before.headers().firstValue("Access-Control-Allow-Credentials"))
                .isEmpty();
        HttpResponse<String> answer = server.send(
                HttpRequest.newBuilder(server.uri("/rest/v3/short-urls")).setHeader("Origin", "https://app.example"));
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
        assertThat(server.send(HttpRequest.newBuilder(server.uri("/api/v1/links"))
                                .setHeader("Origin", "https://app.example"))
                        .headers()
                        .firstValue("Access-Control-Allow-Origin"))
                .isEmpty();
    }

    @Test
    void theServiceSaysWhoseApiItHas() {
        for (String path : List.of("/rest/health", "/rest/v3/health")) {
            HttpResponse<String> health = server.send(HttpRequest.newBuilder(server.uri(path)));
            assertThat(health.statusCode()).isEqualTo(200);
            assertThat(TestClient.json(health).get("status").asText()).isEqualTo("pass");
            assertThat(TestClient.json(health).get("version").asText()).startsWith("5.1.");
        }
        problem(shlink.get("/mercure-info"), 501, "mercure-not-configured");
        assertThat(server.post("/api/v1/links", "{\"destination\":\"https://example.com/\",\"code\":\"rest\"}")
                        .statusCode())
                .isEqualTo(422);
    }
}
