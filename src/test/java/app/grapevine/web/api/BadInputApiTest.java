package app.grapevine.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.service.TestServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
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

    private static Arguments row(String name, String body, int status, String field, String code) {
        return Arguments.of(name, body, status, field, code);
    }

    private static String with(String field, String json) {
        return "{\"destination\":\"https://shop.example/\",\"" + field + "\":" + json + "}";
    }

    private static String to(String destination) {
        return "{\"destination\":\"" + destination + "\"}";
    }

    static Stream<Arguments> unreadableBodies() {
        return Stream.of(
                row("nothing", "", 400, null, null),
                row("not JSON", "hello", 400, null, null),
                row("cut off", "{\"destination\":", 400, null, null),
                row("two values", to("https://shop.example/") + "{}", 400, null, null),
                row("a field twice", "{\"title\":\"a\",\"title\":\"b\"}", 400, null, null),
                row("a comment", "{/* */}", 400, null, null),
                row("not a number", "{\"maxClicks\":NaN}", 400, null, null),
                row("a number of 200 digits", "{\"maxClicks\":" + "9".repeat(200) + "}", 400, null, null),
                row("nested 10,000 deep", "[".repeat(10_000) + "]".repeat(10_000), 400, null, null),
                row("nested 100,000 deep as objects", "{\"a\":".repeat(100_000), 400, null, null),
                row("a name of 10,000 characters", "{\"" + "n".repeat(10_000) + "\":1}", 400, null, null),
                row("half a surrogate pair in a name", with("\\ud800", "1"), 400, null, null),
                row("a list", "[]", 422, "", "not-an-object"),
                row("a string", "\"https://shop.example/\"", 422, "", "not-an-object"),
                row("null", "null", 422, "", "not-an-object"));
    }

    static Stream<Arguments> badFields() {
        return Stream.of(
                row("no destination", "{}", 422, "destination", "missing"),
                row("an unknown field", with("colour", "1"), 422, "colour", "unknown-field"),
                row("an unknown field inside", with("card", "{\"colour\":1}"), 422, "card.colour", "unknown-field"),
                row("a read-only field", with("createdAt", "\"2020-01-01T00:00:00Z\""), 422, "createdAt", "read-only"),
                row("a number for a string", with("title", "1"), 422, "title", "not-a-string"),
                row("a string for a number", with("maxClicks", "\"1\""), 422, "maxClicks", "not-a-whole-number"),
                row("a fraction for a whole number", with("maxClicks", "1.5"), 422, "maxClicks", "not-a-whole-number"),
                row(
                        "a number too big for 64 bits",
                        with("maxClicks", "99999999999999999999"),
                        422,
                        "maxClicks",
                        "not-a-whole-number"),
                row("zero clicks", with("maxClicks", "0"), 422, "maxClicks", "too-small"),
                row(
                        "a string for a boolean",
                        with("trackConversions", "\"true\""),
                        422,
                        "trackConversions",
                        "not-a-boolean"),
                row("a string for one of three", with("forwardQuery", "\"true\""), 422, "forwardQuery", "not-one-of"),
                row("another word than two", with("forwarded", "\"maybe\""), 422, "forwarded", "not-one-of"),
                row("a string for a list", with("tags", "\"a\""), 422, "tags", "not-a-list"),
                row("a number in a list of strings", with("tags", "[\"a\",1]"), 422, "tags[1]", "not-a-string"),
                row("null in a list of strings", with("tags", "[null]"), 422, "tags[0]", "not-a-string"),
                row("an empty tag", with("tags", "[\"\"]"), 422, "tags[0]", "empty"),
                row(
                        "a tag that reports take for none",
                        with("tags", "[\"a\",\" none\"]"),
                        422,
                        "tags[1]",
                        "means-none"),
                row(
                        "an audience that reports take for none",
                        with("audience", "\"none\""),
                        422,
                        "audience",
                        "means-none"),
                row(
                        "a campaign that reports take for none",
                        with("campaign", "\"none\""),
                        422,
                        "campaign",
                        "means-none"),
                row("a list for an object", with("card", "[]"), 422, "card", "not-an-object"),
                row("a card's image that is no URL", with("card", "{\"image\":\"x\"}"), 422, "card.image", "not-http"),
                row("a date without a time", with("validFrom", "\"2026-05-01\""), 422, "validFrom", "not-a-time"),
                row(
                        "a time without a zone",
                        with("validFrom", "\"2026-05-01T12:00:00\""),
                        422,
                        "validFrom",
                        "not-a-time"),
                row("the year 12026", with("validFrom", "\"+12026-05-01T12:00:00Z\""), 422, "validFrom", "not-a-time"),
                row("a number for a time", with("validFrom", "1"), 422, "validFrom", "not-a-time"),
                row("an unknown channel", with("channel", "\"smoke-signals\""), 422, "channel", "unknown-channel"),
                row("an unknown visibility", with("visibility", "\"PRIVATE\""), 422, "visibility", "not-one-of"),
                row("a status that is not to be set", with("status", "\"expired\""), 422, "status", "not-one-of"),
                row("a domain that is not ours", with("domain", "\"else.example\""), 422, "domain", "unknown-domain"),
                row(
                        "a title of 10,000 characters",
                        with("title", "\"" + "t".repeat(10_000) + "\""),
                        422,
                        "title",
                        "too-long"),
                row("NUL", with("title", "\"a\\u0000b\""), 422, "title", "unfit-character"),
                row("half a surrogate pair", with("title", "\"a\\ud800b\""), 422, "title", "unfit-character"),
                row("the other half", with("tags", "[\"\\udc00\"]"), 422, "tags[0]", "unfit-character"),
                row("a code that is too short", with("code", "\"ab\""), 422, "code", "not-a-code"),
                row("a code of Unicode", with("code", "\"b\u00f6\u00f6ts\""), 422, "code", "not-a-code"),
                row("a code of dots", with("code", "\"...\""), 422, "code", "not-a-code"),
                row("a code with a slash", with("code", "\"a/b\""), 422, "code", "not-a-code"),
                row("a reserved code", with("code", "\"api\""), 422, "code", "reserved"),
                row(
                        "a code of 10,000 characters",
                        with("code", "\"" + "a".repeat(10_000) + "\""),
                        422,
                        "code",
                        "not-a-code"));
    }

    static Stream<Arguments> badDestinations() {
        return Stream.of(
                row("empty", to(""), 422, "destination", "empty"),
                row("relative", to("/boots"), 422, "destination", "not-http"),
                row("without a scheme", to("shop.example/boots"), 422, "destination", "not-http"),
                row("javascript:", to("javascript:alert(1)"), 422, "destination", "not-http"),
                row("data:", to("data:text/html,x"), 422, "destination", "not-http"),
                row("file:", to("file:///etc/passwd"), 422, "destination", "not-http"),
                row("ftp:", to("ftp://shop.example/"), 422, "destination", "not-http"),
                row("a control character", to("https://shop.example/\\u0007"), 422, "destination", "unfit-character"),
                row(
                        "CR and LF",
                        to("https://shop.example/\\r\\nSet-Cookie: a=b"),
                        422,
                        "destination",
                        "unfit-character"),
                row("NUL", to("https://shop.example/\\u0000"), 422, "destination", "unfit-character"),
                row("a user name", to("https://user@shop.example/"), 422, "destination", "has-user-info"),
                row("a user name and password", to("https://a:b@shop.example/"), 422, "destination", "has-user-info"),
                row(
                        "over 2,048 characters",
                        to("https://shop.example/" + "a".repeat(2048)),
                        422,
                        "destination",
                        "too-long"),
                row("this service", to("https://go.example/abc"), 422, "destination", "own-address"),
                row("this service's other domain", to("https://LINKS.example/abc"), 422, "destination", "own-address"),
                row("no host", to("https:///boots"), 422, "destination", "not-a-host"),
                row("a number", "{\"destination\":1}", 422, "destination", "not-a-string"),
                row("null", "{\"destination\":null}", 422, "destination", "missing"));
    }

    @ParameterizedTest(name = "{0}: {2} {3} {4}")
    @MethodSource({"unreadableBodies", "badFields", "badDestinations"})
    void aBadLinkIsRefusedAndNotStored(String name, String body, int status, String field, String code) {
        int before = links();
        assertRefused(server.post("/api/v1/links", body), status, field, code);
        assertThat(links()).isEqualTo(before);
    }

    @ParameterizedTest(name = "{0}: {2} {3} {4}")
    @MethodSource("badFields")
    void aBadPatchIsRefusedAndChangesNothing(String name, String body, int status, String field, String code) {
        String before = server.get("/api/v1/links/present").body();
        // Code and domain cannot be changed; nor need a destination be named; so these tell of that.
        if (!name.equals("no destination")) {
            boolean fixed = List.of("code", "domain", "createdAt").contains(field);
            assertRefused(server.patch("/api/v1/links/present", body), status, field, fixed ? "fixed" : code);
        }
        assertThat(server.get("/api/v1/links/present").body()).isEqualTo(before);
    }

    static Stream<Arguments> badPatches() {
        return Stream.of(
                row("a list", "[]", 422, "", "not-an-object"),
                row("another code", "{\"code\":\"other\"}", 422, "code", "fixed"),
                row("another domain", "{\"domain\":\"links.example\"}", 422, "domain", "fixed"),
                row("another time of making", "{\"createdAt\":\"2020-01-01T00:00:00Z\"}", 422, "createdAt", "fixed"),
                row("no code", "{\"code\":null}", 422, "code", "fixed"),
                row("no destination", "{\"destination\":null}", 422, "destination", "missing"),
                row("a string for utm", "{\"utm\":\"x\"}", 422, "utm", "not-an-object"),
                row("an object for a title", "{\"title\":{\"a\":1}}", 422, "title", "not-a-string"));
    }

    @ParameterizedTest(name = "{0}: {2} {3} {4}")
    @MethodSource("badPatches")
    void aPatchCannotMakeABadLink(String name, String body, int status, String field, String code) {
        assertRefused(server.patch("/api/v1/links/present", body), status, field, code);
    }

    static Stream<Arguments> badCampaigns() {
        return Stream.of(
                row("nothing", "{}", 422, "name", "missing"),
                row("a bad slug", "{\"slug\":\"A b\",\"name\":\"n\"}", 422, "slug", "not-a-slug"),
                row(
                        "a time for a date",
                        campaign("\"startsOn\":\"2026-05-01T00:00:00Z\""),
                        422,
                        "startsOn",
                        "not-a-date"),
                row("the 30th of February", campaign("\"startsOn\":\"2026-02-30\""), 422, "startsOn", "not-a-date"),
                row(
                        "an end before its begin",
                        campaign("\"startsOn\":\"2026-05-02\",\"endsOn\":\"2026-05-01\""),
                        422,
                        "endsOn",
                        "before-starts-on"),
                row(
                        "an amount as a number",
                        cost("{\"amount\":49.90,\"currency\":\"EUR\"}"),
                        422,
                        "costs[0].cost.amount",
                        "not-an-amount"),
                row(
                        "an amount with an exponent",
                        cost("{\"amount\":\"1e999999999\",\"currency\":\"EUR\"}"),
                        422,
                        "costs[0].cost.amount",
                        "not-an-amount"),
                row(
                        "an amount below nothing",
                        cost("{\"amount\":\"-1\",\"currency\":\"EUR\"}"),
                        422,
                        "costs[0].cost.amount",
                        "negative"),
                row(
                        "an amount of words",
                        cost("{\"amount\":\"ten\",\"currency\":\"EUR\"}"),
                        422,
                        "costs[0].cost.amount",
                        "not-an-amount"),
                row("no currency", cost("{\"amount\":\"1\"}"), 422, "costs[0].cost.currency", "missing"),
                row(
                        "a currency that is none",
                        cost("{\"amount\":\"1\",\"currency\":\"EURO\"}"),
                        422,
                        "costs[0].cost.currency",
                        "unknown-currency"),
                row("a cost that is a number", cost("1"), 422, "costs[0].cost", "not-an-object"),
                row(
                        "an unknown field in a cost",
                        cost("{\"amount\":\"1\",\"currency\":\"EUR\",\"tax\":1}"),
                        422,
                        "costs[0].cost.tax",
                        "unknown-field"),
                row("a cost that is no object", campaign("\"costs\":[1]"), 422, "costs[0]", "not-an-object"),
                row(
                        "neither cost nor sent",
                        campaign("\"costs\":[{\"channel\":\"sms\"}]"),
                        422,
                        "costs[0].cost",
                        "one-of-these"),
                row(
                        "half a letter",
                        campaign("\"costs\":[{\"sent\":0.5}]"),
                        422,
                        "costs[0].sent",
                        "not-a-whole-number"),
                row("fewer than none", campaign("\"costs\":[{\"sent\":-1}]"), 422, "costs[0].sent", "out-of-range"),
                row(
                        "two for the whole",
                        campaign("\"costs\":[{\"sent\":1},{\"sent\":2}]"),
                        422,
                        "costs[1].channel",
                        "cost-twice"),
                row(
                        "an audience twice",
                        campaign("\"costs\":[{\"audience\":\"a\",\"sent\":1},{\"audience\":\" a\",\"sent\":2}]"),
                        422,
                        "costs[1].audience",
                        "cost-twice"),
                row("a currency of before", campaign("\"currency\":\"lire\""), 422, "currency", "unknown-currency"),
                row("no window", campaign("\"conversionWindowDays\":0"), 422, "conversionWindowDays", "out-of-range"),
                row("a rule of others", campaign("\"conversionRule\":\"linear\""), 422, "conversionRule", "not-one-of"),
                row("an empty baseline", campaign("\"baseline\":{}"), 422, "baseline.audience", "one-of-these"),
                row(
                        "not before",
                        campaign("\"baseline\":{\"before\":false}"),
                        422,
                        "baseline.audience",
                        "one-of-these"),
                row("before no day", campaign("\"baseline\":{\"before\":true}"), 422, "baseline.before", "only-with"),
                row(
                        "two baselines",
                        campaign("\"baseline\":{\"before\":true,\"audience\":\"a\"}"),
                        422,
                        "baseline.before",
                        "not-with"),
                row(
                        "half of the figures",
                        campaign("\"baseline\":{\"sent\":9}"),
                        422,
                        "baseline.conversions",
                        "missing"),
                row(
                        "more buyers than people",
                        campaign("\"baseline\":{\"sent\":9,\"conversions\":10}"),
                        422,
                        "baseline.conversions",
                        "out-of-range"));
    }

    private static String campaign(String fields) {
        return "{\"slug\":\"new\",\"name\":\"New\"," + fields + "}";
    }

    private static String cost(String cost) {
        return campaign("\"costs\":[{\"channel\":\"whatsapp\",\"cost\":" + cost + "}]");
    }

    @ParameterizedTest(name = "{0}: {2} {3} {4}")
    @MethodSource("badCampaigns")
    void aBadCampaignIsRefused(String name, String body, int status, String field, String code) {
        assertRefused(server.post("/api/v1/campaigns", body), status, field, code);
        assertThat(server.get("/api/v1/campaigns/new").statusCode()).isEqualTo(404);
    }

    static Stream<Arguments> badShareSets() {
        return Stream.of(
                row("nothing", "{}", 422, "destination", "missing"),
                row("no channels", to("https://shop.example/"), 422, "channels", "none-named"),
                row(
                        "an unknown channel",
                        with("channels", "[\"whatsapp\",\"smoke\"]"),
                        422,
                        "channels[1]",
                        "unknown-channel"),
                row("channels as a string", with("channels", "\"whatsapp\""), 422, "channels", "not-a-list"),
                row("text as a list", with("text", "[]"), 422, "text", "not-a-string"),
                row("a channel beside the channels", shareSet("\"channel\":\"sms\""), 422, "channel", "not-of-all"),
                row("an audience", shareSet("\"audience\":null"), 422, "audience", "not-of-all"),
                row("a code", shareSet("\"code\":\"abc\""), 422, "code", "unknown-field"),
                row("a title as a number", shareSet("\"title\":1"), 422, "title", "not-a-string"),
                row(
                        "a card's image that is none",
                        shareSet("\"card\":{\"image\":\"boots.jpg\"}"),
                        422,
                        "card.image",
                        "not-http"),
                row("a time that is none", shareSet("\"validUntil\":\"tomorrow\""), 422, "validUntil", "not-a-time"),
                row("an unknown field", with("codes", "[]"), 422, "codes", "unknown-field"));
    }

    private static String shareSet(String more) {
        return "{\"destination\":\"https://shop.example/\",\"channels\":[\"whatsapp\"]," + more + "}";
    }

    @ParameterizedTest(name = "{0}: {2} {3} {4}")
    @MethodSource("badShareSets")
    void aBadShareSetIsRefusedWithAllItsLinks(String name, String body, int status, String field, String code) {
        int before = links();
        assertRefused(server.post("/api/v1/share-sets", body), status, field, code);
        assertThat(links()).isEqualTo(before);
    }

    static Stream<Arguments> badKeys() {
        return Stream.of(
                row("nothing", "{}", 422, "name", "missing"),
                row("no scopes", "{\"name\":\"n\"}", 422, "scopes", "none-named"),
                row(
                        "an unknown scope",
                        "{\"name\":\"n\",\"scopes\":[\"links:read\",\"all\"]}",
                        422,
                        "scopes[1]",
                        "unknown-scope"),
                row("a blank name", "{\"name\":\" \",\"scopes\":[\"admin\"]}", 422, "name", "wrong-length"),
                row(
                        "a name of two lines",
                        "{\"name\":\"a\\nb\",\"scopes\":[\"admin\"]}",
                        422,
                        "name",
                        "unfit-character"),
                row(
                        "a campaign that there is not",
                        "{\"name\":\"n\",\"scopes\":[\"links:read\"],\"campaign\":\"none-such\"}",
                        422,
                        "campaign",
                        "unknown-campaign"),
                row("a scope that is no string", "{\"name\":\"n\",\"scopes\":[1]}", 422, "scopes[0]", "not-a-string"));
    }

    @ParameterizedTest(name = "{0}: {2} {3} {4}")
    @MethodSource("badKeys")
    void aBadKeyIsRefused(String name, String body, int status, String field, String code) {
        assertRefused(server.post("/api/v1/keys", body), status, field, code);
    }

    static Stream<Arguments> badQuestions() {
        return Stream.of(
                Arguments.of("/api/v1/links?colour=red", 422, "colour", "unknown-parameter"),
                Arguments.of("/api/v1/links?limit=many", 422, "limit", "out-of-range"),
                Arguments.of("/api/v1/links?limit=0", 422, "limit", "out-of-range"),
                Arguments.of("/api/v1/links?limit=501", 422, "limit", "out-of-range"),
                Arguments.of("/api/v1/links?limit=1&limit=2", 422, "limit", "repeated"),
                Arguments.of("/api/v1/links?status=gone", 422, "status", "not-one-of"),
                Arguments.of(
                        "/api/v1/links?createdFrom=%2B999999999-12-31T23:59:59-18:00",
                        422, "createdFrom", "not-a-time"),
                Arguments.of("/api/v1/links?changedAt=-292275055-05-16T16:47:04Z", 422, "changedAt", "not-a-time"),
                Arguments.of("/api/v1/audit?from=%2B999999999-12-31", 422, "from", "not-a-moment"),
                Arguments.of("/api/v1/links?cursor=elsewhere", 422, "cursor", "unknown-cursor"),
                Arguments.of("/api/v1/links?search=%00", 422, "search", "not-utf-8"),
                Arguments.of("/api/v1/links?search=%ff", 422, "search", "not-utf-8"),
                Arguments.of("/api/v1/links?search=%ED%A0%80", 422, "search", "not-utf-8"),
                Arguments.of("/api/v1/links?tag=" + "t".repeat(1000), 422, "tag", "too-long"),
                Arguments.of("/api/v1/links/present?colour=red", 422, "colour", "unknown-parameter"),
                Arguments.of("/api/v1/campaigns?cursor=elsewhere", 422, "cursor", "unknown-cursor"),
                Arguments.of("/api/v1/share-sets?cursor=%F0%9F%98%80", 422, "cursor", "unknown-cursor"),
                Arguments.of("/api/v1/keys?cursor=../", 422, "cursor", "unknown-cursor"),
                Arguments.of("/api/v1/channels?limit=1", 422, "limit", "unknown-parameter"),
                Arguments.of("/api/v1/links/b%C3%B6%C3%B6ts", 404, null, null),
                Arguments.of("/api/v1/links/...", 404, null, null),
                Arguments.of("/api/v1/links/" + "a".repeat(3000), 404, null, null),
                Arguments.of("/api/v1/links/PRESENT", 404, null, null),
                Arguments.of("/api/v1/links/present?domain=%20", 404, null, null),
                Arguments.of("/api/v1/links/present/qr?size=63", 422, "size", "out-of-range"),
                Arguments.of("/api/v1/links/present/qr?size=99999999999", 422, "size", "out-of-range"),
                Arguments.of("/api/v1/links/present/qr?margin=-1", 422, "margin", "out-of-range"),
                Arguments.of("/api/v1/links/present/qr?format=gif", 422, "format", "not-one-of"),
                Arguments.of("/api/v1/links/nobodys/qr", 404, null, null),
                Arguments.of("/api/v1/links/present/share?text=" + "t".repeat(2001), 422, "text", "too-long"),
                Arguments.of("/api/v1/links/nobodys/share", 404, null, null),
                Arguments.of("/api/v1/links/a%20b", 404, null, null),
                Arguments.of("/api/v1/campaigns/nothing", 404, null, null),
                Arguments.of("/api/v1/share-sets/nothing", 404, null, null));
    }

    @ParameterizedTest(name = "{0}: {1} {2} {3}")
    @MethodSource("badQuestions")
    void aBadQuestionIsRefused(String path, int status, String field, String code) {
        assertRefused(server.get(path), status, field, code);
    }

    @Test
    void allFaultsOfAQuestionAreToldAtOnce() {
        JsonNode problem = TestServer.json(
                server.get("/api/v1/links?colour=red&limit=0&sort=age&search=%ff&domain=a&domain=b&generation=-1"));
        assertThat(problem.get("errors"))
                .extracting(error ->
                        error.get("field").asText() + " " + error.get("code").asText())
                .containsExactlyInAnyOrder(
                        "colour unknown-parameter",
                        "limit out-of-range",
                        "sort not-one-of",
                        "search not-utf-8",
                        "domain repeated",
                        "generation out-of-range");
    }

    @Test
    void allFaultsOfSeveralQuestionsAreToldAtOnceWithTheirPlaces() {
        JsonNode problem = TestServer.json(server.get("/api/v1/stats/several?question=by%3Dcolour"
                + "&question=by%3Dchannel&question=tz%3DMars%26limit%3D0"));
        assertThat(problem.get("errors"))
                .extracting(error ->
                        error.get("field").asText() + " " + error.get("code").asText())
                .containsExactly(
                        "question[0].by unknown-dimension",
                        "question[2].tz unknown-zone",
                        "question[2].limit out-of-range");
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
                    null,
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

    private static void assertRefused(HttpResponse<String> response, int status, String field, String code) {
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
            assertThat(problem.get("errors")).as(response.body()).anySatisfy(error -> {
                assertThat(error.get("field").asText()).isEqualTo(field);
                assertThat(error.get("code").asText()).isEqualTo(code);
            });
        }
    }

    private int links() {
        return TestServer.json(server.get("/api/v1/links?limit=500"))
                .get("items")
                .size();
    }
}
