package app.grapevine.web.shlink;

import app.grapevine.TestClient;
import app.grapevine.service.TestServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;

/** A client of Shlink's API with a key, as its programs send it. */
record ShlinkClient(TestServer server, String key) {
    HttpResponse<String> send(String method, String path, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.uri("/rest/v3" + path))
                .timeout(Duration.ofSeconds(60))
                .setHeader("X-Api-Key", key)
                .method(
                        method,
                        body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body.replace('\'', '"')));
        if (!body.isEmpty()) {
            request.setHeader("Content-Type", "application/json");
        }
        return server.send(request);
    }

    HttpResponse<String> get(String path) {
        return send("GET", path, "");
    }

    /** The answer to what succeeds. @param body with single quotes for double ones */
    JsonNode ask(String method, String path, String body) {
        HttpResponse<String> answer = send(method, path, body);
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.statusCode() + ": " + answer.body());
        }
        return TestClient.json(answer);
    }

    JsonNode ask(String path) {
        return ask("GET", path, "");
    }

    /** Makes a link, and gives what is answered. */
    JsonNode make(String body) {
        return ask("POST", "/short-urls", body);
    }
}
