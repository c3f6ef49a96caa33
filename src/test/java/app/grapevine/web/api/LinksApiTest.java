package app.grapevine.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.service.TestServer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LinksApiTest {
    private static final String ALL = """
            {"destination":"https://shop.example/boots?a=1","code":"boots","domain":"links.example",
             "channel":"whatsapp","visibility":"private","audience":"regulars","people":40,"campaign":"autumn",
             "tags":["boots","sale"],"title":"Boots","validFrom":"2026-05-01T00:00:00Z",
             "validUntil":"2027-06-01T02:00:00+02:00","maxClicks":100,
             "expiredDestination":"https://shop.example/over","forwardQuery":true,
             "utm":{"source":"chat","medium":"dark","campaign":"c","term":"t","content":"x"},
             "card":{"title":"T","description":"D","image":"https://shop.example/boots.png"},
             "trackConversions":true,"status":"disabled"}
            """;

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

    private static String now() {
        return server.clock().instant().toString();
    }

    private JsonNode create(String json) {
        HttpResponse<String> response = server.post("/api/v1/links", json);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        return TestServer.json(response);
    }

    @Test
    void aDestinationIsAllThatALinkNeeds() {
        HttpResponse<String> response = server.post("/api/v1/links", "{\"destination\":\"https://shop.example/\"}");
        assertThat(response.statusCode()).isEqualTo(201);
        JsonNode link = TestServer.json(response);
        String code = link.get("code").asText();
        assertThat(code).matches("[A-Za-z0-9]{7}");
        assertThat(response.headers().firstValue("Location")).hasValue("/api/v1/links/" + code);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(link.get("shortUrl").asText()).isEqualTo("https://go.example/" + code);
        assertThat(link.get("status").asText()).isEqualTo("active");
        assertThat(link.get("createdAt").asText()).isEqualTo(now());
        assertThat(TestServer.json(server.get("/api/v1/links/" + code))).isEqualTo(link);
    }

    @Test
    void aLinkTellsWhoMadeItAndNobodySetsThat() {
        JsonNode key = TestServer.json(server.post("/api/v1/keys", "{\"name\":\"shop\",\"scopes\":[\"links:write\"]}"));
        JsonNode link = TestServer.json(server.post(
                "/api/v1/links",
                "{\"destination\":\"https://shop.example/\"}",
                "Authorization",
                "Bearer " + key.get("secret").asText()));
        String path = "/api/v1/links/" + link.get("code").asText();
        server.delete("/api/v1/keys/" + key.get("id").asText());
        JsonNode changed = TestServer.json(server.patch(path, "{\"title\":\"changed by another\"}"));
        assertThat(changed.get("createdBy").toString())
                .isEqualTo("{\"type\":\"key\",\"id\":\"" + key.get("id").asText() + "\",\"name\":\"shop\"}");
        assertThat(server.patch(path, "{\"createdBy\":null}").statusCode()).isEqualTo(422);
        server.database()
                .writeOnly(handle -> handle.execute("UPDATE links SET creator_kind = NULL, creator_id = NULL"));
        assertThat(server.ask("/links/" + link.get("code").asText())
                        .get("createdBy")
                        .isNull())
                .as("of a link of an earlier version")
                .isTrue();
    }

    @Test
    void aKeyThatIsLimitedToACampaignIsToldNoNamesOfOthers() {
        server.post("/api/v1/campaigns", "{\"slug\":\"may\",\"name\":\"May\"}");
        JsonNode key = TestServer.json(server.post(
                "/api/v1/keys",
                "{\"name\":\"agency\",\"scopes\":[\"links:read\",\"links:write\"],\"campaign\":\"may\"}"));
        String bearer = "Bearer " + key.get("secret").asText();
        String json = "{\"destination\":\"https://shop.example/\",\"campaign\":\"may\"}";
        String code =
                TestServer.json(server.post("/api/v1/links", json)).get("code").asText();
        JsonNode own = TestServer.json(server.post("/api/v1/links", json, "Authorization", bearer));
        assertThat(own.at("/createdBy/name").asText()).isEqualTo("agency");

        String path = "/api/v1/links/" + code;
        JsonNode shown = TestServer.json(server.send(server.request(path).setHeader("Authorization", bearer)));
        assertThat(shown.at("/createdBy").toString())
                .isEqualTo("{\"type\":\"key\",\"id\":\"" + adminKey() + "\",\"name\":null}");
        HttpResponse<String> sentBack = server.send(server.request(path)
                .setHeader("Authorization", bearer)
                .setHeader("Content-Type", "application/json")
                .method("PATCH", HttpRequest.BodyPublishers.ofString(shown.toString())));
        assertThat(sentBack.statusCode()).as(sentBack.body()).isEqualTo(200);
        assertThat(TestServer.json(sentBack).get("createdBy")).isEqualTo(shown.get("createdBy"));
        assertThat(server.ask("/links/" + code).at("/createdBy/name").asText()).isEqualTo("admin.key");
    }

    private String adminKey() {
        return server.ask("/keys").at("/items/0/id").asText();
    }

    @Test
    void allFieldsComeBackInTheirOrderAndTimesInUtc() {
        HttpResponse<String> response = server.post("/api/v1/links", ALL);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        assertThat(response.headers().firstValue("Location")).hasValue("/api/v1/links/boots?domain=links.example");
        assertThat(response.body())
                .isEqualTo("{\"code\":\"boots\",\"aliases\":[],\"domain\":\"links.example\","
                        + "\"shortUrl\":\"https://links.example/boots\","
                        + "\"destination\":\"https://shop.example/boots?a=1\",\"unicodeHost\":null,\"channel\":\"whatsapp\","
                        + "\"visibility\":\"private\",\"audience\":\"regulars\",\"people\":40,\"campaign\":\"autumn\","
                        + "\"tags\":[\"boots\",\"sale\"],\"title\":\"Boots\",\"shareSet\":null,"
                        + "\"parent\":null,\"generation\":0,\"forwarding\":false,"
                        + "\"validFrom\":\"2026-05-01T00:00:00Z\",\"validUntil\":\"2027-06-01T00:00:00Z\","
                        + "\"maxClicks\":100,\"expiredDestination\":\"https://shop.example/over\",\"rules\":[],\"hasPassword\":false,"
                        + "\"forwardQuery\":true,\"forwarded\":\"yields\",\"utm\":{\"source\":\"chat\",\"medium\":\"dark\",\"campaign\":\"c\","
                        + "\"term\":\"t\",\"content\":\"x\"},\"card\":{\"title\":\"T\",\"description\":\"D\","
                        + "\"image\":\"https://shop.example/boots.png\"},\"trackConversions\":true,"
                        + "\"status\":\"disabled\",\"archived\":false,\"blocked\":false,\"warnings\":[],\"openingBalance\":null,\"createdBy\":{\"type\":\"key\",\"id\":\""
                        + adminKey()
                        + "\",\"name\":\"admin.key\"},\"createdAt\":\"" + now() + "\","
                        + "\"updatedAt\":\"" + now() + "\"}");
    }

    @Test
    void aLinkOfAFurtherDomainIsFoundWithItsDomainOnly() {
        create(ALL);
        assertThat(server.get("/api/v1/links/boots").statusCode()).isEqualTo(404);
        assertThat(server.get("/api/v1/links/boots?domain=LINKS.example").statusCode())
                .isEqualTo(200);
        assertThat(server.get("/api/v1/links/boots?domain=else.example").statusCode())
                .isEqualTo(404);
    }

    @Test
    void aTakenCodeIs409AndStaysTakenAfterDeletion() {
        create("{\"destination\":\"https://shop.example/\",\"code\":\"boots\"}");
        for (int i = 0; i < 2; i++) {
            HttpResponse<String> again =
                    server.post("/api/v1/links", "{\"destination\":\"https://shop.example/\",\"code\":\"boots\"}");
            assertThat(again.statusCode()).isEqualTo(409);
            assertThat(TestServer.json(again).at("/errors/0/field").asText()).isEqualTo("code");
            assertThat(server.delete("/api/v1/links/boots").statusCode()).isEqualTo(i == 0 ? 204 : 404);
        }
        assertThat(server.get("/api/v1/links/boots").statusCode()).isEqualTo(404);
    }

    @Test
    void aPatchChangesWhatItNamesAndNullTakesAway() {
        create(ALL);
        server.clock().advance(Duration.ofMinutes(1));
        HttpResponse<String> response = server.patch(
                "/api/v1/links/boots?domain=links.example",
                "{\"title\":\"New boots\",\"validUntil\":null,\"utm\":{\"term\":null},\"tags\":[\"new\"],"
                        + "\"status\":\"active\"}",
                "Content-Type",
                "application/merge-patch+json");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        JsonNode link = TestServer.json(response);
        assertThat(link.get("title").asText()).isEqualTo("New boots");
        assertThat(link.get("validUntil").isNull()).isTrue();
        assertThat(link.get("utm").toString())
                .isEqualTo(
                        "{\"source\":\"chat\",\"medium\":\"dark\",\"campaign\":\"c\",\"term\":null,\"content\":\"x\"}");
        assertThat(link.get("tags").toString()).isEqualTo("[\"new\"]");
        assertThat(link.get("status").asText()).isEqualTo("active");
        assertThat(link.get("maxClicks").asInt()).isEqualTo(100);
        assertThat(link.get("updatedAt").asText()).isEqualTo(now());
    }

    @Test
    void aClientMaySendBackAllThatItGotWithOneChange() {
        ObjectNode link = (ObjectNode) create("{\"destination\":\"https://shop.example/\",\"channel\":\"whatsapp\","
                + "\"validUntil\":\"" + server.clock().instant().plus(Duration.ofHours(1)) + "\"}");
        String path = "/api/v1/links/" + link.get("code").asText();
        server.clock().advance(Duration.ofHours(2));
        link = (ObjectNode) TestServer.json(server.get(path));
        assertThat(link.get("status").asText()).isEqualTo("expired");
        link.put("title", "Changed");
        HttpResponse<String> response = server.patch(path, link.toString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        JsonNode changed = TestServer.json(response);
        assertThat(changed.get("title").asText()).isEqualTo("Changed");
        assertThat(changed.get("status").asText()).isEqualTo("expired");
        // The visibility was the channel's, and still is.
        assertThat(TestServer.json(server.patch(path, "{\"channel\":\"x\"}"))
                        .get("visibility")
                        .asText())
                .isEqualTo("public");
    }

    @Test
    void aVisibilitySentWithANewChannelIsTheOwnersWord() {
        String code = create("{\"destination\":\"https://shop.example/\",\"channel\":\"whatsapp\"}")
                .get("code")
                .asText();
        JsonNode changed = TestServer.json(
                server.patch("/api/v1/links/" + code, "{\"channel\":\"x\",\"visibility\":\"private\"}"));
        assertThat(changed.get("channel").asText()).isEqualTo("x");
        assertThat(changed.get("visibility").asText()).isEqualTo("private");
    }

    @Test
    void aListIsNewestFirstAndGoesOnWithItsCursor() {
        for (int i = 0; i < 5; i++) {
            create("{\"destination\":\"https://shop.example/" + i + "\",\"tags\":[\"t" + i % 2 + "\"]}");
        }
        List<String> destinations = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = TestServer.json(server.get("/api/v1/links?limit=2&cursor=" + cursor));
            page.get("items")
                    .forEach(link -> destinations.add(link.get("destination").asText()));
            cursor = page.get("next").isNull() ? null : page.get("next").asText();
        } while (cursor != null);
        assertThat(destinations)
                .containsExactly(
                        "https://shop.example/4",
                        "https://shop.example/3",
                        "https://shop.example/2",
                        "https://shop.example/1",
                        "https://shop.example/0");
        assertThat(TestServer.json(server.get("/api/v1/links?tag=t1")).get("items"))
                .hasSize(2);
        assertThat(TestServer.json(server.get("/api/v1/links?search=example%2F3"))
                        .get("items"))
                .hasSize(1);
        assertThat(TestServer.json(server.get("/api/v1/links?status=disabled")).get("items"))
                .isEmpty();
    }

    @Test
    void aDeletionIsUndoneAndTheNextRedirectKnows() {
        create("{\"destination\":\"https://shop.example/\",\"code\":\"boots\"}");
        assertThat(server.get("/boots").statusCode()).isEqualTo(302);
        server.delete("/api/v1/links/boots");
        assertThat(server.get("/boots").statusCode()).isEqualTo(404);
        HttpResponse<String> restored = server.post("/api/v1/links/boots/restore", "");
        assertThat(restored.statusCode()).isEqualTo(200);
        assertThat(TestServer.json(restored)).isEqualTo(TestServer.json(server.get("/api/v1/links/boots")));
        assertThat(server.get("/boots").statusCode()).isEqualTo(302);
        assertThat(server.post("/api/v1/links/shoes/restore", "").statusCode()).isEqualTo(404);
        assertThat(server.post("/api/v1/links/boots/restore?domain=links.example", "")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void aListIsSortedAsIsAsked() {
        create("{\"destination\":\"https://shop.example/\",\"title\":\"b\",\"code\":\"zzz\"}");
        create("{\"destination\":\"https://shop.example/\",\"title\":\"A\",\"code\":\"yyy\"}");
        create("{\"destination\":\"https://shop.example/\",\"code\":\"xxx\"}");
        server.clock().advance(Duration.ofSeconds(1));
        server.patch("/api/v1/links/yyy", "{\"title\":\"a\"}");
        assertThat(codes("sort=created")).containsExactly("zzz", "yyy", "xxx");
        assertThat(codes("sort=-created")).containsExactly("xxx", "yyy", "zzz");
        assertThat(codes("sort=-updated")).containsExactly("yyy", "xxx", "zzz");
        assertThat(codes("sort=title")).containsExactly("yyy", "zzz", "xxx");
        assertThat(codes("sort=code&generation=0")).containsExactly("xxx", "yyy", "zzz");
        for (String bad : List.of("sort=random", "generation=x", "generation=-1", "generation=21")) {
            HttpResponse<String> refused = server.get("/api/v1/links?" + bad);
            assertThat(refused.statusCode()).isEqualTo(422);
            assertThat(TestServer.json(refused).at("/errors/0/field").asText())
                    .isEqualTo(bad.substring(0, bad.indexOf('=')));
        }
    }

    private List<String> codes(String query) {
        List<String> codes = new ArrayList<>();
        TestServer.json(server.get("/api/v1/links?" + query))
                .get("items")
                .forEach(link -> codes.add(link.get("code").asText()));
        return codes;
    }

    @Test
    void readingAndWritingNeedTheirScopes() {
        String reader = server.newKey("links:read");
        String writer = server.newKey("links:write");
        assertThat(postAs(reader).statusCode()).isEqualTo(403);
        assertThat(postAs(writer).statusCode()).isEqualTo(201);
        assertThat(getAs(reader).statusCode()).isEqualTo(200);
        assertThat(getAs(writer).statusCode()).isEqualTo(403);
    }

    private HttpResponse<String> postAs(String key) {
        return server.send(server.request("/api/v1/links")
                .setHeader("Authorization", "Bearer " + key)
                .setHeader("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"destination\":\"https://shop.example/\"}")));
    }

    private HttpResponse<String> getAs(String key) {
        return server.send(server.request("/api/v1/links").setHeader("Authorization", "Bearer " + key));
    }

    @Test
    void headOfTheApiIsGetWithoutABody() {
        HttpResponse<String> get = server.get("/api/v1/links");
        HttpResponse<String> head =
                server.send(server.request("/api/v1/links").method("HEAD", BodyPublishers.noBody()));
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValue("Content-Type"))
                .isEqualTo(get.headers().firstValue("Content-Type"));
    }
}
