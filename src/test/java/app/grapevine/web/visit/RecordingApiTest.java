package app.grapevine.web.visit;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.TestAgents;
import app.grapevine.TestClient;
import app.grapevine.service.TestServer;
import app.grapevine.web.site.OpenApi;
import app.grapevine.web.site.Shapes;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordingApiTest {
    private static TestServer service;

    @BeforeAll
    static void start() {
        service = TestServer.start(Map.of());
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static String location(HttpResponse<String> response) {
        return response.headers().firstValue("Location").orElse("");
    }

    /** Of a click. */
    private static final String ID = "[0-9A-Za-z]{22}";

    private static JsonNode total(String code) {
        service.awaitRecorded();
        return service.ask("/stats?from=2026-01-01&to=2027-01-01&code=" + code).get("total");
    }

    @Test
    void aTrackedLinkNamesTheClickInItsDestination() {
        String code = service.link("{'destination':'https://example.com/','trackConversions':true}");
        String location = location(service.tap("/" + code));
        assertThat(location).matches("https://example\\.com/\\?gv_click=[0-9A-Za-z]{22}");
        service.awaitRecorded();
        String id = service.ask("/clicks?code=" + code)
                .get("items")
                .get(0)
                .get("id")
                .textValue();
        assertThat(location).endsWith(id);
    }

    @Test
    void aVisitCannotBringAClickIdOfItsOwn() {
        String code = service.link(
                "{'destination':'https://example.com/?a=1#top','trackConversions':true,'forwardQuery':true}");
        String location = service.tap("/" + code + "?gv_click=forged&b=2&gv%5Fclick=again&GV_CLICK=third")
                .headers()
                .firstValue("Location")
                .orElseThrow();
        assertThat(location).matches("https://example\\.com/\\?a=1&b=2&gv_click=[0-9A-Za-z]{22}#top");
    }

    /** The first visit finds the link in no cache and goes another way than those after it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'destination':'https://example.com/?a=1#top','trackConversions':true}",
                "{'destination':'https://example.com/{click}/?b={click}'}",
                "{'destination':'https://example.com/{click}','trackConversions':true,'forwardQuery':true}",
                "{'destination':'https://example.com/','trackConversions':true,'rules':[{'when':{'device':['ios']},"
                        + "'destination':'https://example.com/ios?c={click}'}]}"
            })
    void whoeverVisitsGetsTheSameWhetherTheLinkIsRememberedOrNot(String link) {
        for (String[] visitor : List.of(
                new String[] {"User-Agent", TestAgents.IPHONE},
                new String[] {"User-Agent", TestAgents.IPHONE, "Sec-GPC", "1"},
                new String[] {"User-Agent", TestAgents.TELEGRAM_FETCHER},
                new String[] {"User-Agent", TestAgents.BOT})) {
            String code = service.link(link);
            String first = location(service.visit("GET", "/" + code + "?x=1", visitor));
            String second = location(service.visit("GET", "/" + code + "?x=1", visitor));
            assertThat(second.replaceAll(ID, "CLICK")).isEqualTo(first.replaceAll(ID, "CLICK"));
            boolean isClick = visitor.length == 2 && visitor[1].equals(TestAgents.IPHONE);
            assertThat(first.matches(".*" + ID + ".*")).as(first).isEqualTo(isClick);
            if (isClick) {
                service.awaitRecorded();
                JsonNode clicks = service.ask("/clicks?code=" + code).get("items");
                assertThat(first + second)
                        .contains(clicks.get(0).get("id").textValue())
                        .contains(clicks.get(1).get("id").textValue());
            }
        }
    }

    @Test
    void manyConversionsAreRecordedAndCalledOffEachByItself() {
        String code = service.link("{'destination':'https://example.com/','trackConversions':true}");
        String clickId = location(service.tap("/" + code)).replaceAll(".*gv_click=", "");
        service.awaitRecorded();
        Shapes description = new Shapes(OpenApi.read());
        String sale = "{\"clickId\":\"" + clickId + "\",\"event\":\"sale\",\"value\":{\"amount\":\"10\","
                + "\"currency\":\"EUR\"},\"externalId\":\"bulk-";
        String wrong = "{\"clickId\":\"abc\",\"event\":\"\"}";
        String off = "{\"cancels\":\"bulk-1\",\"occurredAt\":null}";
        HttpResponse<String> array = service.post(
                "/api/v1/conversions/bulk", "[" + sale + "1\"}," + wrong + "," + sale + "2\"}," + off + "]");
        assertThat(array.statusCode()).as(array.body()).isEqualTo(200);
        JsonNode items = TestClient.json(array).get("items");
        assertThat(statuses(items)).containsExactly("201", "422", "201", "201");
        description.check("Conversion", items.at("/0/conversion"));
        assertThat(items.at("/1/problem/errors/0/field").asText()).isEqualTo("event");
        description.check("Cancellation", items.at("/3/cancellation"));
        HttpResponse<String> lines = service.post(
                "/api/v1/conversions/bulk",
                sale + "2\"}\n" + off + "\nno JSON\n",
                "Content-Type",
                "application/x-ndjson");
        assertThat(statuses(TestClient.json(lines).get("items"))).containsExactly("200", "200", "400");
        JsonNode total = total(code);
        assertThat(total.get("conversions").asInt()).isEqualTo(1);
        assertThat(total.at("/revenue/amount").asText()).isEqualTo("10.00");
        assertThat(service.post("/api/v1/conversions/bulk", "[" + "1,".repeat(1000) + "1]")
                        .statusCode())
                .isEqualTo(413);
    }

    private static List<String> statuses(JsonNode items) {
        return StreamSupport.stream(items.spliterator(), false)
                .map(item -> item.get("status").asText())
                .toList();
    }

    @Test
    void whoAsksNotToBeTrackedIsCountedAndNothingElse() {
        String code = service.link("{'destination':'https://example.com/'}");
        service.visit("GET", "/" + code, "User-Agent", TestAgents.IN_WHATSAPP, "Sec-GPC", "1");
        service.visit("GET", "/" + code, "User-Agent", TestAgents.IN_WHATSAPP, "DNT", "1");
        JsonNode total = total(code);
        assertThat(total.get("suppressed").asInt()).isEqualTo(2);
        assertThat(total.get("clicks").asInt()).isZero();
        JsonNode visit = service.ask("/clicks?code=" + code).get("items").get(0);
        assertThat(visit.get("kind").textValue()).isEqualTo("suppressed");
        assertThat(visit.get("os").asText()).isEqualTo("unknown");
        assertThat(visit.get("at").textValue()).endsWith(":00Z");
    }

    @Test
    void aClickInWhatsAppIsReportedUnderWhatsAppWithItsEvidence() {
        String code = service.link("{'destination':'https://example.com/','channel':'telegram'}");
        service.visit("GET", "/" + code, "User-Agent", TestAgents.IN_WHATSAPP);
        service.awaitRecorded();
        JsonNode visit = service.ask("/clicks?code=" + code).get("items").get(0);
        assertThat(visit.get("channel").textValue()).isEqualTo("whatsapp");
        assertThat(visit.get("origin").textValue()).isEqualTo("telegram");
        assertThat(visit.get("tier").textValue()).isEqualTo("reshared");
        assertThat(visit.get("evidence").get(0).get("kind").textValue()).isEqualTo("user-agent");
    }

    @Test
    void eachVisitIsOneHitOrOneMissOfTheCache() {
        String plain = service.link("{'destination':'https://example.com/'}");
        String forwarding = service.link("{'destination':'https://example.com/','forwardQuery':true}");
        double hits = service.metric("grapevine_cache_hits_total");
        double misses = service.metric("grapevine_cache_misses_total");
        for (String code : List.of(plain, forwarding)) {
            for (int i = 0; i < 3; i++) {
                service.tap("/" + code);
            }
        }
        assertThat(service.metric("grapevine_cache_misses_total") - misses).isEqualTo(2);
        assertThat(service.metric("grapevine_cache_hits_total") - hits).isEqualTo(4);
    }

    @Test
    void theEquationOfVisitsAddsUpAtEveryMoment() {
        String code = service.link("{'destination':'https://example.com/'}");
        for (int i = 0; i < 200; i++) {
            service.tap("/" + code);
            if (i % 10 == 0) {
                Map<String, Double> metrics = metrics();
                double sum = metrics.entrySet().stream()
                        .filter(entry -> entry.getKey()
                                .matches("grapevine_visits_(total|dropped_total)\\{.*|grapevine_visits_pending"))
                        .mapToDouble(Map.Entry::getValue)
                        .sum();
                assertThat(metrics.get("grapevine_visits_received_total")).isEqualTo(sum);
            }
        }
    }

    @Test
    void manyLinksWithinSecondsFromOneNetworkAreAScannerAndFromBehindAProxyTheyAreNot() {
        try (TestServer own = TestServer.start(Map.of("trusted.proxies", "127.0.0.0/8,::1"))) {
            List<String> codes = IntStream.range(0, 8)
                    .mapToObj(i -> own.link("{'destination':'https://example.com/','tags':['burst']}"))
                    .toList();
            for (String code : codes) {
                own.tap("/" + code);
                own.visit("GET", "/" + code, "User-Agent", TestAgents.IPHONE, "X-Forwarded-For", "203.0.113.9");
                own.visit(
                        "GET",
                        "/" + code,
                        "User-Agent",
                        TestAgents.IPHONE,
                        "X-Forwarded-For",
                        "198.51.100.7",
                        "Sec-Fetch-Dest",
                        "document",
                        "Sec-Fetch-Mode",
                        "navigate",
                        "Sec-Fetch-Site",
                        "none");
            }
            own.awaitRecorded();
            JsonNode total =
                    own.ask("/stats?from=2026-01-01&to=2027-01-01&tag=burst").get("total");
            assertThat(total.get("bots").asInt())
                    .as("all but the first five of the scanner")
                    .isEqualTo(3);
            assertThat(total.get("clicks").asInt()).isEqualTo(21);
        }
    }

    private static Map<String, Double> metrics() {
        return service.visit("GET", "/metrics")
                .body()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .collect(java.util.stream.Collectors.toMap(
                        line -> line.substring(0, line.lastIndexOf(' ')),
                        line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))));
    }

    @Test
    void noRawAddressIsWrittenToDisk() throws Exception {
        try (TestServer own = TestServer.start(Map.of("trusted.proxies", "127.0.0.0/8,::1"))) {
            String code = own.link("{'destination':'https://example.com/'}");
            own.visit("GET", "/" + code, "User-Agent", TestAgents.IPHONE, "X-Forwarded-For", "203.0.113.77");
            own.visit("GET", "/" + code, "User-Agent", TestAgents.IPHONE, "X-Forwarded-For", "203.0.113.78");
            own.awaitRecorded();
            assertThat(own.ask("/stats?from=2026-01-01&to=2027-01-01")
                            .get("total")
                            .get("visitors")
                            .asInt())
                    .as("the addresses were believed, so these are two visitors")
                    .isEqualTo(2);
            own.restart();
            try (Stream<Path> files = Files.walk(own.dataDirectory())) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    String bytes = Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1);
                    assertThat(bytes).as(file.toString()).doesNotContain("203.0.113.7");
                }
            }
        }
    }
}
