package app.grapevine.web.site;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.service.TestServer;
import app.grapevine.web.api.EventStream;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What an operator's Prometheus reads. */
class MetricsApiTest {
    private static TestServer service;
    private static String untouched;

    @BeforeAll
    static void start() {
        service = TestServer.start();
        untouched = service.get("/metrics").body();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private double requests(String kind) {
        return service.metric("grapevine_api_seconds_count{kind=\"" + kind + "\"}");
    }

    @Test
    void everyReasonOfADropIsThereBeforeItsFirst() {
        for (String reason :
                List.of("journal-full", "journal-failed", "journal-closed", "dead-letter", "journal-damaged")) {
            assertThat(untouched).contains("grapevine_visits_dropped_total{reason=\"" + reason + "\"} 0.0\n");
        }
    }

    @Test
    void requestsOfTheApiAreMeasuredByKind() {
        assertThat(untouched).contains("grapevine_api_seconds_count{kind=\"export\"} 0\n");
        double written = requests("write");
        double read = requests("read");
        double asked = requests("stats");
        double exported = requests("export");
        service.link("{'destination':'https://shop.example/'}");
        service.post("/api/v1/links", "{}");
        assertThat(requests("write")).isEqualTo(written + 2);
        service.get("/api/v1/links");
        service.get("/api/v1/nothing");
        service.get("/api/v1/clicks");
        service.visit("GET", "/api/v1/links");
        assertThat(requests("read")).isEqualTo(read + 4);
        service.get("/api/v1/stats");
        service.get("/api/v1/stats?by=mood");
        service.get("/api/v1/stats/several?question=by%3Dchannel");
        assertThat(requests("stats")).isEqualTo(asked + 3);
        assertThat(service.metric("grapevine_api_seconds_bucket{kind=\"stats\",le=\"+Inf\"}"))
                .isEqualTo(asked + 3);
        service.send(service.request("/api/v1/clicks").setHeader("Accept", "text/csv"));
        Awaitility.await().until(() -> requests("export") == exported + 1);
    }

    @Test
    void aLiveStreamIsNoSlowRequest() throws Exception {
        double before = requests();
        try (EventStream stream =
                new EventStream(service.request("/api/v1/live").build())) {
            assertThat(stream.header("Content-Type")).startsWith("text/event-stream");
        }
        assertThat(requests()).isEqualTo(before);
    }

    private double requests() {
        return requests("read") + requests("stats") + requests("write") + requests("export");
    }

    @Test
    void commitsOfTheWriterAreMeasured() {
        String code = service.link("{'destination':'https://shop.example/'}");
        double commits = service.metric("grapevine_commit_seconds_count");
        double redirects = service.metric("grapevine_redirect_seconds_count");
        service.tap("/" + code);
        service.awaitRecorded();
        assertThat(service.metric("grapevine_commit_seconds_count")).isEqualTo(commits + 1);
        assertThat(service.metric("grapevine_redirect_seconds_count")).isEqualTo(redirects + 1);
    }

    @Test
    void aDayThatFindsNoSaltIsCounted() {
        String code = service.link("{'destination':'https://shop.example/'}");
        service.tap("/" + code);
        assertThat(service.get("/metrics").body()).contains("grapevine_salts_improvised_total 0.0\n");
        service.clock().advance(Duration.ofDays(3)); // the service rested, and nobody renewed the salts
        service.tap("/" + code);
        service.tap("/" + code);
        assertThat(service.metric("grapevine_salts_improvised_total")).isEqualTo(1);
    }
}
