package app.grapevine.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.service.TestServer;
import app.grapevine.storage.Dialect;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Campaigns, share sets, channels and keys, of the whole service on both databases. */
@ParameterizedClass
@EnumSource(Dialect.class)
class ResourcesApiTest {
    private static TestServer server;

    @Parameter
    Dialect dialect;

    @BeforeParameterizedClassInvocation
    static void start(Dialect dialect) {
        server = TestServer.start(dialect, Map.of());
    }

    @BeforeEach
    void clear() {
        server.clear();
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        server.close();
    }

    @Test
    void aCampaignIsMadeReadListedAndChanged() {
        HttpResponse<String> made = server.post(
                "/api/v1/campaigns",
                "{\"slug\":\"autumn\",\"name\":\"Autumn\",\"startsOn\":\"2026-09-01\",\"endsOn\":\"2026-11-30\","
                        + "\"costs\":[{\"channel\":\"whatsapp\",\"cost\":{\"amount\":\"49.90\",\"currency\":\"EUR\"}}]}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        assertThat(made.headers().firstValue("Location")).hasValue("/api/v1/campaigns/autumn");
        assertThat(made.body())
                .isEqualTo("{\"slug\":\"autumn\",\"name\":\"Autumn\",\"startsOn\":\"2026-09-01\","
                        + "\"endsOn\":\"2026-11-30\",\"currency\":null,\"costs\":[{\"channel\":\"whatsapp\","
                        + "\"audience\":null,\"cost\":{\"amount\":\"49.90\",\"currency\":\"EUR\"},\"sent\":null}],"
                        + "\"conversionWindowDays\":null,\"conversionRule\":null,\"baseline\":null,"
                        + "\"utm\":{\"source\":null,\"medium\":null,\"campaign\":null,\"term\":null,\"content\":null},"
                        + "\"archived\":false,\"createdAt\":\"" + server.clock().instant() + "\",\"updatedAt\":\""
                        + server.clock().instant() + "\"}");
        assertThat(server.get("/api/v1/campaigns/autumn").body()).isEqualTo(made.body());
        assertThat(TestServer.json(server.get("/api/v1/campaigns")).at("/items/0"))
                .isEqualTo(TestServer.json(made));
        assertThat(server.post("/api/v1/campaigns", "{\"slug\":\"autumn\",\"name\":\"Again\"}")
                        .statusCode())
                .isEqualTo(409);

        ObjectNode whole = (ObjectNode) TestServer.json(made);
        whole.put("name", "Autumn sale").putNull("endsOn");
        HttpResponse<String> changed = server.patch("/api/v1/campaigns/autumn", whole.toString());
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
        assertThat(TestServer.json(changed).get("name").asText()).isEqualTo("Autumn sale");
        assertThat(TestServer.json(changed).get("endsOn").isNull()).isTrue();
        assertThat(TestServer.json(changed).get("costs")).hasSize(1);
        assertThat(server.patch("/api/v1/campaigns/autumn", "{\"slug\":\"winter\"}")
                        .statusCode())
                .isEqualTo(422);
        assertThat(server.patch("/api/v1/campaigns/nothing", "{}").statusCode()).isEqualTo(404);
    }

    @Test
    void aShareSetIsOneLinkAChannelAndAudience() {
        HttpResponse<String> made = server.post(
                "/api/v1/share-sets",
                "{\"destination\":\"https://shop.example/boots\",\"channels\":[\"whatsapp\",\"telegram\"],"
                        + "\"audiences\":[\"north\",\"south\"],\"text\":\"Look: {url}\",\"campaign\":\"autumn\","
                        + "\"tags\":[\"boots\"]}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        JsonNode set = TestServer.json(made);
        String id = set.get("id").asText();
        assertThat(made.headers().firstValue("Location")).hasValue("/api/v1/share-sets/" + id);
        assertThat(set.get("items")).hasSize(4);
        JsonNode item = set.at("/items/0");
        assertThat(item.at("/link/shareSet").asText()).isEqualTo(id);
        assertThat(item.at("/link/channel")).isEqualTo(item.get("channel"));
        assertThat(item.get("shareText").asText())
                .isEqualTo("Look: " + item.at("/link/shortUrl").asText());
        assertThat(TestServer.json(server.get("/api/v1/share-sets/" + id))).isEqualTo(set);
        assertThat(TestServer.json(server.get("/api/v1/share-sets")).at("/items/0"))
                .isEqualTo(set);
        assertThat(TestServer.json(server.get("/api/v1/links?shareSet=" + id)).get("items"))
                .hasSize(4);
    }

    @Test
    void aShareSetIsRenamedFoundDeletedAndBroughtBack() {
        JsonNode set = TestServer.json(server.post(
                "/api/v1/share-sets",
                "{\"destination\":\"https://shop.example/\",\"channels\":[\"whatsapp\"],\"text\":\"Look\"}"));
        String path = "/api/v1/share-sets/" + set.get("id").asText();
        String code = set.at("/items/0/link/code").asText();
        assertThat(server.visit("GET", "/" + code).statusCode()).isEqualTo(302);

        ObjectNode whole = set.deepCopy();
        whole.put("name", "Boots, press");
        HttpResponse<String> renamed = server.patch(path, whole.toString());
        assertThat(renamed.statusCode()).as(renamed.body()).isEqualTo(200);
        assertThat(TestServer.json(renamed)).isEqualTo(whole);
        assertThat(server.patch(path, "{\"destination\":\"https://other.example/\"}")
                        .statusCode())
                .isEqualTo(422);
        assertThat(TestServer.json(server.get("/api/v1/share-sets?search=press"))
                        .get("items"))
                .containsExactly(whole);
        assertThat(TestServer.json(server.get("/api/v1/share-sets?search=sandals"))
                        .get("items"))
                .isEmpty();

        assertThat(server.delete(path).statusCode()).isEqualTo(204);
        assertThat(server.get(path).statusCode()).isEqualTo(404);
        assertThat(server.delete(path).statusCode()).isEqualTo(404);
        assertThat(server.visit("GET", "/" + code).statusCode()).isEqualTo(404);
        HttpResponse<String> restored = server.post(path + "/restore", "");
        assertThat(restored.statusCode()).as(restored.body()).isEqualTo(200);
        assertThat(TestServer.json(restored)).isEqualTo(whole);
        assertThat(server.visit("GET", "/" + code).statusCode()).isEqualTo(302);
    }

    @Test
    void anyLinkSaysHowItIsSharedWhateverItsDomainAndItsTime() {
        JsonNode link = TestServer.json(server.post(
                "/api/v1/links",
                "{\"destination\":\"https://shop.example/\",\"channel\":\"telegram\",\"domain\":\"links.example\","
                        + "\"validFrom\":\"2099-01-01T00:00:00Z\"}"));
        String path = "/api/v1/links/" + link.get("code").asText();
        String url = link.get("shortUrl").asText();
        JsonNode share = TestServer.json(server.get(path + "/share?domain=links.example&text=1%2B1%20%26%20%7Burl%7D"));
        assertThat(share.get("shareText").asText()).isEqualTo("1+1 & " + url);
        assertThat(share.get("shareUri").asText())
                .isEqualTo("https://t.me/share/url?url="
                        + URLEncoder.encode(url, StandardCharsets.UTF_8)
                        + "&text=1%2B1%20%26");
        HttpResponse<String> svg = server.get(path + "/qr?domain=links.example&size=300&margin=0");
        assertThat(svg.headers().firstValue("Content-Type")).hasValue("image/svg+xml; charset=utf-8");
        assertThat(svg.body()).contains("width=\"300\"");
        HttpResponse<String> png = server.get(path + "/qr?domain=links.example&format=png");
        assertThat(png.headers().firstValue("Content-Type")).hasValue("image/png");
        assertThat(png.body()).contains("PNG");
        assertThat(server.get(path + "/qr").statusCode()).isEqualTo(404);
    }

    @Test
    void channelsAreABareListWithTheirVisibility() {
        JsonNode channels = TestServer.json(server.get("/api/v1/channels"));
        assertThat(channels.isArray()).isTrue();
        assertThat(channels)
                .anySatisfy(channel -> assertThat(channel.toString())
                        .isEqualTo("{\"id\":\"whatsapp\",\"name\":\"WhatsApp\",\"visibility\":\"private\"}"));
    }

    @Test
    void aKeyShowsItsSecretOnceAndEndsWhenItIsRevoked() {
        HttpResponse<String> made =
                server.post("/api/v1/keys", "{\"name\":\"reports\",\"scopes\":[\"links:read\",\"stats:read\"]}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        JsonNode key = TestServer.json(made);
        String secret = key.get("secret").asText();
        assertThat(secret).startsWith("gv_");
        assertThat(server.get("/api/v1/keys").body()).doesNotContain(secret).contains("reports");
        assertThat(asKey(secret)).isEqualTo(200);
        assertThat(server.delete(made.headers().firstValue("Location").orElseThrow())
                        .statusCode())
                .isEqualTo(204);
        assertThat(asKey(secret)).isEqualTo(401);
        String admin =
                TestServer.json(server.get("/api/v1/keys")).at("/items/0/id").asText();
        HttpResponse<String> last = server.delete("/api/v1/keys/" + admin);
        assertThat(last.statusCode()).isEqualTo(409);
        assertThat(TestServer.json(last).get("type").asText()).isEqualTo("/api/problems/last-admin-key");
    }

    @Test
    void aKeyTellsOfItselfAndIsRefusedInWordsThatSayWhy() {
        String end = server.clock().instant().plusSeconds(60).toString();
        JsonNode key = TestServer.json(server.post(
                "/api/v1/keys", "{\"name\":\"k\",\"scopes\":[\"links:read\"],\"expiresAt\":\"" + end + "\"}"));
        String path = "/api/v1/keys/" + key.get("id").asText();
        String secret = key.get("secret").asText();
        assertThat(key.get("expiresAt").asText()).isEqualTo(end);
        assertThat(key.get("lastUsedOn").isNull()).isTrue();
        assertThat(asKey(secret)).isEqualTo(200);
        JsonNode shown = TestServer.json(server.patch(path, "{\"name\":\"k\",\"expiresAt\":\"" + end + "\"}"));
        assertThat(shown.get("lastUsedOn").asText()).isEqualTo(end.substring(0, 10));
        assertThat(server.patch(path, "{\"name\":\"l\"}").statusCode()).isEqualTo(422);
        server.clock().advance(Duration.ofSeconds(60));
        assertThat(refusal(secret)).isEqualTo("The API key has expired.");
        assertThat(server.patch(path, "{\"expiresAt\":null}").statusCode()).isEqualTo(200);
        assertThat(asKey(secret)).isEqualTo(200);
        assertThat(refusal(secret.substring(0, 50) + "0A")).startsWith("The API key is mistyped");
        HttpResponse<String> rotated = server.post(path + "/rotate", "{}");
        assertThat(TestServer.json(rotated).get("formerSecretUntil").asText())
                .isEqualTo(server.clock().instant().plus(Duration.ofHours(24)).toString());
        assertThat(asKey(TestServer.json(rotated).get("secret").asText())).isEqualTo(200);
        assertThat(asKey(secret)).isEqualTo(200);
        server.clock().advance(Duration.ofHours(24));
        assertThat(refusal(secret)).startsWith("The API key has a new secret");
        assertThat(server.post(path + "/rotate", "{\"overlapHours\":721}").body())
                .contains("overlapHours", "out-of-range");
        String ofSetting =
                TestServer.json(server.get("/api/v1/keys")).at("/items/0/id").asText();
        HttpResponse<String> refused = server.post("/api/v1/keys/" + ofSetting + "/rotate", "{}");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("/api/problems/key-of-setting");
    }

    private String refusal(String secret) {
        HttpResponse<String> answer =
                server.send(server.request("/api/v1/links").setHeader("Authorization", "Bearer " + secret));
        assertThat(answer.statusCode()).isEqualTo(401);
        return TestServer.json(answer).get("detail").asText();
    }

    private int asKey(String secret) {
        return server.send(server.request("/api/v1/links").setHeader("Authorization", "Bearer " + secret))
                .statusCode();
    }

    @Test
    void aListOfKeysGoesOnWithItsCursor() {
        for (int i = 0; i < 3; i++) {
            server.post("/api/v1/keys", "{\"name\":\"key " + i + "\",\"scopes\":[\"stats:read\"]}");
        }
        JsonNode first = TestServer.json(server.get("/api/v1/keys?limit=3"));
        assertThat(first.get("items")).hasSize(3);
        JsonNode second = TestServer.json(
                server.get("/api/v1/keys?limit=3&cursor=" + first.get("next").asText()));
        assertThat(second.at("/items/0/name").asText()).isEqualTo("key 2");
        assertThat(second.get("next").isNull()).isTrue();
    }
}
