package app.grapevine.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Grapevine in a process of its own, with what a benchmark asks of its API. */
final class GrapevineProcess implements AutoCloseable {
    static final String KEY = "benchmark-key-benchmark-key-benchmark-key";
    private static final Pattern CODE = Pattern.compile("\"code\"\\s*:\\s*\"([^\"]+)\"");

    private final HttpClient client = HttpClient.newHttpClient();
    private final ServerProcess server;

    private GrapevineProcess(ServerProcess server) {
        this.server = server;
    }

    /** @param more settings by their names in the environment */
    static GrapevineProcess start(Path directory, Map<String, String> more, String... jvmOptions) throws IOException {
        return startAs("app.grapevine.Main", directory, more, jvmOptions);
    }

    /** With a main class of one's own. */
    static GrapevineProcess startAs(String mainClass, Path directory, Map<String, String> more, String... jvmOptions)
            throws IOException {
        return new GrapevineProcess(ServerProcess.start(
                mainClass, environment(directory, more), directory.resolve("server.log"), jvmOptions));
    }

    /** With a log of this start's own. */
    static GrapevineProcess startLoggingTo(Path log, Path directory, Map<String, String> more) throws IOException {
        return new GrapevineProcess(ServerProcess.start("app.grapevine.Main", environment(directory, more), log));
    }

    static GrapevineProcess startWith(List<String> javaAndOptions, Path directory) throws IOException {
        return new GrapevineProcess(ServerProcess.startWith(
                javaAndOptions,
                "app.grapevine.Main",
                environment(directory, Map.of()),
                directory.resolve("server.log")));
    }

    static GrapevineProcess startJar(Path jar, Path directory, String... jvmOptions) throws IOException {
        return new GrapevineProcess(ServerProcess.startJar(
                jar, environment(directory, Map.of()), directory.resolve("server.log"), jvmOptions));
    }

    /** With a command of one's own, in the directory where its program lies. */
    static GrapevineProcess startIn(Path program, List<String> command, Path directory) throws IOException {
        return new GrapevineProcess(ServerProcess.startIn(
                program, command, environment(directory, Map.of()), directory.resolve("server.log")));
    }

    /** Waits until {@code /health/ready} says yes. */
    void awaitReady() throws IOException, InterruptedException {
        HttpRequest ready = request("/health/ready").build();
        while (client.send(ready, BodyHandlers.discarding()).statusCode() != 200) {
            Thread.sleep(10);
        }
    }

    static Map<String, String> environment(Path directory, Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "GRAPEVINE_PORT",
                "0",
                "GRAPEVINE_DATA_DIR",
                directory.resolve("data").toString(),
                "GRAPEVINE_ADMIN_KEY",
                KEY,
                "GRAPEVINE_LIMIT_API",
                "100000000"));
        environment.putAll(more);
        return environment;
    }

    ServerProcess server() {
        return server;
    }

    int port() {
        return server.port();
    }

    /** Makes {@code count} links for channels in turn, and gives their codes. */
    List<String> createLinks(int count, boolean trackConversions) throws IOException, InterruptedException {
        String[] channels = {"whatsapp", "telegram", "messenger", "signal", "wechat", "email"};
        List<String> codes = new ArrayList<>();
        for (int from = 0; from < count; from += 10_000) {
            StringBuilder body = new StringBuilder("[");
            for (int i = from; i < Math.min(count, from + 10_000); i++) {
                body.append(i == from ? "" : ",")
                        .append(
                                "{\"destination\":\"https://example.com/landing/%d\",\"channel\":\"%s\",\"trackConversions\":%s}"
                                        .formatted(i, channels[i % channels.length], trackConversions));
            }
            Matcher matcher =
                    CODE.matcher(post("/api/v1/links/bulk", body.append("]").toString()));
            while (matcher.find()) {
                codes.add(matcher.group(1));
            }
        }
        if (codes.size() != count) {
            throw new IllegalStateException(codes.size() + " links were made, and not " + count);
        }
        return codes;
    }

    /** Makes {@code count} links, all from one description, and gives their codes. @param count at most 10,000 */
    List<String> createLinks(int count, String link) throws IOException, InterruptedException {
        List<String> codes = new ArrayList<>();
        String made = post("/api/v1/links/bulk", "[" + (link + ",").repeat(count - 1) + link + "]");
        for (Matcher matcher = CODE.matcher(made); matcher.find(); ) {
            codes.add(matcher.group(1));
        }
        if (codes.size() != count) {
            throw new IllegalStateException(codes.size() + " links were made: " + made);
        }
        return codes;
    }

    String post(String path, String json) throws IOException, InterruptedException {
        return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
    }

    String get(String path, String accept) throws IOException, InterruptedException {
        return send(request(path).header("Accept", accept).GET());
    }

    /** The lines of an answer of any length. */
    void lines(String path, String accept, Consumer<String> consumer) throws IOException, InterruptedException {
        HttpRequest request = request(path).header("Accept", accept).GET().build();
        try (Stream<String> lines = client.send(request, BodyHandlers.ofLines()).body()) {
            lines.forEach(consumer);
        }
    }

    /** Reads an answer of any length and keeps nothing of it; breaks off where it is told to. */
    void read(String path, String accept, AtomicBoolean ended) throws IOException, InterruptedException {
        HttpRequest request = request(path).header("Accept", accept).GET().build();
        HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
        byte[] buffer = new byte[1 << 16];
        try (InputStream body = response.body()) {
            int read = 0;
            while (read >= 0 && !ended.get()) {
                read = body.read(buffer);
            }
        }
        if (response.statusCode() >= 300) {
            throw new IllegalStateException(path + " is answered " + response.statusCode());
        }
    }

    /** Sends a body, and gives whatever is answered. */
    HttpResponse<String> exchange(String path, String type, String body) throws IOException, InterruptedException {
        return client.send(
                request(path)
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    /** A person's visit, and whatever is answered. */
    HttpResponse<String> visit(String path, String userAgent) throws IOException, InterruptedException {
        HttpRequest visit = HttpRequest.newBuilder(URI.create("http://localhost:" + port() + path))
                .header("User-Agent", userAgent)
                .build();
        return client.send(visit, BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port() + path))
                .header("Authorization", "Bearer " + KEY);
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw new IllegalStateException(response.statusCode() + ": " + response.body());
        }
        return response.body();
    }

    /** A value of /metrics: the sum over all labels, or of one label's value. */
    double metric(String name) throws IOException, InterruptedException {
        return get("/metrics", "text/plain")
                .lines()
                .filter(line -> line.startsWith(name) && !line.startsWith("#"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    @Override
    public void close() {
        server.close();
    }
}
