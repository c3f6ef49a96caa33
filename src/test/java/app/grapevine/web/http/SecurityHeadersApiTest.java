package app.grapevine.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.TestAgents;
import app.grapevine.TestClient;
import app.grapevine.security.RateLimitSettings;
import app.grapevine.service.TestServer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No answer is without the headers that keep a browser from doing with it what it is not for, whoever makes it. */
class SecurityHeadersApiTest {
    private static final String KEY = "Authorization: Bearer " + TestClient.ADMIN_KEY + "\r\n";
    private static final String BOT = "User-Agent: WhatsApp/2.24.1.75 A\r\n";

    private static TestServer service;

    @BeforeAll
    static void start() {
        service = TestServer.start(Map.of("limit.unknown", "100000"));
        service.link("{'destination':'https://example.com/','code':'plain'}");
        service.link("{'destination':'https://example.com/','code':'slow','forwardQuery':true}");
        service.link("{'destination':'https://example.com/','code':'card','card':{'title':'A card'}}");
        service.link("{'destination':'https://example.com/','code':'gone','validUntil':'2026-05-01T12:00:01Z'}");
        service.clock().advance(Duration.ofMinutes(1));
        service.tap("/plain");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static String request(String line, String headers) {
        return line + " HTTP/1.1\r\nHost: go.example\r\nConnection: close\r\nUser-Agent: " + TestAgents.IPHONE + "\r\n"
                + headers + "\r\n";
    }

    /** By their names in lower case, each of which is there once. */
    private static Map<String, String> headers(String answer) {
        Map<String, String> headers = new TreeMap<>();
        answer.split("\r\n\r\n", 2)[0].lines().skip(1).forEach(line -> {
            String[] parts = line.split(": ", 2);
            assertThat(headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1]))
                    .as(answer)
                    .isNull();
        });
        return headers;
    }

    private static Map<String, String> assertGuarded(String answer, String status) {
        assertThat(answer).startsWith("HTTP/1.1 " + status);
        Map<String, String> headers = headers(answer);
        assertThat(headers)
                .as(answer)
                .containsEntry("x-content-type-options", "nosniff")
                .containsKeys("content-security-policy", "referrer-policy", "cache-control")
                .doesNotContainKeys("server", "x-powered-by");
        assertThat(headers.get("content-security-policy"))
                .startsWith("default-src 'none'")
                .contains("base-uri 'none'", "frame-ancestors 'none'");
        if (headers.getOrDefault("content-type", "").startsWith("text/html")) {
            assertThat(headers)
                    .as(answer)
                    .containsEntry("cross-origin-opener-policy", "same-origin")
                    .containsEntry("cross-origin-resource-policy", "same-origin")
                    .containsKey("permissions-policy");
            assertThat(headers.get("content-security-policy")).contains("style-src 'self'");
        }
        return headers;
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "GET /plain                      | 302",
                "HEAD /plain                     | 302",
                "GET /slow?a=b                   | 302",
                "GET /card                       | 302",
                "GET /gone                       | 410",
                "GET /nobodys                    | 404",
                "GET /plain+                     | 200",
                "GET /plain.qr                   | 200",
                "GET /plain.qr.png               | 200",
                "GET /plain.qr?size=9            | 422",
                "GET /plain/share                | 200",
                "GET /nobodys/share              | 404",
                "POST /plain/share               | 4",
                "GET /                           | 200",
                "GET /no/such/page               | 404",
                "GET /api                        | 200",
                "HEAD /api                       | 200",
                "GET /api/openapi.json           | 200",
                "GET /api/problems/invalid       | 200",
                "GET /api/problems/none          | 404",
                "GET /api/v1/links               | 200",
                "GET /api/v1/links?sort=mood     | 422",
                "GET /api/v1/links/plain/qr      | 200",
                "GET /api/v1/nothing             | 404",
                "DELETE /api/v1/stats            | 405",
                "POST /api/v1/links              | 4",
                "OPTIONS /api/v1/links           | 4",
                "GET /api/v1/clicks              | 200",
                "GET /api/v1/stats?by=channel    | 200",
                "GET /dashboard                  | 200",
                "GET /dashboard/app.js           | 200",
                "GET /dashboard/nothing.js       | 404",
                "GET /assets/page.css            | 200",
                "GET /assets/nothing.css         | 404",
                "GET /js/grapevine.js            | 200",
                "GET /js                         | 404",
                "GET /robots.txt                 | 200",
                "GET /favicon.svg                | 200",
                "GET /favicon.ico                | 200",
                "GET /metrics                    | 200",
                "HEAD /metrics                   | 200",
                "POST /metrics                   | 405",
                "GET /health/live                | 200",
                "GET /health/ready               | 200",
                "TRACE /plain                    | 4",
                "GET /%2e%2e/plain               | 400",
                "GET /%zz                        | 400",
            })
    void everyRouteHasThem(String line, String status) {
        for (int i = 0; i < 2; i++) { // files come from Javalin first, and then from ahead of it
            Map<String, String> headers = assertGuarded(service.raw(request(line, KEY)), status);
            assertThat(headers).containsEntry("strict-transport-security", "max-age=31536000");
        }
    }

    @Test
    void aFileThatTheBrowserHasAlreadyIsAnsweredWithThemToo() {
        for (String path : List.of("/assets/page.css", "/dashboard/app.js", "/api/openapi.json")) {
            String tag = headers(service.raw(request("GET " + path, ""))).get("etag");
            assertGuarded(service.raw(request("GET " + path, "If-None-Match: " + tag + "\r\n")), "304");
        }
    }

    @Test
    void aCardForAPreviewAndARefusedCallerGetThem() {
        assertGuarded(service.raw(request("GET /card", "").replaceFirst("User-Agent: [^\r]*\r\n", BOT)), "200");
        assertThat(assertGuarded(service.raw(request("GET /api/v1/links", "")), "401"))
                .containsEntry("cache-control", "no-store")
                .containsEntry("cross-origin-resource-policy", "same-origin");
    }

    @Test
    void aRedirectHasTheSameByBothWays() {
        Map<String, String> ahead = headers(service.raw(request("GET /plain", "")));
        Map<String, String> javalin = headers(service.raw(request("GET /slow", "")));
        assertThat(ahead).containsEntry("referrer-policy", "strict-origin-when-cross-origin");
        assertThat(ahead).containsEntry("cache-control", "private, no-store");
        // What these do to a redirect they do to the page that tapped: its picture or window would be lost.
        assertThat(ahead).doesNotContainKeys("cross-origin-resource-policy", "cross-origin-opener-policy");
        assertThat(javalin).isEqualTo(ahead);
    }

    @Test
    void picturesMayBeShownByAnybody() {
        for (String path : List.of("/plain.qr", "/plain.qr.png", "/favicon.svg")) {
            assertThat(headers(service.raw(request("GET " + path, ""))))
                    .containsEntry("cross-origin-resource-policy", "cross-origin");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NONSENSE\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a b c\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nNo colon\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nExpect: much\r\nConnection: close\r\n\r\n",
                "GET / HTTP/7.1\r\nHost: a\r\n\r\n",
                "GET /%00 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
                "GET http://[::1 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
                "GET LONG HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nX: LONG\r\nConnection: close\r\n\r\n",
                "POST /api/v1/session HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
            })
    void whatIsNoRequestIsRefusedWithThem(String request) {
        String answer = service.raw(request.replace("LONG", "/" + "x".repeat(20_000)));
        assertThat(answer).containsPattern("^HTTP/1.1 (4\\d\\d|505) ");
        assertThat(assertGuarded(answer, "")).containsEntry("cache-control", "no-store");
    }

    @Test
    void whatFindsNoPlaceOrTooManyAttemptsGetsThem() {
        WebSettings none = new WebSettings(
                Duration.ofSeconds(5),
                Duration.ofSeconds(2),
                Duration.ofSeconds(3),
                Duration.ofSeconds(1),
                8,
                8,
                1,
                1,
                0);
        try (BareServer full = new BareServer(none, RateLimitSettings.DEFAULT, List.of())) {
            for (String path : List.of("/api/v1/keys", "/no/such/page")) {
                assertGuarded(full.raw(request("GET " + path, KEY)), "503");
            }
        }
        try (BareServer strict = new BareServer(WebSettings.DEFAULT, new RateLimitSettings(1, 1000), List.of())) {
            String bad = request("GET /api/v1/keys", "Authorization: Bearer bad\r\n");
            assertGuarded(strict.raw(bad), "401");
            assertGuarded(strict.raw(bad), "429");
        }
    }

    @Test
    void anErrorOfOursHasThem() {
        Routes broken = routes -> {
            routes.get("/broken/one", ctx -> {
                throw new IllegalStateException("for this test");
            });
            routes.get("/broken/two", ctx -> {
                throw new StackOverflowError();
            });
        };
        try (BareServer server = new BareServer(WebSettings.DEFAULT, RateLimitSettings.DEFAULT, List.of(broken))) {
            for (String path : List.of("/broken/one", "/broken/two")) {
                Map<String, String> headers = assertGuarded(server.raw(request("GET " + path, "")), "500");
                // Whoever is reached by plain HTTP must not say that it is not.
                assertThat(headers).doesNotContainKey("strict-transport-security");
            }
        }
    }
}
