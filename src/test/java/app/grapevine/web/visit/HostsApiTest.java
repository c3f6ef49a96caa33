package app.grapevine.web.visit;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.service.TestServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a link leads, from what is given to what is stored, shown and sent to. */
class HostsApiTest {
    private static final String BOOKS = "https://xn--bcher-kva.example/";
    /** Of Cyrillic letters that look like "apple". */
    private static final String LOOK_ALIKE = "https://аррӏе.example/";

    private static final String LOOK_ALIKE_ASCII = "xn--80ak6aa92e.example";

    private static TestServer service;

    @BeforeAll
    static void start() {
        service = TestServer.start();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static HttpResponse<String> make(String destination) {
        return service.post("/api/v1/links", "{\"destination\":\"" + destination + "\"}");
    }

    private static JsonNode made(String destination) {
        HttpResponse<String> answer = make(destination);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return TestServer.json(answer);
    }

    private static String page(String path, String language) {
        return service.send(HttpRequest.newBuilder(service.uri(path))
                        .header("Accept-Language", language)
                        .GET())
                .body();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "https://Ⴚ.Σ/, https://xn--ilj.xn--4xa/",
        "https://faß.example, https://xn--fa-hia.example/",
        "HTTPS://BÜCHER.example:443/a/../b?ü, https://xn--bcher-kva.example/b?%C3%BC",
        "http://[2001:DB8::0:1]:80/%2e%2e/a, http://[2001:db8::1]/a",
        "https://аррӏе.example/, https://xn--80ak6aa92e.example/"
    })
    void whatIsStoredIsWhatBrowsersReadAndWhereTheLinkLeads(String given, String stored) {
        JsonNode link = made(given);
        assertThat(link.get("destination").textValue()).isEqualTo(stored);
        String code = link.get("code").textValue();
        assertThat(service.ask("/links/" + code).get("destination").textValue()).isEqualTo(stored);
        for (int visit = 0; visit < 2; visit++) { // looked up, and remembered
            assertThat(service.visit("GET", "/" + code).headers().firstValue("Location"))
                    .hasValue(stored);
        }
        assertThat(page("/" + code + "+", "en")).contains("href=\"" + stored + "\"");
    }

    @ParameterizedTest
    @CsvSource({
        "https://a⒈com/, not-a-host",
        "https://a\u200cb.example/, not-a-host",
        "http://127.0.0.1/, private-address",
        "http://[::ffff:10.0.0.1]/, private-address",
        "http://169.254.169.254/latest, private-address",
        "http://shop.localhost/, private-address",
        "https://go.example/abc, own-address",
        "https://LINKS。example/abc, own-address"
    })
    void whatLeadsElsewhereOrWhereNobodyElseGetsIsRefused(String given, String code) {
        HttpResponse<String> answer = make(given);
        assertThat(answer.statusCode()).isEqualTo(422);
        JsonNode fault = TestServer.json(answer).get("errors").get(0);
        assertThat(fault.get("field").textValue()).isEqualTo("destination");
        assertThat(fault.get("code").textValue()).isEqualTo(code);
    }

    @Test
    void theListenerItselfIsThisServiceBehindItsPublicUrl() {
        HttpResponse<String> answer = make("http://127.0.0.1:" + service.port() + "/abc");
        assertThat(TestServer.json(answer).get("errors").get(0).get("code").textValue())
                .isEqualTo("own-address");
    }

    @Test
    void aLinkThatLedIntoAPrivateNetworkGoesOnAndStaysChangeable() {
        String code = made("https://shop.example/").get("code").textValue();
        service.database()
                .writeOnly(handle -> handle.execute(
                        "UPDATE links SET destination = ? WHERE code = ?", "http://10.0.0.1/intern", code));

        assertThat(service.visit("GET", "/" + code).headers().firstValue("Location"))
                .hasValue("http://10.0.0.1/intern");
        assertThat(service.patch("/api/v1/links/" + code, "{\"title\":\"Intern\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(service.patch("/api/v1/links/" + code, "{\"destination\":\"http://10.0.0.2/\"}")
                        .statusCode())
                .isEqualTo(422);
    }

    @Test
    void aHostOfOtherLettersIsShownInBothWays() {
        JsonNode link = made("https://bücher.example/");
        assertThat(link.get("unicodeHost").textValue()).isEqualTo("bücher.example");
        assertThat(link.get("warnings")).isEmpty();
        for (String path : new String[] {"+", "/share"}) {
            assertThat(page("/" + link.get("code").textValue() + path, "en"))
                    .contains(">xn--bcher-kva.example</p>", "<bdi>bücher.example</bdi>", BOOKS)
                    .doesNotContain("class=\"warning\"");
        }
    }

    @Test
    void whoMakesALinkToALookAlikeIsWarnedAndWhoReadsItsLinks() {
        JsonNode link = made(LOOK_ALIKE);
        JsonNode again = service.ask("/links/" + link.get("code").textValue());
        assertThat(again).isEqualTo(link);
        assertThat(link.get("unicodeHost").isNull()).isTrue();
        assertThat(link.get("warnings")).hasSize(1);
        JsonNode warning = link.get("warnings").get(0);
        assertThat(warning.get("field").textValue()).isEqualTo("destination");
        assertThat(warning.get("code").textValue()).isEqualTo("look-alike-host");
        assertThat(warning.get("message").textValue()).contains(LOOK_ALIKE_ASCII);

        String code = made("https://shop.example/").get("code").textValue();
        JsonNode changed = TestServer.json(
                service.patch("/api/v1/links/" + code, "{\"expiredDestination\":\"" + LOOK_ALIKE + "\"}"));
        assertThat(changed.get("warnings").get(0).get("field").textValue()).isEqualTo("expiredDestination");
    }

    @Test
    void aWarningIsShownAndNotSet() {
        JsonNode link = made(LOOK_ALIKE);
        String path = "/api/v1/links/" + link.get("code").textValue();
        assertThat(service.patch(path, link.toString()).statusCode()).isEqualTo(200);
        assertThat(service.patch(path, "{\"warnings\":[]}").statusCode()).isEqualTo(422);
        assertThat(service.post("/api/v1/links", "{\"destination\":\"https://shop.example/\",\"warnings\":[]}")
                        .statusCode())
                .isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "it", "de", "fr", "es", "pt"})
    void whoLooksAtALookAlikeIsWarnedInTheirLanguageAndSeesAsciiAlone(String language) {
        String code = made(LOOK_ALIKE).get("code").textValue();
        for (String path : new String[] {"+", "/share"}) {
            assertThat(page("/" + code + path, language))
                    .contains(
                            LOOK_ALIKE_ASCII,
                            "<p class=\"warning\">" + RecipientPages.text(language, "where.lookAlike") + "</p>")
                    .doesNotContain("аррӏе", "<bdi>");
        }
    }
}
