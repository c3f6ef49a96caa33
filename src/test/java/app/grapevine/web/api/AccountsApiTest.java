package app.grapevine.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.TestClient;
import app.grapevine.service.TestServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountsApiTest {
    private static final String ACCOUNTS = "/api/v1/accounts";
    private static final String ANNA =
            "{'name':'Anna','password':'correct horse','scopes':['links:read','stats:read']}";

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start();
    }

    @BeforeEach
    void clear() {
        server.clear();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private HttpResponse<String> create(String json, String... headers) {
        return server.post(ACCOUNTS, json.replace('\'', '"'), headers);
    }

    private HttpResponse<String> change(String path, String json) {
        return server.patch(path, json.replace('\'', '"'));
    }

    private static String location(HttpResponse<String> response) {
        return response.headers().firstValue("Location").orElseThrow();
    }

    @Test
    void anAccountIsMadeShownChangedAndDeletedAndItsPasswordNeverShown() {
        HttpResponse<String> made = create(ANNA);
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        JsonNode account = TestClient.json(made);
        assertThat(account.toString())
                .isEqualTo("{\"id\":\"" + account.get("id").asText()
                        + "\",\"name\":\"Anna\",\"role\":\"reader\",\"scopes\":[\"links:read\",\"stats:read\"],"
                        + "\"campaign\":null,\"disabled\":false,"
                        + "\"createdAt\":\"" + server.clock().instant() + "\"}");
        String path = location(made);
        assertThat(path).isEqualTo(ACCOUNTS + "/" + account.get("id").asText());
        assertThat(TestClient.json(server.get(ACCOUNTS)).at("/items/0")).isEqualTo(account);

        HttpResponse<String> changed = change(path, "{'name':'Anna B.','disabled':true,'scopes':['admin']}");
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
        assertThat(TestClient.json(changed).toString()).contains("Anna B.", "true", "[\"admin\"]");
        assertThat(TestClient.json(server.get(ACCOUNTS)).at("/items/0")).isEqualTo(TestClient.json(changed));
        assertThat(change(path, changed.body()).body())
                .as("sent back as it came")
                .isEqualTo(changed.body());

        assertThat(server.delete(path).statusCode()).isEqualTo(204);
        assertThat(server.delete(path).statusCode()).isEqualTo(404);
        assertThat(change(path, "{}").statusCode()).isEqualTo(404);
        assertThat(TestClient.json(server.get(ACCOUNTS)).get("items")).isEmpty();
    }

    @Test
    void aPasswordThatIsTriedFirstIsRefusedWithWhatToDo() {
        HttpResponse<String> refused = create(ANNA.replace("correct horse", "anna-password1"));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(TestClient.json(refused).at("/errors/0/field").asText()).isEqualTo("password");
        assertThat(TestClient.json(refused).at("/errors/0/code").asText()).isEqualTo("common-password");
        assertThat(TestClient.json(refused).at("/errors/0/message").asText()).contains("take four or more words");
        String path = location(create(ANNA));
        assertThat(change(path, "{'password':'qwertyuiop12'}").body()).contains("common-password");
    }

    @Test
    void aNameIsTakenOnce() {
        create(ANNA);
        assertTaken(create(ANNA.replace("Anna", "ANNA")));
        String ben = location(create(ANNA.replace("Anna", "Ben")));
        assertTaken(change(ben, "{'name':'anna'}"));
        assertThat(change(ben, "{'name':'BEN'}").statusCode()).as("its own").isEqualTo(200);
    }

    private static void assertTaken(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(409);
        assertThat(TestClient.json(response).get("type").asText()).isEqualTo("/api/problems/taken");
    }

    @Test
    void onlyAnAdminSeesAccounts() {
        String path = location(create(ANNA));
        String key = "Bearer " + server.newKey("links:read", "links:write", "stats:read", "conversions:write");
        assertThat(server.send(server.request(ACCOUNTS).setHeader("Authorization", key))
                        .statusCode())
                .isEqualTo(403);
        assertThat(create(ANNA.replace("Anna", "Ben"), "Authorization", key).statusCode())
                .isEqualTo(403);
        TestBrowser anna = new TestBrowser(server).signedIn("Anna", "correct horse");
        assertThat(anna.send("PATCH", path, "{'scopes':['admin']}").statusCode())
                .as("what one may do oneself")
                .isEqualTo(403);
        assertThat(anna.send("DELETE", path, null).statusCode()).isEqualTo(403);
    }

    @Test
    void anAccountMayBeAnAdminAndEndItself() {
        String path = location(create(ANNA.replace("'links:read'", "'admin'")));
        TestBrowser anna = new TestBrowser(server).signedIn("Anna", "correct horse");
        assertThat(anna.get(ACCOUNTS).statusCode()).isEqualTo(200);
        assertThat(anna.send("DELETE", path, null).statusCode()).isEqualTo(204);
        assertThat(anna.get(ACCOUNTS).statusCode()).isEqualTo(401);
        assertThat(server.get(ACCOUNTS).statusCode())
                .as("the admin key remains")
                .isEqualTo(200);
    }

    @Test
    void onesOwnPasswordIsChangedWithThePresentOneAlone() {
        String anna = location(create(ANNA.replace("'links:read'", "'admin'")));
        String ben = location(create(ANNA.replace("Anna", "Ben")));
        TestBrowser browser = new TestBrowser(server).signedIn("Anna", "correct horse");
        assertRefused(browser.send("PATCH", anna, "{'password':'battery staple'}"), 422, "currentPassword");
        String wrong = "{'password':'battery staple','name':'Eve','currentPassword':'wrong horse'}";
        assertRefused(browser.send("PATCH", anna, wrong), 422, "currentPassword");
        assertRefused(browser.send("PATCH", anna, wrong.replace("'wrong horse'", "7")), 422, "currentPassword");
        assertThat(browser.get(ACCOUNTS).body()).as("nothing was changed").contains("Anna");
        assertRefused(browser.send("PATCH", anna, "{'currentPassword':'correct horse'}"), 422, "currentPassword");
        assertThat(browser.send("PATCH", anna, "{'name':'Anna B.'}").statusCode())
                .isEqualTo(200);

        String own = "{'password':'battery staple','currentPassword':'correct horse'}";
        assertRefused(browser.send("PATCH", ben, own), 422, "currentPassword");
        assertThat(browser.send("PATCH", ben, "{'password':'battery staple'}").statusCode())
                .as("another's, who forgot it")
                .isEqualTo(200);
        HttpResponse<String> changed = browser.send("PATCH", anna, own);
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
        assertThat(browser.get(ACCOUNTS).statusCode()).as("its sessions end").isEqualTo(401);
        assertThat(new TestBrowser(server)
                        .signedIn("Anna B.", "battery staple")
                        .get(ACCOUNTS)
                        .statusCode())
                .isEqualTo(200);
        assertThat(change(anna, "{'password':'correct horse'}").statusCode())
                .as("with a key nobody is asked for a password")
                .isEqualTo(200);
    }

    @Test
    void thePresentPasswordCannotBeGuessedWithASession() {
        String anna = location(create(ANNA.replace("'links:read'", "'admin'")));
        TestBrowser browser = new TestBrowser(server).signedIn("Anna", "correct horse");
        String wrong = "{'password':'battery staple','currentPassword':'wrong horse'}";
        for (int i = 0; i < 5; i++) {
            assertRefused(browser.send("PATCH", anna, wrong), 422, "currentPassword");
        }
        assertThat(browser.send("PATCH", anna, wrong.replace("wrong", "correct"))
                        .statusCode())
                .isEqualTo(429);
        String id = anna.substring(ACCOUNTS.length() + 1);
        assertThat(TestClient.json(server.get("/api/v1/audit?action=session.refused&limit=500"))
                        .get("items"))
                .filteredOn(entry -> entry.at("/subject/id").asText().equals(id))
                .hasSize(5);
    }

    @Test
    void aListGoesOnWithItsCursor() {
        for (String name : new String[] {"a", "b", "c"}) {
            create(ANNA.replace("Anna", name));
        }
        JsonNode first = TestClient.json(server.get(ACCOUNTS + "?limit=2"));
        JsonNode second = TestClient.json(
                server.get(ACCOUNTS + "?limit=2&cursor=" + first.get("next").asText()));
        assertThat(first.get("items")).hasSize(2);
        assertThat(second.get("items")).hasSize(1);
        assertThat(second.get("next").isNull()).isTrue();
    }

    @Test
    void aRepeatWithAnIdempotencyKeyGetsTheFirstAnswerAndAnotherPasswordDoesNot() {
        HttpResponse<String> first = create(ANNA, "Idempotency-Key", "k");
        HttpResponse<String> second = create(ANNA, "Idempotency-Key", "k");
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(create(ANNA.replace("correct", "wrongly"), "Idempotency-Key", "k")
                        .statusCode())
                .isEqualTo(422);
    }

    @ParameterizedTest(name = "{0}: {1} {2}")
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                                    | 422 | name
            []                                                                    | 422 | ''
            {'name':'Ben','scopes':['admin']}                                     | 422 | password
            {'name':'Ben','password':'nine char','scopes':['admin']}              | 422 | password
            {'name':'Ben','password':1234567890,'scopes':['admin']}               | 422 | password
            {'name':' ','password':'correct horse','scopes':['admin']}            | 422 | name
            {'name':'a\\nb','password':'correct horse','scopes':['admin']}        | 422 | name
            {'name':'Ben','password':'correct horse'}                             | 422 | scopes
            {'name':'Ben','password':'correct horse','scopes':[]}                 | 422 | scopes
            {'name':'Ben','password':'correct horse','scopes':['all']}            | 422 | scopes[0]
            {'name':'Ben','password':'correct horse','scopes':'admin'}            | 422 | scopes
            {'name':'Ben','password':'correct horse','scopes':['admin'],'id':'1'} | 422 | id
            """)
    void aBadAccountIsRefused(String body, int status, String field) {
        assertRefused(create(body), status, field);
        assertThat(TestClient.json(server.get(ACCOUNTS)).get("items")).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1} {2}")
    @CsvSource(delimiter = '|', textBlock = """
            []                                     | 422 | ''
            hello                                  | 400 |
            {'id':'other'}                         | 422 | id
            {'createdAt':'2020-01-01T00:00:00Z'}   | 422 | createdAt
            {'epoch':7}                            | 422 | epoch
            {'name':null}                          | 422 | name
            {'name':''}                            | 422 | name
            {'scopes':null}                        | 422 | scopes
            {'scopes':[]}                          | 422 | scopes
            {'scopes':[null]}                      | 422 | scopes[0]
            {'disabled':'yes'}                     | 422 | disabled
            {'password':null}                      | 422 | password
            {'password':'short'}                   | 422 | password
            {'password':{}}                        | 422 | password
            """)
    void aBadChangeIsRefusedAndChangesNothing(String body, int status, String field) {
        String path = location(create(ANNA));
        String before = server.get(ACCOUNTS).body();
        assertRefused(change(path, body), status, field);
        assertThat(server.get(ACCOUNTS).body()).isEqualTo(before);
        assertThat(new TestBrowser(server)
                        .signedIn("Anna", "correct horse")
                        .get("/api/v1/session")
                        .statusCode())
                .isEqualTo(200);
    }

    private static void assertRefused(HttpResponse<String> response, int status, String field) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        if (field != null) {
            assertThat(TestClient.json(response).get("errors"))
                    .as(response.body())
                    .anySatisfy(error -> assertThat(error.get("field").asText()).isEqualTo(field));
        }
    }
}
