package app.grapevine.web.visit;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.service.TestServer;
import app.grapevine.storage.TestDatabase;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Links that are switched off or lead to what is blocked, and what recipients report of links. */
class BadLinksApiTest {
    private static final int REPORTS = 3;

    @TempDir
    private static Path directory;

    private static Path blocked;
    private static TestServer server;

    @BeforeAll
    static void start() throws IOException {
        blocked = Files.writeString(directory.resolve("blocked.txt"), "0.0.0.0 bad.example # phishing\n");
        server = TestServer.start(Map.of(
                "trusted.proxies", "127.0.0.0/8",
                "destinations.blocked", blocked.toString(),
                "destinations.schemes", "intent",
                "destinations.shorteners", "refused",
                "limit.links", "3",
                "limit.reports", Integer.toString(REPORTS)));
    }

    @BeforeEach
    void clear() throws IOException {
        server.clear();
        Files.writeString(blocked, "0.0.0.0 bad.example # phishing\n");
        server.runJobs();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static HttpResponse<String> report(String code, String form, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.uri("/" + code + "/report"))
                .setHeader("Content-Type", "application/x-www-form-urlencoded")
                .setHeader("X-Forwarded-For", "203.0.113.5")
                .POST(BodyPublishers.ofString(form));
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return server.send(request);
    }

    private static JsonNode reports(String question) {
        return server.ask("/link-reports" + question).get("items");
    }

    private static void assertSwitchedOff(String code) {
        for (String path : List.of("/" + code, "/" + code + "+", "/" + code + "/share", "/" + code + ".qr")) {
            HttpResponse<String> answer = server.visit("GET", path, "Accept-Language", "it");
            assertThat(answer.statusCode()).as(path).isEqualTo(410);
            assertThat(answer.body()).contains("Questo link è disattivato").doesNotContain("example");
            assertThat(server.visit("HEAD", path).statusCode())
                    .as("HEAD " + path)
                    .isEqualTo(410);
        }
        assertThat(report(code, "reason=spam").statusCode()).isEqualTo(410);
    }

    @Test
    void aLinkThatIsSwitchedOffIsGoneForNow() {
        String code = server.link("{'destination':'https://shop.example/'}");
        assertThat(server.tap("/" + code).statusCode()).isEqualTo(302);
        double before = server.metric("grapevine_redirects_total{outcome=\"disabled\"}");
        server.post("/api/v1/links/status", "{\"status\":\"disabled\",\"filter\":{\"host\":\"shop.example\"}}");
        assertSwitchedOff(code);
        assertThat(server.metric("grapevine_redirects_total{outcome=\"disabled\"}"))
                .isEqualTo(before + 2);
        server.post("/api/v1/links/status", "{\"status\":\"active\",\"filter\":{\"host\":\"shop.example\"}}");
        assertThat(server.tap("/" + code).statusCode()).isEqualTo(302);
    }

    @Test
    void whatIsSwitchedAtOnceIsSaidBeforeAndFound() {
        server.link("{'destination':'https://a.shop.example/','code':'one'}");
        server.link("{'destination':'https://b.shop.example/','code':'two'}");
        server.link("{'destination':'https://other.example/','code':'three'}");
        JsonNode seen = TestServer.json(server.post(
                "/api/v1/links/status",
                "{\"status\":\"disabled\",\"dryRun\":true,\"filter\":{\"host\":\"shop.example\"}}"));
        assertThat(seen.get("count").asInt()).isEqualTo(2);
        assertThat(seen.at("/links/0/code").asText()).isEqualTo("one");
        assertThat(seen.get("changedAt").isNull()).isTrue();
        assertThat(server.tap("/one").statusCode()).isEqualTo(302);
        JsonNode done = TestServer.json(server.post(
                "/api/v1/links/status", "{\"status\":\"disabled\",\"filter\":{\"host\":\"shop.example\"}}"));
        assertThat(done.get("count").asInt()).isEqualTo(2);
        assertThat(server.tap("/two").statusCode()).isEqualTo(410);
        assertThat(server.ask("/links?changedAt=" + done.get("changedAt").asText() + "&host=b.shop.example")
                        .at("/items/0/code")
                        .asText())
                .isEqualTo("two");
        JsonNode problem =
                TestServer.json(server.post("/api/v1/links/status", "{\"status\":\"off\",\"filter\":{\"x\":1}}"));
        assertThat(problem.get("errors").findValuesAsText("field")).containsExactlyInAnyOrder("status", "filter.x");
        assertThat(server.post("/api/v1/links/status", "{\"status\":\"disabled\",\"filter\":{}}")
                        .statusCode())
                .isEqualTo(422);
    }

