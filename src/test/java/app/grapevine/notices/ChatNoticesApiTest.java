package app.grapevine.notices;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.TestClient;
import app.grapevine.service.TestServer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes into chats: a real receiver on this machine, which the operator vouches for. */
class ChatNoticesApiTest {
    private final List<JsonNode> received = new CopyOnWriteArrayList<>();
    private volatile int status = 200;
    private HttpServer chat;
    private TestServer server;

    @BeforeEach
    void start() throws IOException {
        chat = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        chat.createContext("/", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (status == 200) {
                received.add(new ObjectMapper().readTree(body));
            }
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        chat.start();
        server = TestServer.start(
                Map.of("webhooks.hosts", "localhost:" + chat.getAddress().getPort()));
        server.link(
                "{'destination':'https://shop.example/','code':'boots','title':'<!channel> *Boots* [x](https://evil.example)'}");
        server.tap("/boots");
        server.awaitRecorded();
    }

    @AfterEach
    void stop() {
        server.close();
        chat.stop(0);
    }

    private String url() {
        return "http://localhost:" + chat.getAddress().getPort() + "/services/secret-4711";
    }

    private HttpResponse<String> post(String way, String to) {
        return server.post(
                "/api/v1/notices",
                "{\"kind\":\"digest\",\"way\":\"" + way + "\",\"to\":\"" + to + "\",\"language\":\"it\"}");
    }

    private void morning() {
        server.clock().set(Instant.parse("2026-05-02T07:00:00Z"));
        server.runJobs();
    }

    private JsonNode only() {
        return server.ask("/notices").at("/items/0");
    }

    @Test
    void slackGetsBlocksInWhichWhatWasTypedIsText() {
        HttpResponse<String> made = post("slack", url());
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        assertThat(TestClient.json(made).get("state").asText())
                .as("nobody is asked")
                .isEqualTo("active");
        assertThat(made.body()).as("who has the address can write there").doesNotContain("secret");
        assertThat(TestClient.json(made).get("to").asText()).isEqualTo("https://localhost/…4711");
        morning();
        assertThat(received).hasSize(1);
        JsonNode message = received.get(0);
        assertThat(message.get("text").asText()).isEqualTo("Ieri, 1 maggio 2026");
        assertThat(message.at("/blocks/0/type").asText()).isEqualTo("header");
        JsonNode table = message.at("/blocks/2");
        assertThat(table.at("/text/type").asText()).isEqualTo("plain_text");
        assertThat(table.at("/text/text").asText()).contains("<!channel> *Boots*", "Clic: 1 · Visitatori: 1");
        assertThat(message.findValues("type").stream()
                        .filter(type -> type.asText().equals("mrkdwn")))
                .as("addresses of this service alone")
                .hasSize(2);
        assertThat(message.toString()).contains("<https://go.example/dashboard#/notices|");
    }

    @Test
    void teamsGetsACardOfRunsThatKnowNoMarkdown() {
        post("teams", url());
        morning();
        JsonNode attachment = received.get(0).at("/attachments/0");
        assertThat(received.get(0).get("type").asText()).isEqualTo("message");
        assertThat(attachment.get("contentType").asText()).isEqualTo("application/vnd.microsoft.card.adaptive");
        JsonNode card = attachment.get("content");
        assertThat(card.get("type").asText()).isEqualTo("AdaptiveCard");
        assertThat(card.get("body"))
                .allSatisfy(block -> assertThat(block.get("type").asText()).isEqualTo("RichTextBlock"));
        assertThat(card.get("body").toString()).contains("[x](https://evil.example)");
        assertThat(card.get("actions"))
                .allSatisfy(
                        action -> assertThat(action.get("url").asText()).startsWith("https://go.example/dashboard"));
    }

    @Test
    void whatFailsForAWhileIsTriedAgainAndWhatIsRefusedIsNot() {
        post("slack", url());
        status = 503;
        morning();
        assertThat(only().get("error").asText()).isEqualTo("deferred");
        status = 200;
        server.clock().advance(Duration.ofMinutes(1));
        server.runJobs();
        assertThat(received).hasSize(1);
        assertThat(only().get("error").isNull()).isTrue();

        status = 404;
        server.tap("/boots");
        server.awaitRecorded();
        server.clock().set(Instant.parse("2026-05-03T07:00:00Z"));
        server.runJobs();
        assertThat(only().get("error").asText()).isEqualTo("refused");
        assertThat(only().get("waiting").asInt()).isZero();
    }

    @Test
    void onlyHostsOfTheChatAreTakenAndNoPrivateOnes() {
        assertThat(post("slack", "https://hooks.slack.com/services/T0/B0/x").statusCode())
                .isEqualTo(201);
        assertThat(post("teams", "https://prod-01.westeurope.logic.azure.com:443/workflows/1")
                        .statusCode())
                .isEqualTo(201);
        for (String wrong : List.of(
                "https://hooks.slack.com.evil.example/x",
                "https://evil.example/",
                "https://hooks.slack.com@evil.example/")) {
            assertThat(post("slack", wrong).statusCode()).as(wrong).isEqualTo(422);
        }
        assertThat(post("slack", "https://prod-01.westeurope.logic.azure.com/x").body())
                .contains("not-their-webhook");
        assertThat(post("teams", "http://192.168.1.1/").body()).contains("private-receiver", "not-https");
        assertThat(post("mail", "anna@example.com").body()).contains("no-mail");
    }
}
