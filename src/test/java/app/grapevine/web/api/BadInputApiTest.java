package app.grapevine.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.service.TestServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What bad input gets: a problem that names the field, nothing stored, and never a 500. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputApiTest {
    private TestServer server;

    @BeforeAll
    void start() {
        server = TestServer.start();
        server.post("/api/v1/links", "{\"destination\":\"https://shop.example/\",\"code\":\"present\"}");
        server.post("/api/v1/campaigns", "{\"slug\":\"present\",\"name\":\"Present\"}");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private static Arguments row(String name, String body, int status, String field) {
        return Arguments.of(name, body, status, field);
    }

    private static String with(String field, String json) {
        return "{\"destination\":\"https://shop.example/\",\"" + field + "\":" + json + "}";
    }

    private static String to(String destination) {
        return "{\"destination\":\"" + destination + "\"}";
    }

    static Stream<Arguments> unreadableBodies() {
        return Stream.of(
                row("nothing", "", 400, null),
                row("not JSON", "hello", 400, null),
                row("cut off", "{\"destination\":", 400, null),
                row("two values", to("https://shop.example/") + "{}", 400, null),
                row("a field twice", "{\"title\":\"a\",\"title\":\"b\"}", 400, null),
                row("a comment", "{/* */}", 400, null),
                row("not a number", "{\"maxClicks\":NaN}", 400, null),
                row("a number of 200 digits", "{\"maxClicks\":" + "9".repeat(200) + "}", 400, null),
                row("nested 10,000 deep", "[".repeat(10_000) + "]".repeat(10_000), 400, null),
                row("nested 100,000 deep as objects", "{\"a\":".repeat(100_000), 400, null),
                row("a name of 10,000 characters", "{\"" + "n".repeat(10_000) + "\":1}", 400, null),
                row("half a surrogate pair in a name", with("\\ud800", "1"), 400, null),
                row("a list", "[]", 422, ""),
                row("a string", "\"https://shop.example/\"", 422, ""),
                row("null", "null", 422, ""));
    }

    static Stream<Arguments> badFields() {
        return Stream.of(
                row("no destination", "{}", 422, "destination"),
                row("an unknown field", with("colour", "1"), 422, "colour"),
                row("an unknown field inside", with("card", "{\"colour\":1}"), 422, "card.colour"),
                row("a read-only field", with("createdAt", "\"2020-01-01T00:00:00Z\""), 422, "createdAt"),
                row("a number for a string", with("title", "1"), 422, "title"),
                row("a string for a number", with("maxClicks", "\"1\""), 422, "maxClicks"),
                row("a fraction for a whole number", with("maxClicks", "1.5"), 422, "maxClicks"),
                row("a number too big for 64 bits", with("maxClicks", "99999999999999999999"), 422, "maxClicks"),
                row("zero clicks", with("maxClicks", "0"), 422, "maxClicks"),
                row("a string for a boolean", with("forwardQuery", "\"true\""), 422, "forwardQuery"),
                row("a string for a list", with("tags", "\"a\""), 422, "tags"),
                row("a number in a list of strings", with("tags", "[\"a\",1]"), 422, "tags[1]"),
                row("null in a list of strings", with("tags", "[null]"), 422, "tags[0]"),
                row("an empty tag", with("tags", "[\"\"]"), 422, "tags[0]"),
                row("a tag that reports take for none", with("tags", "[\"a\",\" none\"]"), 422, "tags[1]"),
                row("an audience that reports take for none", with("audience", "\"none\""), 422, "audience"),
                row("a campaign that reports take for none", with("campaign", "\"none\""), 422, "campaign"),
                row("a list for an object", with("card", "[]"), 422, "card"),
                row("a card's image that is no URL", with("card", "{\"image\":\"x\"}"), 422, "card.image"),
                row("a date without a time", with("validFrom", "\"2026-05-01\""), 422, "validFrom"),
                row("a time without a zone", with("validFrom", "\"2026-05-01T12:00:00\""), 422, "validFrom"),
                row("the year 12026", with("validFrom", "\"+12026-05-01T12:00:00Z\""), 422, "validFrom"),
                row("a number for a time", with("validFrom", "1"), 422, "validFrom"),
                row("an unknown channel", with("channel", "\"smoke-signals\""), 422, "channel"),
                row("an unknown visibility", with("visibility", "\"PRIVATE\""), 422, "visibility"),
                row("a status that is not to be set", with("status", "\"expired\""), 422, "status"),
                row("a domain that is not ours", with("domain", "\"else.example\""), 422, "domain"),
                row("a title of 10,000 characters", with("title", "\"" + "t".repeat(10_000) + "\""), 422, "title"),
                row("NUL", with("title", "\"a\\u0000b\""), 422, "title"),
                row("half a surrogate pair", with("title", "\"a\\ud800b\""), 422, "title"),
                row("the other half", with("tags", "[\"\\udc00\"]"), 422, "tags[0]"),
                row("a code that is too short", with("code", "\"ab\""), 422, "code"),
                row("a code of Unicode", with("code", "\"b\u00f6\u00f6ts\""), 422, "code"),
                row("a code of dots", with("code", "\"...\""), 422, "code"),
                row("a code with a slash", with("code", "\"a/b\""), 422, "code"),
                row("a reserved code", with("code", "\"api\""), 422, "code"),
                row("a code of 10,000 characters", with("code", "\"" + "a".repeat(10_000) + "\""), 422, "code"));
    }

    static Stream<Arguments> badDestinations() {
        return Stream.of(
                row("empty", to(""), 422, "destination"),
                row("relative", to("/boots"), 422, "destination"),
                row("without a scheme", to("shop.example/boots"), 422, "destination"),
                row("javascript:", to("javascript:alert(1)"), 422, "destination"),
                row("data:", to("data:text/html,x"), 422, "destination"),
                row("file:", to("file:///etc/passwd"), 422, "destination"),
                row("ftp:", to("ftp://shop.example/"), 422, "destination"),
                row("a control character", to("https://shop.example/\\u0007"), 422, "destination"),
                row("CR and LF", to("https://shop.example/\\r\\nSet-Cookie: a=b"), 422, "destination"),
                row("NUL", to("https://shop.example/\\u0000"), 422, "destination"),
                row("a user name", to("https://user@shop.example/"), 422, "destination"),
                row("a user name and password", to("https://a:b@shop.example/"), 422, "destination"),
                row("over 2,048 characters", to("https://shop.example/" + "a".repeat(2048)), 422, "destination"),
                row("this service", to("https://go.example/abc"), 422, "destination"),
                row("this service's other domain", to("https://LINKS.example/abc"), 422, "destination"),
                row("no host", to("https:///boots"), 422, "destination"),
                row("a number", "{\"destination\":1}", 422, "destination"),
                row("null", "{\"destination\":null}", 422, "destination"));
    }

    @ParameterizedTest(name = "{0}: {2} {3}")
    @MethodSource({"unreadableBodies", "badFields", "badDestinations"})
    void aBadLinkIsRefusedAndNotStored(String name, String body, int status, String field) {
        int before = links();
        assertRefused(server.post("/api/v1/links", body), status, field);
        assertThat(links()).isEqualTo(before);
    }

    @ParameterizedTest(name = "{0}: {2} {3}")
    @MethodSource("badFields")
    void aBadPatchIsRefusedAndChangesNothing(String name, String body, int status, String field) {
        String before = server.get("/api/v1/links/present").body();
        // Code and domain cannot be changed; nor need a destination be named; so these tell of that.
        if (!name.equals("no destination")) {
            assertRefused(server.patch("/api/v1/links/present", body), status, field);
        }
        assertThat(server.get("/api/v1/links/present").body()).isEqualTo(before);
    }

    static Stream<Arguments> badPatches() {
        return Stream.of(
                row("a list", "[]", 422, ""),
                row("another code", "{\"code\":\"other\"}", 422, "code"),
                row("another domain", "{\"domain\":\"links.example\"}", 422, "domain"),
                row("another time of making", "{\"createdAt\":\"2020-01-01T00:00:00Z\"}", 422, "createdAt"),
                row("no code", "{\"code\":null}", 422, "code"),
                row("no destination", "{\"destination\":null}", 422, "destination"),
                row("a string for utm", "{\"utm\":\"x\"}", 422, "utm"),
                row("an object for a title", "{\"title\":{\"a\":1}}", 422, "title"));
    }

    @ParameterizedTest(name = "{0}: {2} {3}")
    @MethodSource("badPatches")
    void aPatchCannotMakeABadLink(String name, String body, int status, String field) {
        assertRefused(server.patch("/api/v1/links/present", body), status, field);
    }

    static Stream<Arguments> badCampaigns() {
        return Stream.of(
                row("nothing", "{}", 422, "name"),
                row("a bad slug", "{\"slug\":\"A b\",\"name\":\"n\"}", 422, "slug"),
                row("a time for a date", campaign("\"startsOn\":\"2026-05-01T00:00:00Z\""), 422, "startsOn"),
                row("the 30th of February", campaign("\"startsOn\":\"2026-02-30\""), 422, "startsOn"),
                row(
                        "an end before its begin",
                        campaign("\"startsOn\":\"2026-05-02\",\"endsOn\":\"2026-05-01\""),
                        422,
                        "endsOn"),
                row(
                        "an amount as a number",
                        cost("{\"amount\":49.90,\"currency\":\"EUR\"}"),
                        422,
                        "costs[0].cost.amount"),
                row(
                        "an amount with an exponent",
                        cost("{\"amount\":\"1e999999999\",\"currency\":\"EUR\"}"),
                        422,
                        "costs[0].cost.amount"),
                row(
                        "an amount below nothing",
                        cost("{\"amount\":\"-1\",\"currency\":\"EUR\"}"),
                        422,
                        "costs[0].cost.amount"),
                row(
                        "an amount of words",
                        cost("{\"amount\":\"ten\",\"currency\":\"EUR\"}"),
                        422,
                        "costs[0].cost.amount"),
                row("no currency", cost("{\"amount\":\"1\"}"), 422, "costs[0].cost.currency"),
                row(
                        "a currency that is none",
                        cost("{\"amount\":\"1\",\"currency\":\"EURO\"}"),
                        422,
                        "costs[0].cost.currency"),
                row("a cost that is a number", cost("1"), 422, "costs[0].cost"),
                row(
                        "an unknown field in a cost",
                        cost("{\"amount\":\"1\",\"currency\":\"EUR\",\"tax\":1}"),
                        422,
                        "costs[0].cost.tax"),
                row("a cost that is no object", campaign("\"costs\":[1]"), 422, "costs[0]"));
    }

    private static String campaign(String fields) {
        return "{\"slug\":\"new\",\"name\":\"New\"," + fields + "}";
    }

    private static String cost(String cost) {
        return campaign("\"costs\":[{\"channel\":\"whatsapp\",\"cost\":" + cost + "}]");
    }

    @ParameterizedTest(name = "{0}: {2} {3}")
    @MethodSource("badCampaigns")
    void aBadCampaignIsRefused(String name, String body, int status, String field) {
        assertRefused(server.post("/api/v1/campaigns", body), status, field);
        assertThat(server.get("/api/v1/campaigns/new").statusCode()).isEqualTo(404);
    }

    static Stream<Arguments> badShareSets() {
        return Stream.of(
                row("nothing", "{}", 422, "destination"),
                row("no channels", to("https://shop.example/"), 422, "channels"),
                row("an unknown channel", with("channels", "[\"whatsapp\",\"smoke\"]"), 422, "channels[1]"),
                row("channels as a string", with("channels", "\"whatsapp\""), 422, "channels"),
                row("text as a list", with("text", "[]"), 422, "text"),
                row("a channel beside the channels", shareSet("\"channel\":\"sms\""), 422, "channel"),
                row("an audience", shareSet("\"audience\":null"), 422, "audience"),
                row("a code", shareSet("\"code\":\"abc\""), 422, "code"),
                row("a title as a number", shareSet("\"title\":1"), 422, "title"),
                row("a card's image that is none", shareSet("\"card\":{\"image\":\"boots.jpg\"}"), 422, "card.image"),
                row("a time that is none", shareSet("\"validUntil\":\"tomorrow\""), 422, "validUntil"),
                row("an unknown field", with("codes", "[]"), 422, "codes"));
    }

    private static String shareSet(String more) {
        return "{\"destination\":\"https://shop.example/\",\"channels\":[\"whatsapp\"]," + more + "}";
    }

    @ParameterizedTest(name = "{0}: {2} {3}")
    @MethodSource("badShareSets")
    void aBadShareSetIsRefusedWithAllItsLinks(String name, String body, int status, String field) {
        int before = links();
        assertRefused(server.post("/api/v1/share-sets", body), status, field);
        assertThat(links()).isEqualTo(before);
    }

    static Stream<Arguments> badKeys() {
        return Stream.of(
                row("nothing", "{}", 422, "name"),
                row("no scopes", "{\"name\":\"n\"}", 422, "scopes"),
                row("an unknown scope", "{\"name\":\"n\",\"scopes\":[\"links:read\",\"all\"]}", 422, "scopes[1]"),
                row("a blank name", "{\"name\":\" \",\"scopes\":[\"admin\"]}", 422, "name"),
                row("a scope that is no string", "{\"name\":\"n\",\"scopes\":[1]}", 422, "scopes[0]"));
    }

    @ParameterizedTest(name = "{0}: {2} {3}")
    @MethodSource("badKeys")
    void aBadKeyIsRefused(String name, String body, int status, String field) {
        assertRefused(server.post("/api/v1/keys", body), status, field);
    }

    static Stream<Arguments> badQuestions() {
        return Stream.of(
                Arguments.of("/api/v1/links?colour=red", 422, "colour"),
                Arguments.of("/api/v1/links?limit=many", 422, "limit"),
                Arguments.of("/api/v1/links?limit=0", 422, "limit"),
                Arguments.of("/api/v1/links?limit=501", 422, "limit"),
                Arguments.of("/api/v1/links?limit=1&limit=2", 422, "limit"),
                Arguments.of("/api/v1/links?status=gone", 422, "status"),
                Arguments.of("/api/v1/links?cursor=elsewhere", 422, "cursor"),
                Arguments.of("/api/v1/links?search=%00", 422, "search"),
                Arguments.of("/api/v1/links?search=%ff", 422, "search"),
                Arguments.of("/api/v1/links?search=%ED%A0%80", 422, "search"),
                Arguments.of("/api/v1/links?tag=" + "t".repeat(1000), 422, "tag"),
                Arguments.of("/api/v1/links/present?colour=red", 422, "colour"),
                Arguments.of("/api/v1/campaigns?cursor=elsewhere", 422, "cursor"),
                Arguments.of("/api/v1/share-sets?cursor=%F0%9F%98%80", 422, "cursor"),
                Arguments.of("/api/v1/keys?cursor=../", 422, "cursor"),
                Arguments.of("/api/v1/channels?limit=1", 422, "limit"),
                Arguments.of("/api/v1/links/b%C3%B6%C3%B6ts", 404, null),
                Arguments.of("/api/v1/links/...", 404, null),
                Arguments.of("/api/v1/links/" + "a".repeat(3000), 404, null),
                Arguments.of("/api/v1/links/PRESENT", 404, null),
                Arguments.of("/api/v1/links/present/", 404, null),
                Arguments.of("/api/v1/links/present?domain=%20", 404, null),
                Arguments.of("/api/v1/links/present/qr?size=63", 422, "size"),
                Arguments.of("/api/v1/links/present/qr?size=99999999999", 422, "size"),
                Arguments.of("/api/v1/links/present/qr?margin=-1", 422, "margin"),
                Arguments.of("/api/v1/links/present/qr?format=gif", 422, "format"),
                Arguments.of("/api/v1/links/nobodys/qr", 404, null),
                Arguments.of("/api/v1/links/present/share?text=" + "t".repeat(2001), 422, "text"),
                Arguments.of("/api/v1/links/nobodys/share", 404, null),
                Arguments.of("/api/v1/links/a%20b", 404, null),
                Arguments.of("/api/v1/campaigns/nothing", 404, null),
                Arguments.of("/api/v1/share-sets/nothing", 404, null));
    }

    @ParameterizedTest(name = "{0}: {1} {2}")
    @MethodSource("badQuestions")
    void aBadQuestionIsRefused(String path, int status, String field) {
        assertRefused(server.get(path), status, field);
    }

    @ParameterizedTest(name = "a code {0}")
    @org.junit.jupiter.params.provider.ValueSource(strings = {"%2e%2e", "..", "%00", "a%2fb", "%ff", "%", "a\\b"})
    void aCodeThatIsNoPathIsRefused(String code) {
        assertThat(server.raw("GET /api/v1/links/" + code + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                        + TestServer.ADMIN_KEY + "\r\nConnection: close\r\n\r\n"))
                .matches("(?s)HTTP/1.1 4\\d\\d .*application/problem\\+json.*");
    }

    @Test
    void aBodyInAnotherEncodingThanUtf8Is400() {
        for (byte[] body : new byte[][] {
            to("https://shop.example/\u00e4").getBytes(StandardCharsets.ISO_8859_1),
            to("https://shop.example/").getBytes(StandardCharsets.UTF_16),
            to("https://shop.example/").getBytes(StandardCharsets.UTF_16LE),
        }) {
            assertRefused(
                    server.send(server.request("/api/v1/links")
                            .setHeader("Content-Type", "application/json")
                            .POST(BodyPublishers.ofByteArray(body))),
                    400,
                    null);
        }
    }

    @Test
    void allFaultsOfABodyAreToldAtOnceButNotWithoutEnd() {
        JsonNode problem = TestServer.json(server.post(
                "/api/v1/links", "{\"destination\":1,\"title\":2,\"tags\":[3],\"card\":{\"image\":4},\"x\":5}"));
        assertThat(problem.get("errors")).hasSize(5);
        StringBuilder many = new StringBuilder("{\"tags\":[0");
        many.append(",0".repeat(100_000)).append("]}");
        assertThat(server.post("/api/v1/links", many.toString()).body().length())
                .isLessThan(10_000);
    }

    private static void assertRefused(HttpResponse<String> response, int status, String field) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        JsonNode problem = TestServer.json(response);
        assertThat(problem.get("type").asText()).startsWith("/api/problems/");
        assertThat(problem.get("instance").asText()).startsWith("/api/v1/");
        assertThat(response.body())
                .doesNotContain("jackson")
                .doesNotContain("Exception")
                .doesNotContain("java.");
        if (field != null) {
            assertThat(problem.get("errors"))
                    .as(response.body())
                    .anySatisfy(error -> assertThat(error.get("field").asText()).isEqualTo(field));
        }
    }

    private int links() {
        return TestServer.json(server.get("/api/v1/links?limit=500"))
                .get("items")
                .size();
    }
}
