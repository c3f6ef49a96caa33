package app.grapevine.web.shlink;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.TestAgents;
import app.grapevine.TestClient;
import app.grapevine.service.TestServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Visits as Shlink's clients list, count and delete them. */
class ShlinkVisitsApiTest {
    private static final String MOZILLA = "Mozilla/5.0 (X11; Linux x86_64; rv:126.0) Gecko/20100101 Firefox/126.0";

    private TestServer server;
    private ShlinkClient shlink;

    @BeforeEach
    void start() {
        start(Map.of("retention.signals.days", "30"));
    }

    private void start(Map<String, String> settings) {
        server = TestServer.start(settings);
        shlink = new ShlinkClient(server, TestClient.ADMIN_KEY);
        shlink.make("{'longUrl':'https://example.com','customSlug':'one','tags':['a','b']}");
        shlink.make("{'longUrl':'https://example.com','customSlug':'two','tags':['b'],'domain':'links.example'}");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void visit(String code, String... headers) {
        server.visit("GET", "/" + code, headers);
        server.clock().advance(Duration.ofSeconds(10));
    }

    private static JsonNode data(JsonNode answer) {
        return answer.at("/visits/data");
    }

    private static String summary(int nonBots, int bots) {
        return "{\"total\":" + (nonBots + bots) + ",\"nonBots\":" + nonBots + ",\"bots\":" + bots + "}";
    }

    @Test
    void aVisitIsToldWithWhatIsKeptOfIt() {
        Instant at = server.clock().instant();
        visit("one", "User-Agent", MOZILLA, "Referer", "https://news.example/a?b=c");
        visit("one", "User-Agent", "curl/8.0");
        visit("one", "User-Agent", TestAgents.IPHONE, "Sec-GPC", "1");
        server.awaitRecorded();
        JsonNode visits = shlink.ask("/short-urls/one/visits");
        JsonNode oldest = null;
        for (JsonNode one : data(visits)) {
            if (one.get("userAgent").asText().equals(MOZILLA)) {
                oldest = one;
            }
        }
        assertThat(oldest).isNotNull();
        assertThat(oldest.toString())
                .isEqualTo(("{'referer':'https://news.example','date':'" + ShlinkDates.text(at) + "','userAgent':'"
                                + MOZILLA + "','visitLocation':null,'potentialBot':false,"
                                + "'visitedUrl':'https://go.example/one','redirectUrl':null}")
                        .replace('\'', '"'));
        assertThat(visits.at("/visits/pagination/totalItems").asInt()).isEqualTo(3);
        assertThat(data(visits).findValuesAsText("potentialBot")).containsOnlyOnce("true");
        assertThat(data(shlink.ask("/short-urls/one/visits?excludeBots=true"))).hasSize(2);
        assertThat(shlink.ask("/short-urls/one").get("visitsSummary").toString())
                .isEqualTo(summary(2, 1));

        server.clock().advance(Duration.ofDays(40));
        server.runJobs();
        assertThat(data(shlink.ask("/short-urls/one/visits")).findValuesAsText("userAgent"))
                .as("kept no longer than the setting says")
                .containsOnly("");
    }

    @Test
    void visitsAreListedByTheirLinksTagsAndDomains() {
        visit("one", "User-Agent", MOZILLA);
        server.visit("GET", "/two", "User-Agent", MOZILLA);
        server.awaitRecorded();
        assertThat(data(shlink.ask("/tags/a/visits"))).hasSize(1);
        assertThat(data(shlink.ask("/tags/B/visits"))).hasSize(1);
        assertThat(data(shlink.ask("/tags/b/visits?domain=links.example"))).isEmpty();
        assertThat(data(shlink.ask("/domains/DEFAULT/visits"))).hasSize(1);
        assertThat(data(shlink.ask("/domains/go.example/visits"))).hasSize(1);
        assertThat(data(shlink.ask("/domains/links.example/visits"))).isEmpty();
        assertThat(data(shlink.ask("/visits/non-orphan"))).hasSize(1);
        assertThat(shlink.ask("/visits").toString())
                .isEqualTo("{\"visits\":{\"nonOrphanVisits\":" + summary(1, 0) + ",\"orphanVisits\":" + summary(0, 0)
                        + "}}");
        assertThat(shlink.ask("/visits/orphan")
                        .at("/visits/pagination/totalItems")
                        .asInt())
                .as("of who comes for nothing nothing is kept")
                .isZero();
        assertThat(shlink.ask("/tags/stats").at("/tags/data/1/visitsSummary").toString())
                .isEqualTo(summary(1, 0));
        for (String unknown : List.of("/tags/no/visits", "/domains/no.example/visits", "/short-urls/no/visits")) {
            assertThat(shlink.get(unknown).statusCode()).as(unknown).isEqualTo(404);
        }
        assertThat(shlink.get("/tags/no/visits").body()).contains("error/tag-not-found");
        assertThat(shlink.get("/domains/no.example/visits").body()).contains("error/domain-not-found");
        assertThat(shlink.get("/visits/orphan?type=x").body()).contains("\"invalidElements\":[\"type\"]");
    }

    @Test
    void visitsComeByPagesThatHaveNumbers() {
        List<String> dates = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            dates.add(0, ShlinkDates.text(server.clock().instant()));
            visit("one", "User-Agent", MOZILLA);
        }
        server.awaitRecorded();
        JsonNode first = shlink.ask("/short-urls/one/visits?itemsPerPage=10");
        assertThat(first.at("/visits/pagination").toString())
                .isEqualTo("{\"currentPage\":1,\"pagesCount\":3,\"itemsPerPage\":10,\"itemsInCurrentPage\":10,"
                        + "\"totalItems\":25}");
        List<String> paged = new ArrayList<>(data(first).findValuesAsText("date"));
        visit("one", "User-Agent", MOZILLA);
        server.awaitRecorded();
        for (int page : List.of(2, 3)) {
            paged.addAll(data(shlink.ask("/short-urls/one/visits?itemsPerPage=10&page=" + page))
                    .findValuesAsText("date"));
        }
        assertThat(paged).as("what comes in meanwhile shifts nothing").isEqualTo(dates);
        assertThat(data(shlink.ask("/short-urls/one/visits?itemsPerPage=10&page=4")))
                .isEmpty();
        assertThat(data(shlink.ask("/short-urls/one/visits"))).hasSize(26);
        server.clock().advance(Duration.ofMinutes(2));
        assertThat(data(shlink.ask("/short-urls/one/visits?itemsPerPage=10&page=3")))
                .as("and later it is looked at anew")
                .hasSize(6);
        assertThat(data(shlink.ask("/short-urls/one/visits?startDate=" + encoded(dates.get(3)) + "&endDate="
                                + encoded(dates.get(1))))
                        .findValuesAsText("date"))
                .isEqualTo(dates.subList(1, 4));
    }

