package app.grapevine.web.visit;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.service.TestServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What networks append to a user agent makes no other visitor of who clicks. */
class AppendedMarksApiTest {
    private static final String BROWSER =
            "Mozilla/5.0 (Linux; Android 13; SM-G991B) AppleWebKit/537.36 (KHTML, like Gecko)"
                    + " Chrome/120.0.0.0 Mobile Safari/537.36";

    @Test
    void aRequestsIdIsNoOtherVisitor() {
        try (TestServer server = TestServer.start()) {
            server.link("{'destination':'https://shop.example/','code':'spring'}");
            for (String mark : List.of("", " ||| ReqID 1", " ||| ReqID 2", " [ip:192.0.2.1]")) {
                server.visit("GET", "/spring", "User-Agent", BROWSER + mark);
                server.clock().advance(Duration.ofMinutes(1));
            }
            server.awaitRecorded();

            JsonNode total = server.ask("/stats?code=spring&by=channel").get("total");

            assertThat(total.get("clicks").asInt()).isEqualTo(4);
            assertThat(total.get("visitors").asInt()).isEqualTo(1);
        }
    }
}
