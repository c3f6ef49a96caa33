package app.grapevine.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.grapevine.ops.SettingsException;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Health and metrics at a port of their own. */
class OpsPortApiTest {
    private static TestServer service;
    private static String code;

    @BeforeAll
    static void start() {
        service = TestServer.start(Map.of("ops.port", "0"));
        code = service.link("{'destination':'https://example.com/'}");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static HttpResponse<String> askApart(String method, String path) {
        return service.send(HttpRequest.newBuilder(service.opsUri(path)).method(method, BodyPublishers.noBody()));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "GET, /metrics",
        "HEAD, /metrics",
        "GET, /health/live",
        "HEAD, /health/live",
        "GET, /health/ready",
        "HEAD, /health/ready"
    })
    void theyAreThereAndNoLongerWhereTheLinksAre(String method, String path) {
        HttpResponse<String> there = askApart(method, path);
        assertThat(there.statusCode()).isEqualTo(200);
        assertThat(there.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(there.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(there.headers().firstValue("Strict-Transport-Security")).isEmpty();
        assertThat(service.visit(method, path).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "/",
                "/CODE",
                "/CODE.qr",
                "/CODE/share",
                "/api",
                "/api/openapi.json",
                "/api/v1/links",
                "/dashboard",
                "/dashboard/app.js",
                "/assets/page.css",
                "/js/grapevine.js",
                "/robots.txt",
                "/health",
                "/metrics/",
            })
    void nothingElseIsThere(String path) {
        assertThat(askApart("GET", path.replace("CODE", code)).statusCode()).isEqualTo(404);
    }

    @Test
    void whatIsCountedIsOfTheService() {
        double before = service.metric("grapevine_redirects_total{outcome=\"redirect\"}");
        service.tap("/" + code);
        assertThat(service.metric("grapevine_redirects_total{outcome=\"redirect\"}"))
                .isEqualTo(before + 1);
    }

    @Test
    void theyAnswerWhileTheOtherServerDoesNot() {
        try (TestServer other = TestServer.start(Map.of("ops.port", "0"))) {
            other.web().close();
            assertThat(other.send(HttpRequest.newBuilder(other.opsUri("/health/live")))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(other.send(HttpRequest.newBuilder(other.opsUri("/metrics")))
                            .body())
                    .contains("grapevine_visits_pending 0.0");
        }
    }

    @Test
    void aPortThatIsTakenIsNamedBeforeThereIsADatabase() throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            Map<String, String> settings = Map.of("ops.port", Integer.toString(taken.getLocalPort()));
            assertThatThrownBy(() -> TestServer.start(settings))
                    .isInstanceOf(SettingsException.class)
                    .hasMessageStartingWith("ops.port (GRAPEVINE_OPS_PORT) or ops.host (GRAPEVINE_OPS_HOST): cannot");
        }
    }
}
