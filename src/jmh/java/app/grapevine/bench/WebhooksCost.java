package app.grapevine.bench;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * CPU time of a redirect of a link whose clicks a webhook tells, beside that of one whose clicks none tells: three services in one
 * run, one without a webhook, one whose receiver answers after a second, one whose receiver answers 500. Recording on, 1,000 links each.
 *
 * <pre>mvn -q -Pbench test-compile exec:java -Dexec.mainClass=app.grapevine.bench.WebhooksCost</pre>
 *
 * Arguments: rounds (9), requests a round and kind (20000). Six rounds before them warm up. It says how many messages came.
 */
public final class WebhooksCost {
    private static final int CODES = 1000;
    private static final int WARM_UP = 6;
    private static final long SLOW_MILLIS = 1000;
    private static final String LINK = "{\"destination\": \"https://example.com/own\", \"channel\": \"whatsapp\"}";
    private static final String USER_AGENT =
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
                    + " Version/18.1 Mobile/15E148 Safari/604.1";

    private WebhooksCost() {}

    public static void main(String[] args) throws Exception {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 9;
        int requests = args.length > 1 ? Integer.parseInt(args[1]) : 20_000;
        AtomicLong messages = new AtomicLong();
        try (Receiver slow = new Receiver(messages, SLOW_MILLIS, 204);
                Receiver broken = new Receiver(messages, 0, 500);
                GrapevineProcess without = start();
                GrapevineProcess withSlow = start();
                GrapevineProcess withBroken = start()) {
            slow.subscribe(withSlow);
            broken.subscribe(withBroken);
            List<Rounds.Kind> kinds = List.of(
                    kind(without, "without a webhook"),
                    kind(withSlow, "with one that answers slowly"),
                    kind(withBroken, "with one that answers 500"));
            new Rounds(WARM_UP, requests).run(rounds, kinds, kind -> {
                RedirectCost.awaitDrained(without);
                RedirectCost.awaitDrained(withSlow);
                RedirectCost.awaitDrained(withBroken);
            });
            Rounds.print(kinds, kinds.get(0));
            System.out.println(messages.get() + " messages came");
        }
    }

    private static GrapevineProcess start() throws IOException {
        Path directory = Files.createTempDirectory("grapevine-bench-");
        return GrapevineProcess.start(directory, Map.of("GRAPEVINE_WEBHOOKS_HOSTS", "127.0.0.1"));
    }

    private static Rounds.Kind kind(GrapevineProcess grapevine, String name) throws Exception {
        List<String> paths = grapevine.createLinks(CODES, LINK).stream()
                .map(code -> "/" + code)
                .toList();
        return Rounds.Kind.of(name, 302, grapevine.server(), paths, USER_AGENT);
    }

    /** Takes messages, and answers after a while. */
    private static final class Receiver implements AutoCloseable {
        private final ExecutorService threads = Executors.newCachedThreadPool();
        private final HttpServer server;

        Receiver(AtomicLong messages, long millis, int status) throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(threads);
            server.createContext("/", exchange -> {
                try (exchange) {
                    exchange.getRequestBody().readAllBytes();
                    messages.incrementAndGet();
                    Thread.sleep(millis);
                    exchange.sendResponseHeaders(status, -1);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            server.start();
        }

        void subscribe(GrapevineProcess grapevine) throws IOException, InterruptedException {
            String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
            grapevine.post("/api/v1/webhooks", "{\"url\": \"" + url + "\", \"events\": [\"click.recorded\"]}");
        }

        @Override
        public void close() {
            server.stop(0);
            threads.shutdownNow();
        }
    }
}
