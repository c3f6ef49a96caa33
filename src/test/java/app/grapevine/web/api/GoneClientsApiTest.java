package app.grapevine.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.TestClient;
import app.grapevine.security.RateLimitSettings;
import app.grapevine.service.TestServer;
import app.grapevine.web.access.ApiRoutes;
import app.grapevine.web.audit.Exports;
import app.grapevine.web.http.BareServer;
import app.grapevine.web.http.Routes;
import app.grapevine.web.http.WebSettings;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that go away in the middle of an answer, which is nothing that an operator must see. */
class GoneClientsApiTest {
    /** More than the sockets of both sides hold. */
    private static final int MANY_BYTES = 32 << 20;

    @ParameterizedTest
    @ValueSource(strings = {"text/csv", "application/x-ndjson"})
    void anExportEndsQuietlyWhenItsClientGoes(String type) throws IOException {
        try (LogOf log = new LogOf(Exports.class)) {
            try (TestServer server = TestServer.start()) {
                server.link("{'destination':'https://shop.example/','code':'boots'}");
                server.database().writeOnly(handle -> handle.execute("""
                        INSERT INTO clicks (node, sequence, at, link_id, kind, rules_version, first_of_day)
                        SELECT 1, n.x, 1767225600000 + n.x, l.id, 'BOT', 1, FALSE
                        FROM SYSTEM_RANGE(1, 100000) AS n (x), links l"""));
                leave(server, "/api/v1/clicks", type);
                Awaitility.await().until(() -> !log.lines().isEmpty());
            }
            // The server, now closed, has waited for the request to end.
            assertThat(log.lines()).hasSize(1);
            assertThat(log.lines().get(0))
                    .startsWith("DEBUG the client of an export went away: ")
                    .doesNotContain("\n", "trace");
        }
    }

    @Test
    void anAnswerOfOnePieceEndsQuietlyAsWell() throws IOException {
        try (LogOf log = new LogOf(Exports.class)) {
            try (BareServer server =
                    new BareServer(WebSettings.DEFAULT, RateLimitSettings.DEFAULT, List.of(new Large()))) {
                leave(server, "/api/v1/large", "*/*");
            }
            assertThat(log.lines()).isEmpty();
        }
    }

    @Test
    void aRequestThatIsGoneByTheTimeOfItsAnswerIsLetGo() throws Exception {
        Late late = new Late();
        try (BareServer server = new BareServer(WebSettings.DEFAULT, RateLimitSettings.DEFAULT, List.of(late))) {
            CompletableFuture<?> asked = CompletableFuture.runAsync(() -> server.get("/api/v1/late"));
            Context ctx = late.context.get(30, TimeUnit.SECONDS);
            ServletContextRequest.getServletContextRequest(ctx.req())
                    .getServletChannel()
                    .abort(new IOException("on purpose"));
            Awaitility.await().until(() -> isRecycled(ctx));
            CompletableFuture.runAsync(() -> late.answer.complete(null)).get(30, TimeUnit.SECONDS);
            assertThat(asked).succeedsWithin(Duration.ofSeconds(30));
        }
    }

    private static boolean isRecycled(Context ctx) {
        try {
            return ctx.res().getStatus() == 0;
        } catch (IllegalStateException e) {
            return true;
        }
    }

    /** Answers when the test says so. */
    private static final class Late implements Routes {
        private final CompletableFuture<Context> context = new CompletableFuture<>();
        private final CompletableFuture<Void> answer = new CompletableFuture<>();

        @Override
        public void addTo(RoutesConfig routes) {
            new ApiRoutes(routes)
                    .get(
                            "/late",
                            null,
                            ctx -> ctx.future(() -> {
                                context.complete(ctx);
                                return answer;
                            }));
        }
    }

    private static final class Large implements Routes {
        @Override
        public void addTo(RoutesConfig routes) {
            new ApiRoutes(routes).get("/large", null, ctx -> ctx.result(new byte[MANY_BYTES]));
        }
    }

    /** Asks, takes the first byte of the answer, and resets the connection. */
    private static void leave(TestClient server, String path, String type) throws IOException {
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(4096);
            socket.connect(new InetSocketAddress("127.0.0.1", server.port()));
            socket.setSoLinger(true, 0);
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAccept: " + type
                                    + "\r\nAuthorization: Bearer " + TestClient.ADMIN_KEY + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().read()).isEqualTo('H');
        }
    }
}