    @Test
    void aHostThatIsBlockedIsRefusedInEachFieldAndAtEachChange() {
        HttpResponse<String> refused = server.post("/api/v1/links", """
                {"destination":"https://LOGIN.bad.example/","expiredDestination":"http://bad.example:8080/",
                 "card":{"image":"https://bad.example/a.png"}}""");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(TestServer.json(refused).get("errors").findValuesAsText("field"))
                .containsExactly("destination", "expiredDestination", "card.image");
        assertThat(TestServer.json(refused).get("errors").findValuesAsText("code"))
                .containsOnly("blocked-host");
        assertThat(TestServer.json(server.post("/api/v1/links", "{\"destination\":\"https://bit.ly/a\"}"))
                        .at("/errors/0/code")
                        .asText())
                .isEqualTo("other-shortener");
        String code = server.link("{'destination':'https://shop.example/'}");
        assertThat(server.patch("/api/v1/links/" + code, "{\"destination\":\"https://bad.example/\"}")
                        .statusCode())
                .isEqualTo(422);
        assertThat(server.post("/api/v1/share-sets", """
                        {"destination":"https://bad.example/","channels":["sms"]}""").statusCode()).isEqualTo(422);
    }

    @Test
    void aLinkFromBeforeLeadsNowhereOnceItsHostIsBlocked() throws IOException {
        String code = server.link("{'destination':'https://www.turned.example/'}");
        assertThat(server.tap("/" + code).statusCode()).isEqualTo(302);
        assertThat(server.ask("/links/" + code).get("blocked").asBoolean()).isFalse();
        Files.writeString(blocked, "*.turned.example\nbad.example\n");
        server.runJobs();
        assertSwitchedOff(code);
        assertThat(server.metric("grapevine_redirects_total{outcome=\"blocked\"}"))
                .isGreaterThanOrEqualTo(2);
        assertThat(server.ask("/links").at("/items/0/blocked").asBoolean()).isTrue();
        assertThat(server.ask("/links/" + code).get("status").asText()).isEqualTo("active");
        assertThat(server.patch("/api/v1/links/" + code, "{\"title\":\"Still to be changed\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(server.metric("grapevine_listed_hosts{list=\"blocked\"}")).isEqualTo(2);

        Files.writeString(blocked, "<html>\n");
        server.runJobs();
        assertThat(server.metric("grapevine_host_lists_faulty")).isEqualTo(1);
        HttpResponse<String> ready = server.visit("GET", "/health/ready");
        assertThat(ready.statusCode()).isEqualTo(200);
        assertThat(ready.body()).contains("cannot be read anew", "line 1");
        assertThat(server.tap("/" + code).statusCode()).isEqualTo(410);
    }

    /** A browser may open it, app or not. */
    @Test
    void anIntentForAWebAddressIsOneToTheLists() throws IOException {
        String code = server.link("{'destination':'https://shop.example/','rules':[{'when':{'device':'android'},"
                + "'destination':'intent://www.turned.example/a#Intent;scheme=https;end'}]}");
        assertThat(server.visit("GET", "/" + code, "User-Agent", RuleVisitors.CHROME_ON_ANDROID)
                        .statusCode())
                .isEqualTo(302);
        assertThat(server.visit("GET", "/" + code + "+").body()).contains("https://www.turned.example/a");
        assertThat(server.ask("/links?host=turned.example").get("items")).hasSize(1);
        Files.writeString(blocked, "*.turned.example\nbad.example\n");
        server.runJobs();
        assertThat(server.visit("GET", "/" + code, "User-Agent", RuleVisitors.CHROME_ON_ANDROID)
                        .statusCode())
                .isEqualTo(410);
        assertThat(server.tap("/" + code).statusCode()).isEqualTo(302);
        assertThat(server.ask("/links/" + code).get("blocked").asBoolean()).isTrue();
    }

    @Test
    void whoMakesTooManyLinksIsToldWhenToGoOn() {
        for (int i = 0; i < 3; i++) {
            server.link("{'destination':'https://shop.example/'}");
        }
        HttpResponse<String> refused =
                server.post("/api/v1/links", "{\"destination\":\"https://shop.example/\"}", "Idempotency-Key", "again");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("3600");
        assertThat(TestServer.json(refused).at("/errors/0/code").asText()).isEqualTo("links-an-hour");
        assertThat(TestServer.json(refused).get("detail").asText()).contains("more than the 3 links", "limit.links");
        JsonNode items = TestServer.json(
                        server.post("/api/v1/links/bulk", "[{\"destination\":\"https://a.example/\"}]"))
                .get("items");
        assertThat(items.at("/0/status").asInt()).isEqualTo(429);
        assertThat(items.at("/0/problem/errors/0/code").asText()).isEqualTo("links-an-hour");
        server.clock().advance(Duration.ofHours(1));
        assertThat(server.post(
                                "/api/v1/links",
                                "{\"destination\":\"https://shop.example/\"}",
                                "Idempotency-Key",
                                "again")
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void aReportIsKeptAndDoesNothingToTheLink() {
        String code = server.link("{'destination':'https://shop.example/'}");
        HttpResponse<String> page = server.visit("GET", "/" + code + "+", "Accept-Language", "de");
        assertThat(page.body())
                .contains("action=\"/" + code + "/report\"", "Diesen Link melden", "href=\"/privacy\"")
                .doesNotContain("<script", "style=");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("form-action 'self'");
        assertThat(page.headers().firstValue("Referrer-Policy")).hasValue("same-origin");

        double before = server.metric("grapevine_link_reports_total{reason=\"phishing\"}");
        String words = "Sie fragen nach meiner <b>PIN</b> & mehr";
        HttpResponse<String> answer = report(
                code,
                "reason=phishing&words=" + URLEncoder.encode(words, StandardCharsets.UTF_8)
                        + "&contact=anna%40example.com",
                "Sec-Fetch-Site",
                "same-origin");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().map()).doesNotContainKey("set-cookie");
        assertThat(server.metric("grapevine_link_reports_total{reason=\"phishing\"}"))
                .isEqualTo(before + 1);
        JsonNode kept = reports("?state=open&link=" + code).get(0);
        assertThat(kept.get("reason").asText()).isEqualTo("phishing");
        assertThat(kept.get("words").asText()).isEqualTo(words);
        assertThat(kept.get("contact").asText()).isEqualTo("anna@example.com");
        assertThat(kept.at("/link/code").asText()).isEqualTo(code);
        assertThat(kept.toString()).doesNotContain("203.0.113.5");
        assertThat(server.tap("/" + code).statusCode()).isEqualTo(302);
    }

    @Test
    void aReportThatIsNoneIsRefused() {
        String code = server.link("{'destination':'https://shop.example/'}");
        assertThat(report(code, "reason=ugly").statusCode()).isEqualTo(422);
        assertThat(report(code, "words=hello").statusCode()).isEqualTo(422);
        assertThat(report(code, "reason=spam&words=" + "x".repeat(501)).statusCode())
                .isEqualTo(422);
        assertThat(report(code, "reason=spam&words=" + "x".repeat(20_000)).statusCode())
                .isEqualTo(413);
        assertThat(report(code, "reason=spam", "Origin", "https://elsewhere.example")
                        .statusCode())
                .isEqualTo(403);
        assertThat(report("nobodys", "reason=spam").statusCode()).isEqualTo(404);
        assertThat(report("api", "reason=spam").statusCode()).isEqualTo(404);
        assertThat(reports("")).isEmpty();
    }

    /** A browser shows that address once something was reported, and people open it again. */
    @Test
    void whoOpensTheAddressOfAReportGetsTheForm() {
        String code = server.link("{'destination':'https://shop.example/'}");
        for (String method : List.of("GET", "HEAD")) {
            HttpResponse<String> answer = server.visit(method, "/" + code + "/report");
            assertThat(answer.statusCode()).isEqualTo(302);
            assertThat(answer.headers().firstValue("Location")).contains("/" + code + "+");
            assertThat(server.visit(method, "/nobodys/report").statusCode()).isEqualTo(404);
            assertThat(server.visit(method, "/api/report").statusCode()).isEqualTo(404);
        }
        assertThat(reports("")).isEmpty();
    }

    @Test
    void anAddressReportsSoOftenAndAnotherStillCan() {
        String code = server.link("{'destination':'https://shop.example/'}");
        for (int i = 0; i < REPORTS; i++) {
            assertThat(report(code, "reason=other").statusCode()).isEqualTo(200);
        }
        HttpResponse<String> refused = report(code, "reason=other");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(report(code, "reason=other", "X-Forwarded-For", "203.0.113.6")
                        .statusCode())
                .isEqualTo(200);
        assertThat(reports("")).hasSize(REPORTS + 1);
    }

    @Test
    void anAdminClosesReportsAndSwitchesTheLinkOff() {
        String code = server.link("{'destination':'https://shop.example/'}");
        String other = server.link("{'destination':'https://shop.example/'}");
        report(code, "reason=malware");
        report(code, "reason=spam");
        report(other, "reason=other");
        String first = reports("?link=" + code).get(1).get("id").asText();
        JsonNode closed = TestServer.json(server.post(
                "/api/v1/link-reports/" + first + "/close",
                "{\"note\":\"A false bank.\",\"disableLink\":true,\"allOfLink\":true}"));
        assertThat(closed.get("state").asText()).isEqualTo("closed");
        assertThat(closed.get("note").asText()).isEqualTo("A false bank.");
        assertThat(closed.get("closedBy").asText()).isNotEmpty();
        assertThat(closed.at("/link/status").asText()).isEqualTo("disabled");
        assertThat(server.tap("/" + code).statusCode()).isEqualTo(410);
        assertThat(server.tap("/" + other).statusCode()).isEqualTo(302);
        assertThat(reports("?state=open")).hasSize(1);
        assertThat(reports("?state=closed")).hasSize(2);
        assertThat(server.post("/api/v1/link-reports/" + first + "/close", "{\"note\":\"Again\"}")
                        .body())
                .contains("A false bank.");
        assertThat(server.post("/api/v1/link-reports/0nothing/close", "{}").statusCode())
                .isEqualTo(404);
        JsonNode page = server.ask("/link-reports?limit=2");
        assertThat(page.get("items")).hasSize(2);
        assertThat(reports("?limit=2&cursor=" + page.get("next").asText())).hasSize(1);

        server.clock().advance(Duration.ofDays(179));
        server.runJobs();
        assertThat(reports("?state=closed")).hasSize(2);
        server.clock().advance(Duration.ofDays(2));
        server.runJobs();
        assertThat(reports("")).as("what is open stays").hasSize(1);
        server.post("/api/v1/erasures", "{\"link\":\"" + other + "\",\"linksToo\":true}");
        server.runJobs();
        assertThat(TestDatabase.count(server.database(), "link_reports")).isZero();
    }
}
