package app.grapevine.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.service.TestServer;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OddRequestsApiTest {
    private static TestServer service;

    @BeforeAll
    static void start() {
        service = TestServer.start(Map.of());
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"gzip, chunked", "gzip", "identity", "chunked, chunked", "chunked\r\nTransfer-Encoding: chunked"
            })
    void aBodyThatIsCodedInAnotherWayThanByChunksIsRefusedAndItsConnectionClosed(String coding) {
        String code = service.link("{'destination':'https://example.com/'}");
        for (String path : List.of("/" + code, "/" + code + "+", "/api/v1/links")) {
            String answer = service.raw("GET " + path + " HTTP/1.1\r\nHost: go.example\r\nTransfer-Encoding: " + coding
                    + "\r\n\r\n0\r\n\r\nGET /" + code + " HTTP/1.1\r\nHost: go.example\r\n\r\n");
            assertThat(answer).startsWith("HTTP/1.1 400").doesNotContain("302");
        }
    }

    @ParameterizedTest(name = "{0} is 4xx")
    @ValueSource(
            strings = {
                "/ab",
                "/%F0%9F%8D%87",
                "/..",
                "/%2e%2e",
                "/abc%00",
                "/abc/",
                "/ABC-unknown",
                "/abc%2Fdef",
                "/+",
                "/.qr",
                "/%zz",
            })
    void aPathThatIsNoLinkIsRefusedInOurOwnWords(String path) {
        String answer = service.raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertThat(answer)
                .containsPattern("^HTTP/1.1 4\\d\\d ")
                .containsPattern("<!doctype html>|\"status\":4")
                .doesNotContainIgnoringCase("jetty");
    }

    @Test
    void aCodeOfTenThousandCharactersIsRefused() {
        String answer =
                service.raw("GET /" + "a".repeat(10_000) + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertThat(answer).containsPattern("^HTTP/1.1 4\\d\\d ").doesNotContain("aaaa");
    }

    @Test
    void headersOfHundredKilobytesAndBinaryOnesDoNoHarm() {
        String code = service.link("{'destination':'https://example.com/'}");
        String huge = service.raw("GET /" + code + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nUser-Agent: "
                + "x".repeat(100_000) + "\r\n\r\n");
        assertThat(huge).containsPattern("^HTTP/1.1 (302|431) ");
        String odd = service.raw(
                "GET /" + code + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nUser-Agent: Mozilla/5.0 "
                        + "\u00ff\u0080(\t)\r\nReferer: javascript:alert(1)\r\nX-Requested-With: \u00fe\r\n\r\n");
        assertThat(odd).startsWith("HTTP/1.1 302 ");
        service.awaitRecorded();
        assertThat(service.metric("grapevine_visits_dropped_total{reason=\"dead-letter\"}"))
                .isZero();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"/metrics", "/health/live", "/health/ready"})
    void whatMachineryAsksIsAnsweredToHeadAsToGetAndIsNoPage(String path) {
        HttpResponse<String> get = service.visit("GET", path);
        HttpResponse<String> head = service.visit("HEAD", path);
        assertThat(head.statusCode()).isEqualTo(get.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        for (String header : List.of("Content-Type", "Cache-Control", "X-Content-Type-Options")) {
            assertThat(head.headers().firstValue(header))
                    .isPresent()
                    .isEqualTo(get.headers().firstValue(header));
        }
    }
}
