package app.grapevine.web.shlink;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.TestAgents;
import app.grapevine.TestClient;
import app.grapevine.service.TestServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Redirect rules and domains as Shlink's clients read and set them. */
class ShlinkRulesApiTest {
    private static final String RULES = "/short-urls/abc/redirect-rules";

    private static TestServer server;
    private static ShlinkClient shlink;

    @BeforeAll
    static void start() {
        server = TestServer.start();
        shlink = new ShlinkClient(server, TestClient.ADMIN_KEY);
    }

    @BeforeEach
    void clear() {
        server.clear();
        shlink.make("{'longUrl':'https://example.com','customSlug':'abc'}");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String json(String quoted) {
        return quoted.replace('\'', '"');
    }

    private static String rule(String to, String... conditions) {
        return "{'longUrl':'" + to + "','conditions':[" + String.join(",", conditions) + "]}";
    }

    private static String condition(String type, String key, String value) {
        return "{'type':'" + type + "','matchKey':" + quoted(key) + ",'matchValue':" + quoted(value) + "}";
    }

    private static String quoted(String text) {
        return text == null ? "null" : "'" + text + "'";
    }

    private static HttpResponse<String> set(String... rules) {
        return shlink.send("POST", RULES, "{'redirectRules':[" + String.join(",", rules) + "]}");
    }

    private static String location(String path, String... headers) {
        return server.visit("GET", path, headers)
                .headers()
                .firstValue("Location")
                .orElse("");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "device,-,android",
                "device,-,ios",
                "device,-,mobile",
                "device,-,desktop",
                "device,-,windows",
                "device,-,macos",
                "device,-,linux",
                "device,-,chromeos",
                "language,-,it",
                "geolocation-country-code,-,IT",
                "query-param,a,b",
                "any-value-query-param,a,-",
                "valueless-query-param,a,-",
                "after-date,-,2026-05-01T00:00:00+00:00",
                "before-date,-,2036-05-01T00:00:00+00:00"
            })
    void aConditionComesBackAsItWasGiven(String type, String key, String value) {
        String rule = rule("https://other.example", condition(type, key, value));
        HttpResponse<String> answer = set(rule);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo(json("{'defaultLongUrl':'https://example.com','redirectRules':["
                        + rule.replace("'conditions'", "'priority':1,'conditions'") + "]}"));
        assertThat(shlink.get(RULES).body()).isEqualTo(answer.body());
        assertThat(shlink.ask("/short-urls/abc").get("hasRedirectRules").asBoolean())
                .isTrue();
    }

