package app.grapevine.notices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.grapevine.TestAgents;
import app.grapevine.TestClient;
import app.grapevine.mail.MailBox;
import app.grapevine.mail.MailBox.Received;
import app.grapevine.service.TestServer;
import app.grapevine.storage.Dialect;
import app.grapevine.storage.TestDatabase;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
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
        assertThat(only().get("lastSentAt").isNull())
                .as("of what was asked for")
                .isTrue();

        tap("boots", 3);
        tap("hats", 2);
        at("2026-05-04T04:59:59Z");
        assertThat(box.received()).hasSize(1);
        at("2026-05-04T05:00:00Z");
        Received report = letter(2);
        assertThat(report.subject()).isEqualTo("Spring <b>: 27 April 2026 to 3 May 2026");
        assertThat(report.text())
                .contains("Compared with 20 April 2026 to 26 April 2026")
                .contains("* Clicks\n  This period: 5\n  Before: 0\n  Change: –")
                .contains("* WhatsApp\n  Clicks: 3\n  Before: 0\n  Visitors (daily sum): 3")
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
        assertThat(page("GET", end).body()).contains("Stop sending these?");
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

    /** From an admin's key, and agreed to. */
    private String agreed(String json) {
        int before = box.received().size();
        HttpResponse<String> answer = server.post("/api/v1/notices", json.replace('\'', '"'));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        confirm(letter(before + 1));
        return TestClient.json(answer).get("id").asText();
    }

    @Test
    void aMonthOfDaysComesOnceEachWhateverTheClocksAndTheServiceDo() {
        server.clock().set(Instant.parse("2026-03-15T12:00:00Z"));
        agreed("{'kind':'digest','to':'" + TO + "','timezone':'Europe/Rome'}");
        int expected = 1;
        for (int day = 16; day < 47; day++) {
            Instant morning = LocalDate.of(2026, 3, 1)
                    .plusDays(day - 1)
                    .atTime(7, 0)
                    .atZone(ZoneId.of("Europe/Rome"))
                    .toInstant();
            // Of every third day there is nothing to tell, and some nodes were started anew in between.
            if (day % 3 != 0) {
                server.clock().set(morning.minus(Duration.ofHours(12)));
                tap("boots", 1);
                expected++;
            }
            server.clock().set(morning);
            server.runJobs();
            if (day % 5 == 0) {
                server.restart();
                server.runJobs();
            }
            assertThat(box.received()).as("the morning of day " + day).hasSize(expected);
        }
        assertThat(box.received().stream().map(letter -> letter.headers().get("Message-ID")))
                .doesNotHaveDuplicates();
        assertThat(box.last().subject()).isEqualTo("Yesterday, 14 April 2026");
        assertThat(box.last().text())
                .contains("* go.example/boots\n  Clicks: 1\n  Visitors: 1", "* Spring <b>\n  Clicks: 1");
    }

    @Test
    void aServerOfMailThatIsAwayForHoursGetsItOnceWhenItIsBack() {
        agreed("{'kind':'digest','to':'" + TO + "'}");
        tap("boots", 2);
        box.stop();
        at("2026-05-02T07:00:00Z");
        JsonNode failing = only();
        assertThat(failing.get("error").asText()).isEqualTo("unreachable");
        assertThat(failing.get("failingSince").asText()).isEqualTo("2026-05-02T07:00:00Z");
        assertThat(failing.get("waiting").asInt()).isEqualTo(1);
        server.runJobs();
        assertThat(server.metric("grapevine_notice_messages{state=\"waiting\"}"))
                .isEqualTo(1);
        assertThat(server.metric("grapevine_notice_attempts_total{outcome=\"failed\"}"))
                .isEqualTo(1);
        for (int minutes = 10; minutes < 300; minutes += 10) {
            server.clock().advance(Duration.ofMinutes(10));
            server.runJobs();
        }
        box.restart();
        server.clock().advance(Duration.ofHours(4));
        server.runJobs();
        server.runJobs();
        assertThat(box.received()).hasSize(2);
        assertThat(box.last().subject()).isEqualTo("Yesterday, 1 May 2026");
        assertThat(only().get("error").isNull()).isTrue();
        assertThat(only().get("waiting").asInt()).isZero();
        assertThat(server.metric("grapevine_notice_messages{state=\"waiting\"}"))
                .isZero();
        assertThat(server.metric("grapevine_notice_attempts_total{outcome=\"sent\"}"))
                .as("with the one that asked")
                .isEqualTo(2);
    }

    @Test
    void whatIsNotTakenInADayIsGivenUp() {
        agreed("{'kind':'digest','to':'" + TO + "'}");
        tap("boots", 2);
        box.stop();
        at("2026-05-02T07:00:00Z");
        for (int hours = 0; hours < 25; hours++) {
            server.clock().advance(Duration.ofHours(1));
            server.runJobs();
        }
        assertThat(only().get("waiting").asInt()).as("given up").isZero();
        assertThat(server.metric("grapevine_notice_messages{state=\"given-up\"}"))
                .isEqualTo(1);
        assertThat(only().get("failingSince").asText()).isEqualTo("2026-05-02T07:00:00Z");
        box.restart();
        server.clock().advance(Duration.ofHours(5));
        server.runJobs();
        assertThat(box.received()).hasSize(1);
    }

    @Test
    void anItalianReadsItalianAndWhatWasTypedIsText() {
        String title = "<script>alert(1)</script>";
        server.patch("/api/v1/links/boots", "{\"title\":\"" + title + "\",\"trackConversions\":true}");
        agreed("{'kind':'report','period':'monthly','campaign':'spring','language':'it','to':'" + TO + "'}");
        HttpResponse<String> bought =
                server.visit("GET", "/boots", "User-Agent", TestAgents.IPHONE, "X-Forwarded-For", "198.51.9.7");
        server.awaitRecorded();
        String click = bought.headers().firstValue("Location").orElseThrow().replaceAll(".*gv_click=", "");
        server.post(
                "/api/v1/conversions",
                "{\"clickId\":\"" + click
                        + "\",\"event\":\"sale\",\"value\":{\"amount\":\"1234.50\",\"currency\":\"EUR\"}}");
        at("2026-06-01T07:00:00Z");
        Received report = letter(2);
        assertThat(report.subject()).isEqualTo("Spring <b>: 1 maggio 2026 – 31 maggio 2026");
        assertThat(report.text()).contains("* Ricavi\n  Questo periodo: 1.234,50\u00a0€", "Conversioni: 1");
        assertThat(report.html()).contains("lang=\"it\"", "1.234,50\u00a0€");
        agreed("{'kind':'digest','campaign':'spring','language':'it','to':'ben@example.com'}");
        tap("boots", 1);
        at("2026-06-02T07:00:00Z");
        Received digest = letter(4);
        assertThat(digest.subject()).isEqualTo("Spring <b>: ieri, 1 giugno 2026");
        assertThat(digest.html()).contains("&lt;script&gt;").doesNotContain("<script>");
    }

    @Test
    void aReaderReadsTheLanguageOfTheNoticeAndWhoComesTooLateThatOfTheirBrowser() {
        Map<String, String> subjects = Map.of(
                "es", "Spring <b>: del 1 de mayo de 2026 al 31 de mayo de 2026",
                "de", "Spring <b>: 1. Mai 2026 bis 31. Mai 2026",
                "fr", "Spring <b>\u00a0: du 1 mai 2026 au 31 mai 2026");
        subjects.keySet()
                .forEach(language -> agreed("{'kind':'report','period':'monthly','campaign':'spring','language':'"
                        + language + "','to':'" + language + "@example.com'}"));
        tap("boots", 1);
        at("2026-06-01T07:00:00Z");
        letter(2 * subjects.size());
        assertThat(subjects).allSatisfy((language, subject) -> {
            List<Received> theirs = box.received().stream()
                    .filter(one -> one.to().equals(language + "@example.com"))
                    .toList();
            assertThat(theirs).extracting(Received::subject).hasSize(2).contains(subject);
            assertThat(theirs).allSatisfy(one -> assertThat(one.html()).contains("lang=\"" + language + "\""));
        });
        Map.of("es", "Aquí ya no hay nada", "de", "Hier gibt es nichts mehr", "fr", "Il n’y a plus rien ici")
                .forEach((language, title) -> {
                    HttpResponse<String> late = server.visit(
                            "GET",
                            "/notices/confirm/nobodys",
                            "Accept-Language",
                            "pt;q=0.5, " + language + "-CH, en;q=0.8");
                    assertThat(late.statusCode()).isEqualTo(404);
                    assertThat(late.body()).contains("<html lang=\"" + language + "\">", title);
                });
    }

    @Test
    void aLinkThatRisesAndOneThatFallsSilentAreToldOnce() {
        server.link("{'destination':'https://shop.example/3','code':'socks'}");
        agreed("{'kind':'alert','to':'" + TO + "'}");
        server.clock().set(Instant.parse("2026-05-10T14:30:00Z"));
        server.runJobs();
        tap("boots", 19);
        at("2026-05-10T15:10:00Z");
        assertThat(box.received()).hasSize(1);
        server.clock().set(Instant.parse("2026-05-10T15:30:00Z"));
        tap("boots", 21);
        at("2026-05-10T16:10:00Z");
        Received alert = letter(2);
        assertThat(alert.subject()).isEqualTo("go.example/boots suddenly rises");
        assertThat(alert.text())
                .contains("Clicks in the hour: 21", "Usual for this hour: 0")
                .contains("20 clicks or more, at least 3 times the median");
        server.clock().set(Instant.parse("2026-05-10T16:30:00Z"));
        tap("boots", 25);
        at("2026-05-10T17:10:00Z");
        assertThat(box.received()).as("once a day").hasSize(2);

        for (int day = 11; day <= 17; day++) {
            server.clock().set(Instant.parse("2026-05-" + day + "T09:30:00Z"));
            tap("socks", 10);
        }
        at("2026-05-18T09:10:00Z");
        assertThat(box.received()).hasSize(2);
        at("2026-05-18T10:10:00Z");
        Received silent = letter(3);
        assertThat(silent.subject()).isEqualTo("go.example/socks has fallen silent");
        assertThat(silent.text()).contains("In 24 hours: 0", "Usual for a day: 10", "no click for 24 hours");
        at("2026-05-18T11:10:00Z");
        at("2026-05-19T10:10:00Z");
        assertThat(box.received()).as("and not again").hasSize(3);
        assertThat(TestDatabase.count(server.database(), "notice_alerts")).isEqualTo(2);
        server.post("/api/v1/erasures", "{\"link\":\"boots\"}");
        await("what an alert told of a link goes with its visits").until(() -> {
            server.runJobs();
            return TestDatabase.count(server.database(), "notice_alerts") == 1;
        });
    }

    @Test
    void anAlertThatIsYetToBeSentIsLookedAtAnewWhereAVisitIsErased() {
        server.link("{'destination':'https://shop.example/3','code':'socks'}");
        agreed("{'kind':'alert','to':'" + TO + "'}");
        at("2026-05-10T14:30:00Z");
        tap("boots", 22);
        tap("socks", 25);
        box.stop();
        at("2026-05-10T15:10:00Z");
        assertThat(TestDatabase.count(server.database(), "notice_alerts")).isEqualTo(2);
        String visit =
                server.ask("/clicks?code=boots&limit=1").at("/items/0/id").asText();
        server.post("/api/v1/erasures", "{\"clickId\":\"" + visit + "\"}");
        await("what is found is of what was there").until(() -> {
            server.runJobs();
            return TestDatabase.count(server.database(), "notice_alerts") == 0;
        });

        box.restart();
        at("2026-05-10T16:10:00Z");
        assertThat(letter(2).text()).contains("Clicks in the hour: 25", "Clicks in the hour: 21");
    }

    @Test
    void whatIsOnesOwnIsOnesOwnAndGoesWithTheAccount() {
        String id = made("{'kind':'digest','to':'" + TO + "'}").get("id").asText();
        confirm(letter(1));
        assertThat(made("{'kind':'alert','to':'" + TO + "'}").get("state").asText())
                .as("who has agreed is not asked again")
                .isEqualTo("active");
        String account = only().get("account").asText();
        cookie = signedIn("Ben", "stats:read");
        assertThat(TestClient.json(send("GET", "/notices", "")).get("items")).isEmpty();
        for (String method : List.of("PATCH", "DELETE")) {
            assertThat(send(method, "/notices/" + id, method.equals("PATCH") ? "{}" : "")
                            .statusCode())
                    .isEqualTo(404);
        }
        assertThat(send("POST", "/notices/" + id + "/test", "{}").statusCode()).isEqualTo(404);

        tap("boots", 1);
        server.patch("/api/v1/accounts/" + account, "{\"disabled\":true}");
        at("2026-05-02T07:00:00Z");
        assertThat(box.received()).as("who may not read is told nothing").hasSize(1);
        assertThat(server.delete("/api/v1/accounts/" + account).statusCode()).isEqualTo(204);
        assertThat(server.ask("/notices").get("items")).isEmpty();
        assertThat(TestDatabase.count(server.database(), "notices")).isZero();
        assertThat(TestDatabase.count(server.database(), "notice_messages")).isZero();
    }

    @Test
    void anAddressIsAskedThreeTimesADay() {
        for (int i = 0; i < 3; i++) {
            String id = made("{'kind':'digest','to':'" + TO + "'}").get("id").asText();
            letter(i + 1);
            send("DELETE", "/notices/" + id, "");
        }
        HttpResponse<String> refused = send("POST", "/notices", "{'kind':'digest','to':'" + TO + "'}");
        assertThat(refused.statusCode()).isEqualTo(429);
        server.clock().advance(Duration.ofHours(25));
        server.runJobs();
        assertThat(TestDatabase.count(server.database(), "notices"))
                .as("forgotten a day after they ended")
                .isZero();
        agreed("{'kind':'digest','to':'" + TO + "'}");
    }
}
