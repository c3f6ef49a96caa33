package app.grapevine.web.visit;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.TestAgents;
import app.grapevine.service.TestServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ForwardApiTest {
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start(Map.of("trusted.proxies", "127.0.0.0/8"));
    }

    @BeforeEach
    void clear() {
        server.clear();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private String link(String json) {
        HttpResponse<String> response = server.post("/api/v1/links", json);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        return TestServer.json(response).get("code").asText();
    }

    private String link() {
        return link("{\"destination\":\"https://shop.example/boots?a=1\",\"channel\":\"whatsapp\"}");
    }

    private JsonNode read(String code) {
        return TestServer.json(server.get("/api/v1/links/" + code));
    }

    private HttpResponse<String> page(String code, String... headers) {
        return send(HttpRequest.newBuilder(server.uri("/" + code + "/share")).GET(), headers);
    }

    private HttpResponse<String> share(String code, String form, String... headers) {
        return send(
                HttpRequest.newBuilder(server.uri("/" + code + "/share"))
                        .setHeader("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form)),
                headers);
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String... headers) {
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return server.send(request);
    }

    /** The code of the link that an answer names. */
    private static String made(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        String location = response.headers().firstValue("Location").orElseThrow();
        return location.substring(location.lastIndexOf('/') + 1);
    }

    private int count() {
        return TestServer.json(server.get("/api/v1/links")).get("items").size();
    }

    @Test
    void thePageSaysWhereTheLinkLeadsAndMakesNothing() {
        String code = link("{\"destination\":\"https://shop.example/boots\",\"channel\":\"telegram\","
                + "\"card\":{\"title\":\"Boots <b>\\u202e\"}}");
        HttpResponse<String> page = page(code);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("Boots &lt;b&gt;</p>", "shop.example", "https://shop.example/boots", "<form method=\"post\"")
                .contains("action=\"/" + code + "/share\"")
                .doesNotContain("<script", "style=");
        Matcher buttons = Pattern.compile("name=\"channel\" value=\"([a-z]*)\"").matcher(page.body());
        List<String> apps = buttons.results().map(button -> button.group(1)).toList();
        assertThat(apps)
                .startsWith("telegram", "whatsapp", "messenger")
                .endsWith("")
                .contains("x");
        assertThat(page.headers().map()).doesNotContainKey("set-cookie");
        assertThat(page.headers().firstValue("Cache-Control")).hasValue("private, no-store");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("form-action 'self'", "default-src 'none'")
                .doesNotContain("script");
        assertThat(page.headers().firstValue("Referrer-Policy")).hasValue("same-origin");
        HttpResponse<String> head =
                send(HttpRequest.newBuilder(server.uri("/" + code + "/share")).method("HEAD", BodyPublishers.noBody()));
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void aButtonMakesALinkOfItsOwnAndGivesWhatOpensTheApp() {
        String code = link("{\"destination\":\"https://shop.example/boots\",\"channel\":\"whatsapp\","
                + "\"title\":\"Plan B\",\"card\":{\"title\":\"Boots\"},\"campaign\":\"autumn\",\"tags\":[\"t\"]}");
        HttpResponse<String> answer = share(code, "channel=telegram", "Sec-Fetch-Site", "same-origin");
        String child = made(answer);
        assertThat(answer.headers().map()).doesNotContainKey("set-cookie");
        assertThat(answer.body())
                .contains("https://go.example/" + child, "Open Telegram", "Boots https://go.example/" + child)
                .contains("href=\"https://t.me/share/url?url=https%3A%2F%2Fgo.example%2F" + child + "&amp;text=Boots\"")
                .doesNotContain("<script");
        JsonNode link = read(child);
        assertThat(link.get("parent").asText()).isEqualTo(code);
        assertThat(link.get("generation").asInt()).isEqualTo(1);
        assertThat(link.get("channel").asText()).isEqualTo("telegram");
        assertThat(link.get("campaign").asText()).isEqualTo("autumn");
        HttpResponse<String> tap =
                send(HttpRequest.newBuilder(server.uri("/" + child)).GET());
        assertThat(tap.headers().firstValue("Location"))
                .hasValue("https://shop.example/boots?utm_source=telegram&utm_medium=dark-social&utm_campaign=autumn");
        assertThat(TestServer.json(server.get("/api/v1/links?generation=1")).get("items"))
                .containsExactly(link);
        assertThat(TestServer.json(server.get("/api/v1/links?parent=" + code)).get("items"))
                .containsExactly(link);
        assertThat(TestServer.json(server.get("/api/v1/links?parent=none-such")).get("items"))
                .isEmpty();
    }

    @Test
    void anotherAppMakesALinkWithoutAChannelToBeCopiedByHand() {
        HttpResponse<String> answer = share(link(), "channel=");
        assertThat(answer.body()).contains("https://go.example/" + made(answer)).doesNotContain("class=\"go");
        assertThat(read(made(answer)).get("channel").isNull()).isTrue();
    }

    @Test
    void thePagesComeInTheLanguageOfTheRecipient() {
        String code = link();
        for (String language : List.of("en", "it", "de", "fr", "es", "pt")) {
            HttpResponse<String> page = page(code, "Accept-Language", language);
            HttpResponse<String> answer = share(code, "channel=sms", "Accept-Language", language);
            for (HttpResponse<String> one : List.of(page, answer)) {
                assertThat(one.body())
                        .contains("<html lang=\"" + language + "\">")
                        .doesNotContain(">null<")
                        .doesNotContain("{app}")
                        .doesNotContain("share.");
            }
        }
        assertThat(page(code, "Accept-Language", "it").body()).contains("Inoltra questo link");
    }

    @Test
    void anotherSitesFormIsRefusedAndOursIsNot() {
        String code = link();
        assertThat(share(code, "channel=sms", "Sec-Fetch-Site", "cross-site").statusCode())
                .isEqualTo(403);
        assertThat(share(code, "channel=sms", "Sec-Fetch-Site", "same-site").statusCode())
                .isEqualTo(403);
        assertThat(share(code, "channel=sms", "Origin", "https://evil.example").statusCode())
                .isEqualTo(403);
        assertThat(share(code, "channel=sms", "Origin", "null").statusCode()).isEqualTo(403);
        assertThat(share(code, "channel=sms", "Origin", "%%").statusCode()).isEqualTo(403);
        assertThat(count()).isEqualTo(1);
        made(share(code, "channel=sms", "Sec-Fetch-Site", "same-origin", "Origin", "null"));
        made(share(code, "channel=sms"));
        made(share(code, "channel=sms", "Origin", "http://127.0.0.1:" + server.port()));
    }

    /** The page that says where a link leads. */
    private String where(String code) {
        return send(HttpRequest.newBuilder(server.uri("/" + code + "+")).GET()).body();
    }

    @Test
    void theOwnerSwitchesItOffAndMaxClicksDoesToo() {
        String code = link();
        assertThat(read(code).get("forwarding").asBoolean()).isTrue();
        assertThat(where(code)).contains("/" + code + "/share");
        server.patch("/api/v1/links/" + code, "{\"forwarding\":false}");
        assertThat(page(code).statusCode()).isEqualTo(404);
        assertThat(share(code, "channel=sms").statusCode()).isEqualTo(404);
        assertThat(where(code)).doesNotContain("/share");
        server.patch("/api/v1/links/" + code, "{\"forwarding\":true}");
        assertThat(page(code).statusCode()).isEqualTo(200);
        server.patch("/api/v1/links/" + code, "{\"maxClicks\":5}");
        JsonNode limited = read(code);
        assertThat(limited.get("forwarding").asBoolean()).isFalse();
        assertThat(page(code).statusCode()).isEqualTo(404);
        assertThat(share(code, "channel=sms").statusCode()).isEqualTo(404);
        // What is sent back as it was shown does not turn the owner's switch.
        server.patch("/api/v1/links/" + code, limited.toString());
        HttpResponse<String> both = server.patch("/api/v1/links/" + code, "{\"forwarding\":true}");
        assertThat(both.statusCode()).isEqualTo(422);
        assertThat(TestServer.json(both).at("/errors/0/field").asText()).isEqualTo("forwarding");
        server.patch("/api/v1/links/" + code, "{\"maxClicks\":null}");
        assertThat(page(code).statusCode()).isEqualTo(200);
        HttpResponse<String> bulk = server.post(
                "/api/v1/links/bulk",
                "[{\"destination\":\"https://shop.example/\",\"forwarding\":false},"
                        + "{\"destination\":\"https://shop.example/\",\"forwarding\":true,\"maxClicks\":1},"
                        + "{\"destination\":\"https://shop.example/\",\"generation\":3}]");
        assertThat(TestServer.json(bulk).at("/items/0/link/forwarding").asBoolean(true))
                .isFalse();
        assertThat(TestServer.json(bulk).at("/items/1/status").asInt()).isEqualTo(422);
        assertThat(TestServer.json(bulk).at("/items/2/problem/errors/0/field").asText())
                .isEqualTo("generation");
    }

    @Test
    void recipientsNeverSeeTheTitleThatTheOwnerKnowsALinkBy() {
        String code = link("{\"destination\":\"https://shop.example/\",\"title\":\"Plan B\"}");
        assertThat(page(code).body()).contains("shop.example").doesNotContain("Plan B");
        HttpResponse<String> answer = share(code, "channel=telegram");
        assertThat(read(made(answer)).get("title").asText()).isEqualTo("Plan B");
        assertThat(answer.body()).doesNotContain("Plan B", "Plan%20B", "Plan+B");
    }

    @Test
    void theOwnersSwitchHoldsForWhatHasSpreadAlready() {
        String root = link();
        String child = made(share(root, "channel=sms"));
        String grandchild = made(share(child, "channel=sms"));
        List<Runnable> offs = List.of(
                () -> server.patch("/api/v1/links/" + root, "{\"forwarding\":false}"),
                () -> server.patch("/api/v1/links/" + root, "{\"forwarding\":true,\"status\":\"disabled\"}"),
                () -> server.delete("/api/v1/links/" + root));
        for (Runnable off : offs) {
            assertThat(page(grandchild).statusCode()).isEqualTo(200);
            assertThat(where(grandchild)).contains("/" + grandchild + "/share");
            off.run();
            for (String code : List.of(child, grandchild)) {
                assertThat(where(code)).contains("shop.example").doesNotContain("/share");
                assertThat(page(code).statusCode()).isEqualTo(404);
                assertThat(share(code, "channel=sms").statusCode()).isEqualTo(404);
                assertThat(send(HttpRequest.newBuilder(server.uri("/" + code)).GET())
                                .statusCode())
                        .isEqualTo(302);
            }
            server.patch("/api/v1/links/" + root, "{\"forwarding\":true,\"status\":\"active\"}");
        }
    }

    @Test
    void whatDoesNotRedirectIsNotPassedOnEither() {
        String disabled = link();
        server.patch("/api/v1/links/" + disabled, "{\"status\":\"disabled\"}");
        String expired = link("{\"destination\":\"https://shop.example/\",\"validUntil\":\"2026-05-01T11:00:00Z\"}");
        String deleted = link();
        server.delete("/api/v1/links/" + deleted);
        for (String code : List.of(deleted, "unknown", "no", "a b".replace(' ', '.'))) {
            assertThat(page(code).statusCode()).isEqualTo(404);
            assertThat(share(code, "channel=sms").statusCode()).isEqualTo(404);
        }
        for (String code : List.of(expired, disabled)) {
            assertThat(page(code).statusCode()).isEqualTo(410);
            assertThat(share(code, "channel=sms").statusCode()).isEqualTo(410);
        }
        assertThat(send(HttpRequest.newBuilder(server.uri("/api/share")).GET())
                        .headers()
                        .firstValue("Content-Type"))
                .hasValue("application/problem+json");
    }

    @Test
    void aBadFormIsRefused() {
        String code = link();
        assertThat(share(code, "channel=signal").statusCode()).isEqualTo(422);
        assertThat(share(code, "channel=%3Cscript%3E").statusCode()).isEqualTo(422);
        assertThat(share(code, "channel=%zz").statusCode()).isEqualTo(422);
        assertThat(share(code, "channel=%00").statusCode()).isEqualTo(422);
        assertThat(share(code, "").statusCode()).isEqualTo(422);
        assertThat(share(code, "x".repeat(5000)).statusCode()).isEqualTo(413);
        assertThat(share(code, "{}", "Content-Type", "application/json").statusCode())
                .isEqualTo(415);
        assertThat(send(HttpRequest.newBuilder(server.uri("/" + code + "/share"))
                                .DELETE())
                        .statusCode())
                .isEqualTo(405);
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void anAddressMayPassOnSoOftenAndAnotherStill() {
        String code = link();
        for (int i = 0; i < 10; i++) {
            made(share(code, "channel=sms", "X-Forwarded-For", "203.0.113.9"));
        }
        HttpResponse<String> refused =
                share(code, "channel=sms", "X-Forwarded-For", "203.0.113.9", "Accept-Language", "de");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(refused.body()).contains("Das waren viele Links");
        made(share(code, "channel=sms", "X-Forwarded-For", "203.0.113.10"));
        server.clock().advance(Duration.ofMinutes(1));
        made(share(code, "channel=sms", "X-Forwarded-For", "203.0.113.9"));
    }

    @Test
    void passingOnAndLookingCountNoVisit() {
        String code = link();
        double received = server.metric("grapevine_visits_received_total");
        page(code, "User-Agent", TestAgents.WHATSAPP_FETCHER);
        share(code, "channel=sms");
        JsonNode total =
                TestServer.json(server.get("/api/v1/stats?code=" + code)).get("total");
        for (String measure : List.of("clicks", "previews", "bots", "suppressed")) {
            assertThat(total.get(measure).asInt()).isZero();
        }
        assertThat(server.metric("grapevine_visits_received_total")).isEqualTo(received);
    }
}
