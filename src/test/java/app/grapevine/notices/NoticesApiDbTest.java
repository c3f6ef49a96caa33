package app.grapevine.notices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.grapevine.TestAgents;
import app.grapevine.TestClient;
import app.grapevine.mail.MailBox;
import app.grapevine.mail.MailBox.Received;
import app.grapevine.service.TestServer;
import app.grapevine.storage.Dialect;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What goes out by mail, from the click to the letter: a real service, a real SMTP server, a clock that is moved. */
@ParameterizedClass
@EnumSource(Dialect.class)
class NoticesApiDbTest {
    private static final String PASSWORD = "velvet harbour tidy lantern";
    private static final String TO = "anna@example.com";

    @Parameter
    private Dialect dialect;

    private MailBox box;
    private TestServer server;
    private String cookie;

    @BeforeEach
    void start() {
        box = new MailBox();
        Map<String, String> settings = new HashMap<>(box.settings());
        settings.put("trusted.proxies", "127.0.0.0/8");
        server = TestServer.start(dialect, settings);
        cookie = signedIn("Anna", "stats:read");
        server.post("/api/v1/campaigns", "{\"slug\":\"spring\",\"name\":\"Spring <b>\"}");
        server.link("{'destination':'https://shop.example/1','code':'boots','campaign':'spring','channel':'whatsapp'}");
        server.link("{'destination':'https://shop.example/2','code':'hats','campaign':'spring','channel':'email'}");
    }

    @AfterEach
    void stop() {
        server.close();
        box.close();
    }

    private String signedIn(String name, String scope) {
        String person = "{\"name\":\"" + name + "\",\"password\":\"" + PASSWORD + "\"";
        server.post("/api/v1/accounts", person + ",\"scopes\":[\"" + scope + "\"]}");
        return server.post("/api/v1/session", person + "}")
                .headers()
                .firstValue("Set-Cookie")
                .orElseThrow()
                .split(";")[0];
    }

    /** As who is signed in. */
    private HttpResponse<String> send(String method, String path, String json) {
        return server.send(HttpRequest.newBuilder(server.uri("/api/v1" + path))
                .header("Cookie", cookie)
                .header("Origin", "http://127.0.0.1:" + server.port())
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(json.replace('\'', '"'))));
    }

    private JsonNode made(String json) {
        HttpResponse<String> answer = send("POST", "/notices", json);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return TestClient.json(answer);
    }

    private JsonNode only() {
        return server.ask("/notices").at("/items/0");
    }

    private void tap(String code, int people) {
        for (int i = 0; i < people; i++) {
            server.visit("GET", "/" + code, "User-Agent", TestAgents.IPHONE, "X-Forwarded-For", "198.51." + i + ".7");
        }
        server.awaitRecorded();
    }

    private Received letter(int number) {
        await().until(() -> box.received().size() >= number);
        return box.received().get(number - 1);
    }

    /** The page that a link of a letter leads to, wherever the service listens by now. */
    private HttpResponse<String> page(String method, String address) {
        return server.send(HttpRequest.newBuilder(server.uri(URI.create(address).getPath()))
                .method(method, BodyPublishers.noBody()));
    }

    private void confirm(Received letter) {
        assertThat(page("POST", letter.address("https://go.example/notices/confirm/"))
                        .statusCode())
                .isEqualTo(200);
    }

    private void at(String moment) {
        server.clock().set(Instant.parse(moment));
        server.runJobs();
    }

    @Test
    void aCampaignsWeekComesByMailOnceItsReaderAgrees() {
        JsonNode made = made("{'kind':'report','campaign':'spring','to':'" + TO + "','timezone':'Europe/Rome'}");
        assertThat(made.get("state").asText()).isEqualTo("unconfirmed");
        assertThat(made.get("period").asText()).isEqualTo("weekly");
        Received asked = letter(1);
        assertThat(asked.to()).isEqualTo(TO);
        assertThat(asked.subject()).isEqualTo("Shall figures of go.example come to this address?");
        assertThat(asked.raw()).doesNotContain("Anna", "Spring").doesNotContain("List-Unsubscribe");
        String agree = asked.address("https://go.example/notices/confirm/");
        assertThat(page("GET", agree).body()).contains("<form method=\"post\">");
        assertThat(only().get("state").asText()).as("a look is no word").isEqualTo("unconfirmed");
        confirm(asked);
        assertThat(only().get("state").asText()).isEqualTo("active");
        assertThat(only().get("nextAt").asText()).isEqualTo("2026-05-04T05:00:00Z");

        tap("boots", 3);
        tap("hats", 2);
        at("2026-05-04T04:59:59Z");
        assertThat(box.received()).hasSize(1);
        at("2026-05-04T05:00:00Z");
        Received report = letter(2);
        assertThat(report.subject()).isEqualTo("Spring <b>: 27 April 2026 to 3 May 2026");
        assertThat(report.text())
                .contains("Beside 20 April 2026 to 26 April 2026")
                .contains("* Clicks\n  This period: 5\n  Before: 0\n  Change: –")
                .contains("* WhatsApp\n  Clicks: 3\n  Before: 0\n  Visitors: 3")
                .contains("https://go.example/dashboard#/campaigns/spring");
        assertThat(report.html())
                .contains("Spring &lt;b&gt;", "WhatsApp")
                .doesNotContain("<img", "<script", "<link", "url(", "<b>");
        assertThat(report.headers())
                .containsEntry("From", "Grapevine <grapevine@example.com>")
                .containsEntry("Auto-Submitted", "auto-generated")
                .containsEntry("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        await().until(() -> only().get("lastSentAt").asText().equals("2026-05-04T05:00:00Z"));

        server.runJobs();
        assertThat(box.received()).as("once a week").hasSize(2);
        String end = report.headers().get("List-Unsubscribe").replaceAll("[<>]", "");
        assertThat(page("GET", end).body()).contains("Shall no more of these come?");
        assertThat(only().get("state").asText()).isEqualTo("active");
        assertThat(page("POST", end).statusCode()).isEqualTo(200);
        assertThat(server.ask("/notices").get("items")).isEmpty();
        at("2026-05-11T05:00:00Z");
        assertThat(box.received()).hasSize(2);
    }

    @Test
    void whatIsWrongWithANoticeIsToldAtOnce() {
        HttpResponse<String> answer =
                send("POST", "/notices", "{'kind':'report','period':'daily','to':'x@y@','timezone':'Moon'}");
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(TestClient.json(answer).findValuesAsText("field"))
                .containsExactlyInAnyOrder("period", "campaign", "timezone", "to");
        assertThat(List.of(send("PATCH", "/notices/none", "{}"), send("DELETE", "/notices/none", "")))
                .allSatisfy(refused -> assertThat(refused.statusCode()).isEqualTo(404));
    }
}
