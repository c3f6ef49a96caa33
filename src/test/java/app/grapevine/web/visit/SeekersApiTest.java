package app.grapevine.web.visit;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.TestAgents;
import app.grapevine.service.TestServer;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who tries codes out, one after the other, and who merely shares an address with them. */
class SeekersApiTest {
    private static TestServer service;

    private int codes;

    @BeforeAll
    static void start() {
        service = TestServer.start(Map.of("limit.unknown", "5", "trusted.proxies", "127.0.0.0/8"));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @AfterEach
    void clear() {
        service.clear();
    }

    private static HttpResponse<String> from(String address, String path) {
        return service.visit("GET", path, "X-Forwarded-For", address, "User-Agent", TestAgents.IPHONE);
    }

    private int status(String address) {
        return from(address, "/nobodys-" + codes++).statusCode();
    }

    private void exhaust(String address) {
        for (int i = 0; i < 5; i++) {
            assertThat(status(address)).isEqualTo(404);
        }
        assertThat(status(address)).isEqualTo(429);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "+", ".qr", ".qr.png", "/share"})
    void codesThatAreNobodysAreLimitedHoweverOneAsks(String ending) {
        for (int i = 0; i < 5; i++) {
            assertThat(from("192.0.2.1", "/nobodys-" + i + ending).statusCode()).isEqualTo(404);
        }
        HttpResponse<String> refused = from("192.0.2.1", "/nobodys-6" + ending);
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("12");
        assertThat(refused.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
        assertThat(from("192.0.2.2", "/nobodys-6" + ending).statusCode())
                .as("from elsewhere")
                .isEqualTo(404);
        service.clock().advance(Duration.ofSeconds(12));
        assertThat(from("192.0.2.1", "/nobodys-7" + ending).statusCode()).isEqualTo(404);
    }

    @Test
    void itIsRefusedWithoutALookIntoTheDatabase() {
        exhaust("192.0.2.3");
        Awaitility.await().until(() -> {
            double before = service.metric("grapevine_cache_loads_total");
            assertThat(status("192.0.2.3")).isEqualTo(429);
            return service.metric("grapevine_cache_loads_total") == before;
        });
        double limited = service.metric("grapevine_redirects_total{outcome=\"limited\"}");
        assertThat(status("192.0.2.3")).isEqualTo(429);
        assertThat(service.metric("grapevine_redirects_total{outcome=\"limited\"}"))
                .isEqualTo(limited + 1);
    }

    @Test
    void theRefusalIsAPageInTheReadersLanguageThatNobodyKeeps() {
        exhaust("192.0.2.5");
        HttpResponse<String> page = service.visit(
                "GET", "/nobodys-it", "X-Forwarded-For", "192.0.2.5", "Accept-Language", "it-IT,it;q=0.9,en;q=0.8");
        assertThat(page.statusCode()).isEqualTo(429);
        assertThat(page.body()).contains("<html lang=\"it\">", "<h1>");
        Map<String, String> expected = Map.of(
                "Content-Language", "it",
                "Content-Type", "text/html;charset=utf-8",
                "Cache-Control", "private, no-store",
                "Vary", "Accept-Language",
                "X-Content-Type-Options", "nosniff",
                "X-Robots-Tag", "noindex",
                "Referrer-Policy", "no-referrer");
        expected.forEach((name, value) ->
                assertThat(page.headers().allValues(name)).as(name).containsExactly(value));
        assertThat(page.headers().allValues("Content-Security-Policy")).hasSize(1);
        HttpResponse<String> head = service.visit("HEAD", "/nobodys-it", "X-Forwarded-For", "192.0.2.5");
        assertThat(head.statusCode()).isEqualTo(429);
        assertThat(head.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/dashboard", "/privacy", "/api", "/health/live", "/favicon.svg", "/robots.txt"})
    void thePagesOfTheServiceAreServedToWhoSeeksCodes(String path) {
        exhaust("192.0.2.6");
        service.clock().advance(Duration.ofSeconds(1));
        assertThat(from("192.0.2.6", path).statusCode()).isEqualTo(200);
        service.clock().advance(Duration.ofMinutes(2));
    }

    @Test
    void linksAreServedToAllWhoShareTheAddress() {
        String old = service.link("{'destination':'https://example.com/old','code':'old-one'}");
        exhaust("192.0.2.4");
        Awaitility.await().until(() -> {
            double before = service.metric("grapevine_cache_loads_total");
            status("192.0.2.4");
            return service.metric("grapevine_cache_loads_total") == before;
        });
        String fresh = service.link("{'destination':'https://example.com/new','code':'made-since'}");
        for (String code : new String[] {old, fresh}) {
            assertThat(from("192.0.2.4", "/" + code).statusCode()).isEqualTo(302);
            assertThat(from("192.0.2.4", "/" + code + "+").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void whoRotatesTheAddressesOfOneNetworkIsLimitedWithAllOfIt() {
        exhaust("2001:db8:1:1::1");
        assertThat(status("2001:db8:1:1:2::2")).as("the same subscriber").isEqualTo(429);
        int found = 0;
        for (int i = 2; i < 100; i++) {
            found += status("2001:db8:1:" + i + "::1") == 404 ? 1 : 0;
        }
        assertThat(found).isBetween(40, 50);
        assertThat(status("2001:db8:2:1::1")).as("another network").isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"x", "x\"", "\"", ",", ",,", "\\", "\"a\\", "é", "[::", "999.1.1.1", ";", "192.0.2.7, \"x"})
    void whatAProxyPassesOnOfAForgedHeaderCostsNoRedirect(String forwarded) {
        String code = service.link("{'destination':'https://example.com/here'}");
        assertThat(from(forwarded, "/" + code + "+").statusCode()).isEqualTo(200);
        assertThat(from(forwarded, "/" + code).statusCode()).isEqualTo(302);
        assertThat(from(forwarded, "/" + code).statusCode()).isEqualTo(302);
    }
}
