package app.grapevine.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.service.TestServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Links that are meant for one person. */
class PersonalLinksApiTest {
    private static TestServer refusing;
    private static TestServer allowing;

    @BeforeAll
    static void start() {
        refusing = TestServer.start();
        allowing = TestServer.start(Map.of("links.personal", "allowed"));
    }

    @AfterAll
    static void stop() {
        refusing.close();
        allowing.close();
    }

    private static HttpResponse<String> post(TestServer server, String path, String json) {
        return server.post("/api/v1" + path, json.replace('\'', '"'));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /links      | {'destination':'https://example.com/','people':1}                                       | people
            /links      | {'destination':'https://example.com/','people':1,'audience':'Anna'}                     | people
            /links      | {'destination':'https://example.com/','maxClicks':1,'audience':'Anna'}                  | maxClicks
            /share-sets | {'destination':'https://example.com/','channels':['whatsapp'],'people':1}               | people
            /share-sets | {'destination':'https://example.com/','channels':['whatsapp'],'audiences':['Anna','Otto'],'maxClicks':1} | maxClicks
            /share-sets | {'destination':'https://example.com/','channels':['whatsapp'],'audiences':['Anna','Otto'],'people':1}    | people
            """)
    void aLinkForOnePersonIsMadeOnlyWhereThatIsAllowed(String path, String json, String field) {
        HttpResponse<String> refused = post(refusing, path, json);
        assertThat(refused.statusCode()).isEqualTo(422);
        JsonNode errors = TestServer.json(refused).get("errors");
        assertThat(errors).hasSize(1);
        assertThat(errors.get(0).get("field").asText()).isEqualTo(field);
        assertThat(errors.get(0).get("code").asText()).isEqualTo("personal-link");
        assertThat(errors.get(0).get("message").asText()).contains("links.personal", "behaviour");
        assertThat(post(allowing, path, json).statusCode()).isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {'destination':'https://example.com/','people':2}
            {'destination':'https://example.com/','maxClicks':1}
            {'destination':'https://example.com/','audience':'Milan group'}
            {'destination':'https://example.com/','audience':'Milan group','people':40,'maxClicks':1}
            """)
    void aLinkThatMoreCanOpenOrWhomItIsForNobodySaysIsMade(String json) {
        assertThat(post(refusing, "/links", json).statusCode()).isEqualTo(201);
    }

    @Test
    void aChangeThatMakesALinkPersonalIsRefusedAndOneThatIsSoAlreadyGoesOn() {
        String code = refusing.link("{'destination':'https://example.com/','audience':'Anna'}");
        HttpResponse<String> refused = refusing.patch("/api/v1/links/" + code, "{\"maxClicks\":1}");
        assertThat(refused.statusCode()).isEqualTo(422);
        refusing.database().writeOnly(handle -> handle.execute("UPDATE links SET people = 1 WHERE code = ?", code));
        HttpResponse<String> changed = refusing.patch("/api/v1/links/" + code, "{\"title\":\"Tea\"}");
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(TestServer.json(changed).get("people").asInt()).isEqualTo(1);
        assertThat(refusing.tap("/" + code).statusCode()).isEqualTo(302);
    }

    @Test
    void peopleOfAShareSetAreOfEachAudienceAndAreChangedLinkByLink() {
        String json = "{'destination':'https://example.com/','channels':['whatsapp','email'],"
                + "'audiences':['Milan group','Rome group'],'people':7,'maxClicks':1}";
        JsonNode items = TestServer.json(post(refusing, "/share-sets", json)).get("items");
        assertThat(items)
                .hasSize(4)
                .allSatisfy(item -> assertThat(item.at("/link/people").asInt()).isEqualTo(7));
        String path = "/api/v1/links/" + items.get(1).at("/link/code").asText();
        assertThat(TestServer.json(refusing.patch(path, "{\"people\":9}"))
                        .get("people")
                        .asInt())
                .isEqualTo(9);
        assertThat(refusing.patch(path, "{\"people\":1}").body()).contains("personal-link");
        assertThat(refusing.patch(path, "{\"people\":null}").body())
                .as("one click for an audience of unsaid size")
                .contains("personal-link");
    }

    @Test
    void howManyPeopleALinkIsSentToIsKeptAndNotPassedOn() {
        String code = refusing.link("{'destination':'https://example.com/','channel':'whatsapp','people':40}");
        assertThat(refusing.ask("/links/" + code).get("people").asInt()).isEqualTo(40);
        HttpResponse<String> bad = post(refusing, "/links", "{'destination':'https://example.com/','people':0}");
        assertThat(TestServer.json(bad).at("/errors/0/code").asText()).isEqualTo("too-small");
        HttpResponse<String> set = post(
                refusing, "/share-sets", "{'destination':'https://example.com/','channels':['whatsapp'],'people':7}");
        assertThat(TestServer.json(set).at("/items/0/link/people").asInt()).isEqualTo(7);
    }
}
