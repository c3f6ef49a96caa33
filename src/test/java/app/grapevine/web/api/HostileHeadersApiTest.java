package app.grapevine.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.RawConnection;
import app.grapevine.TestClient;
import app.grapevine.service.TestServer;
import java.io.IOException;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a header says, on whichever route: it is answered, it is not our fault, and the log says nothing of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileHeadersApiTest {
    private static final List<String> NAMES = List.of(
            "Accept",
            "Accept-Charset",
            "Accept-Encoding",
            "Accept-Language",
            "Access-Control-Request-Method",
            "Authorization",
            "Cache-Control",
            "Connection",
            "Content-Encoding",
            "Content-Language",
            "Content-Length",
            "Content-Type",
            "Cookie",
            "Date",
            "DNT",
            "Expect",
            "Forwarded",
            "From",
            "Host",
            "Idempotency-Key",
            "If-Match",
            "If-Modified-Since",
            "If-None-Match",
            "If-Range",
            "Keep-Alive",
            "Last-Event-ID",
            "Max-Forwards",
            "Origin",
            "Proxy-Authorization",
            "Proxy-Connection",
            "Range",
            "Referer",
            "Save-Data",
            "Sec-CH-UA",
            "Sec-Fetch-Site",
            "Sec-GPC",
            "Sec-Purpose",
            "TE",
            "Trailer",
            "Transfer-Encoding",
            "Upgrade",
            "User-Agent",
            "Via",
            "X-Api-Key",
            "X-Forwarded-For",
            "X-Forwarded-Host",
            "X-Forwarded-Proto",
            "X-HTTP-Method-Override",
            "X-Requested-With");

    private static final List<String> VALUES = List.of(
            "",
            "\"",
            "\"x",
            "x\"",
            "\\",
            "\"\\",
            ",",
            ",,;=,\"",
            ";",
            "=",
            "*",
            "-1",
            "0",
            "9999999999999999999999",
            "\u00e9\u00ff",
            "\u00c3\u00a9\u00e2\u0080\u00ae",
            "%00%0d%0a",
            "\t x",
            "application/json;charset=foo",
            "application/json; charset=\"",
            "text/html;q=foo, */*;q=2",
            "multipart/form-data; boundary=",
            "bytes=0-0,9-1,-",
            "gzip, chunked",
            "chunked, chunked",
            "100-continue",
            "close, upgrade",
            "h2c",
            "http://[::1",
            "it-IT-x-very-long;q=0.\u00b2, *;q=nan",
            "Bearer",
            "Basic Og==",
            "Thu, 99 Foo 20000 99:99:99 GMT",
            "gv_session=\"a; b=c; ;=",
            "x".repeat(3000));

    private static final int THIRD = 3;

    private TestServer server;

    @BeforeAll
    void start() {
        server = TestServer.start(Map.of("limit.unknown", "100000", "trusted.proxies", "127.0.0.0/8"));
        server.link("{'destination':'https://example.com/','code':'plain'}");
        server.link("{'destination':'https://example.com/','code':'slow','forwardQuery':true}");
        server.awaitRecorded();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    static Stream<String> routes() {
        return Stream.of(
                "GET /plain",
                "HEAD /plain",
                "GET /slow?a=b",
                "GET /plain+",
                "GET /plain.qr",
                "GET /plain/share",
                "POST /plain/share",
                "GET /nobodys",
                "GET /",
                "HEAD /api",
                "HEAD /api/openapi.json",
                "GET /dashboard",
                "GET /assets/page.css",
                "GET /robots.txt",
                "GET /metrics",
                "GET /health/ready",
                "GET /api/v1/links",
                "POST /api/v1/links",
                "PATCH /api/v1/links/plain",
                "GET /api/v1/clicks",
                "GET /api/v1/conversions",
                "GET /api/v1/stats?by=channel",
                "POST /api/v1/session",
                "POST /api/v1/conversions",
                "OPTIONS /api/v1/links",
                "POST /api/v1/card-pictures",
                "GET /images/0000000000000000000000.png",
                "GET /rest/health",
                "GET /rest/v3/short-urls",
                "POST /rest/v3/short-urls",
                "PATCH /rest/v3/short-urls/plain",
                "GET /rest/v3/short-urls/plain/visits",
                "OPTIONS /rest/v3/short-urls");
    }

    @ParameterizedTest
    @MethodSource("routes")
    void nothingInAHeaderIsAFaultOfOurs(String route) throws IOException {
        List<String> faults = new ArrayList<>();
        try (LogOf log = new LogOf(HostileHeadersApiTest.class)) {
            RawConnection connection = new RawConnection(server.port());
            for (int i = 0; i < NAMES.size(); i++) {
                String name = NAMES.get(i);
                // A third of the values on each route, so that each name meets each value on eight of them.
                for (int j = (routes().toList().indexOf(route) + i) % THIRD; j < VALUES.size(); j += THIRD) {
                    String value = VALUES.get(j);
                    int status = status(connection, route, name + ": " + value);
                    if (status >= 500 || status == -1) {
                        faults.add(status + " for " + name + ": " + value);
                    }
                    if (!isOpen) {
                        connection.close();
                        connection = new RawConnection(server.port());
                    }
                }
            }
            connection.close();
            assertThat(faults).isEmpty();
            // The service leaves Jetty's words on bad hosts out of its log, see Logging; the tests have a file of their
            // own.
            assertThat(log.lines())
                    .as(() -> "%s with %s".formatted(route, log.traces()))
                    .allMatch(line -> line.startsWith("WARN Bad "));
        }
    }

    private boolean isOpen;

    /** @return 0 where the connection was closed without an answer */
    private int status(RawConnection connection, String route, String header) throws IOException {
        boolean hasBody =
                route.startsWith("P") && !header.startsWith("Content-Length") && !header.startsWith("Transfer");
        String type = header.startsWith("Content-Type") ? "" : "Content-Type: application/json\r\n";
        String host = header.startsWith("Host") ? "" : "Host: go.example\r\n";
        boolean ofShlink = route.contains(" /rest/");
        String keyName = ofShlink ? "X-Api-Key" : "Authorization";
        String key = header.startsWith(keyName)
                ? ""
                : keyName + ": " + (ofShlink ? "" : "Bearer ") + TestClient.ADMIN_KEY + "\r\n";
        String request = route + " HTTP/1.1\r\n" + host + key + type + (hasBody ? "Content-Length: 2\r\n" : "") + header
                + "\r\n\r\n" + (hasBody ? "{}" : "");
        try {
            RawConnection.Answer answer = connection.ask(request);
            isOpen = answer.isOpen() && !header.startsWith("Content-Length") && !header.startsWith("Transfer");
            return answer.status();
        } catch (SocketException e) {
            isOpen = false;
            return 0;
        }
    }
}
