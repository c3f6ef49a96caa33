package app.grapevine.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.grapevine.TestAgents;
import app.grapevine.service.TestServer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Judging anew over HTTP and by the command, of a service that recorded a click as if it knew no WhatsApp. */
class ReattributeApiTest {
    private static TestServer service;

    /** The setting {@code port} of the command; 0 where the service has chosen one. */
    private int port;

    @BeforeAll
    static void record() {
        service = TestServer.start(Map.of());
        String code = service.link("{'destination':'https://shop.example/'}");
        service.visit("GET", "/" + code, "User-Agent", TestAgents.IN_WHATSAPP);
        service.tap("/" + code);
        service.awaitRecorded();
        service.clock().advance(Duration.ofMinutes(1));
    }

    @AfterAll
    static void close() {
        service.close();
    }

    private JsonNode finished(String path) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> service.ask(path).get("state").asText().equals("finished"));
        return service.ask(path);
    }

    @Test
    void aRunIsEnteredAndCanBeWatchedToItsEnd() {
        HttpResponse<String> entered = service.post("/api/v1/reattributions", "{}");
        assertThat(entered.statusCode()).isEqualTo(202);
        String location = entered.headers().firstValue("Location").orElseThrow();
        assertThat(location).startsWith("/api/v1/reattributions/");
        JsonNode run = finished(location.substring("/api/v1".length()));
        assertThat(run.get("examined").asLong()).isEqualTo(2);
        assertThat(run.get("percent").asInt()).isEqualTo(100);
        assertThat(run.get("changed").asLong()).isZero();
        assertThat(run.get("finishedAt").asText()).isNotEmpty();
        assertThat(run.get("totals").toString())
                .contains("{\"kind\":\"click\",\"channel\":\"whatsapp\",\"before\":1,\"after\":1}");
    }

    @Test
    void aRehearsalIsEnteredAsARunIs() {
        HttpResponse<String> entered = service.post("/api/v1/reattributions", "{\"dryRun\":true}");
        assertThat(entered.statusCode()).isEqualTo(202);
        JsonNode run =
                finished("/reattributions/" + TestServer.json(entered).get("id").asText());
        assertThat(run.get("dryRun").asBoolean()).isTrue();
        assertThat(run.get("examined").asLong()).isEqualTo(2);
        assertThat(run.get("moves")).isEmpty();
        assertThat(run.get("otherMoves").asLong()).isZero();
        assertThat(run.get("totals").toString())
                .contains("{\"kind\":\"click\",\"channel\":\"whatsapp\",\"before\":1,\"after\":1}");
        HttpResponse<String> wrong = service.post("/api/v1/reattributions", "{\"dryRun\":\"yes\"}");
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("dryRun").contains("not-a-boolean");
    }

    @Test
    void theCommandRehearsesBeforeItRunsOrOnlyThat() {
        port = service.port();
        CommandRun rehearsal = command("--dry-run");
        assertThat(rehearsal.err()).isEmpty();
        assertThat(rehearsal.out())
                .containsPattern("click +whatsapp +1 +1\\R")
                .contains("rehearsed: of 2 visits")
                .doesNotContain("done:");
        assertThat(command().out()).containsSubsequence("rehearsed: of 2 visits", "done: 2 visits examined");
    }

    @Test
    void wrongRangesAndUnknownRunsAreRefused() {
        HttpResponse<String> backwards = service.post(
                "/api/v1/reattributions", "{\"from\":\"2026-05-01T00:00:00Z\",\"to\":\"2026-04-01T00:00:00Z\"}");
        assertThat(backwards.statusCode()).isEqualTo(422);
        assertThat(service.post("/api/v1/reattributions", "{\"form\":1}").statusCode())
                .isEqualTo(422);
        assertThat(service.get("/api/v1/reattributions/none").statusCode()).isEqualTo(404);
    }

    @Test
    void theCommandAsksTheServiceThatHoldsTheData() {
        assertThat(command().err()).contains("say where by --url").hasLineCount(1);
        port = service.port();
        CommandRun outcome = command();
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.status()).isZero();
        assertThat(outcome.out())
                .containsPattern("click +whatsapp +1 +1\\R")
                .containsPattern("click +- +1 +1\\R")
                .contains("done: 2 visits examined");
    }

    @Test
    void theCommandDoesItItselfWhereNoServiceRuns() {
        service.stop();
        try {
            CommandRun outcome = command("--from", "2026-05-01", "--to", "2026-05-02");
            assertThat(outcome.err()).isEmpty();
            assertThat(outcome.status()).isZero();
            assertThat(outcome.out())
                    .containsPattern("click +whatsapp +1 +1\\R")
                    .containsSubsequence("rehearsed: of 2 visits", "done: 2 visits examined");
            assertThat(command("--dry-run").out())
                    .contains("rehearsed: of 2 visits")
                    .doesNotContain("done:");
        } finally {
            service.restart();
        }
    }

    @Test
    void theCommandSaysInALineWhatIsWrong() {
        assertThat(command("--from", "yesterday").err())
                .contains("--from must be a date")
                .hasLineCount(1);
        assertThat(command("--from", "2026-05-02").err())
                .contains("in the past")
                .hasLineCount(1);
        assertThat(command("--url", "http://localhost:1", "--key", "k").err())
                .contains("no service answers at http://localhost:1")
                .hasLineCount(1);
        assertThat(command("--url", "http://localhost:" + service.port(), "--key", "wrong")
                        .err())
                .contains("does not take the key")
                .hasLineCount(1);
        assertThat(command("--url", "nowhere", "--key", "k").err())
                .contains("--url must be")
                .hasLineCount(1);
    }

    @Test
    void theCommandSaysThatTheRunGoesOnWhenTheServiceGoesAway() throws IOException {
        JsonNode entered = TestServer.json(service.post("/api/v1/reattributions", "{}"));
        String path = "/api/v1/reattributions/" + entered.get("id").asText();
        ObjectNode running = (ObjectNode) finished(path.substring("/api/v1".length()));
        running.put("state", "running").putNull("finishedAt");
        HttpServer going = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        going.createContext("/", exchange -> {
            if (exchange.getRequestMethod().equals("POST")) {
                byte[] body = running.toString().getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(202, body.length);
                exchange.getResponseBody().write(body);
            }
            exchange.close();
        });
        going.start();
        try {
            String url = "http://localhost:" + going.getAddress().getPort();
            assertThat(command("--url", url, "--key", "k").err())
                    .contains("no service answers at " + url)
                    .contains("goes on with it by itself when it is back")
                    .contains(path)
                    .hasLineCount(1);
        } finally {
            going.stop(0);
        }
    }

    private CommandRun command(String... more) {
        return CommandRun.of(service, port, "reattribute", more);
    }
}
