package app.grapevine.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.TestClient;
import app.grapevine.security.RateLimitSettings;
import app.grapevine.security.Scope;
import app.grapevine.web.access.ApiRoutes;
import app.grapevine.web.http.BareServer;
import app.grapevine.web.http.Connections;
import app.grapevine.web.http.Routes;
import app.grapevine.web.http.WebSettings;
import io.javalin.config.RoutesConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A stream of events and its client, over a real connection. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LiveStreamApiTest {
    private final BlockingQueue<LiveStream> streams = new LinkedBlockingQueue<>();
    private BareServer server;

    /** A stream that the test writes. */
    private final class Probe implements Routes {
        @Override
        public void addTo(RoutesConfig routes) {
            new ApiRoutes(routes).get("/stream", Scope.STATS_READ, ctx -> {
                LiveStream stream = new LiveStream(ctx.res().getOutputStream(), () -> Connections.cut(ctx));
                ctx.future(() -> {
                    stream.comment("listening");
                    streams.add(stream);
                    return stream.begin();
                });
            });
        }
    }

    @BeforeAll
    void start() {
        server = new BareServer(WebSettings.DEFAULT, RateLimitSettings.DEFAULT, List.of(new Probe()));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private LiveStream next() throws InterruptedException {
        LiveStream stream = streams.poll(30, TimeUnit.SECONDS);
        assertThat(stream).isNotNull();
        return stream;
    }

    @Test
    void aClientThatDoesNotReadIsCutOffAndNobodyWaitsForIt() throws IOException, InterruptedException {
        try (Socket deaf = connect()) {
            LiveStream stream = next();
            String data = "x".repeat(10_000);
            // What the sockets of both sides hold is full after some megabytes.
            for (int i = 0; i < 5_000 && !stream.isOver(); i++) {
                stream.event("visit", data);
            }
            assertThat(stream.isOver()).isTrue();
            deaf.setSoTimeout(30_000);
            assertThat(rest(deaf)).as("the answer has no end").doesNotContain("\r\n0\r\n\r\n");
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress("127.0.0.1", server.port()));
        socket.getOutputStream()
                .write(("GET /api/v1/stream HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                                + TestClient.ADMIN_KEY + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static String rest(Socket socket) throws IOException {
        try {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (SocketException e) {
            return "reset";
        }
    }

    @Test
    void aClientThatGoesEndsItsStream() throws IOException, InterruptedException {
        LiveStream stream;
        try (Socket going = connect()) {
            stream = next();
            going.setSoTimeout(30_000);
            assertThat(going.getInputStream().read()).isEqualTo('H');
        }
        Awaitility.await().until(() -> {
            stream.comment("ping");
            return stream.isOver();
        });
    }

    @Test
    void aStreamThatIsClosedIsACompleteAnswer() throws IOException, InterruptedException {
        try (EventStream client =
                new EventStream(server.request("/api/v1/stream").build())) {
            LiveStream stream = next();
            stream.event("visit", "{}");
            client.await("data: {}");
            stream.close();
            client.awaitEnd();
            stream.event("visit", "late");
        }
    }
}
