package app.grapevine.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.security.RateLimitSettings;
import app.grapevine.service.TestServer;
import io.javalin.config.RoutesConfig;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients who take much and give nothing, and what is left for the others. */
class CrowdApiTest {
    private static final WebSettings QUICK =
            WebSettings.DEFAULT.patient(Duration.ofSeconds(9), Duration.ofSeconds(2), Duration.ofSeconds(2));

    private final List<Socket> crowd = new ArrayList<>();

    @AfterEach
    void leave() throws IOException {
        for (Socket one : crowd) {
            one.close();
        }
    }

    /** Another connection, with a request, or the beginning of one, sent. */
    private Socket join(int port, String request) throws IOException {
        return joinFrom("127.0.0.1", port, request);
    }

    private Socket joinFrom(String address, int port, String request) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.bind(new InetSocketAddress(address, 0));
        socket.connect(new InetSocketAddress("127.0.0.1", port));
        socket.setSoTimeout(10_000);
        crowd.add(socket);
        socket.getOutputStream().write(request.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /** Routes that only a test needs. */
    private static final class Probes implements Routes {
        private final CountDownLatch goOn = new CountDownLatch(1);

        @Override
        public void addTo(RoutesConfig routes) {
            routes.get("/dashboard/waits", ctx -> {
                goOn.await();
                ctx.result("done");
            });
            routes.get("/small", ctx -> ctx.result("x".repeat(20_000)));
            routes.get("/large", ctx -> ctx.result(new byte[50_000_000]));
            routes.post("/body", ctx -> ctx.result(Bodies.bytes(ctx, 1000, List.of(Json.CONTENT_TYPE))));
        }
    }

    private static BareServer serving(WebSettings settings, Routes routes) {
        return new BareServer(settings, RateLimitSettings.DEFAULT, List.of(routes));
    }

    private static final String AT_WORK =
            "POST /body HTTP/1.1\nHost: localhost\nContent-Type: application/json\nContent-Length: 9\n"
                    + "Expect: 100-continue\n\n";

    @Test
    void whoReadsNoneOfManyLargeAnswersHoldsNobodyUp() throws IOException {
        try (TestServer server = TestServer.startNow()) {
            String code = server.link("{'destination':'https://example.com/','code':'here'}");
            assertThat(server.get("/api/openapi.json").statusCode()).isEqualTo(200);
            // More than the threads that the service has in all.
            for (int i = 0; i < 200; i++) {
                join(server.port(), "GET /api/openapi.json HTTP/1.1\nHost: localhost\n\n".repeat(60));
                join(server.port(), "GET /nobodys-code HTTP/1.1\nHost: localhost\n\n".repeat(200));
            }
            for (int i = 0; i < 20; i++) {
                assertThat(server.get("/" + code).statusCode()).isEqualTo(302);
                assertThat(server.get("/unknown" + i).statusCode()).isIn(404, 429);
                assertThat(server.get("/api/v1/links").statusCode()).isEqualTo(200);
                assertThat(server.get("/health/live").statusCode()).isEqualTo(200);
            }
        }
    }

    @Test
    void whoDoesNotReadIsCutOffAndHoldsNoThreadForASmallAnswer() throws IOException {
        try (BareServer server = serving(QUICK, new Probes())) {
            join(server.port(), "GET /large HTTP/1.1\nHost: localhost\n\n");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> server.server().cuts(Cut.SLOW_READER) == 1);
            assertThat(server.get("/small").body()).hasSize(20_000);
            assertThat(server.get("/large").body()).hasSize(50_000_000);
        }
    }

