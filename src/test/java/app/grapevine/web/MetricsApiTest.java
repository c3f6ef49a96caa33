package app.grapevine.web;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.TestServer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an operator's Prometheus reads. */
class MetricsApiTest {
    private TestServer service;

    @BeforeEach
    void start() {
        service = TestServer.start();
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void everyReasonOfADropIsThereBeforeItsFirst() {
        String metrics = service.get("/metrics").body();
        for (String reason :
                List.of("journal-full", "journal-failed", "journal-closed", "dead-letter", "journal-damaged")) {
            assertThat(metrics).contains("grapevine_visits_dropped_total{reason=\"" + reason + "\"} 0.0\n");
        }
    }
}
