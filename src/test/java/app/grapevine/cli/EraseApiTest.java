package app.grapevine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.service.TestServer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The command {@code erase}, beside a running service and without one. */
class EraseApiTest {
    private static TestServer service;

    @BeforeAll
    static void start() {
        service = TestServer.start(Map.of());
        service.link("{'destination':'https://shop.example/','code':'boots'}");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @BeforeEach
    void record() {
        service.tap("/boots");
        service.tap("/boots");
        service.awaitRecorded();
        service.clock().advance(Duration.ofMinutes(1));
    }

    private static int visits() {
        return service.ask("/clicks?code=boots").get("items").size();
    }

    private static CommandRun command(String... more) {
        return CommandRun.of(service, "erase", more);
    }

    @Test
    void theCommandDoesItItselfWhereNoServiceRuns() {
        service.stop();
        CommandRun run = command("--link", "boots", "--yes");
        service.restart();
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).startsWith("erased: ").contains("visits, 0 links");
        assertThat(visits()).isZero();
        assertThat(service.ask("/erasures")
                        .get("items")
                        .get(0)
                        .get("requestedBy")
                        .asText())
                .isEqualTo("grapevine erase");
        service.stop();
        assertThat(command("--link", "gloves", "--yes").err()).contains("there is no link gloves");
        assertThat(command("--click", "x", "--yes").err()).contains("--click is not a click");
        assertThat(command("--yes").err()).contains("--link must be given, or one of");
        service.restart();
    }

    @Test
    void theCommandAsksTheServiceThatHoldsTheData() throws InterruptedException {
        Thread jobs = new Thread(service::runJobs);
        jobs.start();
        CommandRun run =
                command("--to", "2026-06-01T00:00:00Z", "--url", "http://localhost:" + service.port(), "--yes");
        assertThat(run.err()).contains("to must not be in the future");
        run = command("--link", "boots", "--url", "http://localhost:" + service.port(), "--yes");
        jobs.join();
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).startsWith("erased: ");
        assertThat(visits()).isZero();
    }

    @Test
    void nothingIsDoneByMistake() {
        assertThat(command("--link", "boots").err()).contains("say --yes").hasLineCount(1);
        assertThat(command("--from", "yesterday", "--yes").err()).contains("--from must be a date");
        assertThat(visits()).isPositive();
    }
}
