package app.grapevine.web.visit;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.TestAgents;
import app.grapevine.service.TestServer;
import app.grapevine.storage.TestDatabase;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Links with a password: what who knows it gets, and what all others do. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PasswordApiTest {
    private static final String PASSWORD = "open sesame";
    private static final String SECRET = "secret-place";
    private static final String FACEBOOK = "https://l.facebook.com/";

    private TestServer service;
    private int clients;

    @BeforeAll
    void start() {
        service = TestServer.start(Map.of("trusted.proxies", "127.0.0.0/8", "destinations.schemes", "mailto"));
    }

    /** What is tapped at one moment by one network is no person's. */
    @BeforeEach
    void letTimePass() {
        service.clock().advance(Duration.ofMinutes(20));
    }

    @AfterAll
    void stop() {
        service.close();
    }

    private String link(String more) {
        return service.link("{'destination':'https://" + SECRET + ".example/a','password':'" + PASSWORD + "'"
                + (more.isEmpty() ? "" : "," + more) + "}");
    }

    private HttpResponse<String> give(String path, String password, String... headers) {
        return post(path, "password=" + encoded(password), headers);
    }

    private HttpResponse<String> post(String path, String form, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(service.uri(path))
                .setHeader("User-Agent", TestAgents.IPHONE)
                .setHeader("X-Forwarded-For", "203.0.113." + clients++ % 250)
                .setHeader("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form));
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return service.send(request);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private JsonNode total(String code) {
        service.awaitRecorded();
        return service.ask("/stats?from=2026-01-01&to=2027-01-01&code=" + code).get("total");
    }

    /** What a browser would post of the form on a page. */
    private static String form(HttpResponse<String> page, String password) {
        StringBuilder form = new StringBuilder("password=").append(encoded(password));
        Matcher fields = Pattern.compile("type=\"hidden\" name=\"(\\w+)\" value=\"([^\"]*)\"")
                .matcher(page.body());
        while (fields.find()) {
            form.append('&').append(fields.group(1)).append('=').append(encoded(fields.group(2)));
        }
        return form.toString();
    }

    private static String action(HttpResponse<String> page) {
        Matcher action = Pattern.compile("action=\"([^\"]*)\"").matcher(page.body());
        assertThat(action.find()).as(page.body()).isTrue();
        return action.group(1).replace("&amp;", "&");
    }

    @Test
    void aPersonIsAskedByAFormWithoutScriptOrCookieAndIsNoClick() {
        String code = link("'channel':'whatsapp','title':'" + SECRET + "','card':{'title':'" + SECRET + "'}");
        for (int i = 0; i < 2; i++) { // the first from the database, the second from memory
            HttpResponse<String> page = service.tap("/" + code);
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body())
                    .contains("asks for a password", "<form class=\"report\" method=\"post\" action=\"/" + code + "\">")
                    .doesNotContain(SECRET, "<script", "style=");
            assertThat(page.headers().map()).doesNotContainKeys("set-cookie", "location");
            assertThat(header(page, "Cache-Control")).contains("no-store");
            assertThat(header(page, "Referrer-Policy")).isEqualTo("no-referrer");
            assertThat(header(page, "Content-Security-Policy"))
                    .contains("default-src 'none'", "frame-ancestors 'none'")
                    .doesNotContain("script");
        }
        assertThat(total(code).get("clicks").asInt()).isZero();
        assertThat(service.send(HttpRequest.newBuilder(service.opsUri("/metrics")))
                        .body())
                .contains("grapevine_redirects_total{outcome=\"password_asked\"}");
    }

    @Test
    void theRightPasswordLeadsOnAndIsAClick() {
        String code = link("'channel':'whatsapp'");
        HttpResponse<String> answer = give("/" + code, PASSWORD);
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(header(answer, "Location"))
                .isEqualTo("https://" + SECRET + ".example/a?utm_source=whatsapp&utm_medium=dark-social");
        assertThat(header(answer, "Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(header(answer, "Cache-Control")).contains("no-store");
        assertThat(answer.headers().map()).doesNotContainKey("set-cookie");
        assertThat(click(code).get("kind").asText()).isEqualTo("click");
        assertThat(total(code).get("clicks").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "en, That is not the password",
        "it, La password non è questa",
        "de, Das ist nicht das Passwort",
        "fr, Ce n’est pas le bon mot de passe",
        "es, Esa no es la contraseña",
        "pt, Essa não é a senha"
    })
    void aWrongPasswordGetsTheFormAgainInTheReadersLanguage(String language, String words) {
        String code = link("");
        HttpResponse<String> answer = give("/" + code + "?x=1", "open barley", "Accept-Language", language);
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body())
                .contains("<html lang=\"" + language + "\">", words, "role=\"alert\"", "action=\"/" + code + "?x=1\"")
                .doesNotContain(SECRET, "open barley");
        assertThat(header(answer, "Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(total(code).get("clicks").asInt()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "password=", "other=1", "password=a%20b&password=open+sesame"})
    void aFormWithoutThePasswordIsAsAWrongOne(String form) {
        assertThat(post("/" + link(""), form, "X-Forwarded-For", "198.51.100.77")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void previewsAndProgramsGetOneCardWhateverTheLink() {
        String one = link("'title':'" + SECRET + "','card':{'title':'" + SECRET + "','description':'" + SECRET
                + "','image':'https://" + SECRET + ".example/i.png'}");
        String other = link("");
        List<String> pages = new ArrayList<>();
        for (String code : List.of(one, other)) {
            for (String agent : List.of(TestAgents.TELEGRAM_FETCHER, TestAgents.WHATSAPP_FETCHER, TestAgents.BOT)) {
                HttpResponse<String> card = service.visit("GET", "/" + code, "User-Agent", agent);
                assertThat(card.statusCode()).isEqualTo(200);
                assertThat(card.body())
                        .contains("og:title", "asks for a password")
                        .doesNotContain(SECRET);
                pages.add(card.body().replace(code, "CODE"));
            }
        }
        assertThat(pages).containsOnly(pages.get(0));
        assertThat(total(one).get("previews").asInt()).isEqualTo(2);
        assertThat(total(one).get("clicks").asInt()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, '', false",
        "GET, +, false",
        "GET, .qr, false",
        "GET, .qr.png, false",
        "GET, /share, false",
        "GET, ~q, false",
        "HEAD, '', false",
        "HEAD, +, false",
        "GET, '', true",
        "GET, +, true",
        "GET, /share, true",
        "HEAD, '', true"
    })
    void nothingTellsAStrangerWhereItLeads(String method, String ending, boolean byAProgram) {
        String code = link("'card':{'title':'" + SECRET + "'},'title':'" + SECRET + "'");
        String agent = byAProgram ? TestAgents.TELEGRAM_FETCHER : TestAgents.IPHONE;
        HttpResponse<String> answer = service.visit(method, "/" + code + ending, "User-Agent", agent);
        assertThat(answer.statusCode()).isIn(200, 404);
        assertThat(answer.body()).doesNotContain(SECRET);
        assertThat(answer.headers().map().toString()).doesNotContain(SECRET);
        HttpResponse<String> shared = post("/" + code + "/share", "channel=telegram", "Sec-Fetch-Site", "same-origin");
        assertThat(shared.statusCode()).isEqualTo(404);
        assertThat(shared.body()).doesNotContain(SECRET);
    }

    @Test
    void aUseIsTakenByWhoPassesAndNobodyElse() {
        String code = link("'maxClicks':2");
        for (int i = 0; i < 3; i++) {
            assertThat(service.tap("/" + code).statusCode()).isEqualTo(200);
            assertThat(give("/" + code, "wrong one").statusCode()).isEqualTo(403);
        }
        assertThat(give("/" + code, PASSWORD, "User-Agent", TestAgents.BOT).body())
                .as("uses are people's")
                .doesNotContain(SECRET);
        assertThat(give("/" + code, PASSWORD).statusCode()).isEqualTo(303);
        assertThat(give("/" + code, PASSWORD).statusCode()).isEqualTo(303);
        assertThat(give("/" + code, PASSWORD).statusCode()).isEqualTo(410);
        assertThat(service.tap("/" + code).statusCode())
                .as("nobody is asked in vain")
                .isEqualTo(410);
        assertThat(total(code).get("clicks").asInt()).isEqualTo(2);
    }

    @Test
    void whatTheFirstRequestRevealedIsNotLostAndOurOwnPageIsNoSource() {
        String code = link("'forwardQuery':true");
        HttpResponse<String> page = service.visit(
                "GET",
                "/" + code + "?fbclid=IwAR1&x=a%20b",
                "User-Agent",
                TestAgents.IPHONE,
                "Referer",
                FACEBOOK + "l.php?u=1",
                "Sec-Fetch-Site",
                "cross-site",
                "Sec-Fetch-Mode",
                "navigate",
                "Sec-Fetch-Dest",
                "document");
        assertThat(action(page)).isEqualTo("/" + code + "?fbclid=IwAR1&x=a%20b");
        assertThat(page.body()).contains("https://l.facebook.com\"").doesNotContain("l.php");
        HttpResponse<String> wrong = post(action(page), form(page, "wrong one"));
        HttpResponse<String> answer = post(
                action(wrong),
                form(wrong, PASSWORD),
                "Referer",
                "https://go.example/" + code,
                "Origin",
                "null",
                "Sec-Fetch-Site",
                "same-origin",
                "Sec-Fetch-Mode",
                "navigate",
                "Sec-Fetch-Dest",
                "document");
        assertThat(header(answer, "Location")).isEqualTo("https://" + SECRET + ".example/a?fbclid=IwAR1&x=a%20b");
        JsonNode click = click(code);
        assertThat(click.get("referrerHost").asText()).isEqualTo("l.facebook.com");
        assertThat(click.get("evidence").toString()).contains("l.facebook.com").doesNotContain("go.example");

        String plain = service.link("{'destination':'https://" + SECRET + ".example/a'}");
        service.visit(
                "GET",
                "/" + plain + "?fbclid=IwAR1&x=a%20b",
                "User-Agent",
                TestAgents.IPHONE,
                "Referer",
                FACEBOOK + "l.php?u=1",
                "Sec-Fetch-Site",
                "cross-site",
                "Sec-Fetch-Mode",
                "navigate",
                "Sec-Fetch-Dest",
                "document");
        for (String part : List.of("channel", "tier", "evidence", "browser", "referrerHost")) {
            assertThat(click.get(part))
                    .as("%s, as without a password", part)
                    .isEqualTo(click(plain).get(part));
        }
    }

    private JsonNode click(String code) {
        service.awaitRecorded();
        JsonNode clicks = service.ask("/clicks?from=2026-01-01&to=2027-01-01&code=" + code)
                .get("items");
        assertThat(clicks).hasSize(1);
        return clicks.get(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "from=%22%3E%3Cscript%3E&how=%22%3E",
                "from=javascript:alert(1)&how=a/b/c/d/e/f/g/h/i",
                "from=https://a.example%0D%0Ax&how=none/navigate%0Adocument",
                "from=%00&how=%00"
            })
    void whatIsMadeUpInTheFormIsHeldToWhatAHeaderCanBe(String made) {
        String code = link("");
        HttpResponse<String> wrong = post("/" + code, "password=wrong+one&" + made);
        assertThat(wrong.statusCode()).isEqualTo(403);
        assertThat(wrong.body()).doesNotContain("<script", "javascript:", "%0D", "name=\"how\"");
        assertThat(post("/" + code, "password=" + encoded(PASSWORD) + "&" + made)
                        .statusCode())
                .isEqualTo(303);
    }

    @Test
    void aDestinationThatIsTooLongForAHeaderHearsNothingOfThePageEither() {
        String code = service.link("{'destination':'https://" + SECRET + ".example/" + "n".repeat(1900)
                + "','password':'" + PASSWORD + "','forwardQuery':true}");
        HttpResponse<String> answer = give("/" + code + "?long=" + "a".repeat(6600), PASSWORD);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("http-equiv=\"refresh\"", SECRET);
        assertThat(header(answer, "Referrer-Policy")).isEqualTo("no-referrer");
    }

    @Test
    void aScanStaysAScan() {
        String code = link("");
        HttpResponse<String> page = service.tap("/" + code + "~q");
        assertThat(action(page)).isEqualTo("/" + code + "~q");
        assertThat(post(action(page), form(page, PASSWORD)).statusCode()).isEqualTo(303);
        assertThat(click(code).toString()).contains("\"qr\"");
    }

    @Test
    void whoAsksNotToBeTrackedIsAPlainCount() {
        String code = link("");
        assertThat(give("/" + code, PASSWORD, "Sec-GPC", "1").statusCode()).isEqualTo(303);
        service.awaitRecorded();
        assertThat(total(code).get("suppressed").asInt()).isEqualTo(1);
    }

    @Test
    void wrongOnesAreLimitedByAddressAndTheRightOneCostsNothing() {
        String code = link("");
        String address = "198.51.100.7";
        for (int i = 0; i < 30; i++) {
            assertThat(give("/" + code, PASSWORD, "X-Forwarded-For", address).statusCode())
                    .isEqualTo(303);
        }
        for (int i = 0; i < 10; i++) {
            assertThat(give("/" + code, "wrong " + i, "X-Forwarded-For", address)
                            .statusCode())
                    .isEqualTo(403);
        }
        HttpResponse<String> refused = give("/" + code, PASSWORD, "X-Forwarded-For", address);
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(Integer.parseInt(header(refused, "Retry-After"))).isBetween(1, 60);
        assertThat(refused.body()).doesNotContain(SECRET);
        assertThat(give("/" + code, PASSWORD, "X-Forwarded-For", "198.51.100.8").statusCode())
                .isEqualTo(303);
        service.clock().advance(Duration.ofMinutes(1));
        assertThat(give("/" + code, PASSWORD, "X-Forwarded-For", address).statusCode())
                .isEqualTo(303);
    }

    @ParameterizedTest
    @CsvSource({
        "Sec-Fetch-Site, cross-site, 403",
        "Sec-Fetch-Site, same-site, 403",
        "Sec-Fetch-Site, same-origin, 303",
        "Origin, https://evil.example, 403",
        "Origin, null, 303",
        "X-Nothing, 1, 303"
    })
    void aFormOnAPageOfOthersIsRefused(String header, String value, int status) {
        HttpResponse<String> answer = give("/" + link(""), PASSWORD, header, value);
        assertThat(answer.statusCode()).isEqualTo(status);
        if (status == 403) {
            assertThat(answer.body()).contains("did not come from our page").doesNotContain(SECRET);
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            value = {
                "'status':'disabled', 410",
                "'validFrom':'2027-01-01T00:00:00Z', 404",
                "'validUntil':'2026-04-01T00:00:00Z', 410"
            })
    void aLinkThatIsNotOpenAsksForNothing(String more, int status) {
        String code = link(more);
        assertThat(service.tap("/" + code).statusCode()).isEqualTo(status);
        HttpResponse<String> answer = give("/" + code, PASSWORD);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).doesNotContain(SECRET, "<form");
    }

    @Test
    void aLinkWithoutAPasswordIsToBeReadAndNotPostedTo() {
        String code = service.link("{'destination':'https://example.com/'}");
        HttpResponse<String> answer = post("/" + code + "?a=1", "password=x");
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(header(answer, "Location")).isEqualTo("/" + code + "?a=1");
        assertThat(total(code).get("clicks").asInt()).isZero();
        assertThat(post("/nobodys-code", "password=x").statusCode()).isEqualTo(404);
    }

    @Test
    void aMailIsWrittenAfterAPasswordToo() {
        String code = service.link("{'destination':'mailto:info@example.com','password':'" + PASSWORD + "'}");
        assertThat(header(give("/" + code, PASSWORD), "Location")).isEqualTo("mailto:info@example.com");
        HttpResponse<String> inApp = give("/" + code, PASSWORD, "User-Agent", TestAgents.IN_WHATSAPP);
        assertThat(inApp.statusCode()).isEqualTo(200);
        assertThat(inApp.body()).contains("href=\"mailto:info@example.com\"");
        assertThat(total(code).get("clicks").asInt()).isEqualTo(2);
    }

    @Test
    void theOwnerSetsItChangesItTakesItAwayAndNeverSeesIt() {
        String code = link("");
        assertThat(service.ask("/links/" + code).get("hasPassword").asBoolean()).isTrue();
        String shown = service.get("/api/v1/links/" + code).body();
        assertThat(shown).doesNotContain(PASSWORD, "argon2", "passwordHash", "\"password\"");
        String kept = TestDatabase.list(
                        service.database(), String.class, "SELECT password_hash FROM links WHERE code = '" + code + "'")
                .get(0);
        assertThat(kept).startsWith("$argon2id$");

        assertThat(service.patch("/api/v1/links/" + code, shown).statusCode())
                .as("what was got is sent back")
                .isEqualTo(200);
        assertThat(give("/" + code, PASSWORD).statusCode()).isEqualTo(303);

        service.patch("/api/v1/links/" + code, "{\"password\":\"another one\"}");
        assertThat(give("/" + code, PASSWORD).statusCode()).isEqualTo(403);
        assertThat(give("/" + code, "another one").statusCode()).isEqualTo(303);

        service.patch("/api/v1/links/" + code, "{\"title\":\"Other\"}");
        assertThat(give("/" + code, "another one").statusCode()).isEqualTo(303);

        service.patch("/api/v1/links/" + code, "{\"password\":null}");
        assertThat(service.ask("/links/" + code).get("hasPassword").asBoolean()).isFalse();
        assertThat(service.tap("/" + code).statusCode()).isEqualTo(302);

        service.patch("/api/v1/links/" + code, "{\"password\":\"a third one\"}");
        assertThat(service.tap("/" + code).statusCode()).isEqualTo(200);
        String log =
                service.get("/api/v1/audit?subject=link:go.example/" + code).body();
        assertThat(service.get("/api/v1/audit").body())
                .contains("\"hasPassword\"", "\"password\"")
                .doesNotContain(PASSWORD, "another one", "a third one", "argon2");
        assertThat(log).doesNotContain(PASSWORD);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'password':'short'|password|wrong-length",
                "'password':'          '|password|wrong-length",
                "'password':'a\\u0007bcdefg'|password|unfit-character",
                "'password':5|password|not-a-string",
                "'hasPassword':true|hasPassword|read-only",
                "'password':'open sesame','forwarding':true|forwarding|forwarding-protected"
            })
    void whatIsWrongWithItIsTold(String fields, String field, String code) {
        String json = "{'destination':'https://example.com/'," + fields + "}";
        HttpResponse<String> answer = service.post("/api/v1/links", json.replace('\'', '"'));
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("\"field\":\"" + field + "\"", "\"code\":\"" + code + "\"");
    }

    @Test
    void aSetHasOnePasswordAndABulkNone() {
        HttpResponse<String> set = service.post(
                "/api/v1/share-sets",
                "{\"destination\":\"https://" + SECRET
                        + ".example/\",\"channels\":[\"whatsapp\",\"telegram\"],\"password\":\"open sesame\"}");
        assertThat(set.statusCode()).as(set.body()).isEqualTo(201);
        for (JsonNode item : TestServer.json(set).get("items")) {
            String code = item.at("/link/code").asText();
            assertThat(item.at("/link/hasPassword").asBoolean()).isTrue();
            assertThat(service.tap("/" + code).statusCode()).isEqualTo(200);
            assertThat(give("/" + code, PASSWORD).statusCode()).isEqualTo(303);
        }
        HttpResponse<String> bulk = service.post(
                "/api/v1/links/bulk",
                "[{\"destination\":\"https://example.com/\",\"password\":\"open sesame\"},{\"destination\":\"https://example.com/\",\"password\":null}]");
        JsonNode items = TestServer.json(bulk).get("items");
        assertThat(items.get(0).get("status").asInt()).isEqualTo(422);
        assertThat(items.get(0).toString()).contains("not-of-many");
        assertThat(items.get(1).get("status").asInt()).isEqualTo(201);
    }

    @Test
    void aFileOfLinksHasNoPasswordInIt() {
        link("'code':'in-a-file'");
        String csv = service.send(service.request("/api/v1/links?search=in-a-file")
                        .setHeader("Accept", "text/csv")
                        .GET())
                .body();
        assertThat(csv).contains("in-a-file").doesNotContain("argon2", PASSWORD);
    }
}