    private static String encoded(String date) {
        return date.replace("+", "%2B");
    }

    @Test
    void visitsOfALinkAreDeletedWithWhatIsCountedOfThem() {
        visit("one", "User-Agent", MOZILLA);
        visit("one", "User-Agent", "curl/8.0");
        server.awaitRecorded();
        HttpResponse<String> deleted = shlink.send("DELETE", "/short-urls/one/visits", "");
        assertThat(deleted.statusCode()).isEqualTo(200);
        assertThat(deleted.body()).isEqualTo("{\"deletedVisits\":2}");
        assertThat(data(shlink.ask("/short-urls/one/visits"))).isEmpty();
        assertThat(shlink.ask("/short-urls/one").get("visitsSummary").toString())
                .isEqualTo(summary(0, 0));
        assertThat(server.ask("/audit?limit=1").at("/items/0/action").asText()).isEqualTo("erasure.entered");
        assertThat(shlink.send("DELETE", "/short-urls/no/visits", "").statusCode())
                .isEqualTo(404);
        assertThat(shlink.send("DELETE", "/visits/orphan", "").body()).isEqualTo("{\"deletedVisits\":0}");
        ShlinkClient marketer = new ShlinkClient(server, server.newKey("links:write", "links:read", "stats:read"));
        assertThat(marketer.send("DELETE", "/short-urls/one/visits", "").statusCode())
                .as("as with the API's own erasures")
                .isEqualTo(403);
    }

    @Test
    void figuresOfFewPeopleAreNothing() {
        server.close();
        start(Map.of("reports.small.cells", "5"));
        visit("one", "User-Agent", MOZILLA);
        server.awaitRecorded();
        ShlinkClient marketer = new ShlinkClient(server, server.newKey("links:read", "stats:read"));
        assertThat(marketer.ask("/short-urls/one").get("visitsSummary").toString())
                .isEqualTo(summary(0, 0));
        assertThat(marketer.ask("/visits").at("/visits/nonOrphanVisits").toString())
                .isEqualTo(summary(0, 0));
        assertThat(marketer.get("/short-urls/one/visits").statusCode()).isEqualTo(403);
        assertThat(shlink.ask("/short-urls/one").get("visitsSummary").toString())
                .isEqualTo(summary(1, 0));
    }
}
