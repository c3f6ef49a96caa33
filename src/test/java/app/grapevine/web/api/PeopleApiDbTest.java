package app.grapevine.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.service.TestServer;
import app.grapevine.storage.Dialect;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Roles by their names, invitations, and the keys that people make for themselves. */
@ParameterizedClass
@EnumSource(Dialect.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PeopleApiDbTest {
    private static final String API = "/api/v1";
    private static final String PASSWORD = "velvet harbour tidy lantern";

    @Parameter
    Dialect dialect;

    private TestServer server;

    @BeforeAll
    void start() {
        server = TestServer.start(dialect, Map.of());
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @BeforeEach
    void clear() {
        server.clear();
        for (String campaign : List.of("may", "june")) {
            made("/campaigns", "{'slug':'" + campaign + "','name':'n'}");
            server.link("{'destination':'https://shop.example/','code':'of-" + campaign + "','campaign':'" + campaign
                    + "'}");
        }
    }

    private static String json(String quoted) {
        return quoted.replace('\'', '"');
    }

    private JsonNode made(String path, String body) {
        HttpResponse<String> answer = server.post(API + path, json(body));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return TestServer.json(answer);
    }

    private JsonNode account(String name, String rights) {
        return made("/accounts", "{'name':'" + name + "','password':'" + PASSWORD + "'," + rights + "}");
    }

    /** The cookie of who signs in. */
    private String signedIn(String name) {
        HttpResponse<String> answer = server.send(HttpRequest.newBuilder(server.uri(API + "/session"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json("{'name':'" + name + "','password':'" + PASSWORD + "'}"))));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return answer.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
    }

    private HttpResponse<String> as(String cookie, String method, String path, String body) {
        return server.send(HttpRequest.newBuilder(server.uri(API + path))
                .header("Cookie", cookie)
                .header("Content-Type", "application/json")
                .header("Origin", "http://127.0.0.1:" + server.port())
                .method(method, BodyPublishers.ofString(json(body))));
    }

    private HttpResponse<String> stranger(String path, String body) {
        return server.send(HttpRequest.newBuilder(server.uri(API + path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json(body))));
    }

    private int withKey(String secret, String path) {
        return server.send(server.request(API + path)
                        .setHeader("Authorization", "Bearer " + secret)
                        .GET())
                .statusCode();
    }

    private static List<String> codes(HttpResponse<String> answer) {
        return TestServer.json(answer).findValuesAsText("code");
    }

    @Test
    void aRoleSetsTheRightsAndIsToldOfThem() {
        JsonNode anna = account("Anna", "'role':'marketer'");
        assertThat(anna.get("scopes").toString()).isEqualTo(json("['links:read','links:write','stats:read']"));
        assertThat(anna.get("role").asText()).isEqualTo("marketer");
        JsonNode ben = account("Ben", "'scopes':['stats:read','links:read']");
        assertThat(ben.get("role").asText()).isEqualTo("reader");
        assertThat(account("Carla", "'scopes':['stats:read']").get("role").isNull())
                .isTrue();

        String one = API + "/accounts/" + ben.get("id").asText();
        HttpResponse<String> changed = server.patch(one, json("{'role':'admin'}"));
        assertThat(TestServer.json(changed).get("scopes").toString()).isEqualTo("[\"admin\"]");
        JsonNode whole = TestServer.json(server.patch(one, json("{'role':'reader'}")));
        HttpResponse<String> back = server.patch(one, whole.toString().replace("reader", "marketer"));
        assertThat(TestServer.json(back).get("role").asText()).as(back.body()).isEqualTo("marketer");
        assertThat(server.patch(one, json("{'role':'king'}")).statusCode()).isEqualTo(422);
        assertThat(codes(server.post(
                        API + "/keys", json("{'name':'k','role':'campaign-lead','scopes':['stats:read']}"))))
                .contains("not-alone", "missing");
        assertThat(made("/keys", "{'name':'k','role':'campaign-lead','campaign':'may'}")
                        .get("scopes"))
                .hasSize(4);
    }

    @Test
    void whoLeadsACampaignDoesAllInItAndNothingBeyond() {
        JsonNode lead = account("Lia", "'role':'campaign-lead','campaign':'may'");
        String cookie = signedIn("Lia");
        JsonNode session = TestServer.json(as(cookie, "GET", "/session", ""));
        assertThat(session.get("role").asText()).isEqualTo("campaign-lead");
        assertThat(session.get("campaign").asText()).isEqualTo("may");
        assertThat(as(cookie, "GET", "/links", "").body()).contains("of-may").doesNotContain("of-june");
        assertThat(as(cookie, "GET", "/links/of-june", "").statusCode()).isEqualTo(404);
        String link = "{'destination':'https://shop.example/n'}";
        assertThat(TestServer.json(as(cookie, "POST", "/links", link))
                        .get("campaign")
                        .asText())
                .isEqualTo("may");
        assertThat(as(cookie, "GET", "/accounts", "").statusCode()).isEqualTo(403);
        assertThat(as(
                                cookie,
                                "POST",
                                "/session/password",
                                "{'current':'" + PASSWORD + "','new':'another " + PASSWORD + "'}")
                        .statusCode())
                .as("one's own password")
                .isEqualTo(200);

        String one = API + "/accounts/" + lead.get("id").asText();
        assertThat(codes(server.patch(one, json("{'campaign':'nowhere'}")))).containsExactly("unknown-campaign");
        assertThat(codes(server.patch(one, json("{'role':'admin'}")))).containsExactly("not-for-admins");
        JsonNode freed = TestServer.json(server.patch(one, json("{'campaign':null}")));
        assertThat(freed.get("campaign").isNull()).isTrue();
        assertThat(freed.get("role").isNull()).isTrue();
    }

    @Test
    void whoIsInvitedMakesOneAccountWithTheRightsOfTheInvitation() {
        JsonNode invitation = made("/invitations", "{'name':'Mara','role':'campaign-lead','campaign':'may','days':2}");
        String url = invitation.get("url").asText();
        assertThat(url).startsWith("https://go.example/dashboard#/invitation/gvi_");
        String token = url.replaceAll(".*/", "");
        assertThat(server.get(API + "/invitations").body()).contains("Mara").doesNotContain(token);
        HttpResponse<String> look = stranger("/invitations/look", "{'token':'" + token + "'}");
        assertThat(look.body()).contains("\"name\":\"Mara\"", "\"role\":\"campaign-lead\"", "\"campaign\":\"may\"");

        String weak = "{'token':'" + token + "','name':'Mara','password':'short'}";
        assertThat(codes(stranger("/invitations/accept", weak))).containsExactly("wrong-length");
        String join = "{'token':'" + token + "','name':'Mara B.','password':'" + PASSWORD + "'}";
        HttpResponse<String> joined = stranger("/invitations/accept", join);
        assertThat(joined.statusCode()).as(joined.body()).isEqualTo(201);
        assertThat(as(signedIn("Mara B."), "GET", "/session", "").body())
                .contains("\"role\":\"campaign-lead\"", "\"campaign\":\"may\"");
        assertThat(stranger("/invitations/accept", join.replace("B.", "C.")).statusCode())
                .as("a second time")
                .isEqualTo(404);
        assertThat(server.ask("/invitations").get("items")).isEmpty();
    }

    @Test
    void anInvitationEndsByItsTimeAndWithTheRightsOfWhoMadeIt() {
        String over = token(made("/invitations", "{'role':'reader','days':1}"));
        account("Anna", "'role':'admin'");
        String cookie = signedIn("Anna");
        String ofAnna = token(TestServer.json(as(cookie, "POST", "/invitations", "{'role':'admin'}")));
        String taken = made("/invitations", "{'role':'reader'}").get("id").asText();
        assertThat(stranger("/invitations/look", "{'token':'" + ofAnna + "'}").statusCode())
                .isEqualTo(200);
        String anna = server.ask("/accounts").at("/items/0/id").asText();
        server.patch(API + "/accounts/" + anna, json("{'role':'reader'}"));
        assertThat(stranger("/invitations/look", "{'token':'" + ofAnna + "'}").statusCode())
                .isEqualTo(404);
        assertThat(server.delete(API + "/invitations/" + taken).statusCode()).isEqualTo(204);
        assertThat(server.delete(API + "/invitations/" + taken).statusCode()).isEqualTo(404);
        server.clock().advance(Duration.ofDays(1));
        assertThat(stranger("/invitations/look", "{'token':'" + over + "'}").statusCode())
                .isEqualTo(404);
        assertThat(server.ask("/invitations").get("items"))
                .hasSize(2)
                .allSatisfy(one -> assertThat(one.get("open").asBoolean()).isFalse());
    }

    private static String token(JsonNode invitation) {
        return invitation.get("url").asText().replaceAll(".*/", "");
    }

    @Test
    void whoTriesOutTokensHasToWait() {
        int status = 0;
        for (int i = 0; i < 40 && status != 429; i++) {
            status = stranger("/invitations/look", "{'token':'gvi_" + i + "'}").statusCode();
        }
        assertThat(status).isEqualTo(429);
        server.clock().advance(Duration.ofHours(1));
    }

    @Test
    void onesOwnKeyNeverGoesBeyondOnesOwnRights() {
        JsonNode anna = account("Anna", "'role':'marketer'");
        String cookie = signedIn("Anna");
        assertThat(codes(as(cookie, "POST", "/own-keys", "{'name':'k','role':'admin'}")))
                .containsExactly("beyond-own-rights");
        JsonNode key = TestServer.json(as(cookie, "POST", "/own-keys", "{'name':'sheet','role':'reader'}"));
        String secret = key.get("secret").asText();
        assertThat(key.at("/owner/name").asText()).isEqualTo("Anna");
        assertThat(withKey(secret, "/stats")).isEqualTo(200);
        assertThat(server.ask("/keys").toString()).contains("sheet", "Anna").doesNotContain(secret);
        assertThat(withKey(secret, "/own-keys")).as("a key has none of its own").isEqualTo(403);

        String one = API + "/accounts/" + anna.get("id").asText();
        server.patch(one, json("{'scopes':['links:read']}"));
        assertThat(withKey(secret, "/stats")).as("a right less").isEqualTo(403);
        assertThat(withKey(secret, "/links")).isEqualTo(200);
        server.patch(one, json("{'scopes':['links:read'],'campaign':'may'}"));
        assertThat(withKey(secret, "/links/of-june")).as("limited since").isEqualTo(404);
        server.patch(one, json("{'disabled':true}"));
        assertThat(withKey(secret, "/links")).as("disabled").isEqualTo(401);
        server.patch(one, json("{'disabled':false}"));
        assertThat(withKey(secret, "/links")).isEqualTo(200);
        server.delete(one);
        assertThat(withKey(secret, "/links")).as("deleted").isEqualTo(401);
        assertThat(server.ask("/keys").toString()).doesNotContain("sheet");
    }

    @Test
    void onesOwnKeysAreListedRotatedAndRevoked() {
        account("Anna", "'role':'admin'");
        account("Ben", "'role':'reader'");
        String cookie = signedIn("Anna");
        JsonNode key = TestServer.json(as(cookie, "POST", "/own-keys", "{'name':'k','role':'admin'}"));
        String id = key.get("id").asText();
        HttpResponse<String> rotated = as(cookie, "POST", "/own-keys/" + id + "/rotate", "{'overlapHours':0}");
        assertThat(withKey(key.get("secret").asText(), "/keys")).isEqualTo(401);
        assertThat(withKey(TestServer.json(rotated).get("secret").asText(), "/keys"))
                .isEqualTo(200);
        String ben = signedIn("Ben");
        assertThat(as(ben, "GET", "/own-keys", "").body()).isEqualTo("{\"items\":[],\"next\":null}");
        assertThat(as(ben, "DELETE", "/own-keys/" + id, "").statusCode()).isEqualTo(404);
        assertThat(as(cookie, "GET", "/own-keys", "").body()).contains(id);
        assertThat(as(cookie, "DELETE", "/own-keys/" + id, "").statusCode()).isEqualTo(204);
        assertThat(as(cookie, "GET", "/own-keys", "").body()).doesNotContain(id);
        for (int i = 0; i < 20; i++) {
            assertThat(as(cookie, "POST", "/own-keys", "{'name':'k','role':'reader'}")
                            .statusCode())
                    .isEqualTo(201);
        }
        assertThat(codes(as(cookie, "POST", "/own-keys", "{'name':'k','role':'reader'}")))
                .containsExactly("most-keys");
    }
}
