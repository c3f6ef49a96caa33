package app.grapevine.service;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.TestClient;
import app.grapevine.rollups.RandomVisits;
import app.grapevine.storage.Dialect;
import app.grapevine.web.http.Turns;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Questions have their share of the machine, and redirects the rest. */
class ShareOfQuestionsApiTest {
    /** More than are answered at once, on any machine. */
    private static final int MANY = Runtime.getRuntime().availableProcessors() + 1;
    /** Their export fills what lies between two programs. */
    private static final int VISITS = 60_000;

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void whileAllTurnsAreTakenAQuestionWaitsAndARedirectDoesNot() {
        String code = server.link("{'destination':'https://shop.example/'}");
        String tracked = server.link("{'destination':'https://shop.example/','trackConversions':true}");
        Turns turns = server.turns();
        CountDownLatch release = new CountDownLatch(1);
        List<CompletableFuture<?>> holders = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            holders.add(inThread(() -> turns.take(() -> {
                await(release);
                return true;
            })));
        }
        Awaitility.await().until(() -> turns.waiting() > 0);
        List<CompletableFuture<Integer>> answers = new ArrayList<>();
        for (String question : List.of(
                "/stats",
                "/stats/several?question=by%3Dlink",
                "/clicks",
                "/conversions",
                "/links/" + code + "/timing")) {
            answers.add(inThread(() -> server.get("/api/v1" + question).statusCode()));
        }
        for (String link : List.of(code, tracked, code)) {
            assertThat(server.tap("/" + link).statusCode()).isEqualTo(302);
        }
        assertThat(server.get("/api/v1/links").statusCode()).isEqualTo(200);
        assertThat(answers).noneMatch(CompletableFuture::isDone);
        release.countDown();
        holders.forEach(CompletableFuture::join);
        assertThat(answers).allMatch(answer -> answer.join() == 200);
    }

    @Test
    void exportsWhoseClientsDoNotReadHoldNobodyUp() throws IOException {
        String code = server.link("{'destination':'https://shop.example/'}");
        Instant now = Instant.parse("2026-04-02T00:00:00Z");
        server.database().writeOnly(handle -> {
            long id = handle.createQuery("SELECT id FROM links WHERE code = :code")
                    .bind("code", code)
                    .mapTo(Long.class)
                    .one();
            RandomVisits made = new RandomVisits(1, 1, now, now.plus(Duration.ofDays(20)));
            RandomVisits.add(handle, Dialect.H2, made.ofLink(VISITS, id));
        });
        List<Socket> exports = new ArrayList<>();
        try {
            for (int i = 0; i < MANY; i++) {
                exports.add(exportThatIsNotRead());
            }
            assertThat(server.send(server.request("/api/v1/stats?from=2026-04-01&by=time")
                                    .timeout(Duration.ofSeconds(20))
                                    .GET())
                            .statusCode())
                    .isEqualTo(200);
        } finally {
            for (Socket export : exports) {
                export.close();
            }
        }
    }

    /** Has read the first bytes of its answer. */
    private static Socket exportThatIsNotRead() throws IOException {
        Socket socket = new Socket("127.0.0.1", server.port());
        socket.getOutputStream()
                .write(
                        ("GET /api/v1/clicks?from=2026-04-01 HTTP/1.1\r\nHost: localhost\r\nAccept: application/x-ndjson\r\n"
                                        + "Authorization: Bearer " + TestClient.ADMIN_KEY + "\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
        byte[] status = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
        assertThat(new String(status, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 200");
        return socket;
    }

    private static <T> CompletableFuture<T> inThread(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, command -> new Thread(command).start());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
