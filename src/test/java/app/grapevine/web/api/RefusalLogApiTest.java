package app.grapevine.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.TestClient;
import app.grapevine.service.TestServer;
import app.grapevine.web.access.RefusalLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is refused stands in the log, with the route as it is described and nothing that the request chose. */
class RefusalLogApiTest {
    private static final String UNKNOWN = "gv_" + "0123456789".repeat(4) + "012";

    private TestServer server;
    private LogOf log;

    @BeforeEach
    void start() {
        server = TestServer.start();
        log = new LogOf(RefusalLog.class);
    }

    @AfterEach
    void stop() {
        log.close();
        server.close();
    }

    private void ask(String path, String header, String value) {
        server.send(server.request(path).setHeader(header, value));
    }

    @Test
    void aKeyThatIsNoneIsLoggedWithoutIt() {
        ask("/api/v1/links/Xylophone", "Authorization", "Bearer " + UNKNOWN);
        assertThat(log.lines())
                .singleElement()
                .asString()
                .startsWith("INFO refused GET /api/v1/links/{code} to somebody unknown: The API key is ")
                .doesNotContain(UNKNOWN, "Xylophone", "127.0.0.1");
    }

    @Test
    void aSessionThatIsNoneAndAPageOfAnotherSiteAreLogged() {
        TestBrowser browser = new TestBrowser(server).signedIn(server.newKey("links:read"));
        browser.with("Sec-Fetch-Site", "cross-site").post("/api/v1/links", "{}");
        browser.with("Sec-Fetch-Site", "same-origin").send("DELETE", "/api/v1/session", null);
        ask("/api/v1/links", "Authorization", "Basic eDp5");
        assertThat(log.lines())
                .containsExactly("INFO refused POST /api/v1/links to somebody unknown: A page of another site asks.");
    }

    @Test
    void whatAKeyMayNotIsLoggedWithItsIdAndWhy() {
        server.post("/api/v1/campaigns", "{\"slug\":\"may\",\"name\":\"May\"}");
        String id = key("{'name':'Zoe','scopes':['links:read']}");
        String limited = key("{'name':'Zoe','scopes':['links:read','links:write'],'campaign':'may'}");
        assertThat(log.lines())
                .containsExactly(
                        "INFO refused DELETE /api/v1/keys/{id} to key " + id + ": This needs the scope admin.",
                        "INFO refused POST /api/v1/campaigns to key " + id + ": This needs the scope links:write.",
                        "INFO refused DELETE /api/v1/keys/{id} to key " + limited + ": This needs the scope admin.",
                        "INFO refused POST /api/v1/campaigns to key " + limited
                                + ": You are limited to the campaign may, and this goes beyond it.");
    }

    /** Makes a key, asks with it for what it may not, and gives its id. */
    private String key(String json) {
        var made = TestClient.json(server.post("/api/v1/keys", json.replace('\'', '"')));
        String bearer = "Bearer " + made.get("secret").asText();
        server.send(server.request("/api/v1/keys/" + UNKNOWN).DELETE().setHeader("Authorization", bearer));
        server.post("/api/v1/campaigns", "{\"slug\":\"june\",\"name\":\"June\"}", "Authorization", bearer);
        return made.get("id").asText();
    }
}
