package app.grapevine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/** A client of a server on this machine, with the admin key of the tests. It follows no redirects. */
public abstract class TestClient {
    public static final String ADMIN_KEY = "an-admin-key-for-tests-0123456789";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    /** Where the server listens. */
    public abstract int port();

    public URI uri(String pathAndQuery) {
        return URI.create("http://127.0.0.1:" + port() + pathAndQuery);
    }

    /** Where health and metrics are; a service may have a port of their own for them. */
    public URI opsUri(String path) {
        return uri(path);
    }

    /** A request with the admin key, to be changed at will and sent by {@link #send}. */
    public HttpRequest.Builder request(String pathAndQuery) {
        return HttpRequest.newBuilder(uri(pathAndQuery))
                .timeout(Duration.ofSeconds(60))
                .setHeader("Authorization", "Bearer " + ADMIN_KEY);
    }

    public HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public HttpResponse<String> get(String pathAndQuery) {
        return send(request(pathAndQuery).GET());
    }

    /** @param headers names and values in turn */
    public HttpResponse<String> post(String pathAndQuery, String json, String... headers) {
        return withBody("POST", pathAndQuery, json, headers);
    }

    /** @param headers names and values in turn */
    public HttpResponse<String> patch(String pathAndQuery, String json, String... headers) {
        return withBody("PATCH", pathAndQuery, json, headers);
    }

    public HttpResponse<String> delete(String pathAndQuery) {
        return send(request(pathAndQuery).DELETE());
    }

    private HttpResponse<String> withBody(String method, String pathAndQuery, String json, String... headers) {
        HttpRequest.Builder request = request(pathAndQuery)
                .setHeader("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(json));
        return send(with(request, headers));
    }

    private static HttpRequest.Builder with(HttpRequest.Builder request, String... headers) {
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return request;
    }

    /** A visit to a short link, without a key. @param headers names and values in turn */
    public HttpResponse<String> visit(String method, String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path))
                .timeout(Duration.ofSeconds(60))
                .method(method, BodyPublishers.noBody());
        return send(with(request, headers));
    }

    /** A person's visit. */
    public HttpResponse<String> tap(String path) {
        return visit("GET", path, "User-Agent", TestAgents.IPHONE);
    }

    /** The answer of the API to a GET that succeeds. @param path under {@code /api/v1} */
    public JsonNode ask(String path) {
        return json(succeeded(200, get("/api/v1" + path)));
    }

    /** Makes a link, and gives its code. @param json with single quotes for double ones */
    public String link(String json) {
        return json(succeeded(201, post("/api/v1/links", json.replace('\'', '"'))))
                .get("code")
                .textValue();
    }

    private static HttpResponse<String> succeeded(int status, HttpResponse<String> response) {
        if (response.statusCode() != status) {
            throw new AssertionError(response.statusCode() + ": " + response.body());
        }
        return response;
    }

    /** The value of a metric, with its labels as they are written. */
    public double metric(String name) {
        return send(HttpRequest.newBuilder(opsUri("/metrics")))
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

    /** Makes an API key with {@code scopes}, and gives its secret. */
    public String newKey(String... scopes) {
        String list = String.join("\",\"", List.of(scopes));
        return json(post("/api/v1/keys", "{\"name\":\"test\",\"scopes\":[\"" + list + "\"]}"))
                .get("secret")
                .asText();
    }

    /** Sends bytes as they are, and gives all that comes back until the server closes. */
    public String raw(String request) {
        try (Socket socket = new Socket("127.0.0.1", port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            socket.getInputStream().transferTo(answer);
            return answer.toString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The body of an answer as JSON. */
    public static JsonNode json(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(response.body(), e);
        }
    }
}
