package app.grapevine.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.TestAgents;
import app.grapevine.service.TestServer;
import app.grapevine.web.site.OpenApi;
import app.grapevine.web.site.Shapes;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LinkReportsApiTest {
    private static final String EVER = "from=2026-01-01&to=2027-01-01";

    private final Shapes shapes = new Shapes(OpenApi.read());
    private static TestServer service;

    @BeforeAll
    static void start() {
        service = TestServer.start(Map.of());
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private String share(String code, String app) {
        String location = service.send(service.request("/" + code + "/share")
                        .setHeader("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("channel=" + app)))
                .headers()
                .firstValue("Location")
                .orElseThrow();
        return location.substring(location.lastIndexOf('/') + 1);
    }

    private void tap(String code, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(service.tap("/" + code).statusCode()).isEqualTo(302);
        }
    }

    @Test
    void theTreeHasTheClicksOfEachLinkAndTheStatsCountByGeneration() {
        String root = service.link("{'destination':'https://example.com/','channel':'whatsapp','campaign':'spring'}");
        String one = share(root, "telegram");
        String two = share(root, "");
        String below = share(one, "sms");
        service.link("{'destination':'https://example.com/','campaign':'spring'}");
        tap(root, 1);
        tap(one, 2);
        tap(below, 3);
        service.awaitRecorded();

        JsonNode tree = service.ask("/links/" + root + "/tree");
        shapes.check("LinkTree", tree);
        assertThat(names(tree)).isEqualTo(root + ":1[" + one + ":2[" + below + ":3[]]" + two + ":0[]]");
        assertThat(tree.get("ancestors")).isEmpty();
        assertThat(tree.at("/children/0/link/channel").asText()).isEqualTo("telegram");
        assertThat(tree.at("/children/0/children/0/link/generation").asInt()).isEqualTo(2);
        assertThat(tree.get("truncated").asBoolean()).isFalse();
        JsonNode part = service.ask("/links/" + below + "/tree");
        assertThat(part.get("ancestors").findValuesAsText("code")).containsExactly(root, one);
        assertThat(part.get("ancestors").findValuesAsText("clicks")).containsExactly("1", "2");

        JsonNode rows =
                service.ask("/stats?by=generation&campaign=spring&" + EVER).get("rows");
        assertThat(rows.findValues("generation")).extracting(JsonNode::intValue).containsExactly(2, 1, 0);
        assertThat(rows.findValues("generation")).allMatch(JsonNode::isInt);
        assertThat(rows.findValues("clicks")).extracting(JsonNode::intValue).containsExactly(3, 2, 1);
        assertThat(service.ask("/stats?generation=1&generation=2&" + EVER)
                        .at("/total/clicks")
                        .asInt())
                .isEqualTo(5);
        assertThat(service.ask("/clicks?generation=2&" + EVER).get("items")).hasSize(3);
        String csv = service.visit(
                        "GET",
                        "/api/v1/stats?by=generation&campaign=spring&" + EVER,
                        "Accept",
                        "text/csv",
                        "Authorization",
                        "Bearer " + TestServer.ADMIN_KEY)
                .body();
        assertThat(csv.lines()).first().asString().startsWith("\uFEFFgeneration,clicks");
        assertThat(csv.lines()).element(1).asString().startsWith("2,3");
        for (String bad : List.of("generation=none", "generation=21", "generation=x", "generation=-1")) {
            assertThat(service.get("/api/v1" + "/stats?" + bad).statusCode()).isEqualTo(422);
        }
    }

    /** A tree in short: code, clicks, and in brackets what is below. */
    private static String names(JsonNode node) {
        StringBuilder text = new StringBuilder();
        text.append(node.at("/link/code").asText()).append(':').append(node.at("/link/clicks"));
        text.append('[');
        node.get("children").forEach(child -> text.append(names(child)));
        return text.append(']').toString();
    }

    @Test
    void theTimingIsFromTheFirstPreviewToTheFirstClickSinceThen() {
        String code = service.link("{'destination':'https://example.com/','channel':'telegram'}");
        tap(code, 1);
        service.awaitRecorded();
        JsonNode none = service.ask("/links/" + code + "/timing");
        shapes.check("LinkTiming", none);
        assertThat(none)
                .hasToString(
                        "{\"firstPreviewAt\":null,\"firstClickAt\":null,\"secondsToFirstClick\":null,\"previews\":[]}");
        service.clock().advance(Duration.ofSeconds(60));
        Instant previewed = service.clock().instant();
        service.visit("GET", "/" + code, "User-Agent", TestAgents.TELEGRAM_FETCHER);
        service.clock().advance(Duration.ofMillis(12_345));
        tap(code, 1);
        service.clock().advance(Duration.ofSeconds(60));
        tap(code, 1);
        service.awaitRecorded();
        JsonNode timing = service.ask("/links/" + code + "/timing");
        shapes.check("LinkTiming", timing);
        assertThat(timing.get("firstPreviewAt").asText()).isEqualTo(previewed.toString());
        assertThat(timing.get("firstClickAt").asText())
                .isEqualTo(previewed.plusMillis(12_345).toString());
        assertThat(timing.get("secondsToFirstClick").asDouble()).isEqualTo(12.345);
        assertThat(timing.at("/previews/0/previewBy").asText()).isEqualTo("telegram");
        assertThat(timing.at("/previews/0/shares").asInt()).isEqualTo(1);
        assertThat(timing.at("/previews/0/sharesAre").asText()).isEqualTo("lower-bound");
    }

    @Test
    void whatIsNotThereIsNotReported() {
        for (String path : List.of("/links/unknown/tree", "/links/unknown/timing")) {
            assertThat(service.get("/api/v1" + path).statusCode()).isEqualTo(404);
        }
        String code = service.link("{'destination':'https://example.com/'}");
        assertThat(service.get("/api/v1" + "/links/" + code + "/tree?depth=3").statusCode())
                .isEqualTo(422);
    }
}
