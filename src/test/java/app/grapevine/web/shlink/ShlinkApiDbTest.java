package app.grapevine.web.shlink;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.TestAgents;
import app.grapevine.TestClient;
import app.grapevine.service.TestServer;
import app.grapevine.storage.Dialect;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What Shlink's API asks of the database that nobody else does, on both of them; and what a limited key sees. */
@ParameterizedClass
@EnumSource(Dialect.class)
class ShlinkApiDbTest {
    @Parameter
    Dialect dialect;

    private TestServer server;
    private ShlinkClient shlink;

    @BeforeEach
    void start() {
        server = TestServer.start(dialect, Map.of());
        shlink = new ShlinkClient(server, TestClient.ADMIN_KEY);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private List<String> codes(String query) {
        return shlink.ask("/short-urls" + query.replace("[]", "%5B%5D"))
                .at("/shortUrls/data")
                .findValuesAsText("shortCode");
    }

    @Test
    void linksAreNarrowedByEveryParameter() {
        shlink.make("{'longUrl':'https://example.com/boots','customSlug':'one','tags':['a','b'],'title':'Fine boots'}");
        shlink.make("{'longUrl':'https://example.com/coats','customSlug':'two','tags':['B','c']}");
        shlink.make("{'longUrl':'https://example.com/hats','customSlug':'three','domain':'links.example',"
                + "'validUntil':'2026-05-02T00:00:00Z'}");
        server.clock().advance(Duration.ofDays(40));
        shlink.make("{'longUrl':'https://example.com/used','customSlug':'used','maxVisits':1}");
        server.tap("/used");
        assertThat(codes("?searchTerm=BOOTS")).containsExactly("one");
        assertThat(codes("?searchTerm=tw")).containsExactly("two");
        assertThat(codes("?searchTerm=links.ex")).containsExactly("three");
        assertThat(codes("?searchTerm=100%25_")).isEmpty();
        assertThat(codes("?searchTerm=c&tags[]=c")).containsExactly("two");
        assertThat(codes("?tags[]=a&tags[]=c&orderBy=shortCode-ASC")).containsExactly("one", "two");
        assertThat(codes("?tags[]=a&tags[]=b&tagsMode=all")).containsExactly("one");
        assertThat(codes("?tags%5B0%5D=a&tags%5B1%5D=b&tagsMode=all"))
                .as("as PHP writes it")
                .containsExactly("one");
        assertThat(codes("?excludeTags[]=a&excludeTags[]=c&orderBy=shortCode-ASC"))
                .containsExactly("three", "used");
        assertThat(codes("?excludeTags[]=a&excludeTags[]=b&excludeTagsMode=all&orderBy=shortCode-ASC"))
                .containsExactly("three", "two", "used");
        assertThat(codes("?domain=DEFAULT")).doesNotContain("three").hasSize(3);
        assertThat(codes("?domain=links.example")).containsExactly("three");
        assertThat(codes("?excludeMaxVisitsReached=true"))
                .doesNotContain("used")
                .hasSize(3);
        assertThat(codes("?excludePastValidUntil=true")).doesNotContain("three").hasSize(3);
        String day = server.clock().instant().minus(Duration.ofDays(1)).toString();
        assertThat(codes("?startDate=" + day)).containsExactly("used");
        assertThat(codes("?endDate=" + day)).hasSize(3);
        assertThat(codes("?apiKeyName=nobody")).isEmpty();
        assertThat(codes("?orderBy=title-ASC&itemsPerPage=1")).containsExactly("one");
        assertThat(codes("?orderBy=longUrl-DESC&itemsPerPage=2")).containsExactly("used", "three");
        assertThat(codes("?orderBy=dateCreated-ASC&itemsPerPage=3&page=2")).containsExactly("used");
        server.patch("/api/v1/links/one", "{\"archived\":true}");
        assertThat(codes("")).doesNotContain("one").hasSize(3);
    }

    @Test
    void whatWasGivenIsKeptAndGoesWithTheLink() {
        JsonNode made =
                shlink.make("{'longUrl':'https://Example.com','customSlug':'abc','tags':['b','a'],'crawlable':true}");
        assertThat(shlink.ask("/short-urls/abc")).isEqualTo(made);
        assertThat(shlink.make("{'longUrl':'https://example.com','findIfExists':true}"))
                .isEqualTo(made);
        JsonNode changed = shlink.ask(
                "PATCH", "/short-urls/abc", "{'longUrl':'https://Other.example','tags':['c','b'],'crawlable':false}");
        assertThat(changed.get("longUrl").asText()).isEqualTo("https://Other.example");
        assertThat(changed.get("tags").toString()).isEqualTo("[\"c\",\"b\"]");
        assertThat(shlink.ask("/short-urls/abc")).isEqualTo(changed);
        assertThat(shlink.make("{'longUrl':'https://other.example/','findIfExists':true}"))
                .isEqualTo(changed);
        assertThat(rows()).isEqualTo(1);
        server.post("/api/v1/erasures", "{\"link\":\"abc\",\"linksToo\":true}");
        server.runJobs();
        assertThat(shlink.get("/short-urls/abc").statusCode()).isEqualTo(404);
        assertThat(rows()).isZero();
    }

    private int rows() {
        return server.database()
                .read(handle -> handle.createQuery("SELECT COUNT(*) FROM shlink_links")
                        .mapTo(Integer.class)
                        .one());
    }

    @Test
    void whatIsDeletedAtOnceDoesNotConflict() {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            made.add(shlink.make("{'longUrl':'https://example.com/" + i + "','tags':['a','b','t" + i + "']}")
                    .get("shortCode")
                    .asText());
        }
        List<CompletableFuture<Integer>> deletions = Stream.concat(
                        made.stream().map(code -> "/short-urls/" + code),
                        Stream.of(
                                "/tags?tags%5B%5D=a&tags%5B%5D=t3",
                                "/tags?tags%5B%5D=b&tags%5B%5D=a", "/visits/orphan"))
                .map(path -> CompletableFuture.supplyAsync(
                        () -> shlink.send("DELETE", path, "").statusCode()))
                .toList();
        assertThat(deletions).allSatisfy(one -> assertThat(one.join()).isBetween(200, 204));
        assertThat(codes("")).isEmpty();
        assertThat(shlink.ask("/tags").at("/tags/data")).isEmpty();
    }

