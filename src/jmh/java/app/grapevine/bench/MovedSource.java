package app.grapevine.bench;

import app.grapevine.TestAgents;
import app.grapevine.base.EpochDay;
import app.grapevine.rollups.Difference;
import app.grapevine.rollups.Rollups;
import app.grapevine.storage.Database;
import app.grapevine.storage.TestDatabase;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** A source that answers as Shlink's API does, of links and visits that are reckoned as they are asked for. */
final class MovedSource implements AutoCloseable {
    static final String KEY = "a-key";

    private static final Instant BEGIN = Instant.parse("2025-01-01T00:00:00Z");
    private static final int SECONDS = 300 * 86_400;
    private static final int LINKS_A_PAGE = 500;
    private static final String[] AGENTS = {
        TestAgents.IPHONE, TestAgents.IN_WHATSAPP, TestAgents.TELEGRAM_FETCHER, TestAgents.BOT, TestAgents.IN_WECHAT
    };

    private final int links;
    private final int visits;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final AtomicLong requests = new AtomicLong();

    MovedSource(int links, int visits) throws IOException {
        this.links = links;
        this.visits = visits;
        // Else an answer waits 40 ms for the other side's word that its head has come.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    String address() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    long requests() {
        return requests.get();
    }

    /** Of one run that nobody kills. */
    long expectedRequests() {
        return links / LINKS_A_PAGE + links;
    }

    /** The first links have one more where the visits do not part evenly. */
    private int visitsOf(int link) {
        return visits / links + (link < visits % links ? 1 : 0);
    }

    private static String code(int link) {
        return "code" + link + (link % 2 == 0 ? "" : "X");
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        String path = exchange.getRequestURI().getPath();
        Map<String, Integer> query = numbers(exchange.getRequestURI().getQuery());
        int page = query.getOrDefault("page", 1);
        int size = query.getOrDefault("itemsPerPage", 10);
        StringBuilder body = new StringBuilder();
        if (path.endsWith("/domains")) {
            body.append("{\"domains\":{\"data\":[{\"domain\":\"s.example\",\"isDefault\":true}]}}");
        } else if (path.endsWith("/visits")) {
            String code = path.split("/")[4];
            int link = Integer.parseInt(code.substring(4).replace("X", ""));
            int all = visitsOf(link);
            body.append("{\"visits\":{\"data\":[");
            int from = Math.min(all, (page - 1) * size);
            int to = Math.min(all, from + size);
            for (int i = from; i < to; i++) {
                visit(body.append(i == from ? "" : ","), link, all, i);
            }
            end(body, page, size, all);
        } else {
            body.append("{\"shortUrls\":{\"data\":[");
            int from = Math.min(links, (page - 1) * size);
            int to = Math.min(links, from + size);
            for (int i = from; i < to; i++) {
                link(body.append(i == from ? "" : ","), i);
            }
            end(body, page, size, links);
        }
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** The numbers of a query; what is no number is left out. */
    private static Map<String, Integer> numbers(String query) {
        Map<String, Integer> numbers = new HashMap<>();
        for (String pair : query == null ? new String[0] : query.split("&")) {
            String[] parts = pair.split("=", 2);
            if (parts.length == 2 && parts[1].matches("\\d{1,9}")) {
                numbers.put(parts[0], Integer.parseInt(parts[1]));
            }
        }
        return numbers;
    }

    private void link(StringBuilder body, int link) {
        body.append("{\"shortCode\":\"")
                .append(code(link))
                .append("\",\"shortUrl\":\"https://s.example/")
                .append(code(link))
                .append("\",\"longUrl\":\"https://shop.example/")
                .append(link)
                .append("\",\"dateCreated\":\"")
                .append(BEGIN.plusSeconds(link))
                .append("\",\"tags\":[\"t")
                .append(link % 50)
                .append("\"],\"meta\":{},\"domain\":null,\"title\":\"Link ")
                .append(link)
                .append("\",\"forwardQuery\":true,\"visitsSummary\":{\"total\":")
                .append(visitsOf(link))
                .append("}}");
    }

    /** The newest first. */
    private static void visit(StringBuilder body, int link, int all, int place) {
        int number = all - 1 - place;
        long second = (long) SECONDS * number / all + link % 1000;
        body.append("{\"referer\":\"\",\"date\":\"")
                .append(BEGIN.plusSeconds(second))
                .append("\",\"userAgent\":\"")
                .append(AGENTS[(link + number) % AGENTS.length])
                .append("\",\"visitLocation\":{\"countryCode\":\"IT\"},\"potentialBot\":false}");
    }

    private static void end(StringBuilder body, int page, int size, int all) {
        body.append("],\"pagination\":{\"currentPage\":")
                .append(page)
                .append(",\"pagesCount\":")
                .append((all + size - 1) / size)
                .append(",\"itemsPerPage\":")
                .append(size)
                .append(",\"totalItems\":")
                .append(all)
                .append("}}}");
    }

    /** Whether each link is there once with all of its visits, and what reports read equals a recount; says what is not. */
    boolean isAll(Database database) {
        Map<String, Long> found = new HashMap<>();
        TestDatabase.list(
                        database,
                        String.class,
                        "SELECT l.code || ' ' || COUNT(*) FROM clicks c JOIN links l ON l.id = c.link_id GROUP BY l.code")
                .forEach(line -> found.put(line.split(" ")[0], Long.valueOf(line.split(" ")[1])));
        long codes = TestDatabase.count(database, "links");
        int wrong = 0;
        for (int link = 0; link < links; link++) {
            long has = found.getOrDefault(code(link), 0L);
            if (has != visitsOf(link) && wrong++ < 10) {
                System.out.printf("%s has %d visits instead of %d%n", code(link), has, visitsOf(link));
            }
        }
        List<Difference> differences = new Rollups(database)
                .verify(
                        EpochDay.of(BEGIN.toEpochMilli()),
                        EpochDay.of(BEGIN.plusSeconds(SECONDS + 86_400L).toEpochMilli()));
        System.out.printf(
                "%,d links, %,d visits, %d differences between counts and a recount%n",
                codes, found.values().stream().mapToLong(Long::longValue).sum(), differences.size());
        return wrong == 0 && codes == links && differences.isEmpty();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
