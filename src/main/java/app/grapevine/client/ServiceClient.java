package app.grapevine.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A running service, asked over HTTP with an API key or as anybody. An answer is waited for half a minute, and a
 * redirect is an answer. Safe for use by many threads.
 */
public final class ServiceClient {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final String API = "/api/v1";

    // Not HTTP/2, whose offer by upgrade no browser makes.
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final URI service;
    private final String base;
    private final @Nullable String key;

    /**
     * @param service such as {@code http://localhost:8080}; what it has for a path comes before all others
     * @param key an API key; null where the API is not asked
     */
    public ServiceClient(URI service, @Nullable String key) {
        String text = service.toString();
        this.service = service;
        this.base = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        this.key = key;
    }

    /** A request to what is open to everybody. @throws IllegalArgumentException where this makes no URL */
    public HttpRequest.Builder open(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).timeout(TIMEOUT);
    }

    /**
     * A request to the API with the key.
     *
     * @param path behind {@code /api/v1}
     * @throws IllegalArgumentException where this makes no URL, or the key cannot stand in a header
     */
    public HttpRequest.Builder api(String path) {
        HttpRequest.Builder request = open(API + path);
        return key == null ? request : request.header("Authorization", "Bearer " + key);
    }

    /** The answer, whatever its status, whose body is still to come. @throws UnreachableException if there is none */
    public HttpResponse<InputStream> stream(HttpRequest.Builder request) throws InterruptedException {
        try {
            return http.send(request.build(), BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new UnreachableException(service, e);
        }
    }

    /** The answer, whatever its status. @throws UnreachableException if there is none */
    public HttpResponse<String> send(HttpRequest.Builder request) throws InterruptedException {
        try {
            return http.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UnreachableException(service, e);
        }
    }
}