    @Test
    void visitsAreTakenFromWhereTheyAreKept() {
        shlink.make("{'longUrl':'https://example.com','customSlug':'one','tags':['a']}");
        shlink.make("{'longUrl':'https://example.com','customSlug':'two'}");
        for (int i = 0; i < 7; i++) {
            server.visit("GET", i % 2 == 0 ? "/one" : "/two", "User-Agent", TestAgents.IPHONE);
            server.visit("GET", "/one", "User-Agent", "curl/8." + i);
            server.clock().advance(Duration.ofSeconds(1));
        }
        server.awaitRecorded();
        JsonNode page =
                shlink.ask("/short-urls/one/visits?itemsPerPage=4&page=3").get("visits");
        assertThat(page.get("data")).hasSize(3);
        assertThat(page.at("/pagination/totalItems").asInt()).isEqualTo(11);
        assertThat(page.at("/data/2/userAgent").asText()).isIn(TestAgents.IPHONE, "curl/8.0");
        assertThat(shlink.ask("/visits/non-orphan?excludeBots=true").at("/visits/data"))
                .hasSize(7)
                .allSatisfy(
                        one -> assertThat(one.get("potentialBot").asBoolean()).isFalse());
        assertThat(shlink.ask("/tags/a/visits")
                        .at("/visits/pagination/totalItems")
                        .asInt())
                .isEqualTo(11);
        assertThat(codes("?orderBy=visits-DESC")).containsExactly("one", "two");
        assertThat(shlink.send("DELETE", "/short-urls/one/visits", "").body()).isEqualTo("{\"deletedVisits\":11}");
        assertThat(shlink.ask("/visits").at("/visits/nonOrphanVisits/total").asInt())
                .isEqualTo(3);
    }

    @Test
    void aKeyOfACampaignSeesThatOneAlone() {
        server.link("{'destination':'https://mine.example/','code':'mine','campaign':'may','tags':['mine']}");
        server.link("{'destination':'https://zebra.example/','code':'zebra','campaign':'june','tags':['zebra']}");
        server.tap("/mine");
        server.tap("/zebra");
        server.awaitRecorded();
        String secret = TestClient.json(server.post(
                        "/api/v1/keys", "{\"name\":\"lead\",\"role\":\"campaign-lead\",\"campaign\":\"may\"}"))
                .get("secret")
                .asText();
        ShlinkClient lead = new ShlinkClient(server, secret);
        for (String path : List.of(
                "/short-urls",
                "/short-urls?orderBy=visits-DESC",
                "/short-urls?searchTerm=e",
                "/tags",
                "/tags/stats",
                "/visits/non-orphan",
                "/domains/DEFAULT/visits",
                "/short-urls/mine",
                "/short-urls/mine/visits",
                "/short-urls/mine/redirect-rules",
                "/tags/mine/visits",
                "/domains",
                "/visits/orphan")) {
            assertThat(lead.ask(path).toString()).as(path).doesNotContain("zebra");
        }
        assertThat(lead.ask("/short-urls")
                        .at("/shortUrls/pagination/totalItems")
                        .asInt())
                .isEqualTo(1);
        assertThat(lead.ask("/visits").at("/visits/nonOrphanVisits/total").asInt())
                .isEqualTo(1);
        for (String path : List.of(
                "/short-urls/zebra",
                "/short-urls/zebra/visits",
                "/short-urls/zebra/redirect-rules",
                "/tags/zebra/visits")) {
            assertThat(lead.get(path).statusCode()).as(path).isEqualTo(404);
        }
        assertThat(lead.send("PATCH", "/short-urls/zebra", "{'title':'x'}").statusCode())
                .isEqualTo(404);
        assertThat(lead.send("DELETE", "/short-urls/zebra", "").statusCode()).isEqualTo(404);
        assertThat(lead.send("POST", "/short-urls/zebra/redirect-rules", "{'redirectRules':[]}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(lead.send("PUT", "/tags", "{'oldName':'mine','newName':'x'}").body())
                .contains("error/forbidden-tag-operation", "rename");
        assertThat(lead.send("DELETE", "/tags?tags%5B%5D=mine", "").statusCode())
                .isEqualTo(403);
        assertThat(lead.send("DELETE", "/short-urls/mine/visits", "").statusCode())
                .isEqualTo(403);
        assertThat(lead.send("PATCH", "/domains/redirects", "{'domain':'go.example'}")
                        .statusCode())
                .isEqualTo(403);
        String made =
                lead.make("{'longUrl':'https://new.example'}").get("shortCode").asText();
        assertThat(server.ask("/links/" + made).get("campaign").asText()).isEqualTo("may");
        assertThat(lead.make("{'longUrl':'https://zebra.example','findIfExists':true}")
                        .get("shortCode")
                        .asText())
                .isNotEqualTo("zebra");
    }
}
