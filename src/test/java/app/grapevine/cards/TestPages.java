package app.grapevine.cards;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server with pages that a test gives it, on this machine. */
public final class TestPages implements AutoCloseable {
    /** How a path is answered. */
    public interface Answering {
        void answer(HttpExchange exchange) throws IOException;
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Answering> pages = new ConcurrentHashMap<>();
    private final List<Headers> asked = new CopyOnWriteArrayList<>();

    public TestPages() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                asked.add(exchange.getRequestHeaders());
                pages.getOrDefault(exchange.getRequestURI().getPath(), status(404))
                        .answer(exchange);
            }
        });
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** The heads of the requests that came. */
    public List<Headers> asked() {
        return asked;
    }

    public void put(String path, Answering answering) {
        pages.put(path, answering);
    }

    public void put(String path, String html) {
        put(path, body("text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8)));
    }

    public static Answering body(String type, byte[] body) {
        return exchange -> {
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        };
    }

    /** What never ends: the begin, and then blanks. */
    public static Answering endless(String begin) {
        return exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, 0);
            OutputStream out = exchange.getResponseBody();
            out.write(begin.getBytes(StandardCharsets.UTF_8));
            byte[] blanks = " ".repeat(8192).getBytes(StandardCharsets.UTF_8);
            // Until the other side has heard enough.
            for (long sent = 0; sent < 1L << 32; sent += blanks.length) {
                out.write(blanks);
            }
        };
    }

    public static Answering redirect(String to) {
        return exchange -> {
            exchange.getResponseHeaders().set("Location", to);
            exchange.sendResponseHeaders(302, -1);
        };
    }

    public static Answering status(int status) {
        return exchange -> exchange.sendResponseHeaders(status, -1);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
