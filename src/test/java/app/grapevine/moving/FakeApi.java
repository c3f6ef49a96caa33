package app.grapevine.moving;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A server whose answers a test gives, by path and query. It notes what it was asked, with a header. */
public final class FakeApi implements AutoCloseable {
    private record Answer(int status, String body, Map<String, String> headers) {}

    private final HttpServer server;
    private final Map<String, List<Answer>> answers = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private final String header;

    /** @param header that is noted of each request */
    public FakeApi(String header) {
        this.header = header;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    public String address() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** @param json with single quotes for double ones */
    public FakeApi at(String pathAndQuery, String json) {
        return at(pathAndQuery, 200, json, Map.of());
    }

    /** Of several answers to one question, each is given once, in order, and the last from then on. */
    public synchronized FakeApi at(String pathAndQuery, int status, String json, Map<String, String> headers) {
        answers.computeIfAbsent(pathAndQuery, any -> new ArrayList<>())
                .add(new Answer(status, json.replace('\'', '"'), headers));
        return this;
    }

    /** @param json as it is sent */
    public synchronized FakeApi answer(String pathAndQuery, String json) {
        answers.put(pathAndQuery, List.of(new Answer(200, json, Map.of())));
        return this;
    }

    /** Paths with their queries, and the header behind a blank. */
    public synchronized List<String> asked() {
        return List.copyOf(asked);
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        String url = exchange.getRequestURI().toString();
        asked.add(url + " " + exchange.getRequestHeaders().getFirst(header));
        List<Answer> all = answers.getOrDefault(url, List.of(new Answer(404, "{}", Map.of())));
        Answer answer = all.size() > 1 ? all.remove(0) : all.get(0);
        byte[] body = answer.body.getBytes(StandardCharsets.UTF_8);
        answer.headers.forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(answer.status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
