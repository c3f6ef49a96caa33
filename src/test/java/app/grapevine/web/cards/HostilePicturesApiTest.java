package app.grapevine.web.cards;

import static app.grapevine.cards.TestPictures.corner;
import static app.grapevine.cards.TestPictures.photo;
import static app.grapevine.cards.TestPictures.webp;
import static app.grapevine.cards.TestPictures.written;
import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.HostileTexts;
import app.grapevine.service.TestServer;
import app.grapevine.web.api.LogOf;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Files that say they are pictures: of each format broken in every way that chance finds, cut short, one in the clothes of another,
 * and texts that mean harm. Each is kept or refused by name, what is kept is a picture that was drawn anew, and the log says nothing.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostilePicturesApiTest {
    private static final int BROKEN = 60;
    private static final int SHARE = 40;

    private TestServer server;

    @BeforeAll
    void start() {
        server = TestServer.start();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void isKeptOrRefusedByName() {
        Map<String, byte[]> formats = Map.of(
                "image/jpeg", photo(corner(64, 32), 6),
                "image/png", written(corner(64, 32), "png"),
                "image/gif", written(corner(64, 32), "gif"),
                "image/webp", webp());
        List<byte[]> files = new ArrayList<>();
        for (byte[] whole : formats.values()) {
            files.add(whole);
            Random random = new Random(16);
            for (int i = 0; i < BROKEN; i++) {
                files.add(broken(whole, random, i));
            }
        }
        List<String> texts = HostileTexts.ofAllClasses();
        for (int i = 0; i < texts.size(); i += SHARE) {
            files.add(texts.get(i).getBytes(StandardCharsets.UTF_8));
        }
        try (LogOf log = new LogOf(HostilePicturesApiTest.class)) {
            int kept = 0;
            for (String type : formats.keySet()) {
                for (byte[] file : files) {
                    kept += isKept(type, file) ? 1 : 0;
                }
            }
            assertThat(kept).as("of the broken some still show something").isGreaterThan(formats.size());
            int stored = server.database()
                    .read(handle -> handle.createQuery("SELECT COUNT(*) FROM card_pictures")
                            .mapTo(Integer.class)
                            .one());
            assertThat(stored).isEqualTo(kept);
            assertThat(log.lines()).as(() -> String.join("\n", log.traces())).isEmpty();
        }
    }

    /** A few bytes are others, or the end is missing. */
    private static byte[] broken(byte[] whole, Random random, int turn) {
        if (turn % 3 == 0) {
            return Arrays.copyOf(whole, random.nextInt(whole.length));
        }
        byte[] broken = whole.clone();
        // What says how large it is and how it is packed stands at the beginning.
        int within = turn % 3 == 1 ? Math.min(64, broken.length) : broken.length;
        for (int i = 0; i <= turn % 5; i++) {
            broken[random.nextInt(within)] = (byte) random.nextInt();
        }
        return broken;
    }

    private boolean isKept(String type, byte[] file) {
        server.clock().advance(Duration.ofMinutes(1)); // so that nobody uploads too many
        HttpResponse<String> answer = server.send(server.request("/api/v1/card-pictures")
                .setHeader("Content-Type", type)
                .POST(BodyPublishers.ofByteArray(file)));
        assertThat(answer.statusCode()).as(() -> type + ": " + answer.body()).isIn(201, 422);
        if (answer.statusCode() == 422) {
            assertThat(answer.body()).contains("\"picture\"");
            return false;
        }
        String path = URI.create(TestServer.json(answer).get("url").asText()).getPath();
        HttpResponse<String> shown = server.visit("GET", path);
        assertThat(shown.statusCode()).isEqualTo(200);
        assertThat(shown.headers().firstValue("Content-Type")).get().isIn("image/png", "image/jpeg");
        return true;
    }
}
