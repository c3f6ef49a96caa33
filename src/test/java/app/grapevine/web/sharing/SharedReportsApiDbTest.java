package app.grapevine.web.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.TestAgents;
import app.grapevine.TestClient;
import app.grapevine.service.TestServer;
import app.grapevine.storage.Dialect;
import app.grapevine.storage.TestDatabase;
import app.grapevine.web.site.OpenApi;
import app.grapevine.web.site.Shapes;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Reports that are read by their address: made, opened without a key, and ended. */
@ParameterizedClass
@EnumSource(Dialect.class)
class SharedReportsApiDbTest {
    private static final String API = "/api/v1";
    private static final String MAY = "'question':'campaign=may&days=7'";

    @Parameter
    Dialect dialect;

    private final Shapes description = new Shapes(OpenApi.read());
    private TestServer server;
    private int people;

    @BeforeEach
    void start() {
        server = TestServer.start(
                dialect, Map.of("limit.unknown", "3", "limit.passwords", "3", "trusted.proxies", "127.0.0.0/8"));
        for (String campaign : List.of("may", "june")) {
            server.post(
                    API + "/campaigns",
                    ("{'slug':'" + campaign + "','name':'The " + campaign
                                    + "','costs':[{'channel':'whatsapp','cost':{'amount':'5','currency':'EUR'},'sent':9}]}")
                            .replace('\'', '"'));
            for (String channel : List.of("whatsapp", "telegram")) {
                server.link("{'destination':'https://shop.example/','code':'" + campaign + "-" + channel
                        + "','channel':'" + channel + "','campaign':'" + campaign
                        + "','audience':'Club','trackConversions':true}");
            }
        }
        tap("may-whatsapp", 3);
        tap("may-telegram", 2);
        tap("june-whatsapp", 4);
        server.awaitRecorded();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String tap(String code, int times) {
        String location = "";
        for (int i = 0; i < times; i++) {
            location = server.visit(
                            "GET",
                            "/" + code,
                            "User-Agent",
                            TestAgents.IPHONE,
                            "X-Forwarded-For",
                            "198.51.100." + ++people)
                    .headers()
                    .firstValue("Location")
                    .orElseThrow();
        }
        return location.replaceAll(".*gv_click=", "");
    }

    private HttpResponse<String> make(String key, String more) {
        return server.send(HttpRequest.newBuilder(server.uri(API + "/shared-reports"))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(("{'name':'For Anna'," + more + "}").replace('\'', '"'))));
    }

    private JsonNode made(String more) {
        HttpResponse<String> made = make(TestServer.ADMIN_KEY, more);
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        description.check("SharedReportWithAddress", TestClient.json(made));
        return TestClient.json(made);
    }

    private static String token(JsonNode made) {
        return made.get("url").asText().split("#")[1];
    }

    private String shared(String more) {
        return token(made(more));
    }

    private HttpResponse<String> read(String token, String path, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(server.uri(API + "/shared" + path)).header("Authorization", "Bearer " + token);
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return server.send(request);
    }

