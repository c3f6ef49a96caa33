package app.grapevine.web.visit;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.CaseTable;
import app.grapevine.TestAgents;
import app.grapevine.service.TestServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules that lead into an app; the cases stand in {@code links/apps.csv} and in the documentation. */
class IntoAppApiTest {
    private static final CaseTable CASES = CaseTable.of("apps.csv");
    private static final String WEB = "https://shop.example/app?p=1";

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start(Map.of("destinations.schemes", "MyApp, intent,other,tel,mailto"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String link(String device, String destination, String more) {
        return server.link("{'destination':'https://shop.example/own','utm':false,'rules':[{'when':{'device':" + device
                + "},'destination':'" + destination + "','fallback':'" + WEB + "'}]" + more + "}");
    }

    private static String got(HttpResponse<String> answer) {
        return got(answer, WEB);
    }

    private static String got(HttpResponse<String> answer, String web) {
        if (answer.statusCode() == 302) {
            return "a redirect to " + answer.headers().firstValue("Location").orElse("");
        }
        assertThat(answer.statusCode()).isEqualTo(200);
        String page = answer.body();
        assertThat(page).contains("href=\"" + web + "\"").doesNotContain("<script");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("private, no-store");
        String app = page.replaceAll("(?s).*?<a class=\"go\"[^>]* href=\"([^\"]*)\".*", "$1");
        boolean opens = page.contains("<meta http-equiv=\"refresh\" content=\"0;url=" + app + "\">");
        return opens ? "a page that opens " + app + " by itself" : "a page with " + app;
    }

    static Stream<List<String>> cases() {
        return CASES.rows().stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void anAppIsOpenedAsItsVisitorsBrowserCan(List<String> row) {
        String device = row.get(0).startsWith("intent") ? "'android'" : "['ios','android']";
        String code = link(device, row.get(0), "");
        for (String more : List.of("", "?q=not-handed-on")) {
            assertThat(got(server.visit("GET", "/" + code + more, RuleVisitors.headers(row.get(1)))))
                    .isEqualTo(row.get(2));
        }
        assertThat(server.visit("HEAD", "/" + code, RuleVisitors.headers(row.get(1)))
                        .statusCode())
                .isEqualTo(row.get(2).startsWith("a page") ? 200 : 302);
    }

    @Test
    void theDocumentationHasTheCasesThatAreTested() {
        CASES.isIn(Path.of("src/docs/RULES.md"));
    }

    @Test
    void aPageIsAClickOfTheRuleAndInTheReadersLanguage() {
        String code = link("'ios'", "myapp://item/7", ",'trackConversions':true");
        HttpResponse<String> page =
                server.visit("GET", "/" + code, "User-Agent", TestAgents.IPHONE, "Accept-Language", "fr");
        assertThat(page.body())
                .contains("Ouvrir dans l’application", "Continuer ici", "shop.example")
                .containsPattern("href=\"myapp://item/7\\?gv_click=\\w+\"")
                .containsPattern("href=\"https://shop\\.example/app\\?p=1&amp;gv_click=\\w+\"");
        server.awaitRecorded();
        JsonNode row = server.ask("/stats?by=rule&code=" + code).at("/rows/0");
        assertThat(row.get("rule").asText()).isEqualTo("1");
        assertThat(row.get("clicks").asInt()).isEqualTo(1);
        double pages = server.metric("grapevine_redirects_total{outcome=\"into_app\"}");
        double hits = server.metric("grapevine_cache_hits_total");
        server.tap("/" + code);
        assertThat(server.metric("grapevine_redirects_total{outcome=\"into_app\"}"))
                .isEqualTo(pages + 1);
        assertThat(server.metric("grapevine_cache_hits_total")).isEqualTo(hits + 1);
    }

    @Test
    void whatIsHandedOnReachesTheAppAndTheWeb() {
        String code = link("'android'", "myapp://item?a=1#part", ",'forwardQuery':true");
        assertThat(got(server.visit("GET", "/" + code + "?q=%C3%A9", "User-Agent", RuleVisitors.CHROME_ON_ANDROID)))
                .isEqualTo("a redirect to intent://item?a=1&q=%C3%A9#part#Intent;scheme=myapp;S.browser_fallback_url="
                        + "https%3A%2F%2Fshop.example%2Fapp%3Fp%3D1%26q%3D%25C3%25A9;end");
        HttpResponse<String> tooLong = server.visit(
                "GET", "/" + code + "?q=" + "x".repeat(5000), "User-Agent", RuleVisitors.CHROME_ON_ANDROID);
        assertThat(tooLong.statusCode()).as("too long for a header").isEqualTo(200);
        assertThat(tooLong.body()).contains("#Intent;scheme=myapp;");
    }

    /** What an app's address is, for which device, and what is wrong with it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "nobodys://x | 'ios' | scheme-not-allowed",
                "myapp://x | 'desktop' | needs-device",
                "myapp://x | ['ios','desktop'] | needs-device",
                "intent://x#Intent;scheme=myapp;end | 'ios' | needs-device",
                "intent://x | 'android' | not-an-intent",
                "intent://x#Intent;package=com.example.app;end | 'android' | not-an-intent",
                "intent://x#Intent;scheme=nobodys;end | 'android' | scheme-not-allowed",
                "intent://x#Intent;scheme=javascript;end | 'android' | scheme-not-allowed",
                "intent://10.0.0.1/#Intent;scheme=https;end | 'android' | private-address",
                "intent://x#Intent;scheme=myapp;S.browser_fallback_url=https%3A%2F%2Fevil.example;end | 'android' | not-an-intent",
                "intent://shop.example/#Intent;scheme=myapp;scheme=https;end | 'android' | not-an-intent",
                "intent://x#Intent;scheme=myapp;S.browser%5Ffallback_url=https%3A%2F%2Fevil.example;end | 'android' | not-an-intent",
                "intent://x#Intent;scheme=myapp;SEL;end | 'android' | not-an-intent",
                "intent://x#Intent;scheme=myapp;ends=1;end | 'android' | not-an-intent",
                "tel:*21*5550100%23 | 'ios' | not-tel",
                "tel:*21*5550100# | 'android' | not-tel",
                "intent:*21*5550100%23#Intent;scheme=tel;end | 'android' | not-tel",
                "mailto:someone@shop.example?attach=x | 'ios' | not-mailto",
                "intent:someone@shop.example?attach=x#Intent;scheme=mailto;end | 'android' | not-mailto",
                "myapp://x y | 'ios' | has-spaces",
                "myapp://x<y | 'ios' | unfit-character",
                "myapp://é | 'ios' | unfit-character",
            })
    void anAppsAddressIsChecked(String address, String device, String code) {
        HttpResponse<String> answer = server.post(
                "/api/v1/links",
                ("{'destination':'https://shop.example/','rules':[{'when':{'device':" + device + "},'destination':'"
                                + address + "'}]}")
                        .replace('\'', '"'));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        JsonNode error = TestServer.json(answer).at("/errors/0");
        assertThat(error.get("code").asText()).isEqualTo(code);
        assertThat(error.get("field").asText()).isEqualTo("rules[0].destination");
    }

    /** The way for who has not got the app is for browsers, also where it is an address that the link has already. */
    @ParameterizedTest
    @ValueSource(strings = {"other:x", "tel:+493012345", "intent://shop.example/#Intent;scheme=https;end"})
    void aFallbackIsAWebAddress(String address) {
        String opened = "{'when':{'device':'android'},'destination':'" + address + "'}";
        String code = server.link("{'destination':'https://shop.example/','rules':[" + opened + "]}");
        HttpResponse<String> answer = server.patch(
                "/api/v1/links/" + code,
                ("{'rules':[" + opened
                                + ",{'when':{'language':'it','device':'android'},'destination':'myapp:x','fallback':'"
                                + address + "'}]}")
                        .replace('\'', '"'));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThat(TestServer.json(answer).at("/errors/0/field").asText()).isEqualTo("rules[1].fallback");
        assertThat(TestServer.json(answer).at("/errors/0/code").asText()).isEqualTo("not-http");
    }

    @Test
    void whoIsWrittenToByARuleIsWrittenAsByALink() {
        String code = server.link("{'destination':'https://shop.example/own','utm':false,'rules':"
                + "[{'when':{'device':'ios'},'destination':' MAILTO:jos\u00e9@shop.example?subject={code} '}]}");
        assertThat(got(server.visit("GET", "/" + code, "User-Agent", TestAgents.IPHONE), "https://shop.example/own"))
                .isEqualTo("a page that opens mailto:jos%C3%A9@shop.example?subject=" + code + " by itself");
    }

    @Test
    void withoutAnAddressInTheWebTheLinksOwnIsIt() {
        String code = server.link("{'destination':'https://shop.example/own','utm':false,'rules':"
                + "[{'when':{'system':'android'},'destination':'other:x'}]}");
        assertThat(server.visit("GET", "/" + code, "User-Agent", RuleVisitors.CHROME_ON_ANDROID)
                        .headers()
                        .firstValue("Location"))
                .contains("intent:x#Intent;scheme=other;S.browser_fallback_url=https%3A%2F%2Fshop.example%2Fown;end");
    }

    @Test
    void aLinksOwnDestinationIsNoApps() {
        assertThat(server.post("/api/v1/links", "{\"destination\":\"myapp://x\"}")
                        .body())
                .contains("not-http");
    }
}
