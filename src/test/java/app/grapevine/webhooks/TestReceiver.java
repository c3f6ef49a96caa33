package app.grapevine.webhooks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A receiver of webhooks on this machine: a real server, which keeps what it was sent and answers as it is told. */
public final class TestReceiver implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What was sent. @param accepted whether it was answered with success */
    public record Received(Map<String, List<String>> headers, String text, JsonNode body, boolean accepted) {
        public String header(String name) {
            return headers.entrySet().stream()
                    .filter(header -> header.getKey().equalsIgnoreCase(name))
                    .map(header -> header.getValue().get(0))
                    .findFirst()
                    .orElse("");
        }

        public String id() {
            return header("webhook-id");
        }

        public String type() {
            return body.path("type").asText();
        }

        public JsonNode data() {
            return body.path("data");
        }
    }

    /** How it answers. */
    public interface Behaviour {
        void answer(HttpExchange exchange) throws IOException;
    }

    /** With a status. @param headers names and values */
    public static Behaviour status(int status, String... headers) {
        return exchange -> {
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
            }
            exchange.sendResponseHeaders(status, -1);
        };
    }

    /** What came, and what it is answered, which is known before whoever sent it can know. */
    private record Taken(HttpExchange exchange, Map<String, List<String>> headers, String text, JsonNode body) {
        Received now() {
            int code = exchange.getResponseCode();
            return new Received(headers, text, body, code >= 200 && code < 300);
        }
    }

    private final @Nullable SSLContext tls;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Taken> taken = new ArrayList<>();
    private final int port;
    private volatile Behaviour behaviour = status(204);
    private HttpServer server;

    public TestReceiver() {
        this(null);
    }

    /** @param tls null for none */
    TestReceiver(@Nullable SSLContext tls) {
        this.tls = tls;
        server = listening(0);
        port = server.getAddress().getPort();
    }

    private HttpServer listening(int at) {
        try {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), at);
            HttpServer listening;
            if (tls == null) {
                listening = HttpServer.create(address, 0);
            } else {
                HttpsServer https = HttpsServer.create(address, 0);
                https.setHttpsConfigurator(new HttpsConfigurator(tls));
                listening = https;
            }
            listening.createContext("/", this::handle);
            listening.setExecutor(threads);
            listening.start();
            return listening;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        String text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        synchronized (taken) {
            taken.add(new Taken(exchange, Map.copyOf(exchange.getRequestHeaders()), text, JSON.readTree(text)));
        }
        try (exchange) {
            behaviour.answer(exchange);
        }
    }

    /** Goes away: nobody listens at its port, and what it was about to answer is broken off. */
    void leave() {
        server.stop(0);
    }

    /** Comes back, at the same port. */
    void comeBack() {
        server = listening(port);
    }

    public void answers(Behaviour how) {
        behaviour = how;
    }

    /** All that was sent, in the order of its coming. */
    public List<Received> received() {
        synchronized (taken) {
            return taken.stream().map(Taken::now).toList();
        }
    }

    /** What of that was answered with success. */
    public List<Received> accepted() {
        return received().stream().filter(Received::accepted).toList();
    }

    public int port() {
        return port;
    }

    public String url() {
        return "http://127.0.0.1:" + port + "/hook";
    }

    /** As {@code webhooks.hosts} names it. */
    public String host() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
