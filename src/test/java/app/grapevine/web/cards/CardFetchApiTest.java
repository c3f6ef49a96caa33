package app.grapevine.web.cards;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.cards.TestPages;
import app.grapevine.service.TestServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A destination's own card, asked for through the API; which pages are asked at all {@code PageReaderTest} shows. */
class CardFetchApiTest {
    private static final String PAGE = "<title>Boots | Shop</title><meta property='og:title' content='Red boots'>"
            + "<meta property='og:description' content='For rain'><meta property='og:image' content='/red.jpg'>";

    private final TestPages pages = new TestPages();
    private TestServer server;

    @AfterEach
    void stop() {
        pages.close();
        server.close();
    }

    private void start(String... more) {
        server = TestServer.start(Map.of(
                "cards.fetch",
                more.length > 0 ? more[0] : "on",
                "cards.hosts",
                more.length > 1 ? more[1] : "localhost:" + pages.port(),
                "destinations.private",
                "allowed"));
    }

    private HttpResponse<String> ask(String destination, String... headers) {
        return server.post("/api/v1/cards", "{\"destination\":\"" + destination + "\"}", headers);
    }

    private String url(String path) {
        return "http://localhost:" + pages.port() + path;
    }

    @Test
    void aPageSaysWhatItsCardShows() {
        start();
        pages.put("/boots", PAGE);

        HttpResponse<String> answer = ask(url("/boots"));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode card = TestServer.json(answer);
        assertThat(card.get("title").asText()).isEqualTo("Red boots");
        assertThat(card.get("description").asText()).isEqualTo("For rain");
        assertThat(card.get("image").asText()).isEqualTo(url("/red.jpg"));
        assertThat(pages.asked()).as("the picture is not asked for").hasSize(1);
        assertThat(ask(url("/boots?q=100%|")).statusCode())
                .as("an address as browsers take it")
                .isEqualTo(200);
        assertThat(server.ask("/about").get("asksPages").asBoolean()).isTrue();
        JsonNode entry = server.ask("/audit?action=card.fetched").at("/items/0");
        assertThat(entry.toString()).contains("localhost").doesNotContain("/boots");
    }

    @Test
    void byDefaultNothingGoesOut() {
        start("off");
        pages.put("/boots", PAGE);

        HttpResponse<String> answer = ask(url("/boots"));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("\"destination\"", "cards-off", "cards.fetch");
        assertThat(server.ask("/about").get("asksPages").asBoolean()).isFalse();
        assertThat(pages.asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "page.localhost"})
    void whatIsOnThisMachineIsNotAskedThoughLinksMayLeadThere(String host) {
        start("on", "");
        pages.put("/", PAGE);

        assertThat(ask("http://" + host + ":" + pages.port() + "/").body()).contains("private-page");
        assertThat(ask("http://" + host + "/").statusCode()).isEqualTo(422);
        assertThat(pages.asked()).isEmpty();
    }

    @Test
    void aRedirectLeadsNowhereElse() {
        start();
        for (String to : List.of(
                "http://127.0.0.1:" + server.port() + "/api/v1/about", "http://169.254.169.254/", "http://[::1]/")) {
            pages.put("/", TestPages.redirect(to));
            assertThat(ask(url("/")).body()).as(to).contains("private-page");
        }
    }

    @Test
    void whatIsWrongIsSaidOfTheDestination() {
        start();
        pages.put("/gone", TestPages.status(404));
        pages.put("/file", TestPages.body("application/pdf", new byte[9]));

        assertThat(ask(url("/gone")).body()).contains("page-refused", "404");
        assertThat(ask(url("/file")).body()).contains("not-a-page");
        assertThat(ask("").body()).contains("missing");
        assertThat(ask("mailto:anna@example.com").body()).contains("not-http");
        assertThat(ask("https://go.example/code").body()).contains("own-address");
        assertThat(ask("https://a:b@shop.example/").body()).contains("has-user-info");
        assertThat(server.post("/api/v1/cards", "{\"destination\":\"https://shop.example/\",\"more\":1}")
                        .body())
                .contains("unknown-field");
    }

    @Test
    void itIsForWhoMakesLinksAndNotTooOften() {
        start();
        pages.put("/boots", PAGE);

        assertThat(ask(url("/boots"), "Authorization", "Bearer " + server.newKey("links:read"))
                        .statusCode())
                .isEqualTo(403);
        for (int i = 0; i < 30; i++) {
            assertThat(ask(url("/boots")).statusCode()).isEqualTo(200);
        }
        assertThat(ask(url("/boots")).statusCode()).isEqualTo(429);
    }
}
