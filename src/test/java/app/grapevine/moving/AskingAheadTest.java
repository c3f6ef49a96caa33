package app.grapevine.moving;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.MutableClock;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is asked of a source while something else of it is read. */
class AskingAheadTest {
    private static final List<String> PATHS =
            IntStream.range(0, 10).mapToObj(i -> "/" + i).toList();

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    /** Each answer waits until as many requests are there. */
    private final CountDownLatch together = new CountDownLatch(SourceClient.AT_ONCE);

    private volatile boolean isBusy;
    private HttpServer server;
    private SourceClient client;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
        String address = "http://localhost:" + server.getAddress().getPort();
        client =
                new SourceClient(address, Map.of(), new MutableClock("2026-05-01T12:00:00Z"), length -> isBusy = false);
    }

    @AfterEach
    void stop() {
        client.close();
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        asked.add(path);
        together.countDown();
        try {
            assertThat(together.await(20, TimeUnit.SECONDS))
                    .as("several at once")
                    .isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        byte[] body = ("\"" + path + "\"").getBytes(StandardCharsets.US_ASCII);
        exchange.sendResponseHeaders(isBusy ? 429 : 200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Test
    void fourAreOnTheirWayAndEachIsAskedForOnce() throws InterruptedException {
        for (int i = 0; i < PATHS.size(); i++) {
            client.askAhead(PATHS.subList(i, PATHS.size()));
            assertThat(client.get(PATHS.get(i)).asText()).isEqualTo(PATHS.get(i));
        }
        assertThat(asked).containsExactlyInAnyOrderElementsOf(PATHS);
    }

    @Test
    void whoIsBusyIsAskedForAllOfItAgainAndForLessAtOnce() throws InterruptedException {
        isBusy = true;
        client.askAhead(PATHS);
        assertThat(client.get(PATHS.get(0)).asText()).isEqualTo(PATHS.get(0));
        assertThat(asked).hasSize(SourceClient.AT_ONCE + 1);
        client.askAhead(PATHS.subList(1, PATHS.size()));
        for (String path : PATHS.subList(1, SourceClient.AT_ONCE)) {
            assertThat(client.get(path).asText()).isEqualTo(path);
        }
        assertThat(asked.subList(SourceClient.AT_ONCE + 1, asked.size()))
                .as("those that were refused were asked for anew, none beyond")
                .containsExactlyInAnyOrderElementsOf(PATHS.subList(1, SourceClient.AT_ONCE));
    }
}
