package app.grapevine.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.TestClient;
import app.grapevine.service.TestServer;
import app.grapevine.storage.TestDatabase;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionApiTest {
    private static final String SESSION = "/api/v1/session";
    private static final String LINKS = "/api/v1/links";
    private static final String LINK = "{'destination':'https://shop.example/'}";
    private static final String PASSWORD = "correct horse";
    private static final String RIGHT = "{'name':'Anna','password':'" + PASSWORD + "'}";

    private static TestServer server;
    private TestBrowser browser;

    @BeforeAll
    static void start() {
        server = TestServer.start(Map.of("trusted.proxies", "127.0.0.1"));
    }

    @BeforeEach
    void clear() {
        server.clear();
        browser = new TestBrowser(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** Makes an account, and gives its path. */
    private String account(String name, String... scopes) {
        HttpResponse<String> made = server.post(
                "/api/v1/accounts",
                "{\"name\":\"%s\",\"password\":\"%s\",\"scopes\":[\"%s\"]}"
                        .formatted(name, PASSWORD, String.join("\",\"", scopes)));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return made.headers().firstValue("Location").orElseThrow();
    }

    private static String setCookie(HttpResponse<String> response) {
        return response.headers().firstValue("Set-Cookie").orElseThrow();
    }

    private static String in(Duration time) {
        return server.clock().instant().plus(time).toString();
    }

    private int links() {
        return TestClient.json(server.get(LINKS)).get("items").size();
    }

    @Test
    void aKeySignsInAndTheCookieTakesItsPlace() {
        assertThat(browser.get(SESSION).statusCode()).isEqualTo(401);
        HttpResponse<String> signedIn =
                browser.post(SESSION, "{'key':'" + server.newKey("links:read", "stats:read") + "'}");
        assertThat(signedIn.statusCode()).as(signedIn.body()).isEqualTo(201);
        JsonNode session = TestClient.json(signedIn);
        assertThat(session.toString())
                .isEqualTo(
                        "{\"name\":\"test\",\"role\":\"reader\",\"scopes\":[\"links:read\",\"stats:read\"],\"campaign\":null,\"via\":\"key\","
                                + "\"expiresAt\":\"" + in(Duration.ofHours(12)) + "\"}");
        assertThat(TestClient.json(browser.get(SESSION))).isEqualTo(session);
        assertThat(browser.get(LINKS).statusCode()).isEqualTo(200);
        assertThat(browser.post(LINKS, LINK).statusCode())
                .as("without the scope")
                .isEqualTo(403);
    }

    @Test
    void anAccountSignsInByNameInAnyCaseAndPassword() {
        account("Anna", "links:read", "links:write");
        HttpResponse<String> signedIn = browser.post(SESSION, "{'name':' anna','password':'" + PASSWORD + "'}");
        assertThat(signedIn.statusCode()).as(signedIn.body()).isEqualTo(201);
        assertThat(TestClient.json(signedIn).get("via").asText()).isEqualTo("account");
        assertThat(TestClient.json(signedIn).get("name").asText()).isEqualTo("Anna");
        assertThat(browser.post(LINKS, LINK).statusCode()).isEqualTo(201);
        assertThat(browser.get("/api/v1/keys").statusCode()).isEqualTo(403);
    }

    @Test
    void theCookieIsForTheApiAloneAndOutOfReachOfScriptsAndOtherSites() {
        String cookie = setCookie(browser.post(SESSION, "{'key':'" + TestClient.ADMIN_KEY + "'}"));
        assertThat(cookie.split("; "))
                .contains("Path=/api/v1", "HttpOnly", "SameSite=Strict", "Max-Age=1209600")
                .doesNotContain("Secure");
        assertThat(cookie).matches("gv_session=[0-9A-Za-z]{43};.*").doesNotContainIgnoringCase("domain");
    }

    @Test
    void theCookieIsSecureWhereTheRequestCameByHttps() {
        browser.with("X-Forwarded-For", "192.0.2.7").with("X-Forwarded-Proto", "https");
        assertThat(setCookie(browser.post(SESSION, "{'key':'" + TestClient.ADMIN_KEY + "'}"))
                        .split("; "))
                .contains("Secure", "SameSite=Strict");
        assertThat(setCookie(browser.send("DELETE", SESSION, null)).split("; ")).contains("Secure");
        try (TestServer trusting = TestServer.start()) {
            TestBrowser liar = new TestBrowser(trusting).with("X-Forwarded-Proto", "https");
            assertThat(setCookie(liar.post(SESSION, "{'key':'" + TestClient.ADMIN_KEY + "'}")))
                    .as("from a proxy that nobody trusts")
                    .doesNotContain("Secure");
        }
    }

    @Test
    void theCookieIsSecureForAPageByHttpsBehindAProxyThatNobodyTrusts() {
        try (TestServer trusting = TestServer.start()) {
            TestBrowser page = new TestBrowser(trusting)
                    .with("Sec-Fetch-Site", "same-origin")
                    .with("Origin", "https://go.example");
            assertThat(setCookie(page.post(SESSION, "{'key':'" + TestClient.ADMIN_KEY + "'}"))
                            .split("; "))
                    .contains("Secure");
            assertThat(setCookie(page.send("DELETE", SESSION, null)).split("; "))
                    .contains("Secure");
            page.with("Origin", "http://go.example");
            assertThat(setCookie(page.post(SESSION, "{'key':'" + TestClient.ADMIN_KEY + "'}")))
                    .doesNotContain("Secure");
        }
    }

    @ParameterizedTest(name = "Sec-Fetch-Site {0}, Origin {1}, by {2}: {3}")
    @CsvSource(textBlock = """
            same-origin, ,                    http,  201
            same-origin, http://evil.example, http,  201
            cross-site,  ,                    http,  403
            same-site,   http://go.example,   http,  403
            none,        ,                    http,  403
            ,            ,                    http,  403
            ,            null,                http,  403
            ,            http://evil.example, http,  403
            ,            http://go.example:8, http,  403
            ,            https://go.example,  http,  403
            ,            http://go.example,   http,  201
            ,            http://go.example,   https, 403
            ,            https://GO.example,  https, 201
            """)
    void withTheCookieOnlyAPageOfThisServiceChangesSomething(String site, String origin, String proto, int status) {
        browser.signedIn(TestClient.ADMIN_KEY);
        browser.with("Host", "go.example")
                .with("Sec-Fetch-Site", site)
                .with("Origin", origin)
                .with("X-Forwarded-Proto", proto);
        HttpResponse<String> response = browser.post(LINKS, LINK);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(links()).isEqualTo(status == 201 ? 1 : 0);
        if (status == 403) {
            assertThat(TestClient.json(response).get("type").asText()).isEqualTo("/api/problems/cross-origin");
            for (String method : new String[] {"PATCH", "DELETE"}) {
                assertThat(browser.send(method, LINKS + "/none", null).statusCode())
                        .isEqualTo(403);
            }
            // A read that tells its origin is one whose answer another's page wants to see.
            assertThat(browser.get(LINKS).statusCode()).as("reading").isEqualTo(origin == null ? 200 : 403);
        }
    }

    @Test
    void aPageOfAnotherSiteCanNeitherSignInNorOut() {
        browser.signedIn(TestClient.ADMIN_KEY).with("Sec-Fetch-Site", "cross-site");
        assertThat(browser.post(SESSION, "{'key':'" + TestClient.ADMIN_KEY + "'}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(browser.send("DELETE", SESSION, null).statusCode()).isEqualTo(403);
        assertThat(browser.get(SESSION).statusCode()).isEqualTo(200);
    }

    @Test
    void aProgramThatSaysNothingOfItsOriginMaySignIn() {
        browser.with("Sec-Fetch-Site", null);
        assertThat(browser.post(SESSION, "{'key':'" + TestClient.ADMIN_KEY + "'}")
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void aSignInEndsTheSessionItCameWithAndAFailedOneDoesNot() {
        browser.signedIn(TestClient.ADMIN_KEY);
        TestBrowser before = browser.copy();
        assertThat(browser.post(SESSION, "{'key':'gv_wrong'}").statusCode()).isEqualTo(401);
        assertThat(before.get(SESSION).statusCode()).isEqualTo(200);
        browser.signedIn(TestClient.ADMIN_KEY);
        assertThat(browser.cookie()).isNotEqualTo(before.cookie());
        assertThat(browser.get(SESSION).statusCode()).isEqualTo(200);
        assertThat(before.get(SESSION).statusCode()).isEqualTo(401);
    }

    @Test
    void signingOutEndsTheSessionOnTheServerAndTakesTheCookieBack() {
        browser.signedIn(TestClient.ADMIN_KEY);
        TestBrowser before = browser.copy();
        HttpResponse<String> out = browser.send("DELETE", SESSION, null);
        assertThat(out.statusCode()).isEqualTo(204);
        assertThat(setCookie(out).split("; "))
                .contains("gv_session=", "Path=/api/v1", "Expires=Thu, 01 Jan 1970 00:00:00 GMT", "HttpOnly");
        assertThat(browser.cookie()).isNull();
        assertThat(before.get(SESSION).statusCode()).isEqualTo(401);
        assertThat(before.send("DELETE", SESSION, null).statusCode())
                .as("twice")
                .isEqualTo(204);
        assertThat(browser.send("DELETE", SESSION, null).statusCode())
                .as("without a cookie")
                .isEqualTo(204);
    }

    @Test
    void aSessionEndsTwelveHoursAfterItsLastUseAndFourteenDaysAfterItsBeginning() {
        browser.signedIn(TestClient.ADMIN_KEY);
        server.clock().advance(Duration.ofHours(11));
        assertThat(TestClient.json(browser.get(SESSION)).get("expiresAt").asText())
                .isEqualTo(in(Duration.ofHours(12)));
        server.clock().advance(Duration.ofHours(12));
        assertThat(browser.get(SESSION).statusCode()).isEqualTo(401);
        browser.signedIn(TestClient.ADMIN_KEY);
        for (int i = 0; i < 33; i++) {
            server.clock().advance(Duration.ofHours(10));
            assertThat(browser.get(SESSION).statusCode()).isEqualTo(200);
        }
        server.clock().advance(Duration.ofHours(6));
        assertThat(browser.get(SESSION).statusCode()).isEqualTo(401);
    }

    @Test
    void sessionsOutliveARestart() {
        browser.signedIn(TestClient.ADMIN_KEY);
        server.restart();
        assertThat(browser.get(SESSION).statusCode()).isEqualTo(200);
    }

    @Test
    void aKeyIsTakenBeforeTheCookieAndAnotherSchemeIsNot() {
        browser.signedIn(TestClient.ADMIN_KEY);
        String secret = server.newKey("stats:read");
        assertThat(browser.with("Authorization", "Bearer " + secret)
                        .get("/api/v1/keys")
                        .statusCode())
                .isEqualTo(403);
        JsonNode who = TestClient.json(browser.get(SESSION));
        assertThat(who.get("scopes")).hasSize(1);
        assertThat(who.get("expiresAt").isNull()).isTrue();
        assertThat(browser.with("Authorization", "Bearer gv_wrong").get(SESSION).statusCode())
                .isEqualTo(401);
        assertThat(browser.with("Authorization", "Basic cHJveHk6cHJveHk=")
                        .get(SESSION)
                        .statusCode())
                .as("a proxy's own password")
                .isEqualTo(200);
    }

    @Test
    void aSecondCookieThatANeighbouringHostPlantedIsNotTaken() {
        browser.signedIn(TestClient.ADMIN_KEY);
        TestBrowser planted = new TestBrowser(server)
                .with("Cookie", "gv_session=" + browser.cookie() + "; gv_session=" + browser.cookie());
        assertThat(planted.get(SESSION).statusCode()).isEqualTo(401);
    }

    @Test
    void aRevokedKeyEndsItsSessionsAtOnce() {
        HttpResponse<String> made = server.post("/api/v1/keys", "{\"name\":\"k\",\"scopes\":[\"links:read\"]}");
        browser.signedIn(TestClient.json(made).get("secret").asText());
        assertThat(browser.get(LINKS).statusCode()).isEqualTo(200);
        server.delete(made.headers().firstValue("Location").orElseThrow());
        assertThat(browser.get(LINKS).statusCode()).isEqualTo(401);
    }

    @Test
    void aDisabledAccountEndsItsSessionsAtOnceAndForGood() {
        String account = account("Anna", "links:read");
        browser.signedIn("Anna", PASSWORD);
        assertThat(browser.get(LINKS).statusCode()).isEqualTo(200);
        server.patch(account, "{\"disabled\":true}");
        assertThat(browser.get(LINKS).statusCode()).isEqualTo(401);
        HttpResponse<String> refused = browser.copy().post(SESSION, "{'name':'Anna','password':'" + PASSWORD + "'}");
        assertThat(refused.statusCode()).isEqualTo(401);
        server.patch(account, "{\"disabled\":false}");
        assertThat(browser.get(LINKS).statusCode()).isEqualTo(401);
        assertThat(browser.signedIn("Anna", PASSWORD).get(LINKS).statusCode()).isEqualTo(200);
    }

    @Test
    void aPasswordThatAnAdminSetsAndADeletionEndTheSessionsOfAnAccount() {
        String account = account("Anna", "links:read");
        browser.signedIn("Anna", PASSWORD);
        assertThat(server.patch(account, "{\"password\":\"battery staple\"}").statusCode())
                .isEqualTo(200);
        assertThat(browser.get(LINKS).statusCode()).isEqualTo(401);
        assertThat(browser.signedIn("Anna", "battery staple").get(LINKS).statusCode())
                .isEqualTo(200);
        server.delete(account);
        assertThat(browser.get(LINKS).statusCode()).isEqualTo(401);
    }

    @Test
    void scopesThatAreTakenAwayAreGoneFromSessionsThatThereAre() {
        String account = account("Anna", "links:read", "links:write");
        browser.signedIn("Anna", PASSWORD);
        assertThat(browser.post(LINKS, LINK).statusCode()).isEqualTo(201);
        server.patch(account, "{\"scopes\":[\"links:read\"]}");
        assertThat(browser.post(LINKS, LINK).statusCode()).isEqualTo(403);
        assertThat(browser.get(LINKS).statusCode()).isEqualTo(200);
    }

    @Test
    void whatIsWrongWithASignInIsNotTold() {
        account("Anna", "links:read");
        server.patch(account("Ben", "links:read"), "{\"disabled\":true}");
        JsonNode unknown = null;
        for (String given : new String[] {
            "{'name':'Nobody','password':'" + PASSWORD + "'}",
            "{'name':'Anna','password':'wrong horse'}",
            "{'name':'Ben','password':'" + PASSWORD + "'}",
            "{'name':'','password':''}"
        }) {
            HttpResponse<String> refused = browser.post(SESSION, given);
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.headers().firstValue("Set-Cookie")).isEmpty();
            unknown = unknown == null ? TestClient.json(refused) : unknown;
            assertThat(TestClient.json(refused)).isEqualTo(unknown);
        }
    }

    @Test
    void fiveFailuresSlowAnAddressAndSayWhenToComeAgain() {
        account("Anna", "links:read");
        browser.with("X-Forwarded-For", "192.0.2.1");
        for (int i = 0; i < 5; i++) {
            String given = i % 2 == 0 ? "{'key':'gv_wrong'}" : "{'name':'nobody " + i + "','password':'p'}";
            assertThat(browser.post(SESSION, given).statusCode()).isEqualTo(401);
        }
        HttpResponse<String> refused = browser.post(SESSION, RIGHT);
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValueAsLong("Retry-After")).hasValue(180);
        assertThat(refused.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(browser.with("X-Forwarded-For", "192.0.2.2")
                        .post(SESSION, RIGHT)
                        .statusCode())
                .as("from another address")
                .isEqualTo(201);
        server.clock().advance(Duration.ofMinutes(3));
        assertThat(browser.with("X-Forwarded-For", "192.0.2.1")
                        .post(SESSION, RIGHT)
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void fiveFailuresFromAnywhereSlowAnAccountWhetherOrNotItExists() {
        account("Bruna", "links:read"); // who never signed in from anywhere
        for (String name : new String[] {"Bruna", "Nobody"}) {
            for (int i = 1; i <= 5; i++) {
                browser.with("X-Forwarded-For", "192.0.2." + i);
                assertThat(browser.post(SESSION, "{'name':'" + name + "','password':'wrong horse'}")
                                .statusCode())
                        .isEqualTo(401);
            }
            browser.with("X-Forwarded-For", "192.0.2.99");
            assertThat(browser.post(SESSION, "{'name':'" + name + "','password':'" + PASSWORD + "'}")
                            .statusCode())
                    .isEqualTo(429);
        }
    }

    @Test
    void whatIsNoSignInAtAllDoesNotCountAsOneThatFailed() {
        account("Anna", "links:read");
        for (int i = 0; i < 10; i++) {
            browser.post(SESSION, "{'name':'Anna'}");
        }
        assertThat(browser.post(SESSION, RIGHT).statusCode()).isEqualTo(201);
    }

    @Test
    void signingInCountsAmongTheRequestsOfTheCaller() {
        try (TestServer strict = TestServer.start(Map.of("limit.api", "3"))) {
            TestBrowser often = new TestBrowser(strict);
            for (int i = 0; i < 3; i++) {
                assertThat(often.post(SESSION, "{'key':'" + TestClient.ADMIN_KEY + "'}")
                                .statusCode())
                        .isEqualTo(201);
            }
            assertThat(often.post(SESSION, "{'key':'" + TestClient.ADMIN_KEY + "'}")
                            .statusCode())
                    .isEqualTo(429);
            assertThat(often.get(SESSION).statusCode()).as("by the cookie").isEqualTo(429);
            assertThat(strict.get(SESSION).statusCode()).as("by the key").isEqualTo(429);
        }
    }

    @Test
    void oneChangesOnesPasswordAndStaysSignedInHereAndNowhereElse() {
        account("Anna", "links:read");
        TestBrowser elsewhere = new TestBrowser(server).signedIn("Anna", PASSWORD);
        TestBrowser before = browser.signedIn("Anna", PASSWORD).copy();
        HttpResponse<String> changed =
                browser.post(SESSION + "/password", "{'current':'" + PASSWORD + "','new':'battery staple'}");
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
        assertThat(setCookie(changed).split("; ")).contains("HttpOnly", "SameSite=Strict", "Path=/api/v1");
        assertThat(TestClient.json(browser.get(SESSION))).isEqualTo(TestClient.json(changed));
        assertThat(elsewhere.get(SESSION).statusCode()).isEqualTo(401);
        assertThat(before.get(SESSION).statusCode()).isEqualTo(401);
        assertThat(elsewhere.post(SESSION, RIGHT).statusCode()).isEqualTo(401);
        assertThat(elsewhere
                        .post(SESSION, "{'name':'Anna','password':'battery staple'}")
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void aBadChangeOfAPasswordIsRefusedAndEndsNothing() {
        account("Anna", "links:read");
        browser.signedIn("Anna", PASSWORD);
        String path = SESSION + "/password";
        assertRefused(browser.post(path, "{}"), 422, "current");
        assertRefused(browser.post(path, "{'current':'" + PASSWORD + "'}"), 422, "new");
        assertRefused(browser.post(path, "{'current':'" + PASSWORD + "','new':'short'}"), 422, "new");
        assertRefused(browser.post(path, "{'current':'" + PASSWORD + "','new':'password123'}"), 422, "new");
        assertRefused(browser.post(path, "{'current':'" + PASSWORD + "','new':['battery staple']}"), 422, "new");
        for (int i = 0; i < 5; i++) {
            assertRefused(browser.post(path, "{'current':'wrong horse','new':'battery staple'}"), 422, "current");
        }
        assertThat(browser.post(path, "{'current':'" + PASSWORD + "','new':'battery staple'}")
                        .statusCode())
                .isEqualTo(429);
        assertThat(browser.get(SESSION).statusCode()).isEqualTo(200);
        assertThat(new TestBrowser(server)
                        .with("X-Forwarded-For", "192.0.2.1")
                        .signedIn("Anna", PASSWORD)
                        .get(SESSION)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void whatOthersTryDoesNotKeepOneFromChangingOnesPassword() {
        account("Anna", "links:read");
        browser.with("X-Forwarded-For", "192.0.2.50").signedIn("Anna", PASSWORD);
        TestBrowser stranger = new TestBrowser(server);
        for (int i = 1; i <= 6; i++) {
            stranger.with("X-Forwarded-For", "192.0.2." + i).post(SESSION, "{'name':'Anna','password':'wrong horse'}");
        }
        HttpResponse<String> changed = browser.with("X-Forwarded-For", "192.0.2.99")
                .post(SESSION + "/password", "{'current':'" + PASSWORD + "','new':'battery staple'}");
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
    }

    @Test
    void whatOthersTryKeepsNobodyOutWhoSignedInOnADeviceBefore() {
        account("Anna", "links:read");
        browser.with("X-Forwarded-For", "192.0.2.50").signedIn("Anna", PASSWORD).send("DELETE", SESSION, null);
        server.restart();
        TestBrowser stranger = new TestBrowser(server);
        for (int i = 1; i <= 6; i++) {
            stranger.with("X-Forwarded-For", "192.0.2." + i).post(SESSION, "{'name':'Anna','password':'wrong horse'}");
        }
        String right = "{'name':'Anna','password':'" + PASSWORD + "'}";
        assertThat(stranger.with("X-Forwarded-For", "192.0.2.99")
                        .post(SESSION, right)
                        .statusCode())
                .isEqualTo(429);
        assertThat(browser.with("X-Forwarded-For", "192.0.2.99")
                        .post(SESSION, right)
                        .statusCode())
                .isEqualTo(201);
        TestBrowser another = browser.copy();
        for (int i = 0; i < 5; i++) {
            assertThat(another.post(SESSION, "{'name':'Anna','password':'wrong horse'}")
                            .statusCode())
                    .isEqualTo(401);
        }
        assertThat(another.post(SESSION, right).statusCode()).isEqualTo(429);
    }

    @Test
    void aNewSessionGoesOnWhereOthersSentBadKeys() {
        TestBrowser stranger = new TestBrowser(server).with("Authorization", "Bearer gv_wrong");
        int tries = 0;
        while (stranger.get(SESSION).statusCode() != 429) {
            assertThat(++tries).isLessThan(1000);
        }
        browser.signedIn(TestClient.ADMIN_KEY);
        assertThat(browser.get(SESSION).statusCode()).isEqualTo(200);
    }

    @Test
    void aKeyHasNoPassword() {
        browser.signedIn(TestClient.ADMIN_KEY);
        String body = "{'current':'" + PASSWORD + "','new':'battery staple'}";
        assertThat(browser.post(SESSION + "/password", body).statusCode()).isEqualTo(403);
        assertThat(server.post(SESSION + "/password", body.replace('\'', '"')).statusCode())
                .isEqualTo(403);
        assertThat(new TestBrowser(server).post(SESSION + "/password", body).statusCode())
                .isEqualTo(401);
    }

    @Test
    void noSecretOfAPersonIsInTheDatabase() {
        account("Anna", "links:read");
        browser.signedIn("Anna", PASSWORD);
        String hash = TestDatabase.one(server.database(), String.class, "SELECT hash FROM accounts");
        assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$").doesNotContain(PASSWORD);
        byte[] token = TestDatabase.one(server.database(), byte[].class, "SELECT hash FROM sessions");
        assertThat(token).hasSize(32);
    }

    @Test
    void repeatsWithAnIdempotencyKeyBelongToTheirSession() {
        browser.signedIn(TestClient.ADMIN_KEY).with("Idempotency-Key", "k1");
        HttpResponse<String> first = browser.post(LINKS, LINK);
        HttpResponse<String> second = browser.post(LINKS, LINK);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.headers().firstValue("Idempotent-Replayed")).hasValue("true");
        browser.signedIn(TestClient.ADMIN_KEY);
        HttpResponse<String> later = browser.post(LINKS, LINK);
        assertThat(later.statusCode()).as(later.body()).isEqualTo(201);
        assertThat(later.headers().firstValue("Idempotent-Replayed")).isEmpty();
    }

    @Test
    void aShortLinkSetsNoCookieForWhoIsSignedIn() {
        browser.signedIn(TestClient.ADMIN_KEY);
        String code = TestClient.json(browser.post(LINKS, LINK)).get("code").asText();
        HttpResponse<String> visit = browser.get("/" + code);
        assertThat(visit.statusCode()).isEqualTo(302);
        assertThat(visit.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1} {2}")
    @CsvSource(delimiter = '|', textBlock = """
            {}                                          | 422 | name
            []                                          | 422 | ''
            hello                                       | 400 |
            {'key':null}                                | 422 | key
            {'key':1}                                   | 422 | key
            {'key':'k','name':'Anna'}                   | 422 | key
            {'name':'Anna'}                             | 422 | password
            {'password':'p'}                            | 422 | name
            {'name':['Anna'],'password':'p'}            | 422 | name
            {'name':'Anna','password':1}                | 422 | password
            {'name':'Anna','password':'p','remember':1} | 422 | remember
            {'name':'a\\u0000','password':'p'}          | 422 | name
            """)
    void aBadSignInIsRefused(String body, int status, String field) {
        assertRefused(browser.post(SESSION, body), status, field);
    }

    @Test
    void aSignInThatIsTooLongIsRefused() {
        String name = "{'name':'" + "n".repeat(101) + "','password':'p'}";
        assertRefused(browser.post(SESSION, name), 422, "name");
        String password = "{'name':'n','password':'" + "p".repeat(10_000) + "'}";
        assertRefused(browser.post(SESSION, password), 422, "password");
        assertRefused(browser.post(SESSION + "?next=/", "{'key':'k'}"), 422, "next");
        assertThat(browser.post(SESSION, "{'key':'" + "k".repeat(10_000) + "'}").statusCode())
                .isEqualTo(401);
        // Strangers may sign in, so that what they send is bounded where it is read.
        assertThat(browser.post(SESSION, "{'key':'" + "k".repeat(20_000) + "'}").statusCode())
                .isEqualTo(413);
    }

    private static void assertRefused(HttpResponse<String> response, int status, String field) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
        if (field != null) {
            assertThat(TestClient.json(response).get("errors"))
                    .as(response.body())
                    .anySatisfy(error -> assertThat(error.get("field").asText()).isEqualTo(field));
        }
    }
}
