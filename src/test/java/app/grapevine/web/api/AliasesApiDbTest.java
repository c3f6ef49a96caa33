package app.grapevine.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.brought.OpeningBalance;
import app.grapevine.links.BroughtLink;
import app.grapevine.links.BroughtLink.Outcome;
import app.grapevine.links.Link;
import app.grapevine.links.LinkDraft;
import app.grapevine.links.Maker;
import app.grapevine.service.TestServer;
import app.grapevine.storage.Dialect;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Further codes of links, and what was counted of them before they came here, as the API has them. */
@ParameterizedClass
@EnumSource(Dialect.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AliasesApiDbTest {
    private static final String LINKS = "/api/v1/links";
    private static final String RANGE = "from=2026-01-01&to=2027-01-01";

    @Parameter
    Dialect dialect;

    private TestServer server;

    @BeforeAll
    void start() {
        server = TestServer.start(dialect, Map.of("reports.small.cells", "5"));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @BeforeEach
    void clear() {
        server.clear();
    }

    private HttpResponse<String> post(String path, String quoted) {
        return server.post(LINKS + path, quoted.replace('\'', '"'));
    }

    private HttpResponse<String> patch(String code, String quoted) {
        return server.patch(LINKS + "/" + code, quoted.replace('\'', '"'));
    }

    private static List<String> aliases(JsonNode link) {
        return StreamSupport.stream(link.get("aliases").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private Link bring(String campaign, String code, long visits) {
        LinkDraft draft = LinkDraft.to("https://example.com/" + code.length())
                .but()
                .campaign(campaign)
                .draft();
        OpeningBalance balance =
                new OpeningBalance(visits, visits / 2, Instant.parse("2026-03-03T09:00:00Z"), "bit.ly");
        BroughtLink.Result result = server.links()
                .brought()
                .makeAll(List.of(new BroughtLink(draft, code, List.of(), null, balance)), Maker.NOBODY)
                .get(0);
        assertThat(result.outcome()).isEqualTo(Outcome.MADE);
        return result.link();
    }

    @Test
    void theyAreGivenWithTheLinkAndLater() {
        HttpResponse<String> made =
                post("", "{'destination':'https://example.com/','code':'spring','aliases':['Sale','sale-26']}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        assertThat(aliases(TestServer.json(made))).containsExactly("Sale", "sale-26");
        assertThat(server.tap("/SALE").headers().firstValue("Location")).hasValue("https://example.com/");

        JsonNode changed = TestServer.json(patch("spring", "{'aliases':['sale-26','may']}"));
        assertThat(aliases(changed)).containsExactly("may", "sale-26");
        assertThat(server.tap("/sale").statusCode()).isEqualTo(404);
        assertThat(server.tap("/may").statusCode()).isEqualTo(302);
        assertThat(TestServer.json(patch("spring", "{'title':'T'}")).get("aliases"))
                .isEqualTo(changed.get("aliases"));
        assertThat(aliases(TestServer.json(patch("spring", "{'aliases':null}"))))
                .isEmpty();
        assertThat(server.ask("/audit?action=link.changed").toString()).contains("sale-26");
    }

    @Test
    void whatIsTakenOrCannotBeChosenIsNamed() {
        post("", "{'destination':'https://example.com/','code':'one','aliases':['uno']}");
        for (String body : List.of(
                "{'destination':'https://example.com/','code':'UNO'}",
                "{'destination':'https://example.com/','aliases':['One']}",
                "{'destination':'https://example.com/','aliases':['Uno']}")) {
            HttpResponse<String> taken = post("", body);
            assertThat(taken.statusCode()).as(body).isEqualTo(409);
            assertThat(taken.body()).contains("taken-for-good");
        }
        HttpResponse<String> wrong =
                post("", "{'destination':'https://example.com/','code':'two','aliases':['a','my.page','admin','two']}");
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(TestServer.json(wrong).get("errors").findValuesAsText("field"))
                .containsExactly("aliases[0]", "aliases[1]", "aliases[2]", "aliases[3]");
        JsonNode bulk = TestServer.json(
                post(
                        "/bulk",
                        "[{'destination':'https://example.com/','aliases':['b-1']},{'destination':'https://example.com/','aliases':['B-1']}]"));
        assertThat(bulk.findValuesAsText("status")).contains("201", "409");
        HttpResponse<String> set = server.post(
                "/api/v1/share-sets",
                "{\"destination\":\"https://example.com/\",\"channels\":[\"whatsapp\"],\"aliases\":[\"all\"]}");
        assertThat(set.statusCode()).isEqualTo(422);
    }

    @Test
    void whatWasCountedBeforeIsShownApart() {
        Link one = bring("autumn", "my.page", 1234);
        bring("autumn", "printed", 66);
        bring("winter", "wintry", 3);
        JsonNode shown = server.ask("/links/" + one.code());
        assertThat(shown.get("openingBalance").toString())
                .isEqualTo(
                        "{\"visits\":1234,\"visitors\":617,\"until\":\"2026-03-03T09:00:00Z\",\"source\":\"bit.ly\"}");
        server.tap("/my.page");
        server.awaitRecorded();
        JsonNode answer = server.ask("/stats?" + RANGE + "&campaign=autumn");
        assertThat(answer.get("openingBalance").toString())
                .isEqualTo("{\"visits\":1300,\"links\":2,\"until\":\"2026-03-03T09:00:00Z\"}");
        assertThat(answer.at("/total/clicks").asInt()).isEqualTo(1);
        assertThat(server.ask("/stats?" + RANGE).at("/openingBalance/visits").asInt())
                .isEqualTo(1303);
        assertThat(server.ask("/stats?" + RANGE + "&by=time&interval=month&code=" + one.code())
                        .at("/openingBalance/visits")
                        .asInt())
                .isEqualTo(1234);
        for (String other : List.of("&by=channel", "&country=it", "&campaign=spring")) {
            assertThat(server.ask("/stats?" + RANGE + other)
                            .get("openingBalance")
                            .isNull())
                    .as(other)
                    .isTrue();
        }
        assertThat(patch(one.code(), "{'openingBalance':null}").statusCode()).isEqualTo(422);
    }

    @Test
    void ofFewItIsNotTold() {
        bring("winter", "wintry", 3);
        String key = server.newKey("stats:read");
        HttpResponse<String> answer = server.send(server.request("/api/v1/stats?" + RANGE + "&campaign=winter")
                .setHeader("Authorization", "Bearer " + key)
                .GET());
        assertThat(TestServer.json(answer).get("openingBalance").isNull()).isTrue();
        assertThat(server.ask("/stats?" + RANGE + "&campaign=winter")
                        .at("/openingBalance/visits")
                        .asInt())
                .as("admins see all")
                .isEqualTo(3);
    }

    @Test
    void bothStandInTheTableOfLinks() {
        bring("autumn", "docs/start", 1234);
        String table = server.send(server.request(LINKS + "?campaign=autumn")
                        .setHeader("Accept", "text/csv")
                        .GET())
                .body();
        assertThat(table.lines().findFirst().orElseThrow()).contains(",aliases,openingBalance.visits,");
        assertThat(table).contains(",docs/start,1234,2026-03-03T09:00:00Z,bit.ly,");
    }
}
