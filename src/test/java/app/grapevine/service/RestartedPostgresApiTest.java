package app.grapevine.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A service whose PostgreSQL is stopped and started again, on the same data and the same port. */
class RestartedPostgresApiTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Logger LOGGER = (Logger) LoggerFactory.getLogger("app.grapevine");
    private static final int TAPS = 20;

    @TempDir
    Path directory;

    private EmbeddedPostgres postgres;

    @BeforeEach
    void start() throws IOException {
        LOGGER.setLevel(Level.OFF);
        postgres = postgres(0);
    }

    @AfterEach
    void stop() throws IOException {
        LOGGER.setLevel(null);
        postgres.close();
    }

    /** @param port 0 for a free one */
    private EmbeddedPostgres postgres(int port) throws IOException {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(directory.resolve("data"))
                .setCleanDataDirectory(false);
        return (port == 0 ? builder : builder.setPort(port)).start();
    }

    @Test
    void theServiceGoesOnByItselfWithinTenSecondsAndNothingIsLost() throws IOException {
        Map<String, String> settings = Map.of(
                "database.url", postgres.getJdbcUrl("postgres", "postgres"),
                "database.user", "postgres",
                "database.password", "postgres");
        try (TestServer service = TestServer.start(settings)) {
            String code = service.link("{'destination':'https://example.com/'}");
            tap(service, code);
            service.awaitRecorded();
            int tapped = TAPS;
            for (int times = 0; times < 2; times++) {
                // The second time no visit has come since the first: what was remembered before it is still the best
                // known.
                awaitListening();
                int port = postgres.getPort();
                postgres.close();
                tap(service, code);
                tapped += TAPS;
                assertThat(service.get("/api/v1/links").statusCode()).isEqualTo(503);
                assertThat(service.get("/health/ready").statusCode()).isEqualTo(503);
                assertThat(service.metric("grapevine_visits_pending")).isEqualTo(TAPS);
                postgres = postgres(port);
                await().atMost(SOON)
                        .until(() -> service.metric("grapevine_visits_pending") == 0
                                && service.get("/health/ready").statusCode() == 200
                                && service.get("/api/v1/links").statusCode() == 200);
                assertThat(clicks(service, code)).isEqualTo(tapped);
            }
            assertThat(service.metric("grapevine_visits_received_total")).isEqualTo(tapped);
            service.clock().advance(Duration.ofSeconds(1)); // for so long a read that failed is not tried again
            // News of changed links are heard again: the remembered destination is forgotten.
            service.patch("/api/v1/links/" + code, "{\"destination\":\"https://example.com/new\"}");
            await().atMost(SOON)
                    .until(() -> service.tap("/" + code)
                            .headers()
                            .firstValue("Location")
                            .orElseThrow()
                            .endsWith("/new"));
            service.restart();
            service.awaitRecorded();
            assertThat(clicks(service, code)).isGreaterThan(tapped);
        }
    }

    /** Until the feed of changes has begun again, after which nothing that was remembered is relied on. */
    private void awaitListening() {
        String listening = "SELECT COUNT(*) FROM pg_stat_activity WHERE state = 'idle' AND query LIKE 'LISTEN %'";
        await().atMost(SOON).until(() -> {
            try (Connection connection = postgres.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet counted = statement.executeQuery(listening)) {
                return counted.next() && counted.getInt(1) == 1;
            }
        });
    }

    private static void tap(TestServer service, String code) {
        for (int i = 0; i < TAPS; i++) {
            assertThat(service.tap("/" + code).statusCode()).isEqualTo(302);
        }
    }

    private static int clicks(TestServer service, String code) {
        return service.ask("/stats?from=2026-01-01&to=2027-01-01&code=" + code)
                .at("/total/clicks")
                .asInt();
    }
}
