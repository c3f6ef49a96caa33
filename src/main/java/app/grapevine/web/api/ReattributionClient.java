package app.grapevine.web.api;

import app.grapevine.client.ServiceClient;
import app.grapevine.reattribution.Reattribution;
import app.grapevine.web.http.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Asks a running service to judge visits anew: what a command uses that finds the data directory in use. */
public final class ReattributionClient {
    private static final int SHOWN = 200;
    private static final ObjectReader READER =
            Json.MAPPER.readerFor(ReattributionJson.class).without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private final URI service;
    private final ServiceClient client;

    /** The service does not do what was asked; the message says why in a line. */
    public static final class DeclinedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        DeclinedException(String message) {
            super(message);
        }
    }

    /**
     * @param service such as {@code http://localhost:8080}
     * @param key an API key with the scope admin
     */
    public ReattributionClient(URI service, String key) {
        this.service = service;
        this.client = new ServiceClient(service, key);
    }

    /**
     * Enters a run, see {@code POST /api/v1/reattributions}.
     *
     * @throws DeclinedException if the service does not do it
     * @throws app.grapevine.client.UnreachableException if nobody answers
     */
    public Reattribution enter(@Nullable Instant from, @Nullable Instant to) throws InterruptedException {
        ObjectNode body = Json.MAPPER.createObjectNode();
        if (from != null) {
            body.put("from", from.toString());
        }
        if (to != null) {
            body.put("to", to.toString());
        }
        return ask(request("")
                .header("Content-Type", Json.CONTENT_TYPE)
                .POST(BodyPublishers.ofByteArray(Json.bytes(body))));
    }

    /**
     * The run as it stands.
     *
     * @throws DeclinedException if the service does not do it
     * @throws app.grapevine.client.UnreachableException if nobody answers
     */
    public Reattribution get(String id) throws InterruptedException {
        return ask(request("/" + id).GET());
    }

    private HttpRequest.Builder request(String path) {
        try {
            return client.api(ReattributionsApi.PATH + path);
        } catch (IllegalArgumentException e) {
            throw new DeclinedException("not the address of a service, or not a key: " + e.getMessage());
        }
    }

    private Reattribution ask(HttpRequest.Builder request) throws InterruptedException {
        HttpResponse<String> answer = client.send(request);
        if (answer.statusCode() == 401 || answer.statusCode() == 403) {
            throw new DeclinedException("the service at " + service + " does not take the key: it must be an admin's");
        }
        try {
            if (answer.statusCode() / 100 == 2) {
                ReattributionJson run = READER.readValue(answer.body());
                return run.toRun();
            }
            throw new DeclinedException(
                    "the service at " + service + " answers " + answer.statusCode() + told(answer.body()));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new DeclinedException("what answers at " + service + " is not Grapevine, or another version of it");
        }
    }

    /** What a problem says in its own words. */
    private static String told(String body) throws JsonProcessingException {
        JsonNode problem = Json.MAPPER.readTree(body);
        String text = problem.path("title").asText();
        for (JsonNode fault : problem.path("errors")) {
            text += "; " + fault.path("field").asText() + " "
                    + fault.path("message").asText();
        }
        return text.isEmpty() ? "" : ": " + text.substring(0, Math.min(SHOWN, text.length()));
    }
}
