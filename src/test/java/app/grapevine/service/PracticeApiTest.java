package app.grapevine.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.grapevine.client.ServiceClient;
import app.grapevine.ops.Settings;
import app.grapevine.stats.StatsPractice;
import app.grapevine.storage.TestDatabase;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A start that practises, with a real clock. */
class PracticeApiTest {
    private static final String KEY = "practice-key-practice-key-practice-key";
    private static final PrintStream NOWHERE = new PrintStream(OutputStream.nullOutputStream());

    @TempDir
    private Path directory;

    private App app;
    private ServiceClient service;

    @BeforeEach
    void start() {
        TestDatabase.layMigrated(directory);
        app = App.startAndPractise(settings(), Clock.systemUTC(), NOWHERE);
        service = new ServiceClient(app.url(), KEY);
    }

    /** Unknown hosts are refused, for practice must not depend on that setting. */
    private Settings settings() {
        return Settings.of(Map.of(
                "port", "0",
                "data.dir", directory.toString(),
                "public.url", "https://go.example",
                "unknown.host", "refuse",
                "admin.key", KEY));
    }

    @AfterEach
    void stop() {
        app.close();
    }

    @Test
    void whatIsPractisedIsNoVisitAndInNoMetric() throws Exception {
        awaitReady();
        assertThat(get("/health/ready").body()).contains("\"practice\":{\"ok\":true");
        assertThat(events("grapevine_visits")).isNotEmpty().allMatch(line -> line.endsWith(" 0.0"));
        assertThat(events("grapevine_redirect")).isNotEmpty().allMatch(line -> line.matches(".* 0(\\.0)?"));
        assertThat(events("grapevine_cache_requests")).allMatch(line -> line.endsWith(" 0.0"));
        assertThat(service.send(service.api("/links")).body()).contains("\"items\":[]");
        assertThat(service.send(service.api("/clicks")).body()).contains("\"items\":[]");
        assertThat(get("/practice-private").statusCode()).isEqualTo(404);
    }

    @Test
    void nothingOfItIsFoundByTheNextStart() throws Exception {
        awaitReady();
        app.close();
        app = App.start(settings(), Clock.systemUTC(), NOWHERE);
        service = new ServiceClient(app.url(), KEY);
        assertThat(events("grapevine_visits")).isNotEmpty().allMatch(line -> line.endsWith(" 0.0"));
    }

    @Test
    void theServiceAnswersWhileItPractises() throws Exception {
        String link = "{\"destination\":\"https://example.com/\",\"code\":\"early\"}";
        HttpResponse<String> made = service.send(
                service.api("/links").header("Content-Type", "application/json").POST(BodyPublishers.ofString(link)));
        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
        assertThat(get("/health/ready").body()).contains("\"practice\"");
    }

    @Test
    void reportsArePractisedBehindRedirects() {
        app.close();
        Logger logger = (Logger) LoggerFactory.getLogger(StatsPractice.class);
        ListAppender<ILoggingEvent> said = new ListAppender<>();
        said.start();
        logger.setLevel(Level.DEBUG);
        logger.addAppender(said);
        try {
            app = App.startAndPractise(settings(), Clock.systemUTC(), NOWHERE);
            service = new ServiceClient(app.url(), KEY);
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> List.copyOf(said.list).stream()
                            .anyMatch(event -> event.getMessage().equals("practised reports")));
        } finally {
            logger.detachAppender(said);
            logger.setLevel(null);
        }
    }

    @Test
    void aStopEndsThePractice() {
        app.close();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().matches("practice|stats-practice"));
    }

    private void awaitReady() {
        await().atMost(Duration.ofSeconds(30)).until(() -> get("/health/ready").statusCode() == 200);
    }

    private List<String> events(String prefix) throws InterruptedException {
        return get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(prefix))
                .toList();
    }

    private HttpResponse<String> get(String path) throws InterruptedException {
        return service.send(service.open(path));
    }
}
