package app.grapevine.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.grapevine.journal.Disk;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** A service whose journal finds no room on its disk, and then does again. */
class FullJournalApiTest {
    private static final Logger LOGGER = (Logger) LoggerFactory.getLogger("app.grapevine.journal");
    private static final String DROPPED = "grapevine_visits_dropped_total{reason=\"journal-full\"}";
    private static final int TAPS = 15;

    private final SmallDisk disk = new SmallDisk();

    /** As Linux has it: of what finds no room some may be written. */
    private static final class SmallDisk implements Disk {
        private volatile boolean full;

        @Override
        public void write(RandomAccessFile file, byte[] bytes, int length) throws IOException {
            if (full) {
                file.write(bytes, 0, length / 2);
                throw new IOException("No space left on device");
            }
            Disk.super.write(file, bytes, length);
        }

        @Override
        public void force(RandomAccessFile file) throws IOException {
            Disk.REAL.force(file);
        }
    }

    @BeforeEach
    void beQuiet() {
        LOGGER.setLevel(Level.OFF);
    }

    @AfterEach
    void speakAgain() {
        LOGGER.setLevel(null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"process", "always"})
    void itAnswersOnCountsWhatItCannotKeepLosesNothingElseAndRecordsAgainWithoutARestart(String sync) {
        try (TestServer service = TestServer.startOn(disk, Map.of("journal.sync", sync))) {
            String code = service.link("{'destination':'https://example.com/','trackConversions':true}");
            tap(service, code, true);
            for (int times = 1; times <= 2; times++) {
                disk.full = true;
                tap(service, code, false);
                assertThat(service.metric(DROPPED)).isEqualTo((double) times * TAPS);
                HttpResponse<String> health = service.get("/health/ready");
                assertThat(health.statusCode()).isEqualTo(503);
                assertThat(health.body()).contains("visits are not recorded");
                assertThat(service.get("/api/v1/links/" + code).statusCode()).isEqualTo(200);
                disk.full = false;
                tap(service, code, true);
                await().atMost(Duration.ofSeconds(10))
                        .until(() -> service.get("/health/ready").statusCode() == 200);
            }
            assertRecorded(service, code, 3 * TAPS);
            // What was cut back stands in no file, and what is in one is read by the next start.
            service.restart();
            tap(service, code, true);
            assertRecorded(service, code, 4 * TAPS);
            assertThat(service.metric("grapevine_visits_dropped_total{reason=\"journal-damaged\"}"))
                    .isZero();
            assertThat(service.dataDirectory().resolve("journal/damaged"))
                    .satisfiesAnyOf(
                            damaged -> assertThat(damaged).doesNotExist(),
                            damaged -> assertThat(damaged).isEmptyDirectory());
        }
    }

    /** Taps, each of which is redirected; whose click has an id is recorded. */
    private static void tap(TestServer service, String code, boolean recorded) {
        for (int i = 0; i < TAPS; i++) {
            HttpResponse<String> tap = service.tap("/" + code);
            assertThat(tap.statusCode()).isEqualTo(302);
            String location = tap.headers().firstValue("Location").orElseThrow();
            assertThat(location).startsWith("https://example.com/");
            assertThat(location.contains("gv_click=")).isEqualTo(recorded);
        }
    }

    private static void assertRecorded(TestServer service, String code, int visits) {
        service.awaitRecorded();
        JsonNode total =
                service.ask("/stats?from=2026-01-01&to=2027-01-01&code=" + code).get("total");
        assertThat(total.get("clicks").asInt()).isEqualTo(visits);
    }
}
