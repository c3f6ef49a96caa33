package app.grapevine.web.feeds;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.service.TestServer;
import app.grapevine.storage.Dialect;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What campaigns brought, and their conversions one by one, by an address and nothing else. */
@ParameterizedClass
@EnumSource(Dialect.class)
class FeedsOfCampaignsApiDbTest {
    private static final String API = "/api/v1";

    @Parameter
    Dialect dialect;

    private TestServer server;

    @BeforeEach
    void start() {
        start(Map.of());
    }

    private void start(Map<String, String> settings) {
        server = TestServer.start(dialect, settings);
        for (String campaign : List.of("may", "june")) {
            server.post(API + "/campaigns", json("{'slug':'" + campaign + "','name':'n'}"));
            server.link("{'destination':'https://shop.example/','code':'of-" + campaign
                    + "','channel':'whatsapp','trackConversions':true,'campaign':'" + campaign + "'}");
        }
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }

    private String tap(String code) {
        return server.tap("/" + code)
                .headers()
                .firstValue("Location")
                .orElseThrow()
                .replaceAll(".*gv_click=([0-9A-Za-z]+).*", "$1");
    }

    private void sale(String code, String order) {
        HttpResponse<String> told = server.post(
                API + "/conversions",
                json("{'clickId':'" + tap(code) + "','event':'sale','externalId':'" + order
                        + "','value':{'amount':'12.50','currency':'EUR'}}"));
        assertThat(told.statusCode()).as(told.body()).isEqualTo(201);
        server.awaitRecorded();
    }

    private HttpResponse<String> make(String key, String of, String question) {
        return server.send(HttpRequest.newBuilder(server.uri(API + "/feeds"))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        json("{'name':'f','of':'" + of + "','question':'" + question + "'}"))));
    }

    private String address(String key, String of, String question) {
        HttpResponse<String> made = make(key, of, question);
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        JsonNode feed = TestServer.json(made);
        assertThat(feed.get("of").asText()).isEqualTo(of);
        return URI.create(feed.get("url").asText()).getPath();
    }

    private HttpResponse<String> fetch(String path) {
        return server.send(HttpRequest.newBuilder(server.uri(path)));
    }

    private List<String> lines(String path) {
        HttpResponse<String> answer = fetch(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/csv; charset=utf-8; header=present");
        assertThat(answer.headers().firstValue("Content-Disposition")).hasValue("inline; filename=\"figures.csv\"");
        return answer.body().lines().toList();
    }

    private String csv(String path) {
        return server.send(server.request(API + path).GET().setHeader("Accept", "text/csv"))
                .body();
    }

    @Test
    void whatACampaignBroughtIsReadByAnAddressAndStaysOfNow() {
        server.patch(
                API + "/campaigns/may",
                json("{'costs':[{'channel':'whatsapp','cost':{'amount':'5','currency':'EUR'}}]}"));
        sale("of-may", "order-1");
        sale("of-june", "order-2");
        String path = address(TestServer.ADMIN_KEY, "return", "campaign=may&by=audience&separator=semicolon");
        assertThat(fetch(path).body()).isEqualTo(csv("/campaigns/may/return?by=audience&separator=semicolon"));

        String byChannel = address(TestServer.ADMIN_KEY, "return", "campaign=may");
        assertThat(lines(byChannel).get(1))
                .startsWith("row,whatsapp,")
                .contains(",12.50,5.00,12.50,5.0000,5.0000,1.500000,");
        sale("of-may", "order-3");
        assertThat(lines(byChannel).get(1)).contains(",25.00,5.00,25.00,2.5000,2.5000,4.000000,");
    }

    @Test
    void conversionsAreReadOneByOneOfTheLastDaysAndOfAll() {
        sale("of-may", "order-1");
        sale("of-june", "order-2");
        server.clock().advance(Duration.ofDays(2));
        sale("of-may", "order-3");
        String all = address(TestServer.ADMIN_KEY, "conversions", "campaign=may");
        assertThat(lines(all)).hasSize(3);
        assertThat(lines(all).get(0)).startsWith("\uFEFFid,clickId,reason,campaign,event,amount,currency,externalId");
        assertThat(fetch(all).body()).isEqualTo(csv("/conversions?campaign=may"));
        String lately = address(TestServer.ADMIN_KEY, "conversions", "campaign=may&days=2");
        assertThat(lines(lately)).hasSize(2);
        assertThat(lines(lately).get(1)).contains(",order-3,");
        assertThat(fetch(lately).body()).isEqualTo(csv("/conversions?campaign=may&days=2"));
        server.clock().advance(Duration.ofDays(2));
        assertThat(lines(lately)).hasSize(1);
        assertThat(lines(all)).hasSize(3);
    }

    @Test
    void moreConversionsThanGoIntoOnePieceComeWhole() {
        String sales = IntStream.range(0, 1000)
                .mapToObj(i -> "{'event':'sale','campaign':'may','externalId':'order-" + i + "'}")
                .collect(Collectors.joining(",", "[", "]"));
        assertThat(server.post(API + "/conversions/bulk", json(sales)).statusCode())
                .isEqualTo(200);
        assertThat(lines(address(TestServer.ADMIN_KEY, "conversions", "reason=none")))
                .hasSize(1001)
                .doesNotHaveDuplicates();
    }

    @Test
    void aFeedOfALimitedKeyIsOfItsCampaignAlone() {
        sale("of-may", "order-1");
        sale("of-june", "order-2");
        String key = TestServer.json(
                        server.post(API + "/keys", json("{'name':'k','scopes':['stats:read'],'campaign':'june'}")))
                .get("secret")
                .asText();
        for (String of : List.of("return", "conversions")) {
            HttpResponse<String> refused = make(key, of, "campaign=may");
            assertThat(refused.statusCode()).isEqualTo(422);
            assertThat(TestServer.json(refused).at("/errors/0/field").asText()).isEqualTo("question.campaign");
        }
        assertThat(lines(address(key, "conversions", "")))
                .hasSize(2)
                .last()
                .asString()
                .contains(",order-2,");
        assertThat(fetch(address(key, "return", "")).body()).isEqualTo(csv("/campaigns/june/return"));
    }

    @Test
    void whatCannotBeAnsweredIsRefusedWithItsFaults() {
        assertThat(faults("return", "by=mood&days=7")).contains("question.campaign", "question.by", "question.days");
        assertThat(faults("return", "campaign=nowhere")).containsExactly("question.campaign");
        assertThat(faults("conversions", "reason=unlucky&limit=5&days=3&from=2026-01-01"))
                .contains("question.reason", "question.limit", "question.from");
        assertThat(faults("everything", "")).containsExactly("of");
    }

    private List<String> faults(String of, String question) {
        HttpResponse<String> refused = make(TestServer.ADMIN_KEY, of, question);
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(422);
        return TestServer.json(refused).get("errors").findValuesAsText("field");
    }

    @Test
    void whatIsHiddenOfFewPeopleIsHiddenInAnAdminsFeedAndSingleConversionsAreInNone() {
        server.close();
        start(Map.of("reports.small.cells", "5"));
        sale("of-may", "order-1");
        assertThat(csv("/campaigns/may/return")).doesNotContain("hidden").contains("row,whatsapp,,0,1,");
        List<String> lines = lines(address(TestServer.ADMIN_KEY, "return", "campaign=may"));
        assertThat(lines.get(0)).contains(",hidden,");
        assertThat(lines.get(1)).startsWith("row,whatsapp,,,,").contains(",true,");
        HttpResponse<String> refused = make(TestServer.ADMIN_KEY, "conversions", "");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("reports.small.cells");
    }
}
