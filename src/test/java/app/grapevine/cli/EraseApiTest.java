package app.grapevine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.service.TestServer;
import app.grapevine.webhooks.TestReceiver;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The command {@code erase}, beside a running service and without one. */
class EraseApiTest {
    private static final TestReceiver RECEIVER = new TestReceiver();
    private static TestServer service;

    @BeforeAll
    static void start() {
        service = TestServer.start(Map.of("webhooks.hosts", RECEIVER.host()));
        service.link("{'destination':'https://shop.example/','code':'boots'}");
    }

    @AfterAll
    static void stop() {
        service.close();
        RECEIVER.close();
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
    void thatALinkIsErasedWhileNoServiceRunsIsToldWhenOneRunsNext() {
        service.post(
                "/api/v1/webhooks",
                "{\"url\":\"" + RECEIVER.url() + "\",\"events\":[\"link.ended\",\"click.recorded\"]}");
        service.link("{'destination':'https://shop.example/','code':'hats'}");
        RECEIVER.answers(TestReceiver.status(500));
        service.tap("/hats");
        service.awaitRecorded();
        service.clock().advance(Duration.ofSeconds(1));
        Awaitility.await().until(() -> !RECEIVER.received().isEmpty());
        service.stop();
        RECEIVER.answers(TestReceiver.status(204));
        assertThat(command("--link", "hats", "--links-too", "--yes").err()).isEmpty();
        assertThat(RECEIVER.accepted()).isEmpty();
        service.restart();
        service.clock().advance(Duration.ofHours(1));
        Awaitility.await().until(() -> !RECEIVER.accepted().isEmpty());
        assertThat(RECEIVER.accepted()).hasSize(1);
        TestReceiver.Received told = RECEIVER.accepted().get(0);
        assertThat(told.type()).isEqualTo("link.ended");
        assertThat(told.data().toString())
                .isEqualTo("{\"domain\":\"go.example\",\"code\":\"hats\",\"campaign\":null,\"because\":\"erased\"}");
    }

    @Test
    void nothingIsDoneByMistake() {
        assertThat(command("--link", "boots").err()).contains("say --yes").hasLineCount(1);
        assertThat(command("--from", "yesterday", "--yes").err()).contains("--from must be a date");
        assertThat(visits()).isPositive();
    }
}
