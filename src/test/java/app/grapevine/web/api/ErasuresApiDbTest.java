package app.grapevine.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.TestAgents;
import app.grapevine.service.TestServer;
import app.grapevine.storage.Dialect;
import app.grapevine.storage.TestDatabase;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What was recorded, taken away by link, by campaign, by time, and a visit at a time. */
@ParameterizedClass
@EnumSource(Dialect.class)
class ErasuresApiDbTest {
    private static final String EVER = "from=2026-01-01&to=2027-01-01";

    @Parameter
    private Dialect dialect;

    private TestServer server;
    private String sold;

    /** Three visits to boots, two to hats and one to a link of no campaign; a day apart, all but the first of each. */
    @BeforeEach
    void record() {
        server = TestServer.start(dialect, Map.of());
        server.post("/api/v1/campaigns", "{\"slug\":\"spring\",\"name\":\"Spring\"}");
        server.link(
                "{'destination':'https://shop.example/1','code':'boots','campaign':'spring','trackConversions':true}");
        server.link("{'destination':'https://shop.example/2','code':'hats','campaign':'spring'}");
        server.link("{'destination':'https://shop.example/3','code':'socks'}");
        HttpResponse<String> bought = server.tap("/boots");
        server.tap("/hats");
        server.tap("/socks");
        server.awaitRecorded();
        String location = bought.headers().firstValue("Location").orElseThrow();
        sold = location.substring(location.lastIndexOf('=') + 1);
        server.post("/api/v1/conversions", "{\"clickId\":\"" + sold + "\",\"event\":\"sale\"}");
        server.clock().advance(Duration.ofDays(1));
        server.visit("GET", "/boots", "User-Agent", TestAgents.IN_WHATSAPP);
        server.tap("/boots");
        server.tap("/hats");
        server.awaitRecorded();
        server.clock().advance(Duration.ofMinutes(1));
        assertThat(clicks("boots")).isEqualTo(3);
        assertThat(clicks("hats")).isEqualTo(2);
        assertThat(conversions()).isEqualTo(1);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private long clicks(String code) {
        long counted = server.ask("/stats?" + EVER + "&code=" + code)
                .get("total")
                .get("clicks")
                .asLong();
        assertThat(server.ask("/clicks?code=" + code).get("items")).hasSize((int) counted);
        return counted;
    }

    private long conversions() {
        return TestDatabase.count(server.database(), "conversions");
    }

    private JsonNode erase(String json) {
        HttpResponse<String> entered = server.post("/api/v1/erasures", json.replace('\'', '"'));
        assertThat(entered.statusCode()).as(entered.body()).isEqualTo(202);
        assertThat(TestServer.json(entered).get("finishedAt").isNull()).isTrue();
        String path = entered.headers().firstValue("Location").orElseThrow().substring("/api/v1".length());
        // It is done in slices of half a second: on a busy machine in several.
        Awaitility.await().until(() -> {
            server.runJobs();
            return server.ask(path).get("finishedAt").isTextual();
        });
        JsonNode done = server.ask(path);
        assertThat(server.ask("/erasures").get("items").get(0)).isEqualTo(done);
        server.clock().advance(Duration.ofSeconds(1));
        return done;
    }

    @Test
    void allThatWasRecordedOfALinkGoesAndTheLinkStays() {
        JsonNode done = erase("{'link':'boots'}");
        assertThat(done.get("scope").asText()).isEqualTo("link");
        assertThat(done.get("name").asText()).isEqualTo("go.example/boots");
        assertThat(done.get("requestedBy").asText()).isNotEmpty();
        assertThat(done.get("visits").asLong()).isEqualTo(3);
        assertThat(done.get("links").asLong()).isZero();
        assertThat(clicks("boots")).isZero();
        assertThat(conversions()).isZero();
        assertThat(clicks("hats")).isEqualTo(2);
        assertThat(server.tap("/boots").statusCode()).isEqualTo(302);
        server.awaitRecorded();
        server.clock().advance(Duration.ofMinutes(5));
        server.runJobs();
        assertThat(clicks("boots")).as("what comes later is not meant").isEqualTo(1);
    }

    @Test
    void aCampaignGoesWithItsLinks() {
        JsonNode done = erase("{'campaign':'spring','linksToo':true}");
        assertThat(done.get("visits").asLong()).isEqualTo(5);
        assertThat(done.get("links").asLong()).isEqualTo(2);
        assertThat(server.get("/api/v1/campaigns/spring").statusCode()).isEqualTo(404);
        assertThat(server.tap("/boots").statusCode()).isEqualTo(404);
        assertThat(server.ask("/stats?" + EVER).get("total").get("clicks").asLong())
                .isEqualTo(1);
        assertThat(clicks("socks")).isEqualTo(1);
        assertThat(server.link("{'destination':'https://shop.example/4','code':'boots'}"))
                .isEqualTo("boots");
        assertThat(clicks("boots")).isZero();
    }

    @Test
    void anErasureThatWasCutOffBehindItsLastLinkIsFinished() {
        String id = erase("{'campaign':'spring','linksToo':true}").get("id").asText();
        server.database()
                .writeOnly(handle -> handle.execute("UPDATE erasures SET finished_at = NULL WHERE id = ?", id));
        server.clock().advance(Duration.ofSeconds(2));
        server.restart();
        Awaitility.await().until(() -> {
            server.runJobs();
            return server.ask("/erasures/" + id).get("finishedAt").isTextual();
        });
        assertThat(server.ask("/erasures/" + id).get("links").asLong()).isEqualTo(2);
    }

    @Test
    void aVisitGoesWithWhatItLedTo() {
        JsonNode done = erase("{'clickId':'" + sold + "'}");
        assertThat(done.get("scope").asText()).isEqualTo("visit");
        assertThat(done.get("name").isNull()).isTrue();
        assertThat(done.get("visits").asLong()).isEqualTo(1);
        assertThat(clicks("boots")).isEqualTo(2);
        assertThat(conversions()).isZero();
        assertThat(TestDatabase.count(server.database(), "erasures WHERE sequence IS NOT NULL"))
                .as("which it was is forgotten")
                .isZero();
        assertThat(server.post("/api/v1/erasures", "{\"clickId\":\"" + sold + "\"}")
                        .statusCode())
                .isEqualTo(422);
    }

    @Test
    void aStretchOfTimeGoesOnAllLinksOrOnSome() {
        assertThat(erase("{'to':'2026-05-02T00:00:00Z','link':'hats'}")
                        .get("visits")
                        .asLong())
                .isEqualTo(1);
        assertThat(clicks("hats")).isEqualTo(1);
        assertThat(clicks("boots")).isEqualTo(3);
        JsonNode done = erase("{'from':'2026-05-01T00:00:00Z','to':'2026-05-02T00:00:00Z'}");
        assertThat(done.get("scope").asText()).isEqualTo("time");
        assertThat(done.get("visits").asLong()).isEqualTo(2);
        assertThat(clicks("boots")).isEqualTo(2);
        assertThat(clicks("socks")).isZero();
        assertThat(conversions()).isZero();
    }

    /** As of a node that was stopped with visits in its journal. */
    @Test
    void whatComesInLateGoesAsWell() {
        JsonNode done = erase("{'link':'boots'}");
        server.clock().advance(Duration.ofSeconds(-2));
        server.tap("/boots");
        server.awaitRecorded();
        server.clock().advance(Duration.ofMinutes(2));
        server.tap("/boots");
        server.awaitRecorded();
        server.runJobs();
        assertThat(server.ask("/clicks?code=boots").get("items")).hasSize(1);
        assertThat(server.ask("/erasures/" + done.get("id").asText())
                        .get("visits")
                        .asLong())
                .isEqualTo(4);
    }

    @Test
    void whatDoesNotSayOneThingIsRefused() {
        for (String refused : List.of(
                "{} | 422 | must be given, or one of campaign",
                "{'link':'boots','campaign':'spring'} | 422 | cannot be given with link",
                "{'clickId':'x','link':'boots'} | 422 | must be given alone",
                "{'clickId':'0123456789012345678901'} | 422 | is not a click",
                "{'from':'2026-05-01T00:00:00Z','linksToo':true} | 422 | cannot be given with",
                "{'from':'2026-05-03T00:00:00Z','to':'2026-05-01T00:00:00Z'} | 422 | must be before to",
                "{'to':'2036-05-01T00:00:00Z'} | 422 | must not be in the future",
                "{'domain':'go.example'} | 422 | must be given",
                "{'form':1} | 422 | is not a field",
                "{'link':'gloves'} | 404 | there is no link gloves",
                "{'campaign':'autumn'} | 404 | there is no link of a campaign autumn")) {
            String[] parts = refused.split(" \\| ");
            HttpResponse<String> answer = server.post("/api/v1/erasures", parts[0].replace('\'', '"'));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(Integer.parseInt(parts[1]));
            assertThat(answer.body()).contains(parts[2]);
        }
        assertThat(server.ask("/erasures").get("items")).isEmpty();
    }

    @Test
    void onlyAdminsMayErase() {
        String key = server.newKey("links:write", "stats:read");
        assertThat(server.post("/api/v1/erasures", "{\"link\":\"boots\"}", "Authorization", "Bearer " + key)
                        .statusCode())
                .isEqualTo(403);
    }
}
