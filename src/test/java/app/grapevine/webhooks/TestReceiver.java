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

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Received> received = new ArrayList<>();
    private volatile Behaviour behaviour = status(204);

    public TestReceiver() {
        this(null);
    }

    /** @param tls null for none */
    TestReceiver(@Nullable SSLContext tls) {
        try {
            InetSocketAddress free = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0);
            if (tls == null) {
                server = HttpServer.create(free, 0);
            } else {
                HttpsServer https = HttpsServer.create(free, 0);
                https.setHttpsConfigurator(new HttpsConfigurator(tls));
                server = https;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        int place;
        synchronized (received) {
            place = received.size();
            received.add(new Received(Map.copyOf(exchange.getRequestHeaders()), text, JSON.readTree(text), false));
        }
        try (exchange) {
            behaviour.answer(exchange);
        } finally {
            int code = exchange.getResponseCode();
            synchronized (received) {
                Received one = received.get(place);
                received.set(place, new Received(one.headers, one.text, one.body, code >= 200 && code < 300));
            }
        }
    }

    public void answers(Behaviour how) {
        behaviour = how;
    }

    /** All that was sent, in the order of its coming: what is answered may be told of it later than the next one comes. */
    public List<Received> received() {
        synchronized (received) {
            return List.copyOf(received);
        }
    }

    /** What of that was answered with success. */
    public List<Received> accepted() {
        return received().stream().filter(Received::accepted).toList();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public String url() {
        return "http://127.0.0.1:" + port() + "/hook";
    }

    /** As {@code webhooks.hosts} names it. */
    public String host() {
        return "127.0.0.1:" + port();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
