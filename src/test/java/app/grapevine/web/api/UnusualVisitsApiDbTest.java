package app.grapevine.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.TestAgents;
import app.grapevine.rollups.Rollups;
import app.grapevine.service.TestServer;
import app.grapevine.storage.Dialect;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Somebody makes himself many, and what comes of it in the reports. */
@ParameterizedClass
@EnumSource(Dialect.class)
class UnusualVisitsApiDbTest {
    private static final String RANGE = "from=2026-01-01&to=2027-01-01";
    private static final String FORGER = "203.0.113.9";

    @Parameter
    Dialect dialect;

    private TestServer server;
    private String code;

    @BeforeEach
    void start() {
        server = TestServer.start(dialect, Map.of("trusted.proxies", "127.0.0.0/8"));
        code = server.link("{'destination':'https://example.com/','channel':'whatsapp'}");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static String agent(int number) {
        return "Mozilla/5.0 (Linux; Android 14; Model " + number + ") AppleWebKit/537.36 (KHTML, like Gecko)"
                + " Chrome/131.0.0.0 Mobile Safari/537.36";
    }

    private void visit(String address, String agent, String... more) {
        List<String> headers = new ArrayList<>(List.of("X-Forwarded-For", address, "User-Agent", agent));
        headers.addAll(List.of(more));
        assertThat(server.visit("GET", "/" + code, headers.toArray(String[]::new))
                        .statusCode())
                .isEqualTo(302);
    }

    private JsonNode stats(String more) {
        server.awaitRecorded();
        return server.ask("/stats?" + RANGE + "&code=" + code + more);
    }

    private void fiftyAgents() {
        for (int i = 0; i < 50; i++) {
            visit(FORGER, agent(i));
        }
    }

    @Test
    void fiftyAgentsFromOneNetworkAreTwelveVisitorsAndTheOthersAreShownApartWithTheRule() {
        fiftyAgents();
        JsonNode total = stats("").get("total");
        assertThat(total.get("clicks").asInt()).isEqualTo(12);
        assertThat(total.get("visitors").asInt()).isEqualTo(12);
        assertThat(total.get("unusual").asInt()).isEqualTo(38);
        JsonNode rules = stats("&by=setApart").get("rows");
        assertThat(rules).hasSize(2);
        assertThat(rules.get(1).get("setApart").asText()).isEqualTo("many-agents");
        assertThat(rules.get(1).get("unusual").asInt()).isEqualTo(38);
        assertThat(stats("&setApart=many-agents").at("/total/unusual").asInt()).isEqualTo(38);
        assertThat(stats("&by=setApart,country").get("rows")).hasSize(2);
        assertThat(stats("&by=channel").at("/rows/0/clicks").asInt()).isEqualTo(12);

        JsonNode visits = server.ask("/clicks?" + RANGE + "&kind=unusual").get("items");
        assertThat(visits).hasSize(38);
        for (JsonNode visit : visits) {
            assertThat(visit.get("setApart").asText()).isEqualTo("many-agents");
            assertThat(visit.at("/evidence/0/kind").asText()).isEqualTo("network");
            assertThat(visit.at("/evidence/0/value").asText()).contains("more than 12 user agents", "a minute");
            assertThat(visit.get("tier").asText()).isEqualTo("declared");
        }
        String csv = server.send(server.request("/api/v1/clicks?" + RANGE)
                        .header("Authorization", "Bearer " + TestServer.ADMIN_KEY)
                        .header("Accept", "text/csv"))
                .body();
        assertThat(csv.lines().filter(line -> line.contains(",unusual,") && line.endsWith(",many-agents,,")))
                .hasSize(38);
    }

    @Test
    void thirtyPeopleOfOneAddressWithinTenMinutesAreAllClicks() {
        for (int i = 0; i < 30; i++) {
            visit("198.51.100.7", agent(i));
            server.clock().advance(Duration.ofSeconds(20));
        }
        JsonNode total = stats("").get("total");
        assertThat(total.get("clicks").asInt()).isEqualTo(30);
        assertThat(total.get("visitors").asInt()).isEqualTo(30);
        assertThat(total.get("unusual").asInt()).isZero();
    }

    @Test
    void madeUpReferrersAreRowsOnlyAsFarAsPeopleHaveThem() {
        for (int i = 0; i < 30; i++) {
            visit(FORGER, TestAgents.IPHONE, "Referer", "https://made-up-" + i + ".example/");
        }
        JsonNode rows = stats("&by=referrer").get("rows");
        List<String> referrers = new ArrayList<>();
        rows.forEach(row -> referrers.add(row.get("referrer").asText()));
        assertThat(referrers).hasSize(9).contains("other");
        assertThat(stats("&referrer=other").at("/total/unusual").asInt()).isEqualTo(22);
        assertThat(stats("&referrer=other").at("/total/clicks").asInt()).isZero();
    }

    @Test
    void madeUpMarksOfAppsAreResharedOnlyAsFarAsPeopleUseThem() {
        List<String> apps = Stream.of(
                        "com.instagram.android",
                        "com.facebook.katana",
                        "com.linkedin.android",
                        "com.twitter.android",
                        "com.reddit.frontpage",
                        "com.pinterest",
                        "com.snapchat.android",
                        "com.zhiliaoapp.musically",
                        "org.telegram.messenger",
                        "com.google.android.gm")
                .toList();
        for (int i = 0; i < 20; i++) {
            visit(FORGER, TestAgents.IPHONE, "X-Requested-With", apps.get(i % apps.size()));
        }
        JsonNode total = stats("").get("total");
        assertThat(total.get("unusual").asInt()).isEqualTo(14);
        assertThat(stats("&tier=reshared").at("/total/clicks").asInt()).isLessThanOrEqualTo(6);
    }

    @Test
    void theEquationAddsUpTheRecountAgreesAndJudgingAnewKeepsWhatWasSetApart() throws Exception {
        fiftyAgents();
        JsonNode before = stats("&by=time,setApart");
        assertThat(server.metric("grapevine_visits_total{outcome=\"unusual\"}")).isEqualTo(38);
        assertThat(server.metric("grapevine_visits_total{outcome=\"click\"}")).isEqualTo(12);
        assertThat(server.metric("grapevine_visits_received_total")).isEqualTo(50);
        assertThat(new Rollups(server.database()).verify(0, 40_000)).isEmpty();
        JsonNode run = TestServer.json(server.post("/api/v1/reattributions", "{}"));
        String path = "/reattributions/" + run.get("id").asText();
        server.runJobs();
        org.awaitility.Awaitility.await()
                .until(() -> server.ask(path).get("state").asText().equals("finished"));
        assertThat(server.ask(path).get("changed").asInt()).isZero();
        server.restart();
        assertThat(new Rollups(server.database()).verify(0, 40_000)).isEmpty();
        assertThat(stats("&by=time,setApart").get("rows")).isEqualTo(before.get("rows"));
    }
}
