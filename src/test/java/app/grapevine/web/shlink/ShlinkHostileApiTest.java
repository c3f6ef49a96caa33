package app.grapevine.web.shlink;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.HostileClient;
import app.grapevine.HostileClient.Conversation;
import app.grapevine.HostileClient.Task;
import app.grapevine.HostileTexts;
import app.grapevine.RawConnection;
import app.grapevine.TestClient;
import app.grapevine.base.Characters;
import app.grapevine.service.StoredTexts;
import app.grapevine.service.TestServer;
import app.grapevine.web.api.LogOf;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.javalin.router.Endpoint;
import io.javalin.router.ParsedEndpoint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Hostile texts in every field, parameter and part of a path of Shlink's API, whose routes are taken from the server, so that a new
 * one is tried by itself: none is answered by a fault of ours, what is refused is told as a problem, what is taken comes back as it
 * was given, links are as many as were made, and the log says nothing.
 *
 * <p>Each place gets one in {@value #SHARE} of the texts of all classes, other ones than the place before it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ShlinkHostileApiTest {
    private static final String BASE = "/rest/v3";
    private static final int SHARE = 40;

    /** All that any route reads of a query. */
    private static final List<String> PARAMETERS = List.of(
            "searchTerm",
            "domain",
            "tags[]",
            "tags[0]",
            "tagsMode",
            "excludeTags[]",
            "excludeTagsMode",
            "startDate",
            "endDate",
            "excludeMaxVisitsReached",
            "excludePastValidUntil",
            "apiKeyName",
            "orderBy",
            "page",
            "itemsPerPage",
            "excludeBots",
            "type",
            "longUrl",
            "format");

    /** What each route that reads a body is sent otherwise, and where in it the texts go. */
    private record Body(String everyday, List<String> fields) {}

    private static final Body RENAMING =
            new Body("{'oldName':'nobodys','newName':'other'}", List.of("oldName", "newName"));

    private static final Map<String, Body> BODIES = Map.of(
            "POST /short-urls", new Body("{'longUrl':'https://example.com/'}", shortUrl()),
            "PATCH /short-urls/{code}", new Body("{}", shortUrl()),
            "POST /short-urls/{code}/redirect-rules",
                    new Body(
                            "{'redirectRules':[{'longUrl':'https://example.com/',"
                                    + "'conditions':[{'type':'query-param','matchKey':'k','matchValue':'v'}]}]}",
                            List.of(
                                    "redirectRules",
                                    "redirectRules/0",
                                    "redirectRules/0/longUrl",
                                    "redirectRules/0/priority",
                                    "redirectRules/0/conditions/0",
                                    "redirectRules/0/conditions/0/type",
                                    "redirectRules/0/conditions/0/matchKey",
                                    "redirectRules/0/conditions/0/matchValue")),
            "PUT /tags", RENAMING,
            "PATCH /domains/redirects",
                    new Body(
                            "{'domain':'go.example'}",
                            List.of("domain", "baseUrlRedirect", "regular404Redirect", "invalidShortUrlRedirect")));

    private static final ObjectMapper ASCII = new ObjectMapper(
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build());

    private final List<String> texts = HostileTexts.ofAllClasses();
    private final AtomicInteger made = new AtomicInteger();
    private int places;
    private TestServer server;
    private HostileClient client;
    private LogOf log;

    private static List<String> shortUrl() {
        List<String> fields = new ArrayList<>(new TreeSet<>(ShortUrlBody.KNOWN));
        fields.add("tags/0");
        return fields;
    }

    @BeforeAll
    void start() {
        server = TestServer.start(Map.of(
                "limit.api", "10000000",
                "limit.failures", "10000000",
                "limit.links", "0",
                "limit.unknown", "10000000",
                "trusted.proxies", "127.0.0.0/8"));
        log = new LogOf(ShlinkHostileApiTest.class);
        client = new HostileClient(server.port());
        server.link("{'destination':'https://example.com/','code':'plain','tags':['everyday']}");
        server.link("{'destination':'https://example.com/','code':'changed'}");
        server.tap("/plain");
        server.awaitRecorded();
    }

    @AfterAll
    void stop() {
        log.close();
        server.close();
    }

    /** The routes as {@code GET /short-urls/{code}}, but for the one whose answer is that there is nothing, 501. */
    private List<String> routes() {
        return server.web().javalin().unsafe.internalRouter.allHttpHandlers().stream()
                .map((ParsedEndpoint parsed) -> parsed.endpoint)
                .filter(endpoint -> endpoint.method.isHttpMethod() && endpoint.path.startsWith(BASE + "/"))
                .filter(endpoint -> !endpoint.path.endsWith("/mercure-info"))
                .map((Endpoint endpoint) -> endpoint.method.name() + " " + endpoint.path.substring(BASE.length()))
                .filter(route -> !route.startsWith("HEAD"))
                .sorted()
                .toList();
    }

    private List<String> textsForNext() {
        int turn = places++ % SHARE;
        List<String> chosen = new ArrayList<>();
        for (int i = turn; i < texts.size(); i += SHARE) {
            chosen.add(texts.get(i));
        }
        return chosen;
    }

    private static String everyday(String path) {
        return path.replace("{code}", "plain").replace("{tag}", "everyday").replace("{domain}", "DEFAULT");
    }

    private static RawConnection.Answer ask(Conversation conversation, String route, String target, String body)
            throws IOException {
        String headers = "X-Api-Key: " + TestClient.ADMIN_KEY + "\r\nContent-Type: application/json\r\n";
        return conversation.ask(route.split(" ")[0], BASE + target, headers, body);
    }

    private static @Nullable String unproblematic(RawConnection.Answer answer, String asked) {
        String type = HostileClient.header(answer, "Content-Type");
        return answer.status() >= 400 && !"application/problem+json".equals(type)
                ? "no problem but " + answer.status() + " " + type + " " + answer.body() + " for " + asked
                : null;
    }

    @Test
    @Order(1)
    void inEveryFieldOfEveryBody() throws Exception {
        Set<String> withBodies = routes().stream()
                .filter(route -> !route.startsWith("GET") && !route.startsWith("DELETE"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(BODIES.keySet()).containsExactlyInAnyOrderElementsOf(withBodies);
        List<Task> tasks = new ArrayList<>();
        new TreeSet<>(withBodies).forEach(route -> {
            Body body = BODIES.get(route);
            for (String field : body.fields) {
                for (String text : textsForNext()) {
                    tasks.add(conversation -> inBody(conversation, route, body, field, text));
                }
            }
        });
        run("fields", tasks);
    }

    private @Nullable String inBody(Conversation conversation, String route, Body body, String field, String text)
            throws IOException {
        JsonNode sent = put(ASCII.readTree(body.everyday.replace('\'', '"')), field.split("/", -1), 0, text);
        String json = ASCII.writeValueAsString(sent);
        String path = everyday(route.split(" ")[1]).replace("plain", "changed");
        RawConnection.Answer answer = ask(conversation, route, path, json);
        if (answer.status() != 200 || !route.contains("/short-urls")) {
            return unproblematic(answer, route + " " + json);
        }
        JsonNode told = ASCII.readTree(answer.body());
        if (route.equals("POST /short-urls")) {
            made.incrementAndGet();
        }
        JsonNode now = told.at("/" + field);
        boolean same = !now.isTextual()
                || field.equals("domain")
                || now.textValue().equals(text.strip())
                // A destination is kept as browsers write it: an empty path is a slash.
                || field.equals("longUrl") && now.textValue().equals(text.strip() + "/")
                || Characters.clean(now.textValue()).equals(Characters.clean(text));
        return same ? null : "kept " + field + " as " + now + " for " + json;
    }

    /** The same with a text at a place that may not be there yet. */
    private static JsonNode put(@Nullable JsonNode node, String[] path, int depth, String text) {
        if (depth == path.length) {
            return TextNode.valueOf(text);
        }
        if (path[depth].equals("0")) {
            ArrayNode list = node instanceof ArrayNode present ? present : ASCII.createArrayNode();
            JsonNode element = put(list.get(0), path, depth + 1, text);
            return list.removeAll().add(element);
        }
        ObjectNode object = node instanceof ObjectNode present ? present : ASCII.createObjectNode();
        object.set(path[depth], put(object.get(path[depth]), path, depth + 1, text));
        return object;
    }

    @Test
    @Order(2)
    void inEveryParameterOfEveryQuestion() throws Exception {
        List<Task> tasks = new ArrayList<>();
        for (String route : routes()) {
            // What deletes by its path would have nothing left to delete.
            boolean asks = route.startsWith("GET") || route.equals("DELETE /tags");
            for (String name : asks ? PARAMETERS : List.<String>of()) {
                for (String text : textsForNext()) {
                    tasks.add(conversation -> inQuery(conversation, route, name, text));
                }
            }
        }
        run("parameters", tasks);
    }

    private @Nullable String inQuery(Conversation conversation, String route, String name, String text)
            throws IOException {
        boolean shortens = route.endsWith("/shorten");
        String target = everyday(route.split(" ")[1]) + "?" + HostileClient.encoded(name) + "="
                + HostileClient.encoded(text) + (shortens ? "&apiKey=" + TestClient.ADMIN_KEY : "");
        RawConnection.Answer answer = ask(conversation, route, target, "");
        if (shortens && answer.status() == 200) {
            made.incrementAndGet();
        }
        return unproblematic(answer, route + " " + target);
    }

    @Test
    @Order(3)
    void inEveryPartOfEveryPath() throws Exception {
        List<Task> tasks = new ArrayList<>();
        for (String route : routes()) {
            for (String text : route.contains("{") ? textsForNext() : List.<String>of()) {
                String target = route.split(" ")[1].replaceAll("\\{[a-z]+}", HostileClient.encoded(text));
                Body body = BODIES.get(route);
                String sent = body == null ? "" : body.everyday.replace('\'', '"');
                tasks.add(conversation -> unproblematic(ask(conversation, route, target, sent), route + " " + target));
            }
        }
        run("paths", tasks);
    }

    @Test
    @Order(4)
    void asTheKey() throws Exception {
        List<Task> tasks = new ArrayList<>();
        for (String text : textsForNext()) {
            String target = "/short-urls/shorten?longUrl=https://example.com/&apiKey=" + HostileClient.encoded(text);
            tasks.add(conversation -> {
                RawConnection.Answer answer = ask(conversation, "GET /", target, "");
                boolean isRefused = answer.status() == 401 || answer.status() == 400;
                return isRefused ? unproblematic(answer, target) : answer.status() + " for " + target;
            });
        }
        run("keys", tasks);
    }

    private void run(String what, List<Task> tasks) throws Exception {
        int before = client.asked();
        client.run(tasks);
        System.out.printf("hostile %s: %d requests%n", what, client.asked() - before);
        assertThat(client.faults()).isEmpty();
    }

    @Test
    @Order(5)
    void whatWasTakenIsStoredAndNothingElseAndTheLogIsSilent() {
        System.out.printf("%d hostile texts, %d places, %d requests%n", texts.size(), places, client.asked());
        assertThat(client.asked()).isGreaterThan(5_000);
        assertThat(column("SELECT COUNT(*) FROM links")).containsExactly(String.valueOf(made.get() + 2));
        assertThat(column("SELECT destination FROM links"))
                .allSatisfy(address -> assertThat(address).matches("https?://[!-~]+"));
        assertThat(column("SELECT host FROM domains")).isSubsetOf("go.example", "links.example");
        assertThat(StoredTexts.withControls(server.database())).isEmpty();
        assertThat(log.lines()).as(() -> String.join("\n", log.traces())).isEmpty();
    }

    private List<String> column(String sql) {
        return server.database()
                .read(handle -> handle.createQuery(sql).mapTo(String.class).list());
    }
}
