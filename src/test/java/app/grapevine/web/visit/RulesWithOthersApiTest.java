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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Rules of a link that asks for a password, that knows a click's id, or that is a chat's or another app's itself. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RulesWithOthersApiTest {
    private static final String FOR_IPHONES =
            "'rules':[{'name':'phones','when':{'device':['ios']},'destination':'%s'}]";

    private TestServer service;

    @BeforeAll
    void start() {
        service = TestServer.start(Map.of("destinations.schemes", "mailto,myapp"));
    }

    @AfterAll
    void stop() {
        service.close();
    }

    private String link(String own, String ruled, String more) {
        return service.link("{'destination':'" + own + "'," + FOR_IPHONES.formatted(ruled) + more + "}");
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        return service.send(request.setHeader("User-Agent", TestAgents.IPHONE));
    }

    private HttpResponse<String> tap(String path) {
        return send(HttpRequest.newBuilder(service.uri(path)));
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse("");
    }

    @Test
    void whoGivesThePasswordIsLedByTheRule() {
        String code = link(
                "https://shop.example/own", "https://shop.example/phones", ",'password':'open sesame','utm':false");
        HttpResponse<String> asked = tap("/" + code);
        assertThat(asked.statusCode()).isEqualTo(200);
        assertThat(asked.body()).doesNotContain("shop.example");
        HttpResponse<String> passed = send(HttpRequest.newBuilder(service.uri("/" + code))
                .setHeader("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("password=open+sesame")));
        assertThat(passed.statusCode()).isEqualTo(303);
        assertThat(location(passed)).isEqualTo("https://shop.example/phones");
        service.awaitRecorded();
        assertThat(service.ask("/stats?from=2026-01-01&to=2027-01-01&by=rule&code=" + code)
                        .findValuesAsText("rule"))
                .contains("phones");
    }

    @Test
    void aRulesDestinationHasTheClicksIdAndTheLinksCode() {
        String code = link("https://shop.example/own", "https://shop.example/{code}?ref={click}", ",'utm':false");
        assertThat(location(tap("/" + code))).matches("https://shop\\.example/" + code + "\\?ref=[0-9A-Za-z]{10,}");
    }

    @Test
    void nothingIsAddedToAChatsAddressInARule() {
        String chat = "https://wa.me/390212345678?text=Ciao";
        String code = link("https://shop.example/own", chat, ",'channel':'whatsapp','forwardQuery':true");
        assertThat(location(tap("/" + code + "?a=1"))).isEqualTo(chat);
    }

    @Test
    void anAppsAddressNeedsAWayOutWhereTheLinkItselfIsNoPage() {
        String link = "{'destination':'mailto:info@example.com'," + FOR_IPHONES.formatted("myapp://item/7") + "}";
        HttpResponse<String> refused = service.post("/api/v1/links", link.replace('\'', '"'));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("rules[0].fallback");
    }

    /** A report names what led a visit then: neither the link's change nor retention takes it from what was counted. */
    @Test
    void whatARuleLedIsReportedWhenTheRuleIsGoneAndTheVisitToo() {
        try (TestServer kept = TestServer.start(Map.of("retention.signals.days", "1", "retention.clicks.days", "3"))) {
            String code = kept.link("{'destination':'https://shop.example/own',"
                    + FOR_IPHONES.formatted("https://shop.example/phones") + "}");
            kept.visit("GET", "/" + code, "User-Agent", TestAgents.IPHONE);
            kept.visit("GET", "/" + code, "User-Agent", RuleVisitors.WINDOWS);
            kept.awaitRecorded();
            kept.patch("/api/v1/links/" + code, "{\"rules\":[]}");
            kept.clock().advance(Duration.ofDays(2));
            kept.runJobs();
            JsonNode items = kept.ask("/clicks?code=" + code).get("items");
            assertThat(List.of(items.at("/0/rule").asText(), items.at("/1/rule").asText()))
                    .as("what it was judged by is gone, the visit is not")
                    .containsExactly("null", "phones");
            kept.clock().advance(Duration.ofDays(3));
            kept.runJobs();
            assertThat(kept.ask("/clicks?code=" + code).get("items")).isEmpty();
            assertThat(kept.ask("/stats?from=2026-01-01&to=2027-01-01&rule=phones&code=" + code)
                            .at("/total/clicks")
                            .asInt())
                    .isEqualTo(1);
        }
    }
}
