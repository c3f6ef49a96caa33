package app.grapevine;

import app.grapevine.ops.Settings;
import app.grapevine.storage.DatabaseSettings;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** The whole service as {@link App} composes it, on a free port, with a clock of its own, and a client for it. */
public final class TestService implements AutoCloseable {
    public static final String ADMIN_KEY = "an-admin-key-for-tests-0123456789";
    public static final String IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15"
            + " (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1";
    public static final String IN_WHATSAPP = "Mozilla/5.0 (Linux; Android 15; Pixel 8; wv) AppleWebKit/537.36"
            + " (KHTML, like Gecko) Version/4.0 Chrome/131.0.6778.81 Mobile Safari/537.36 WA4A/2.25.32.75";
    public static final String TELEGRAM_FETCHER = "TelegramBot (like TwitterBot)";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(10))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final MutableClock clock = new MutableClock("2026-05-01T12:00:00Z");
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Map<String, String> settings;
    private final Path directory;
    private App app;

    private TestService(Map<String, String> more) {
        try {
            directory = Files.createTempDirectory("grapevine-service-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        settings = new HashMap<>(Map.of(
                "port",
                "0",
                "data.dir",
                directory.resolve("data").toString(),
                "admin.key",
                ADMIN_KEY,
                "domains",
                "links.example"));
        settings.putAll(more);
        start();
    }

    /** @param more settings by their keys */
    public static TestService start(Map<String, String> more) {
        return new TestService(more);
    }

    /** On a database of its own, embedded or not. */
    public static TestService on(DatabaseSettings database, Map<String, String> more) {
        Map<String, String> all = new HashMap<>(more);
        all.put("database.url", database.url());
        if (database.user() != null) {
            all.put("database.user", database.user());
            all.put("database.password", database.password());
        }
        return new TestService(all);
    }

    private void start() {
        app = App.start(Settings.of(settings), clock, new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    /** Stops the service in order and starts it again on the same data. */
    public void restart() {
        app.close();
        start();
    }

    /** Stops the service in order; its data stay. */
    public void stop() {
        app.close();
    }

    public MutableClock clock() {
        return clock;
    }

    /** What the service has printed to standard output. */
    public String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    public Path dataDirectory() {
        return directory.resolve("data");
    }

    public int port() {
        return app.url().getPort();
    }

    public URI uri(String pathAndQuery) {
        return URI.create("http://localhost:" + port() + pathAndQuery);
    }

    /** A visit to a short link. @param headers names and values in turn */
    public HttpResponse<String> visit(String method, String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path))
                .timeout(Duration.ofSeconds(60))
                .method(method, BodyPublishers.noBody());
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return send(request);
    }

    /** A person's visit. */
    public HttpResponse<String> tap(String path) {
        return visit("GET", path, "User-Agent", IPHONE);
    }

    /** A call of the API with the admin key. @param json the body, or null */
    public HttpResponse<String> call(String method, String path, String json) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri("/api/v1" + path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + ADMIN_KEY)
                .method(method, json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
        if (json != null) {
            request.header("Content-Type", "application/json");
        }
        return send(request);
    }

    /** The answer to a GET of the API that succeeds. */
    public JsonNode get(String path) {
        HttpResponse<String> response = call("GET", path, null);
        if (response.statusCode() != 200) {
            throw new AssertionError(response.statusCode() + ": " + response.body());
        }
        return json(response);
    }

    /** Makes a link, and gives its code. @param json with single quotes for double ones */
    public String link(String json) {
        HttpResponse<String> response = call("POST", "/links", json.replace('\'', '"'));
        if (response.statusCode() != 201) {
            throw new AssertionError(response.statusCode() + ": " + response.body());
        }
        return json(response).get("code").textValue();
    }

    /** The value of a metric, with its labels as they are written. */
    public double metric(String name) {
        return visit("GET", "/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElse(0);
    }

    /** Waits until every visit is in the database. */
    public void awaitRecorded() {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> metric("grapevine_visits_pending") == 0);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public static JsonNode json(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(response.body(), e);
        }
    }

    @Override
    public void close() {
        app.close();
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
