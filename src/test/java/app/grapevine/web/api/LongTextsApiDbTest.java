package app.grapevine.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.TestClient;
import app.grapevine.service.TestServer;
import app.grapevine.storage.Dialect;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What people write may have as many characters as they count, be each of eleven units and 25 bytes; one more is refused. */
@ParameterizedClass
@EnumSource(Dialect.class)
class LongTextsApiDbTest {
    /** One character to who looks at it. */
    private static final String FAMILY = "👨‍👩‍👧‍👦";

    /** @param body with {@code %s} for the text, and single quotes for double ones */
    private record Case(String field, int most, String method, String path, String body) {}

    private static final List<Case> CASES = List.of(
            new Case("name", 200, "POST", "/keys", "{'name':'%s','scopes':['links:read']}"),
            new Case(
                    "name",
                    100,
                    "POST",
                    "/accounts",
                    "{'name':'%s','scopes':['admin'],'password':'a long enough one'}"),
            new Case("name", 200, "POST", "/campaigns", "{'slug':'named','name':'%s'}"),
            new Case(
                    "utm.source",
                    200,
                    "PATCH",
                    "/campaigns/spring",
                    "{'utm':{'source':'%1$s','medium':'%1$s'," + "'campaign':'%1$s','term':'%1$s','content':'%1$s'}}"),
            new Case("name", 100, "PUT", "/domains/go.example", "{'name':'%s'}"),
            new Case("cardTitle", 300, "PUT", "/domains/go.example", "{'cardTitle':'%s'}"),
            new Case("cardDescription", 1000, "PUT", "/domains/go.example", "{'cardDescription':'%s'}"),
            new Case("title", 300, "PATCH", "/links/code", "{'title':'%s'}"),
            new Case("audience", 200, "PATCH", "/links/code", "{'audience':'%s'}"),
            new Case("tags[0]", 64, "PATCH", "/links/code", "{'tags':['%s']}"),
            new Case("utm.term", 200, "PATCH", "/links/code", "{'utm':{'term':'%s'}}"),
            new Case("card.title", 300, "PATCH", "/links/code", "{'card':{'title':'%s'}}"),
            new Case("card.description", 1000, "PATCH", "/links/code", "{'card':{'description':'%s'}}"),
            new Case(
                    "name",
                    200,
                    "POST",
                    "/share-sets",
                    "{'destination':'https://example.com/','channels':['email'],'name':'%s'}"),
            new Case(
                    "text",
                    2000,
                    "POST",
                    "/share-sets",
                    "{'destination':'https://example.com/','channels':['email'],'text':'%s'}"));

    @Parameter
    Dialect dialect;

    private TestServer server;

    @BeforeEach
    void start() {
        server = TestServer.start(dialect, Map.of());
        server.link("{'destination':'https://example.com/','code':'code'}");
        server.post("/api/v1/campaigns", "{\"slug\":\"spring\",\"name\":\"Spring\"}");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> send(Case one, int length) {
        String body = one.body.replace('\'', '"').formatted(FAMILY.repeat(length));
        return server.send(server.request("/api/v1" + one.path)
                .setHeader("Content-Type", "application/json")
                .method(one.method, BodyPublishers.ofString(body)));
    }

    @Test
    void aTextHasRoomForAsManyCharactersAsPeopleCount() {
        for (Case one : CASES) {
            HttpResponse<String> fits = send(one, one.most);
            assertThat(fits.statusCode()).as(one + " " + fits.body()).isIn(200, 201);
            HttpResponse<String> tooLong = send(one, one.most + 1);
            assertThat(tooLong.statusCode()).as(one.toString()).isEqualTo(422);
            assertThat(TestClient.json(tooLong).at("/errors/0/field").asText()).isEqualTo(one.field);
        }
    }

    @Test
    void whatKeepsTheNameOfAKeyHasRoomForItToo() {
        String name = FAMILY.repeat(200);
        String key = TestClient.json(server.post(
                        "/api/v1/keys", "{\"name\":\"" + name + "\",\"scopes\":[\"admin\",\"links:write\"]}"))
                .get("secret")
                .asText();
        HttpResponse<String> link = server.post(
                "/api/v1/links", "{\"destination\":\"https://example.com/\"}", "Authorization", "Bearer " + key);
        assertThat(TestClient.json(link).at("/createdBy/name").asText()).isEqualTo(name);
        assertThat(server.ask("/audit?limit=1").at("/items/0/actor/name").asText())
                .isEqualTo(name);
        HttpResponse<String> erasure =
                server.post("/api/v1/erasures", "{\"link\":\"code\"}", "Authorization", "Bearer " + key);
        assertThat(erasure.statusCode()).as(erasure.body()).isIn(200, 201, 202);
    }

    @Test
    void whoHasALongNameSignsInWithIt() {
        String name = FAMILY.repeat(100);
        server.post(
                "/api/v1/accounts",
                "{\"name\":\"" + name + "\",\"scopes\":[\"links:read\"],\"password\":\"a long enough one\"}");
        HttpResponse<String> session =
                server.post("/api/v1/session", "{\"name\":\"" + name + "\",\"password\":\"a long enough one\"}");
        assertThat(session.statusCode()).as(session.body()).isEqualTo(201);
    }

    @Test
    void aNameThatIsAHeapOfAccentsIsRefusedAndNotTooMuchForAnIndex() {
        String heap = "a\u0323\u0302\u0301\u0300\u0303\u0304\u0306\u0307\u0308\u030a\u030b".repeat(100);
        HttpResponse<String> answer = server.post(
                "/api/v1/accounts",
                "{\"name\":\"" + heap + "\",\"scopes\":[\"links:read\"],\"password\":\"a long enough one\"}");
        assertThat(answer.statusCode()).isIn(201, 422);
        HttpResponse<String> words = server.post(
                "/api/v1/accounts",
                "{\"name\":\"" + "\ufdfa".repeat(100)
                        + "\",\"scopes\":[\"links:read\"],\"password\":\"a long enough one\"}");
        assertThat(words.statusCode()).as("each stands for four words").isEqualTo(422);
    }
}
