package app.grapevine.web.admin;

import app.grapevine.client.ServiceClient;
import app.grapevine.web.http.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** Asks a running service for what admins may: what a command uses that finds the data directory in use. */
final class AdminClient {
    private static final int SHOWN = 200;
    private static final int LONGEST_PROBLEM = 64 << 10;

    private final URI service;
    private final ServiceClient client;

    /**
     * @param service such as {@code http://localhost:8080}
     * @param key an API key with the scope admin
     */
    AdminClient(URI service, String key) {
        this.service = service;
        this.client = new ServiceClient(service, key);
    }

    /**
     * POSTs an object.
     *
     * @param path behind that of the API
     * @param made of the answer's body
     * @throws DeclinedException if the service does not do it
     * @throws app.grapevine.client.UnreachableException if nobody answers
     */
    <J, T> T post(String path, ObjectNode body, Class<J> type, Function<J, T> made) throws InterruptedException {
        HttpRequest.Builder request = request(path)
                .header("Content-Type", Json.CONTENT_TYPE)
                .POST(BodyPublishers.ofByteArray(Json.bytes(body)));
        return ask(request, type, made);
    }

    /** GETs an object, as {@link #post}. */
    <J, T> T get(String path, Class<J> type, Function<J, T> made) throws InterruptedException {
        return ask(request(path).GET(), type, made);
    }

    /** GETs what is no object; its caller closes it. Throws as {@link #post}. */
    InputStream stream(String path) throws InterruptedException {
        HttpResponse<InputStream> answer = client.stream(request(path).GET());
        if (answer.statusCode() == 200) {
            return answer.body();
        }
        try (InputStream body = answer.body()) {
            throw declined(answer.statusCode(), new String(body.readNBytes(LONGEST_PROBLEM), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new DeclinedException("the service at " + service + " answers " + answer.statusCode());
        }
    }

    private HttpRequest.Builder request(String path) {
        try {
            return client.api(path);
        } catch (IllegalArgumentException e) {
            throw new DeclinedException("not the address of a service, or not a key: " + e.getMessage());
        }
    }

    private <J, T> T ask(HttpRequest.Builder request, Class<J> type, Function<J, T> made) throws InterruptedException {
        HttpResponse<String> answer = client.send(request);
        try {
            if (answer.statusCode() / 100 == 2) {
                return made.apply(reader(type).readValue(answer.body()));
            }
            throw declined(answer.statusCode(), answer.body());
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new DeclinedException("what answers at " + service + " is not Grapevine, or another version of it");
        }
    }

    private DeclinedException declined(int status, String body) throws JsonProcessingException {
        if (status == 401 || status == 403) {
            return new DeclinedException("the service at " + service + " does not take the key: it must be an admin's");
        }
        JsonNode problem = Json.MAPPER.readTree(body);
        return new DeclinedException(
                "the service at " + service + " answers " + status + told(problem),
                problem.path("errors").findValuesAsText("code"));
    }

    private static ObjectReader reader(Class<?> type) {
        return Json.MAPPER.readerFor(type).without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    /** What a problem says in its own words. */
    private static String told(JsonNode problem) {
        String text = problem.path("title").asText();
        for (JsonNode fault : problem.path("errors")) {
            text += "; " + fault.path("field").asText() + " "
                    + fault.path("message").asText();
        }
        return text.isEmpty() ? "" : ": " + text.substring(0, Math.min(SHOWN, text.length()));
    }
}
