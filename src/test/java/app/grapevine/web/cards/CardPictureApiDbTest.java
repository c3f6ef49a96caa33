package app.grapevine.web.cards;

import static app.grapevine.cards.TestPictures.corner;
import static app.grapevine.cards.TestPictures.photo;
import static app.grapevine.cards.TestPictures.webp;
import static app.grapevine.cards.TestPictures.written;
import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.TestAgents;
import app.grapevine.cards.TestPictures;
import app.grapevine.service.TestServer;
import app.grapevine.storage.Dialect;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Pictures for cards from their upload to the apps that show them, and until they are gone. */
@ParameterizedClass
@EnumSource(Dialect.class)
class CardPictureApiDbTest {
    private static final String API = "/api/v1";

    @Parameter
    Dialect dialect;

    private TestServer server;

    @BeforeEach
    void start() {
        server = TestServer.start(dialect, Map.of());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> upload(byte[] file, String type) {
        return server.send(server.request(API + "/card-pictures")
                .setHeader("Content-Type", type)
                .POST(BodyPublishers.ofByteArray(file)));
    }

    /** The address of a picture that was uploaded. */
    private String uploaded() {
        HttpResponse<String> answer = upload(photo(corner(400, 200), 6), "image/jpeg");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return TestServer.json(answer).get("url").asText();
    }

    private HttpResponse<String> fetched(String url) {
        return server.visit("GET", URI.create(url).getPath());
    }

    private String link(String image) {
        return server.link("{'destination':'https://shop.example/','card':{'title':'Boots','image':'" + image + "'}}");
    }

    @Test
    void anUploadedPictureIsServedToAnybodyWhoHasItsAddress() {
        HttpResponse<String> answer = upload(photo(corner(400, 200), 6), "image/jpeg");

        JsonNode made = TestServer.json(answer);
        String url = made.get("url").asText();
        assertThat(url).matches("https://go\\.example/images/[0-9A-Za-z]{22}\\.jpg");
        assertThat(url).contains(made.get("id").asText());
        assertThat(made.get("width").asInt()).as("it is upright").isEqualTo(200);
        assertThat(made.get("height").asInt()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Location")).hasValue(url);
        HttpResponse<String> picture = fetched(url);
        assertThat(picture.statusCode()).isEqualTo(200);
        assertThat(picture.headers().firstValue("Content-Type")).hasValue("image/jpeg");
        assertThat(picture.headers().firstValue("Cache-Control")).hasValue("public, max-age=2592000, immutable");
        assertThat(picture.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(picture.headers().firstValue("Cross-Origin-Resource-Policy")).hasValue("cross-origin");
        assertThat(picture.body()).doesNotContain("Exif", TestPictures.PLACE);
        String path = URI.create(url).getPath();
        String tag = picture.headers().firstValue("ETag").orElseThrow();
        assertThat(server.visit("GET", path, "If-None-Match", tag).statusCode()).isEqualTo(304);
        assertThat(server.visit("HEAD", path).headers().firstValue("Content-Type"))
                .hasValue("image/jpeg");
        for (String other :
                List.of(path.replace(".jpg", ".png"), path + "x", "/images/", "/images/" + "0".repeat(22) + ".jpg")) {
            assertThat(server.visit("GET", other).statusCode()).as(other).isEqualTo(404);
        }
        server.restart();
        assertThat(fetched(url).statusCode()).as("it is in the database").isEqualTo(200);
    }

    @Test
    void aLinkShowsItFromItsOwnDomain() {
        String url = uploaded();
        String code = server.link(
                "{'destination':'https://shop.example/','domain':'links.example','card':{'image':'" + url + "'}}");

        String own = url.replace("go.example", "links.example");
        assertThat(server.ask("/links/" + code + "?domain=links.example")
                        .at("/card/image")
                        .asText())
                .isEqualTo(own);
        String card = server.visit(
                        "GET", "/" + code, "Host", "links.example", "User-Agent", TestAgents.WHATSAPP_FETCHER)
                .body();
        assertThat(card).contains("<meta property=\"og:image\" content=\"" + own + "\">");
    }

    @Test
    void everyFormatIsTakenAndWhatIsNoPictureIsRefused() {
        assertThat(upload(webp(), "image/webp").statusCode()).isEqualTo(201);
        assertThat(upload(written(corner(40, 20), "gif"), "image/gif").statusCode())
                .isEqualTo(201);
        assertThat(upload(written(corner(40, 20), "png"), "image/png").body()).contains(".png\"");

        byte[] page = "<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8);
        HttpResponse<String> none = upload(page, "image/png");
        assertThat(none.statusCode()).isEqualTo(422);
        assertThat(none.body()).contains("\"picture\"", "not-a-card-picture");
        assertThat(upload(page, "image/svg+xml").statusCode()).isEqualTo(415);
        assertThat(upload(new byte[(2 << 20) + 1], "image/png").statusCode()).isEqualTo(413);
    }

    @Test
    void aCardShowsNoPictureOfThisServiceThatIsNotThere() {
        HttpResponse<String> gone = server.post(
                API + "/links",
                "{\"destination\":\"https://shop.example/\",\"card\":{\"image\":\"https://go.example/images/"
                        + "0".repeat(22) + ".jpg\"}}");
        assertThat(gone.statusCode()).isEqualTo(422);
        assertThat(gone.body()).contains("card.image", "unknown-picture");

        HttpResponse<String> other = server.post(
                API + "/links",
                "{\"destination\":\"https://shop.example/\",\"card\":{\"image\":\"https://go.example/other.jpg\"}}");
        assertThat(other.body()).contains("card.image", "own-address");
        String elsewhere = "https://other.example/images/" + "0".repeat(22) + ".jpg";
        assertThat(server.ask("/links/" + link(elsewhere)).at("/card/image").asText())
                .as("what is of another service is as it is")
                .isEqualTo(elsewhere);
    }

    @Test
    void aPictureThatNoLinkShowsIsGoneAfterTwoDays() {
        String unused = uploaded();
        String used = uploaded();
        String replaced = uploaded();
        link(used);
        String code = link(replaced);
        server.clock().advance(Duration.ofHours(47));
        server.runJobs();
        assertThat(fetched(unused).statusCode()).isEqualTo(200);

        server.patch(
                API + "/links/" + code, "{\"card\":{\"image\":null}}", "Content-Type", "application/merge-patch+json");
        server.clock().advance(Duration.ofHours(2));
        server.runJobs();
        server.restart();

        assertThat(fetched(unused).statusCode()).isEqualTo(404);
        assertThat(fetched(replaced).statusCode()).isEqualTo(404);
        assertThat(fetched(used).statusCode()).isEqualTo(200);
    }

    @Test
    void itGoesWithTheLastLinkThatIsErased() {
        String url = uploaded();
        String one = link(url);
        String other = link(url);

        erase(one);
        assertThat(pictures()).isEqualTo(1);
        erase(other);
        assertThat(pictures()).isZero();
    }

    private void erase(String code) {
        server.post(API + "/erasures", "{\"link\":\"" + code + "\",\"linksToo\":true}");
        Awaitility.await().until(() -> {
            server.clock().advance(Duration.ofSeconds(2));
            server.runJobs();
            return !server.ask("/erasures").at("/items/0/finishedAt").isNull();
        });
    }

    private long pictures() {
        return server.database()
                .read(handle -> handle.createQuery("SELECT COUNT(*) FROM card_pictures")
                        .mapTo(Long.class)
                        .one());
    }

    @Test
    void nobodyUploadsMoreThanTwentyInAMinute() {
        byte[] file = written(corner(4, 4), "png");
        List<Integer> statuses = IntStream.range(0, 21)
                .mapToObj(any -> upload(file, "image/png").statusCode())
                .toList();

        assertThat(statuses.subList(0, 20)).containsOnly(201);
        assertThat(statuses.get(20)).isEqualTo(429);
    }

    @Test
    void itIsForWhoMakesLinksAndInTheAuditLog() {
        byte[] file = written(corner(4, 4), "png");
        String reader = server.newKey("links:read", "stats:read");
        HttpResponse<String> refused = server.send(server.request(API + "/card-pictures")
                .setHeader("Authorization", "Bearer " + reader)
                .setHeader("Content-Type", "image/png")
                .POST(BodyPublishers.ofByteArray(file)));
        String id = TestServer.json(upload(file, "image/png")).get("id").asText();

        assertThat(refused.statusCode()).isEqualTo(403);
        JsonNode entry = server.ask("/audit?action=picture.created").at("/items/0");
        assertThat(entry.at("/subject/id").asText()).isEqualTo(id);
    }
}