    @Test
    void rulesLeadVisitsInTheirOrder() {
        set(
                rule(
                        "https://phones.example/x",
                        condition("device", null, "mobile"),
                        condition("language", null, "it")),
                rule("https://valueless.example", condition("valueless-query-param", "foo", null)),
                rule("https://foo.example", condition("any-value-query-param", "foo", null)));
        assertThat(location("/abc", "User-Agent", TestAgents.IPHONE, "Accept-Language", "it-IT,it"))
                .isEqualTo("https://phones.example/x");
        assertThat(location("/abc", "User-Agent", TestAgents.IPHONE)).isEqualTo("https://example.com/");
        assertThat(location("/abc?foo", "User-Agent", TestAgents.IPHONE)).startsWith("https://valueless.example/");
        assertThat(location("/abc?foo=1", "User-Agent", TestAgents.IPHONE)).startsWith("https://foo.example/");
        assertThat(set().body()).isEqualTo(json("{'defaultLongUrl':'https://example.com','redirectRules':[]}"));
        assertThat(location("/abc?foo=1", "User-Agent", TestAgents.IPHONE)).isEqualTo("https://example.com/?foo=1");
        assertThat(server.ask("/audit?limit=1").at("/items/0/action").asText()).isEqualTo("link.changed");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "ip-address,-,192.0.2.1",
                "geolocation-city-name,-,Rome",
                "browser,-,firefox",
                "language,-,en-US",
                "device,-,toaster",
                "query-param,a,-",
                "query-param,-,a",
                "geolocation-country-code,-,Italy",
                "before-date,-,tomorrow",
                "nothing,-,x"
            })
    void whatThereIsNoRuleForIsNamed(String type, String key, String value) {
        HttpResponse<String> answer =
                set(rule("https://other.example", condition("device", null, "ios"), condition(type, key, value)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        JsonNode problem = TestClient.json(answer);
        assertThat(problem.get("type").asText()).isEqualTo("https://shlink.io/api/error/invalid-data");
        assertThat(problem.get("invalidElements").toString()).isEqualTo("[\"redirectRules[0].conditions[1]\"]");
    }

    @Test
    void whatIsWrongWithRulesIsTold() {
        assertThat(set(rule("nothing", condition("device", null, "ios"))).body())
                .contains("invalid-data", "redirectRules");
        assertThat(set(rule("https://other.example")).body()).contains("invalid-data");
        assertThat(set("'foo'").body()).contains("invalid-data");
        assertThat(set(rule(
                                "https://o.example",
                                condition("device", null, "ios"),
                                condition("device", null, "android")))
                        .statusCode())
                .isEqualTo(400);
        assertThat(shlink.send("POST", RULES, "{}").statusCode()).isEqualTo(400);
        assertThat(shlink.send("POST", "/short-urls/no/redirect-rules", "{}").statusCode())
                .isEqualTo(404);
        assertThat(shlink.get("/short-urls/no/redirect-rules").statusCode()).isEqualTo(404);
    }

    @Test
    void whatShlinkHasNoWordsForStays() {
        server.patch(
                "/api/v1/links/abc",
                json("{'rules':[{'name':'two','when':{'country':['IT','FR']},'destination':'https://two.example/'}]}"));
        JsonNode told = shlink.ask(RULES).get("redirectRules");
        assertThat(told.findValuesAsText("matchValue")).containsExactly("IT", "FR");
        String same = told.toString();
        assertThat(shlink.send("POST", RULES, "{\"redirectRules\":" + same + "}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(server.ask("/links/abc").at("/rules/0/when/country").toString())
                .as("what is sent as it is shown stays as it is")
                .isEqualTo("[\"IT\",\"FR\"]");

        server.patch(
                "/api/v1/links/abc", json("{'rules':[{'when':{'share':50},'destination':'https://half.example/'}]}"));
        assertThat(shlink.ask(RULES).get("redirectRules")).isEmpty();
        assertThat(shlink.ask("/short-urls/abc").get("hasRedirectRules").asBoolean())
                .isTrue();
        HttpResponse<String> refused = set(rule("https://o.example", condition("device", null, "ios")));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("\"invalidElements\":[\"redirectRules\"]");
    }

    @Test
    void domainsAreToldWithWhereTheyLead() {
        String none = "{'baseUrlRedirect':null,'regular404Redirect':null,'invalidShortUrlRedirect':null}";
        assertThat(shlink.ask("/domains").toString())
                .isEqualTo(json("{'domains':{'data':[{'domain':'go.example','isDefault':true,'redirects':" + none
                        + "},{'domain':'links.example','isDefault':false,'redirects':" + none
                        + "}],'defaultRedirects':" + none + "}}"));
        JsonNode set = shlink.ask(
                "PATCH",
                "/domains/redirects",
                "{'domain':'links.example','baseUrlRedirect':'https://example.com/home',"
                        + "'invalidShortUrlRedirect':'https://example.com/no'}");
        assertThat(set.toString())
                .isEqualTo(json("{'baseUrlRedirect':'https://example.com/home','regular404Redirect':null,"
                        + "'invalidShortUrlRedirect':'https://example.com/no'}"));
        set = shlink.ask("PATCH", "/domains/redirects", "{'domain':'links.example','baseUrlRedirect':null}");
        assertThat(set.get("invalidShortUrlRedirect").asText()).isEqualTo("https://example.com/no");
        assertThat(set.get("baseUrlRedirect").isNull()).isTrue();
        assertThat(server.ask("/audit?limit=1").at("/items/0/action").asText()).isEqualTo("domain.changed");
        String other = "{'domain':'go.example','regular404Redirect':'https://example.com/'}";
        assertThat(shlink.send("PATCH", "/domains/redirects", other).body())
                .contains("\"invalidElements\":[\"regular404Redirect\"]");
        assertThat(shlink.send("PATCH", "/domains/redirects", "{'domain':'no.example'}")
                        .body())
                .contains("\"invalidElements\":[\"domain\"]");
        assertThat(shlink.send("PATCH", "/domains/redirects", "{'domain':'go.example','baseUrlRedirect':'x'}")
                        .body())
                .contains("\"invalidElements\":[\"baseUrlRedirect\"]");
    }
}
