package app.grapevine;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A shop of another origin than the service's: the pages that a test gives it, and what it was asked for. */
final class ShopPages implements AutoCloseable {
    /** @param line method and address, as in the request's first line; {@code cookie} what came along, or nothing */
    record Asked(String line, String cookie, String body) {}

    private final HttpServer server;
    private final Map<String, String> pages = new ConcurrentHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private volatile String usual = "";
    private volatile String policy = "";

    ShopPages() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Forgets its pages and what it was asked. @param usual what stands on pages that it was not given */
    void clear(String usual, String policy) {
        this.usual = usual;
        this.policy = policy;
        pages.clear();
        asked.clear();
    }

    void allow(String policy) {
        this.policy = policy;
    }

    void put(String path, String body) {
        pages.put(path, body);
    }

    String url(String path) {
        return "http://shop.localhost:" + server.getAddress().getPort() + path;
    }

    /** In the order in which it came, pictures of tabs apart. */
    List<Asked> asked() {
        return asked;
    }

    Optional<Asked> asked(String beginning) {
        return asked.stream().filter(one -> one.line().startsWith(beginning)).findFirst();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String address = exchange.getRequestURI().toString();
        if (!address.equals("/favicon.ico")) {
            String cookie = String.join(";", exchange.getRequestHeaders().getOrDefault("Cookie", List.of()));
            asked.add(new Asked(exchange.getRequestMethod() + " " + address, cookie, body));
        }
        String content = pages.getOrDefault(exchange.getRequestURI().getPath(), usual);
        byte[] page = ("<!doctype html><html lang=en><title>shop</title>" + content).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "text/html; charset=utf-8");
        if (!policy.isEmpty()) {
            exchange.getResponseHeaders().add("Content-Security-Policy", policy);
        }
        exchange.sendResponseHeaders(200, page.length);
        exchange.getResponseBody().write(page);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
