package app.grapevine.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.grapevine.TestClient;
import app.grapevine.security.RateLimitSettings;
import app.grapevine.security.Scope;
import app.grapevine.web.access.ApiRoutes;
import io.javalin.config.RoutesConfig;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** How patient the server is with slow clients, and with requests in flight when it stops. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PatienceApiTest {
    private static final WebSettings QUICK =
            WebSettings.DEFAULT.patient(Duration.ofSeconds(5), Duration.ofSeconds(2), Duration.ofSeconds(3));

    private BareServer server;

    /** Routes that only a test needs. */
    private static final class Probes implements Routes {
        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch goOn = new CountDownLatch(1);

        @Override
        public void addTo(RoutesConfig routes) {
            ApiRoutes api = new ApiRoutes(routes);
            api.post("/echo", Scope.LINKS_WRITE, ctx -> ctx.result(Bodies.jsonBytes(ctx)));
            routes.post("/anybody", ctx -> ctx.result(Bodies.bytes(ctx, 1000, List.of(Json.CONTENT_TYPE))));
            api.get("/wait", Scope.LINKS_READ, ctx -> {
                begun.countDown();
                if (!goOn.await(20, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("nobody let it go on");
                }
                ctx.result("done");
            });
        }
    }

    @BeforeAll
    void start() {
        server = new BareServer(QUICK, RateLimitSettings.DEFAULT, List.of(new Probes()));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void aBodyThatStopsComingIs408() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(15_000);
            socket.getOutputStream()
                    .write(("POST /api/v1/echo HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                                    + TestClient.ADMIN_KEY
                                    + "\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{")
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 408");
        }
    }

    @Test
    void whoSendsABodySlowlyLeavesTheOthersTheirThreads() throws IOException {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                Socket socket = new Socket("127.0.0.1", server.port());
                slow.add(socket);
                socket.getOutputStream()
                        .write(("POST /anybody HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                        + "Content-Length: 1000\r\n\r\n{")
                                .getBytes(StandardCharsets.US_ASCII));
            }
            assertThat(anybody().statusCode()).isEqualTo(200);
            assertThat(server.get("/api/v1/keys").statusCode()).isEqualTo(200);
            assertThat(server.post("/api/v1/echo", "{}").body()).isEqualTo("{}");
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    private HttpResponse<String> anybody() {
        return server.post("/anybody", "{}");
    }

    @Test
    void aHeadThatComesByTheByteIsCutOff() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            OutputStream out = socket.getOutputStream();
            out.write("GET / HTTP/1.1\r\nHost: localhost\r\nX: ".getBytes(StandardCharsets.US_ASCII));
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(200))
                    .atMost(Duration.ofSeconds(5))
                    .untilAsserted(() -> assertThatThrownBy(() -> {
                                out.write('x');
                                out.flush();
                            })
                            .isInstanceOf(IOException.class));
        }
    }

    @Test
    void aRestingConnectionAndALaterRequestOnItAreNotCutOff() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            byte[] request = "GET /robots.txt HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
            long begin = System.nanoTime();
            Awaitility.await().pollInterval(Duration.ofMillis(900)).until(() -> {
                socket.getOutputStream().write(request);
                assertThat(readHead(socket)).startsWith("HTTP/1.1 200");
                return System.nanoTime() - begin > Duration.ofSeconds(4).toNanos();
            });
        }
    }

    private static String readHead(Socket socket) {
        try {
            byte[] buffer = new byte[8192];
            int read = socket.getInputStream().read(buffer);
            return new String(buffer, 0, Math.max(read, 0), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aStopWaitsForARequestInFlightAndNotForARestingConnection() throws Exception {
        Probes probes = new Probes();
        BareServer stopping = new BareServer(QUICK, RateLimitSettings.DEFAULT, List.of(probes));
        try (Socket resting = new Socket("127.0.0.1", stopping.port())) {
            resting.getOutputStream()
                    .write("GET /robots.txt HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(readHead(resting)).startsWith("HTTP/1.1 200");
            CompletableFuture<HttpResponse<String>> answer =
                    CompletableFuture.supplyAsync(() -> stopping.get("/api/v1/wait"));
            assertThat(probes.begun.await(10, TimeUnit.SECONDS)).isTrue();
            CompletableFuture<Void> stopped = CompletableFuture.runAsync(stopping::close);
            Awaitility.await().until(() -> !canConnect(stopping));
            // Longer than resting connections are given while the server stops.
            Awaitility.await().pollDelay(Duration.ofMillis(800)).until(() -> !answer.isDone());
            probes.goOn.countDown();
            assertThat(answer.get(10, TimeUnit.SECONDS).body()).isEqualTo("done");
            stopped.get(5, TimeUnit.SECONDS);
        }
    }

    private static boolean canConnect(BareServer server) {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