    private JsonNode ask(String token, String path) {
        HttpResponse<String> answer = read(token, path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return TestClient.json(answer);
    }

    private JsonNode listed() {
        JsonNode list = server.ask("/shared-reports");
        description.check("SharedReportList", list);
        return list.get("items").get(0);
    }

    @Test
    void whoHasTheAddressReadsTheReportWithoutAKeyOrACookie() {
        JsonNode made = made(MAY);
        assertThat(made.get("url").asText()).matches("https://go\\.example/dashboard/shared#gvs_[0-9A-Za-z]{49}");
        assertThat(made.get("state").asText()).isEqualTo("open");
        assertThat(made.get("campaign").asText()).isEqualTo("may");
        assertThat(made.get("costs").asBoolean()).isFalse();

        HttpResponse<String> opened = read(token(made), "");
        assertThat(opened.statusCode()).isEqualTo(200);
        assertThat(opened.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(opened.headers().firstValue("X-Robots-Tag")).hasValue("noindex");
        assertThat(opened.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
        assertThat(opened.headers().firstValue("Set-Cookie")).isEmpty();
        description.check("OpenedReport", TestClient.json(opened));
        assertThat(TestClient.json(opened).get("name").asText()).isEqualTo("For Anna");
        assertThat(TestClient.json(opened).at("/campaign/name").asText()).isEqualTo("The may");

        JsonNode answer = ask(token(made), "/stats?by=channel");
        description.check("StatsAnswer", answer);
        assertThat(answer.at("/total/clicks").asInt()).isEqualTo(5);
        assertThat(answer.get("rows")).hasSize(2);
        assertThat(answer.at("/query/filters/campaign/0").asText()).isEqualTo("may");
        JsonNode several = ask(token(made), "/stats/several?question=by%3Dtime&question=channel%3Dwhatsapp");
        assertThat(several.at("/items/1/total/clicks").asInt()).isEqualTo(3);
    }

    @Test
    void ofTheTokenTheHashIsKeptAlone() {
        JsonNode made = made(MAY);
        assertThat(server.ask("/shared-reports").toString()).doesNotContain(token(made));
        assertThat(TestDatabase.list(
                                server.database(),
                                String.class,
                                "SELECT CONCAT(id, name, question) FROM shared_reports")
                        .toString())
                .doesNotContain(token(made));
    }

    @Test
    void whatIsBeyondTheReportIsNotTold() {
        server.clock().advance(Duration.ofDays(1));
        tap("may-whatsapp", 1);
        server.awaitRecorded();
        String token = shared("'question':'campaign=may&channel=whatsapp&from=2026-05-02&to=2026-05-03'");
        assertThat(ask(token, "/stats").at("/total/clicks").asInt()).isEqualTo(1);
        assertThat(ask(token, "/stats?from=2020-01-01&to=2030-01-01")
                        .at("/total/clicks")
                        .asInt())
                .isEqualTo(1);
        for (String beyond : List.of(
                "?from=2026-05-01&to=2026-05-02",
                "?days=30",
                "?campaign=june",
                "?campaign=may&campaign=june",
                "?channel=telegram",
                "?campaign=none",
                "?kind=bot")) {
            assertThat(read(token, "/stats" + beyond).statusCode()).as(beyond).isEqualTo(422);
        }
        assertThat(read(token, "/campaigns/may/return").statusCode()).isEqualTo(404);
    }

    @Test
    void sectionsThatAreNotShownCannotBeAskedFor() {
        String token = shared(MAY + ",'sections':['channels']");
        for (String hidden : List.of(
                "by=country",
                "by=audience",
                "by=link",
                "by=tag",
                "by=time,device",
                "by=event",
                "by=generation",
                "by=previewBy",
                "audience=Club",
                "code=may-whatsapp",
                "country=IT",
                "conversions=true")) {
            HttpResponse<String> answer = read(token, "/stats?" + hidden);
            assertThat(answer.statusCode()).as(hidden).isEqualTo(422);
            assertThat(TestClient.json(answer).at("/errors/0/code").asText()).isEqualTo("not-shared");
        }
        JsonNode answer = ask(token, "/stats?by=time,channel&tier=declared");
        assertThat(answer.get("total").has("revenue")).isFalse();
        String links = shared(MAY + ",'sections':['links']");
        assertThat(ask(links, "/stats?by=link").at("/rows/0/audience").isNull()).isTrue();
        String groups = shared(MAY + ",'sections':['links','groups']");
        assertThat(ask(groups, "/stats?by=link").at("/rows/0/audience").asText())
                .isEqualTo("Club");
    }

    @Test
    void whatTheCampaignBroughtIsShownWithCostsOrWithout() {
        post(
                "/conversions",
                "{'clickId':'" + tap("may-whatsapp", 1)
                        + "','event':'purchase','value':{'amount':'20','currency':'EUR'}}");
        server.awaitRecorded();
        String without = shared(MAY + ",'sections':['return']");
        String path = "/campaigns/may/return";
        JsonNode report = ask(without, path);
        description.check("Return", report);
        assertThat(report.at("/total/accounts/0/revenue/amount").asText()).isEqualTo("20.00");
        assertThat(report.toString()).doesNotContain("\"5.00\"").contains("\"sent\":9");
        assertThat(report.at("/total/accounts/0/cost").isNull()).isTrue();
        assertThat(report.at("/total/accounts/0/return").isNull()).isTrue();
        assertThat(read(without, "/campaigns/june/return").statusCode()).isEqualTo(404);

        String with = shared(MAY + ",'sections':['return'],'costs':true");
        assertThat(ask(with, path).at("/total/accounts/0/return").asDouble()).isEqualTo(3);
        assertThat(read(shared(MAY), path).statusCode()).isEqualTo(404);
        HttpResponse<String> narrowed =
                make(TestServer.ADMIN_KEY, "'question':'campaign=may&channel=sms','sections':['return']");
        assertThat(TestClient.json(narrowed).at("/errors/0/code").asText()).isEqualTo("not-of-report");
    }

    @Test
    void theFlowOfItsClicksIsToldWhereTheStoryIsSharedAndAllThatItTellsOf() {
        String sections = "'sections':['channels','groups','conversions','story']";
        String token = shared("'question':'campaign=may'," + sections);
        JsonNode flow = TestClient.json(read(token, "/stats/flow"));
        description.check("Flow", flow);
        assertThat(flow.at("/total/clicks").asInt()).isEqualTo(5);
        assertThat(flow.toString()).doesNotContain("june");
        assertThat(flow.at("/rows/0/audience").asText()).isEqualTo("Club");
        assertThat(read(token, "/stats/flow?channel=whatsapp&from=2020-01-01").statusCode())
                .isEqualTo(200);
        assertThat(read(token, "/stats/flow?campaign=june").statusCode()).isEqualTo(422);
        assertThat(read(token, "/stats/flow?tag=boots").statusCode())
                .as("tags are of links, which are not shown")
                .isEqualTo(422);
        for (String left : List.of("channels", "groups", "conversions", "story")) {
            String fewer = shared("'question':'campaign=may',"
                    + sections.replace("'" + left + "',", "").replace(",'" + left + "'", ""));
            assertThat(read(fewer, "/stats/flow").statusCode()).as(left).isEqualTo(404);
        }
        assertThat(made("'question':'campaign=may'").get("sections").toString()).doesNotContain("story");
        assertThat(make(TestServer.ADMIN_KEY, "'question':'campaign=may&channel=whatsapp'," + sections)
                        .body())
                .contains("\"field\":\"sections\"");
    }

    private void post(String path, String json) {
        HttpResponse<String> answer = server.post(API + path, json.replace('\'', '"'));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    private HttpResponse<String> unlock(String token, String password) {
        return server.send(HttpRequest.newBuilder(server.uri(API + "/shared/password"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("X-Forwarded-For", "203.0.113.1")
                .POST(BodyPublishers.ofString("{\"password\":\"" + password + "\"}")));
    }

    @Test
    void aPasswordOpensItForADayAndEndsWithAnother() {
        JsonNode made = made(MAY + ",'password':'open sesame'");
        String token = token(made);
        assertThat(made.get("hasPassword").asBoolean()).isTrue();
        JsonNode locked = ask(token, "");
        description.check("OpenedReport", locked);
        assertThat(locked.get("locked").asBoolean()).isTrue();
        assertThat(locked.get("name").isNull()).isTrue();
        assertThat(read(token, "/stats").statusCode()).isEqualTo(403);
        assertThat(listed().get("lastOpenedOn").isNull()).isTrue();

        HttpResponse<String> wrong = unlock(token, "open barley");
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(TestClient.json(wrong).at("/errors/0/code").asText()).isEqualTo("wrong-report-password");
        HttpResponse<String> right = unlock(token, "open sesame");
        description.check("Pass", TestClient.json(right));
        String pass = TestClient.json(right).get("pass").asText();
        assertThat(read(token, "/stats", "Grapevine-Pass", pass).statusCode()).isEqualTo(200);
        String later = Long.toString(Long.MAX_VALUE, 36) + pass.substring(pass.indexOf('.'));
        for (String forged : List.of("", ".", later, pass + "0", "x" + pass)) {
            assertThat(read(token, "/stats", "Grapevine-Pass", forged).statusCode())
                    .as(forged)
                    .isEqualTo(403);
        }
        server.clock().advance(Duration.ofHours(12));
        assertThat(read(token, "/stats", "Grapevine-Pass", pass).statusCode()).isEqualTo(403);

        pass = TestClient.json(unlock(token, "open sesame")).get("pass").asText();
        change(made, "{\"password\":\"another one\"}");
        assertThat(read(token, "/stats", "Grapevine-Pass", pass).statusCode()).isEqualTo(403);
        JsonNode entry = server.ask("/audit?action=sharedreport.changed").at("/items/0");
        assertThat(entry.at("/changes/0/field").asText()).isEqualTo("password");
        assertThat(entry.toString()).doesNotContain("another one");
        change(made, "{\"password\":null}");
        assertThat(read(token, "/stats").statusCode()).isEqualTo(200);
    }

    @Test
    void passwordsAndTokensCannotBeTriedForLong() {
        String token = shared(MAY + ",'password':'open sesame'");
        for (int i = 0; i < 3; i++) {
            assertThat(unlock(token, "guess number " + i).statusCode()).isEqualTo(422);
        }
        assertThat(unlock(token, "open sesame").statusCode()).isEqualTo(429);
        String none = token.substring(0, token.length() - 1) + (token.endsWith("0") ? "1" : "0");
        for (int i = 0; i < 3; i++) {
            assertThat(read(none, "").statusCode()).isEqualTo(404);
        }
        HttpResponse<String> refused = read(none, "");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(read(token, "").statusCode()).isEqualTo(200);
    }

    private JsonNode change(JsonNode made, String patch) {
        HttpResponse<String> changed =
                server.patch(API + "/shared-reports/" + made.get("id").asText(), patch);
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
        description.check("SharedReport", TestClient.json(changed));
        return TestClient.json(changed);
    }

    @Test
    void itIsChangedWithItsAddressAndEnds() {
        JsonNode made = made(MAY);
        JsonNode changed = change(made, "{\"name\":\"For Ben\",\"sections\":[\"places\"],\"smallCells\":4}");
        assertThat(changed.get("name").asText()).isEqualTo("For Ben");
        assertThat(changed.get("question").asText()).isEqualTo("campaign=may&days=7");
        assertThat(read(token(made), "/stats?by=channel").statusCode()).isEqualTo(422);
        assertThat(ask(token(made), "/stats").get("smallCells").asInt()).isEqualTo(4);
        assertThat(server.patch(API + "/shared-reports/" + made.get("id").asText(), "{\"state\":\"ended\"}")
                        .statusCode())
                .isEqualTo(422);

        change(made, "{\"expiresAt\":\"2026-05-01T13:00:00Z\"}");
        assertThat(read(token(made), "").statusCode()).isEqualTo(200);
        server.clock().advance(Duration.ofHours(2));
        assertThat(read(token(made), "").statusCode()).isEqualTo(404);
        assertThat(listed().get("state").asText()).isEqualTo("expired");
        change(made, "{\"name\":\"Its end is past, and stays\"}");
        change(made, "{\"expiresAt\":null}");
        assertThat(read(token(made), "").statusCode()).isEqualTo(200);

        assertThat(server.delete(API + "/shared-reports/" + made.get("id").asText())
                        .statusCode())
                .isEqualTo(204);
        assertThat(read(token(made), "").statusCode()).isEqualTo(404);
        assertThat(server.ask("/shared-reports").get("items")).isEmpty();
    }

    @Test
    void whenItIsOpenedForTheFirstTimeIsInTheAuditLogAndLaterTheDayAlone() {
        String token = shared(MAY);
        read(token, "");
        read(token, "");
        assertThat(listed().get("openedDays").asInt()).isEqualTo(1);
        server.clock().advance(Duration.ofDays(2));
        read(token, "");
        assertThat(listed().get("openedDays").asInt()).isEqualTo(2);
        assertThat(listed().get("lastOpenedOn").asText()).isEqualTo("2026-05-03");
        JsonNode entries = server.ask("/audit?action=sharedreport.opened").get("items");
        assertThat(entries).hasSize(1);
        assertThat(entries.at("/0/actor/type").asText()).isEqualTo("reader");
        assertThat(entries.at("/0/subject/id").asText())
                .isEqualTo(listed().get("id").asText());
    }

    private String key(String campaign) {
        return TestClient.json(server.post(
                        API + "/keys",
                        "{\"name\":\"k\",\"scopes\":[\"stats:read\"]"
                                + (campaign.isEmpty() ? "" : ",\"campaign\":\"" + campaign + "\"") + "}"))
                .get("secret")
                .asText();
    }

    @Test
    void itEndsWithTheRightsOfWhoeverMadeIt() {
        String limited = key("june");
        assertThat(make(limited, MAY).statusCode()).isEqualTo(422);
        JsonNode made = TestClient.json(make(limited, "'question':'days=7'"));
        assertThat(ask(token(made), "/stats").at("/total/clicks").asInt()).isEqualTo(4);
        JsonNode ofAdmin = made(MAY);
        assertThat(server.send(HttpRequest.newBuilder(server.uri(API + "/shared-reports"))
                                .header("Authorization", "Bearer " + limited))
                        .body())
                .contains(made.get("id").asText())
                .doesNotContain(ofAdmin.get("id").asText());
        assertThat(server.ask("/shared-reports").get("items")).hasSize(2);

        // An admin gives it a campaign that its maker may not read: nobody reads that.
        change(made, "{\"question\":\"campaign=may\"}");
        assertThat(read(token(made), "/stats").statusCode()).isEqualTo(404);
        change(made, "{\"question\":\"\"}");
        for (JsonNode found : server.ask("/keys").get("items")) {
            if (!found.get("campaign").isNull()) {
                server.delete(API + "/keys/" + found.get("id").asText());
            }
        }
        assertThat(read(token(made), "/stats").statusCode()).isEqualTo(404);
        assertThat(listed().get("state").asText()).isEqualTo("ended");
    }

    @Test
    void itEndsWithItsCampaignAndDoesNotComeBackWithAnotherOfItsName() {
        String token = shared(MAY);
        assertThat(server.post(API + "/erasures", "{\"campaign\":\"may\",\"linksToo\":true}")
                        .statusCode())
                .isEqualTo(202);
        org.awaitility.Awaitility.await().until(() -> {
            server.runJobs();
            return server.ask("/erasures").at("/items/0/finishedAt").isTextual();
        });
        assertThat(read(token, "").statusCode()).isEqualTo(404);
        assertThat(server.ask("/shared-reports").get("items")).isEmpty();
        server.post(API + "/campaigns", "{\"slug\":\"may\",\"name\":\"Another\"}");
        assertThat(read(token, "").statusCode()).isEqualTo(404);
    }

    @Test
    void whatIsAskedWronglyIsNamed() {
        HttpResponse<String> wrong = make(
                TestServer.ADMIN_KEY,
                "'sections':['channels','people'],'password':'short','smallCells':1000,'question':'x=1'");
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(TestClient.json(wrong).get("errors")).hasSize(2);
        HttpResponse<String> question = make(TestServer.ADMIN_KEY, "'question':'campaign=may&by=channel'");
        assertThat(TestClient.json(question).at("/errors/0/field").asText()).isEqualTo("question.by");
        HttpResponse<String> nowhere = make(TestServer.ADMIN_KEY, "'question':'campaign=nowhere'");
        assertThat(TestClient.json(nowhere).at("/errors/0/code").asText()).isEqualTo("unknown-campaign");
        HttpResponse<String> bounds =
                make(TestServer.ADMIN_KEY, MAY + ",'smallCells':1000,'expiresAt':'2020-01-01T00:00:00Z'");
        assertThat(TestClient.json(bounds).get("errors")).hasSize(2);
        assertThat(server.send(HttpRequest.newBuilder(server.uri(API + "/shared")))
                        .statusCode())
                .isEqualTo(401);
    }
}