    @Test
    void whoSendsABodyByTheByteHearsThatItWasTooSlow() throws IOException {
        try (BareServer server = serving(QUICK, new Probes())) {
            Socket slow = join(
                    server.port(),
                    "POST /body HTTP/1.1\nHost: localhost\nContent-Type: application/json\nContent-Length: 999\n\n{");
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(300))
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> {
                        if (server.server().cuts(Cut.SLOW_BODY) == 0) {
                            slow.getOutputStream().write(' ');
                        }
                        return slow.getInputStream().available() > 0;
                    });
            assertThat(head(slow)).startsWith("HTTP/1.1 408");
        }
    }

    @Test
    void oneClientGetsAPartOfTheThreadsAndTheRestIsForOthers() throws IOException {
        Probes probes = new Probes();
        WebSettings settings = new WebSettings(
                Duration.ofSeconds(9),
                Duration.ofSeconds(9),
                Duration.ofSeconds(9),
                Duration.ofSeconds(8),
                99,
                99,
                9,
                9,
                5);
        try (BareServer server = serving(settings, probes)) {
            for (int i = 0; i < 5; i++) {
                join(server.port(), "GET /dashboard/waits HTTP/1.1\nHost: localhost\n\n");
            }
            Awaitility.await().until(() -> status(server, "/dashboard/waits") == 503);
            HttpResponse<String> refused = server.get("/dashboard/waits");
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            assertThat(server.server().cuts(Cut.REQUESTS_OF_CLIENT)).isPositive();
            assertThat(status(server, "/small")).as("in the other lane").isEqualTo(200);
            probes.goOn.countDown();
            Awaitility.await().until(() -> status(server, "/dashboard/waits") == 200);
        } finally {
            probes.goOn.countDown();
        }
    }

    @Test
    void aConnectionThatDoesNotWaitForAnswersIsClosedAfterSome() throws IOException {
        try (BareServer server = serving(QUICK, new Probes())) {
            Socket hasty = join(server.port(), "GET /none HTTP/1.1\nHost: localhost\n\n".repeat(100));
            String answers = new String(hasty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(answers.split("HTTP/1.1 404", -1)).hasSizeBetween(10, 30);
            assertThat(server.server().cuts(Cut.PIPELINED)).isEqualTo(1);
        }
    }

    private static int status(BareServer server, String path) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(1000);
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return Integer.parseInt(head(socket).substring(9, 12));
        } catch (SocketTimeoutException e) {
            return 0;
        }
    }

    @Test
    void aRestingConnectionGivesWayAndOneAtWorkDoesNot() throws IOException {
        WebSettings settings = WebSettings.DEFAULT.connections(99, 4);
        try (BareServer server = serving(settings, new Probes())) {
            List<Socket> resting = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                resting.add(join(server.port(), "GET /small HTTP/1.1\nHost: localhost\n\n"));
                assertThat(head(resting.get(i))).startsWith("HTTP/1.1 200");
            }
            assertThat(status(server, "/small")).isEqualTo(200);
            assertThat(server.server().cuts(Cut.RESTED)).isEqualTo(1);
            resting.get(0).getInputStream().readAllBytes();
            for (int i = 0; i < 4; i++) {
                Socket atWork = join(
                        server.port(),
                        "POST /body HTTP/1.1\nHost: localhost\nContent-Type: application/json\nContent-Length: 9\n"
                                + "Expect: 100-continue\n\n");
                assertThat(head(atWork)).startsWith("HTTP/1.1 100");
            }
            Socket another = join(server.port(), "");
            assertThat(another.getInputStream().read()).as("closed").isNegative();
            assertThat(server.server().cuts(Cut.CONNECTIONS_OF_ADDRESS)).isEqualTo(1);
        }
    }

    @Test
    void whatRestsOfOthersStaysBesideManyOfOneThatAreAtWork() throws IOException {
        WebSettings settings = WebSettings.DEFAULT.connections(6, 8);
        try (BareServer server = serving(settings, new Probes())) {
            Socket resting = joinFrom("127.0.0.2", server.port(), "GET /small HTTP/1.1\nHost: localhost\n\n");
            assertThat(head(resting)).startsWith("HTTP/1.1 200");
            assertThat(head(resting)).as("its body, in chunks").endsWith("0\r\n\r\n");
            List<Socket> many = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                many.add(joinFrom("127.0.0.3", server.port(), AT_WORK));
                assertThat(head(many.get(i))).startsWith("HTTP/1.1 100");
            }
            Socket another = joinFrom("127.0.0.4", server.port(), AT_WORK);
            assertThat(head(another)).startsWith("HTTP/1.1 100");
            assertThat(many.get(0).getInputStream().read())
                    .as("the oldest of them")
                    .isNegative();
            resting.getOutputStream()
                    .write("GET /small HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(head(resting)).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void whereAllConnectionsAreAtWorkTheNetworkThatHasMostGivesWayToOthers() throws IOException {
        WebSettings settings = WebSettings.DEFAULT.connections(6, 99);
        try (BareServer server = serving(settings, new Probes())) {
            List<Socket> many = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                many.add(joinFrom("127.0.0.2", server.port(), AT_WORK));
                assertThat(head(many.get(i))).startsWith("HTTP/1.1 100");
            }
            Socket another = joinFrom("127.0.0.2", server.port(), "");
            assertThat(another.getInputStream().read())
                    .as("one more of the same")
                    .isNegative();
            for (int i = 0; i < 2; i++) {
                Socket other = joinFrom("127.0.0.3", server.port(), AT_WORK);
                assertThat(head(other)).startsWith("HTTP/1.1 100");
                assertThat(many.get(i).getInputStream().read())
                        .as("the oldest of theirs")
                        .isNegative();
            }
            assertThat(server.server().cuts(Cut.CONNECTIONS)).isEqualTo(3);
            assertThat(server.server().connections()).isEqualTo(6);
        }
    }

    @Test
    void whoIsSlowAgainAndAgainHasAQuarterOfTheConnectionsUntilThatEnds() throws IOException {
        WebSettings settings = QUICK.connections(200, 80);
        try (BareServer server = serving(settings, new Probes())) {
            for (int i = 0; i < 45; i++) {
                joinFrom("127.0.0.2", server.port(), "GET /small HTTP/1.1\nHost: localhost\nX-Slow: ");
            }
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> server.server().cuts(Cut.SLOW_HEAD) == 45);
            Awaitility.await().until(() -> server.server().connections() == 0);
            Socket resting = joinFrom("127.0.0.2", server.port(), "GET /small HTTP/1.1\nHost: localhost\n\n");
            assertThat(head(resting)).startsWith("HTTP/1.1 200");
            for (int i = 0; i < 20; i++) {
                Socket atWork = joinFrom("127.0.0.2", server.port(), AT_WORK);
                assertThat(head(atWork)).startsWith("HTTP/1.1 100");
            }
            resting.getInputStream().readAllBytes();
            assertThat(server.server().cuts(Cut.RESTED))
                    .as("as one of the others does")
                    .isEqualTo(1);
            Socket refused = joinFrom("127.0.0.2", server.port(), "");
            Awaitility.await().until(() -> server.server().cuts(Cut.STUBBORN) == 1);
            assertThat(server.server().connections()).isEqualTo(20);
            Socket other = joinFrom("127.0.0.3", server.port(), AT_WORK);
            assertThat(head(other)).as("from elsewhere").startsWith("HTTP/1.1 100");
            assertThat(gone(refused)).as("some seconds later").isTrue();
        }
    }

    private static boolean gone(Socket socket) {
        try {
            return socket.getInputStream().read() < 0;
        } catch (IOException e) {
            return true; // reset
        }
    }

    private static String head(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            head.append((char) next);
        }
        return head.toString();
    }
}
