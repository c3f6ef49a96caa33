package app.grapevine.moving;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Answers as Shlink's REST API does, by its documentation: lists in pages, visits newest first, problems with their statuses. It
 * has links and visits that a test gives it.
 */
public final class FakeShlink implements AutoCloseable {
    public static final String KEY = "a-key-of-shlink";
    /** The host of its short URLs. */
    public static final String HOST = "s.example";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** @param rules as its API has them; null for none */
    public record ShortUrl(
            String code,
            String longUrl,
            String domain,
            String title,
            List<String> tags,
            Instant created,
            Map<String, Object> meta,
            List<Map<String, Object>> rules) {
        public static ShortUrl to(String code, String longUrl, Instant created) {
            return new ShortUrl(code, longUrl, null, null, List.of(), created, Map.of(), null);
        }
    }

    public record Visit(String code, Instant at, String referer, String userAgent, String country) {}

    private final HttpServer server;
    private final List<ShortUrl> links = new ArrayList<>();
    private final Map<String, List<Visit>> visits = new HashMap<>();
    /** What was asked, with the query. */
    private final List<String> asked = new ArrayList<>();

    private int busy;
    private String version = "v3";

    public FakeShlink() {
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

    public synchronized FakeShlink add(ShortUrl link) {
        links.add(link);
        return this;
    }

    public synchronized FakeShlink add(Visit visit) {
        visits.computeIfAbsent(visit.code, any -> new ArrayList<>()).add(visit);
        return this;
    }

    /** Answers the next requests with 429. */
    public synchronized void beBusy(int requests) {
        busy = requests;
    }

    /** Has no other version of the API. */
    public synchronized void speak(String only) {
        version = only;
    }

    public synchronized List<String> asked() {
        return List.copyOf(asked);
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        asked.add(exchange.getRequestURI().toString());
        if (!KEY.equals(exchange.getRequestHeaders().getFirst("X-Api-Key"))) {
            send(exchange, 401, problem("https://shlink.io/api/error/invalid-api-key", 401));
        } else if (busy > 0) {
            busy--;
            exchange.getResponseHeaders().set("Retry-After", "7");
            send(exchange, 429, problem("too-many", 429));
        } else {
            String path = exchange.getRequestURI().getRawPath();
            String prefix = "/rest/" + version + "/short-urls";
            Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
            if (path.equals("/rest/" + version + "/domains")) {
                send(
                        exchange,
                        200,
                        Map.of("domains", Map.of("data", List.of(Map.of("domain", HOST, "isDefault", true)))));
            } else if (path.equals(prefix)) {
                send(exchange, 200, list(query));
            } else if (path.startsWith(prefix + "/") && path.endsWith("/visits")) {
                send(exchange, HOST.equals(query.get("domain")) ? 404 : 200, visits(code(path), query));
            } else if (path.startsWith(prefix + "/") && path.endsWith("/redirect-rules")) {
                send(exchange, 200, rules(code(path)));
            } else {
                send(exchange, 404, problem("not-found", 404));
            }
        }
    }

    private static Map<String, Object> problem(String type, int status) {
        return Map.of("type", type, "title", "No", "detail", "No.", "status", status);
    }

    private static String code(String path) {
        String[] parts = path.split("/");
        return URLDecoder.decode(parts[4], StandardCharsets.UTF_8);
    }

    private Map<String, Object> rules(String code) {
        ShortUrl link =
                links.stream().filter(one -> one.code.equals(code)).findFirst().orElseThrow();
        return Map.of("defaultLongUrl", link.longUrl, "redirectRules", link.rules == null ? List.of() : link.rules);
    }

    private Map<String, Object> list(Map<String, String> query) {
        Stream<ShortUrl> all = links.stream();
        if ("dateCreated-ASC".equals(query.get("orderBy"))) {
            all = all.sorted(Comparator.comparing(ShortUrl::created));
        }
        return Map.of("shortUrls", page(all.map(this::json).toList(), query));
    }

    private Map<String, Object> json(ShortUrl link) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("shortCode", link.code);
        json.put("shortUrl", "https://" + (link.domain == null ? HOST : link.domain) + "/" + link.code);
        json.put("longUrl", link.longUrl);
        json.put("dateCreated", link.created.toString().replace("Z", "+00:00"));
        json.put("tags", link.tags);
        Map<String, Object> meta = new LinkedHashMap<>();
        meta.put("validSince", null);
        meta.put("validUntil", null);
        meta.put("maxVisits", null);
        meta.putAll(link.meta);
        json.put("meta", meta);
        json.put("domain", link.domain);
        json.put("title", link.title);
        json.put("crawlable", false);
        json.put("forwardQuery", true);
        int total = visits.getOrDefault(link.code, List.of()).size();
        json.put("visitsSummary", Map.of("total", total, "nonBots", total, "bots", 0));
        json.put("hasRedirectRules", link.rules != null);
        return json;
    }

    private Map<String, Object> visits(String code, Map<String, String> query) {
        Predicate<Visit> within = visit -> {
            String from = query.get("startDate");
            String to = query.get("endDate");
            return (from == null || !visit.at.isBefore(Instant.parse(from)))
                    && (to == null || !visit.at.isAfter(Instant.parse(to)));
        };
        List<Map<String, Object>> found = visits.getOrDefault(code, List.of()).stream()
                .filter(within)
                .sorted(Comparator.comparing(Visit::at).reversed())
                .map(FakeShlink::json)
                .toList();
        return Map.of("visits", page(found, query));
    }

    private static Map<String, Object> json(Visit visit) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("referer", visit.referer);
        json.put("date", visit.at.toString().replace("Z", "+00:00"));
        json.put("userAgent", visit.userAgent);
        json.put("visitLocation", visit.country == null ? null : Map.of("countryCode", visit.country));
        json.put("potentialBot", false);
        json.put("visitedUrl", "https://" + HOST + "/" + visit.code);
        json.put("redirectUrl", null);
        return json;
    }

    private static Map<String, Object> page(List<Map<String, Object>> all, Map<String, String> query) {
        int page = Integer.parseInt(query.getOrDefault("page", "1"));
        int size = Integer.parseInt(query.getOrDefault("itemsPerPage", "10"));
        int from = Math.min(all.size(), (page - 1) * size);
        List<Map<String, Object>> some = all.subList(from, Math.min(all.size(), from + size));
        Map<String, Object> pagination = Map.of(
                "currentPage",
                page,
                "pagesCount",
                (all.size() + size - 1) / size,
                "itemsPerPage",
                size,
                "itemsInCurrentPage",
                some.size(),
                "totalItems",
                all.size());
        return Map.of("data", some, "pagination", pagination);
    }

    private static Map<String, String> query(String raw) {
        Map<String, String> query = new HashMap<>();
        for (String pair : raw == null ? new String[0] : raw.split("&")) {
            String[] parts = pair.split("=", 2);
            query.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return query;
    }

    private static void send(HttpExchange exchange, int status, Object body) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
