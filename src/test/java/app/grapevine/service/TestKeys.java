package app.grapevine.service;

import app.grapevine.TestClient;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keys that open little or nothing, for tests of rights. */
public final class TestKeys {
    private static final String KEYS = "/api/v1/keys";

    private TestKeys() {}

    /** None, and keys that are known no more, or never were. Turns the server's clock by a second. */
    public static List<@Nullable String> withoutAccess(TestServer server) {
        JsonNode revoked = made(server, "{'name':'revoked','scopes':['admin']}");
        server.delete(KEYS + "/" + revoked.get("id").asText());
        JsonNode rotated = made(server, "{'name':'rotated','scopes':['admin']}");
        String rotate = KEYS + "/" + rotated.get("id").asText() + "/rotate";
        requireStatus(200, server.post(rotate, "{\"overlapHours\":0}"));
        String soon = server.clock().instant().plusSeconds(1).toString();
        JsonNode expired = made(server, "{'name':'expired','scopes':['admin'],'expiresAt':'" + soon + "'}");
        server.clock().advance(Duration.ofSeconds(1));
        return Arrays.asList(
                null,
                "none-of-ours",
                "gv_" + "x".repeat(43),
                "gv_" + "x".repeat(49),
                revoked.get("secret").asText(),
                rotated.get("secret").asText(),
                expired.get("secret").asText());
    }

    /** A key that is limited to a campaign. @return its secret */
    public static String limited(TestServer server, String campaign, String... scopes) {
        String list = String.join("','", scopes);
        return made(server, "{'name':'" + campaign + " key','scopes':['" + list + "'],'campaign':'" + campaign + "'}")
                .get("secret")
                .asText();
    }

    private static JsonNode made(TestServer server, String json) {
        return TestClient.json(requireStatus(201, server.post(KEYS, json.replace('\'', '"'))));
    }

    private static HttpResponse<String> requireStatus(int status, HttpResponse<String> answer) {
        if (answer.statusCode() != status) {
            throw new AssertionError(answer.statusCode() + ": " + answer.body());
        }
        return answer;
    }
}
