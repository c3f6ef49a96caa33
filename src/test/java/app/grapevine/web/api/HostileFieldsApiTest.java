package app.grapevine.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.HostileClient;
import app.grapevine.HostileClient.Conversation;
import app.grapevine.HostileClient.Task;
import app.grapevine.HostileTexts;
import app.grapevine.RawConnection;
import app.grapevine.TestAgents;
import app.grapevine.TestClient;
import app.grapevine.base.Characters;
import app.grapevine.service.StoredTexts;
import app.grapevine.service.TestServer;
import app.grapevine.web.site.Operations;
import app.grapevine.web.site.Operations.Operation;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Hostile texts in every field, parameter and part of a path that the description of the API names, so that a new one is
 * tried by itself: each answer is one that is described, what is refused names the field, what is taken comes back as
 * it was given and is in the database as often as it was taken, and the log says nothing.
 *
 * <p>Each place gets one in fifty-six of the texts of all classes, other ones than the place before it, and every fifth of those
 * that are made for what it holds.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HostileFieldsApiTest {
    private static final int SHARE = 56;
    private static final int SPECIAL_SHARE = 5;
    /** What a password costs is a tenth of a second, each time. */
    private static final Set<String> SLOW = Set.of("signIn", "changePassword", "createAccount");

    private static final int OF_SLOW = 3;

    /** Besides those that each operation describes: what the head of the description says of all. */
    private static final Set<Integer> OF_ALL = Set.of(400, 404, 405, 414);

    private static final String FORM = "Content-Type: application/x-www-form-urlencoded\r\n";

    private static final ObjectMapper JSON = new ObjectMapper(
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build());

    private final List<String> texts = HostileTexts.ofAllClasses();
    private final List<Operation> operations = new Operations().all();
    private final Map<String, String> ids = new HashMap<>();
    private final Map<String, AtomicInteger> made = new ConcurrentHashMap<>();
    private final Set<String> places = new LinkedHashSet<>();
    private TestServer server;
    private HostileClient client;
    private LogOf log;

    @BeforeAll
    void start() {
        server = TestServer.start(Map.of(
                "limit.api", "10000000",
                "limit.failures", "10000000",
                "limit.links", "0",
                "limit.unknown", "10000000",
                "limit.forwards.minute", "1000000",
                "limit.forwards.day", "1000000",
                "limit.forwards.link", "1000000",
                "limit.reports", "1000000",
                "trusted.proxies", "127.0.0.0/8"));
        log = new LogOf(HostileFieldsApiTest.class);
        client = new HostileClient(server.port());
        server.link("{'destination':'https://example.com/','code':'plain','channel':'whatsapp'}");
        server.link("{'destination':'https://example.com/','code':'changed'}");
        server.link("{'destination':'https://example.com/','code':'boots','trackConversions':true}");
        server.link("{'destination':'https://example.com/','code':'reported'}");
        made("/campaigns", "{'slug':'spring','name':'Spring'}");
        ids.put("share-sets", made("/share-sets", "{'destination':'https://example.com/','channels':['sms']}"));
        ids.put("keys", made("/keys", "{'name':'k','scopes':['links:read']}"));
        ids.put("accounts", made("/accounts", "{'name':'Berta','password':'correct horse','scopes':['links:read']}"));
        ids.put("reattributions", made("/reattributions", "{}"));
        server.visit("POST", "/reported/report", "Content-Type", "application/x-www-form-urlencoded");
        ids.put(
                "click",
                server.tap("/boots")
                        .headers()
                        .firstValue("Location")
                        .orElseThrow()
                        .replaceAll(".*gv_click=", ""));
        server.awaitRecorded();
    }

    private String made(String path, String json) {
        return TestClient.json(server.post("/api/v1" + path, json.replace('\'', '"')))
                .path("id")
                .asText();
    }

    @AfterAll
    void stop() {
        log.close();
        server.close();
    }

    /** The path of an operation with everyday values in place of its parameters. */
    private String everyday(Operation operation) {
        String path = operation.path();
        String code = operation.method().equals("PATCH") ? "changed" : "plain";
        String id = ids.getOrDefault(path.replaceAll("^/api/v1/([^/]+)/.*", "$1"), "none");
        return path.replace("{code}", code).replace("{slug}", "spring").replace("{id}", id);
    }

    /** The texts that come to a place, by what its name says that it holds. */
    private List<String> textsFor(String place) {
        places.add(place);
        int turn = places.size() % SHARE;
        Set<String> chosen = new LinkedHashSet<>();
        for (int i = turn; i < texts.size(); i += SHARE) {
            chosen.add(texts.get(i));
        }
        List<String> special = specialFor(place);
        for (int i = turn % SPECIAL_SHARE; i < special.size(); i += SPECIAL_SHARE) {
            chosen.add(special.get(i));
        }
        return List.copyOf(chosen);
    }

    private static List<String> specialFor(String place) {
        if (place.matches("(?i).*(destination|image|host)$")) {
            return Stream.of(HostileTexts.REDIRECTS, HostileTexts.HOSTS, HostileTexts.LINE_ENDS)
                    .flatMap(texts -> texts.all().stream())
                    .toList();
        }
        boolean isMoment =
                place.matches(".*(From|To|from|to|At|On|Until|tz|limit|by|generation|changedAt|size|margin)$");
        return isMoment ? HostileTexts.MOMENTS.all() : List.of();
    }

    @Test
    @Order(1)
    void inEveryFieldOfEveryBody() throws Exception {
        List<Task> tasks = new ArrayList<>();
        for (Operation operation : operations) {
            for (String field : operation.hasJson() ? operation.fields() : List.<String>of()) {
                List<String> chosen = textsFor(operation.id() + " " + field);
                boolean slow = SLOW.contains(operation.id()) || field.equals("/password");
                for (String text : slow ? chosen.subList(0, OF_SLOW) : chosen) {
                    tasks.add(conversation -> inBody(conversation, operation, field, text));
                }
            }
        }
        run("fields", tasks);
    }

    private @Nullable String inBody(Conversation conversation, Operation operation, String field, String text)
            throws IOException {
        JsonNode body = put(base(operation, field), field.substring(1).split("/", -1), 0, text);
        RawConnection.Answer answer = conversation.api(operation.method(), everyday(operation), ascii(body));
        String asked = operation.id() + " " + body;
        String fault = undescribed(operation, answer, asked);
        if (fault != null) {
            return fault;
        }
        JsonNode answered = JSON.readTree(answer.body());
        if (operation.id().equals("createLinks")) {
            return bulk(answered, field, text, asked);
        }
        return answer.status() < 300
                ? taken(operation.id(), answered, field, text, asked)
                : refused(answer, answered, field, asked);
    }

    private @Nullable String bulk(JsonNode answered, String field, String text, String asked) {
        String fault = null;
        for (JsonNode item : answered.path("items")) {
            int status = item.get("status").asInt();
            if (status == 201) {
                count("createLinks");
            } else if (status >= 500) {
                fault = status + " for " + asked;
            }
        }
        JsonNode link = answered.at("/items/0/link");
        return fault == null && link.isObject() ? changed(link, field.substring(2), text, asked) : fault;
    }

    /** What is taken is there as it was given, but for blanks around it and what nobody sees, an address as browsers read it, and a tag as first written. */
    private @Nullable String taken(String id, JsonNode answered, String field, String text, String asked) {
        if (id.equals("createShareSet")) {
            answered.get("items").forEach(item -> count(id));
            boolean ofSet = Set.of("/name", "/text", "/destination").contains(field);
            return changed(ofSet ? answered : answered.at("/items/0/link"), field, text, asked);
        }
        count(id);
        return changed(answered, field, text, asked);
    }

    private static @Nullable String changed(JsonNode answered, String field, String text, String asked) {
        JsonNode value = answered.at(field);
        if (!value.isTextual()) {
            return null;
        }
        String now = value.textValue();
        boolean isAddress = field.matches(".*(estination|image)$");
        boolean isOther = field.matches(".*(At|From|Until|/from|/to|/amount)$"); // the same in other digits
        String given = Characters.clean(text);
        boolean sameWhole = field.equals("/externalId") && now.equals(text); // what programs know things by
        boolean same = sameWhole || now.equals(given) || now.equals(given.replace("\r\n", "\n"));
        boolean sameTag =
                field.matches("/tags?(/0)?|/into") && Characters.folded(now).equals(Characters.folded(given));
        if (isAddress) {
            return now.matches("https?://[!-~]+") ? null : "kept an address as " + now + " for " + asked;
        }
        // Of many links made at once, a campaign's name is what its slug is made of.
        boolean sameSlug = field.equals("/campaign") && now.matches("[a-z0-9-]{1,64}");
        return same || sameTag || sameSlug || isOther ? null : "kept " + field + " as " + now + " for " + asked;
    }

    private static @Nullable String refused(
            RawConnection.Answer answer, JsonNode answered, String field, String asked) {
        if (!"application/problem+json".equals(HostileClient.header(answer, "Content-Type"))) {
            return "no problem but " + answer.body() + " for " + asked;
        }
        if (answer.status() != 422) {
            return null;
        }
        String name = field.substring(1).split("/", -1)[0];
        for (JsonNode error : answered.path("errors")) {
            // A fault may be told at what goes with the field.
            if (!error.get("field").isTextual() || error.get("message").asText().isEmpty()) {
                return "an error without its field for " + asked;
            }
        }
        return answered.path("errors").isEmpty() && !name.isEmpty() ? "no field named for " + asked : null;
    }

    private static @Nullable String undescribed(Operation operation, RawConnection.Answer answer, String asked) {
        boolean described = operation.statuses().contains(answer.status()) || OF_ALL.contains(answer.status());
        return described ? null : "undescribed: " + answer.status() + " for " + asked + ": " + answer.body();
    }

    private void count(String id) {
        made.computeIfAbsent(id, key -> new AtomicInteger()).incrementAndGet();
    }

    /** An everyday body, in which all is well but what is put at the field. */
    private JsonNode base(Operation operation, String field) {
        return switch (operation.id()) {
            case "createErasure" -> read(field.matches("/(link|campaign|clickId)") ? "{}" : "{'link':'boots'}");
            // Without an externalId, by which the answer is how it was told of first.
            case "recordConversion" ->
                read("{'clickId':'" + ids.get("click") + "','event':'sale','value':{'amount':'1','currency':'EUR'}}");
            case "changeCampaign", "createCampaign" ->
                read("{'slug':'spring','name':'Spring','costs':[{'channel':"
                        + "'sms','cost':{'amount':'1','currency':'EUR'}}],'baseline':{'audience':'Kept out'}}");
            case "createReattribution", "closeLinkReport", "changeShareSet", "changeAccount" -> read("{}");
            case "changePassword" -> read("{'current':'wrong horse','new':'battery staple'}");
            case "signIn" -> read(field.equals("/key") ? "{}" : "{'name':'Anna','password':'correct horse'}");
            default -> operation.example().deepCopy();
        };
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }

    private static String ascii(JsonNode body) throws JsonProcessingException {
        return JSON.writeValueAsString(body);
    }

    /** The same with a text at a place that may not be there yet. */
    private static JsonNode put(@Nullable JsonNode node, String[] path, int depth, String text) {
        if (depth == path.length) {
            return TextNode.valueOf(text);
        }
        String name = path[depth];
        if (name.equals("0")) {
            ArrayNode list = node instanceof ArrayNode present ? present : JSON.createArrayNode();
            JsonNode element = put(list.get(0), path, depth + 1, text);
            if (list.isEmpty()) {
                list.add(element);
            } else {
                list.set(0, element);
            }
            return list;
        }
        ObjectNode object = node instanceof ObjectNode present ? present : JSON.createObjectNode();
        object.set(name, put(object.get(name), path, depth + 1, text));
        return object;
    }

    @Test
    @Order(2)
    void inEveryParameterOfEveryQuestion() throws Exception {
        List<Task> tasks = new ArrayList<>();
        for (Operation operation : operations) {
            for (String name : operation.named("query")) {
                for (String text : textsFor(operation.id() + " " + name)) {
                    tasks.add(conversation -> inQuery(conversation, operation, name, text));
                }
            }
        }
        run("parameters", tasks);
    }

    private @Nullable String inQuery(Conversation conversation, Operation operation, String name, String text)
            throws IOException {
        // A stream has no end; what it is asked is read as what a page of visits is.
        String path = operation.path().equals("/api/v1/live") ? "/api/v1/clicks" : everyday(operation);
        if (operation.method().equals("DELETE")) {
            path = "/api/v1/links/nobodys";
        }
        String target = path + "?" + name + "=" + HostileClient.encoded(text);
        RawConnection.Answer answer = conversation.api(operation.method(), target, "{}");
        return problem(operation, answer, operation.id() + " " + target);
    }

    private static @Nullable String problem(Operation operation, RawConnection.Answer answer, String asked) {
        String type = HostileClient.header(answer, "Content-Type");
        if (answer.status() >= 400
                && operation.path().startsWith("/api/v1/")
                && !"application/problem+json".equals(type)) {
            return "no problem but " + type + " " + answer.body() + " for " + asked;
        }
        return undescribed(operation, answer, asked);
    }

    @Test
    @Order(3)
    void inEveryPartOfEveryPath() throws Exception {
        List<Task> tasks = new ArrayList<>();
        for (Operation operation : operations) {
            if (operation.path().contains("{") && operation.path().startsWith("/api/")) {
                for (String text : textsFor(operation.id() + " its path")) {
                    tasks.add(conversation -> {
                        String target = operation.path().replaceAll("\\{[a-z]+}", HostileClient.encoded(text));
                        return problem(operation, conversation.api(operation.method(), target, "{}"), target);
                    });
                }
            }
        }
        for (String end : List.of("", "+", ".qr", ".qr.png", "/share", "/report", "?x=")) {
            for (String text : textsFor("a code with " + end)) {
                tasks.add(conversation -> asCode(conversation, end, HostileClient.encoded(text), text));
                if (text.chars().allMatch(c -> c > ' ' && c <= '~' && c != '#')) {
                    tasks.add(conversation -> asCode(conversation, end, text, text));
                }
            }
        }
        run("paths", tasks);
    }

    private static @Nullable String asCode(Conversation conversation, String end, String path, String text)
            throws IOException {
        String target = end.startsWith("?") ? "/plain" + end + path : "/" + path + end;
        RawConnection.Answer answer = conversation.ask("GET", target, "User-Agent: " + TestAgents.IPHONE + "\r\n", "");
        boolean echoed = isMarkup(text) && answer.body().contains(text);
        String location = HostileClient.header(answer, "Location");
        if (echoed) {
            return "said again: " + text + " for " + target;
        }
        return location == null || location.startsWith("https://example.com/") || location.startsWith("/")
                ? null
                : "led to " + location + " by " + target;
    }

    @Test
    @Order(4)
    void inTheFormsOfRecipients() throws Exception {
        List<Task> tasks = new ArrayList<>();
        for (Operation operation : operations) {
            for (String field : operation.hasJson() ? List.<String>of() : operation.fields()) {
                if (field.isEmpty()) {
                    continue; // a picture or a file of links: no form
                }
                for (String text : textsFor(operation.id() + " " + field)) {
                    tasks.add(conversation -> inForm(conversation, operation, field.substring(1), text));
                }
            }
        }
        for (String text : textsFor("closeLinkReport note")) {
            tasks.add(conversation -> aReport(conversation, text));
        }
        run("forms", tasks);
    }

    private @Nullable String inForm(Conversation conversation, Operation operation, String field, String text)
            throws IOException {
        String reason = operation.id().equals("reportLink") && !field.equals("reason") ? "reason=spam&" : "";
        String body = reason + field + "=" + HostileClient.encoded(text);
        RawConnection.Answer answer = conversation.ask("POST", everyday(operation), FORM, body);
        if (answer.status() == 201) {
            count(operation.id());
        }
        boolean echoed = isMarkup(text) && answer.body().contains(text);
        return echoed ? "said again: " + body : undescribed(operation, answer, body);
    }

    /** What somebody reports, and how it is closed, as admins read it: of a link of its own. */
    private @Nullable String aReport(Conversation conversation, String text) throws IOException {
        JsonNode link = JSON.readTree(conversation
                .api("POST", "/api/v1/links", "{\"destination\":\"https://example.com/\"}")
                .body());
        count("createLink");
        String code = link.get("code").asText();
        String words = HostileClient.encoded(text);
        RawConnection.Answer answer = conversation.ask(
                "POST", "/" + code + "/report", FORM, "reason=spam&words=" + words + "&contact=" + words);
        if (answer.status() == 422) {
            return null;
        }
        JsonNode report = JSON.readTree(conversation
                        .api("GET", "/api/v1/link-reports?link=" + code, "")
                        .body())
                .at("/items/0");
        String note = ascii(JSON.createObjectNode().put("note", text));
        RawConnection.Answer closed = conversation.api(
                "POST", "/api/v1/link-reports/" + report.get("id").asText() + "/close", note);
        JsonNode after = closed.status() == 200 ? JSON.readTree(closed.body()) : report;
        return Stream.of("/words", "/contact", "/note")
                .map(field -> changed(after, field, wellFormed(text), text))
                .filter(fault -> fault != null)
                .findFirst()
                .orElse(null);
    }

    private static boolean isMarkup(String text) {
        return text.length() > 3 && text.matches("(?s).*[<>\"].*");
    }

    /** As UTF-8 carries it. */
    private static String wellFormed(String text) {
        return new String(
                text.getBytes(java.nio.charset.StandardCharsets.UTF_8), java.nio.charset.StandardCharsets.UTF_8);
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
        System.out.printf("%d hostile texts, %d places, %d requests%n", texts.size(), places.size(), client.asked());
        assertThat(client.asked()).isGreaterThan(8_000);
        int links = Stream.of("createLink", "createLinks", "createShareSet", "forwardLink")
                .mapToInt(id -> made.containsKey(id) ? made.get(id).get() : 0)
                .sum();
        assertThat(rows("links")).as("links").isEqualTo(links + 5);
        assertThat(rows("api_keys")).as("keys").isEqualTo(made.get("createKey").get() + 2);
        assertThat(StoredTexts.withControls(server.database())).isEmpty();
        assertThat(log.lines()).as(() -> String.join("\n", log.traces())).isEmpty();
    }

    private int rows(String table) {
        return server.database()
                .read(handle -> handle.createQuery("SELECT COUNT(*) FROM " + table)
                        .mapTo(Integer.class)
                        .one());
    }
}
