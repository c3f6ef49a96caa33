package app.grapevine.service;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.RawConnection;
import app.grapevine.TestAgents;
import app.grapevine.ops.LogEncoder;
import app.grapevine.ops.LogFormat;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.OutputStreamAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** Whatever a request says, and whatever breaks meanwhile: the log has records of ours alone, and no secret and no address. */
class HostileLogApiTest {
    /** Part of everything that nobody is to read in a log. */
    private static final String MARK = "Xylophone9";

    private static final String SECRET = "gv_" + (MARK + "0123456789".repeat(4)).substring(0, 43);
    private static final String V4 = "203.0.113.77";
    private static final String V6 = "2001:db8::7";

    private static final List<String> HOSTILE = List.of(
            "a%0d%0a2026-05-01T12:00:00.000Z%20ERROR%20Forged%20record",
            "a%1b%5b2Jb",
            "%e2%80%aeb%e2%81%a6c%e2%80%a8d%c2%85e",
            "%22%7d%0a%7b%22level%22:%22ERROR%22",
            V4 + "-" + V6,
            SECRET);

    /** As they stand in headers and bodies. */
    private static final List<String> VALUES = List.of(
            "a\u001b[2Jb",
            "\u00e2\u0080\u00aeb\u0085c\u00e2\u0080\u00a8d",
            "\"}{\"level\":\"ERROR\"",
            "[" + V6 + "]:9, " + V4 + ":9",
            MARK);

    private static final Pattern PRIVATE =
            Pattern.compile(MARK + "|203\\.0\\.113|2001:db8|argon2id|" + TestServer.ADMIN_KEY);
    private static final Pattern RECORD =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z (ERROR|WARN |INFO ) \\S+ .*");

    private static final class Caught implements AutoCloseable {
        private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        private final Logger clicks = (Logger) LoggerFactory.getLogger("app.grapevine.clicks");
        private final ByteArrayOutputStream written = new ByteArrayOutputStream();
        private final OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
        private final Appender<ILoggingEvent> usual = root.getAppender("STDERR");

        private Caught(LogFormat format) {
            LogEncoder encoder = new LogEncoder(format);
            encoder.start();
            appender.setContext(root.getLoggerContext());
            appender.setEncoder(encoder);
            appender.setOutputStream(written);
            appender.start();
            root.setLevel(Level.INFO);
            clicks.setLevel(Level.INFO);
            root.addAppender(appender);
            root.detachAppender(usual);
        }

        private String text() {
            return written.toString(StandardCharsets.UTF_8);
        }

        @Override
        public void close() {
            root.addAppender(usual);
            root.detachAppender(appender);
            root.setLevel(Level.WARN);
            clicks.setLevel(Level.OFF);
        }
    }

    @ParameterizedTest
    @EnumSource(LogFormat.class)
    void itHasOneRecordALineAndNothingOfWhoAsked(LogFormat format) throws IOException {
        String log;
        try (Caught caught = new Caught(format);
                TestServer service = TestServer.start(Map.of(
                        "trusted.proxies", "127.0.0.0/8", "limit.unknown", "1000000", "limit.failures", "1000000"))) {
            service.link("{'destination':'https://example.com/','code':'plain'}");
            ask(service);
            // From now on much of what is asked fails, with traces.
            service.database().writeOnly(handle -> {
                for (String table : List.of("links", "accounts", "api_keys", "sessions", "campaigns")) {
                    handle.execute("ALTER TABLE " + table + " RENAME TO away_" + table);
                }
            });
            ask(service);
            log = caught.text();
        }
        assertThat(log).endsWith("\n").contains(" failed, error ");
        List<JsonNode> records = new ArrayList<>();
        for (String line : log.split("\n", -1)) {
            assertThat(line.codePoints().filter(c -> c != '\t')).as(line).noneMatch(HostileLogApiTest::isBad);
            if (format == LogFormat.JSON && !line.isEmpty()) {
                records.add(new ObjectMapper().readTree(line));
            } else if (!line.isEmpty()) {
                assertThat(line.startsWith("\t") || RECORD.matcher(line).matches())
                        .as(line)
                        .isTrue();
            }
        }
        assertThat(records)
                .allSatisfy(record -> assertThat(record.fieldNames())
                        .toIterable()
                        .contains("timestamp", "level", "logger", "thread", "message")
                        .doesNotContain("forged"));
        assertThat(log.lines().filter(line -> PRIVATE.matcher(line).find()).limit(5))
                .isEmpty();
    }

    private static boolean isBad(int c) {
        int type = Character.getType(c);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }

    private static void ask(TestServer service) throws IOException {
        for (String hostile : HOSTILE) {
            for (String line : List.of(
                    "GET /" + hostile,
                    "GET /plain?" + hostile,
                    "GET /" + hostile + "+",
                    "GET /api/v1/links/" + hostile,
                    "DELETE /api/v1/keys/" + hostile,
                    "GET /api/v1/links?search=" + hostile,
                    "GET /api/v1/accounts/" + hostile,
                    "GET /api/v1/campaigns/" + hostile)) {
                send(service, line, "", "");
            }
        }
        for (String value : VALUES) {
            for (String header : List.of(
                    "User-Agent",
                    "Referer",
                    "Cookie",
                    "Authorization",
                    "Host",
                    "X-Requested-With",
                    "Accept-Language",
                    "Idempotency-Key",
                    "If-None-Match",
                    "Content-Type",
                    "X-Forwarded-Proto")) {
                send(service, "GET /plain", header + ": " + value + "\r\n", "");
                send(service, "GET /api/v1/links", header + ": " + value + "\r\n", "");
                send(service, "POST /api/v1/links", header + ": " + value + "\r\n", "{\"destination\":1}");
            }
            String text =
                    value.replace("\"", "\\\"").replace("\u001b", "\\u001b\\n").replace("\u0085", "\\u0085");
            send(service, "POST /api/v1/links", "", "{\"destination\":\"https://example.com/" + text + "\"}");
            send(service, "POST /api/v1/links", "", "{\"destination\":\"" + text + "\",\"code\":\"" + text + "\"}");
            send(service, "POST /api/v1/accounts", "", account(text));
            send(service, "POST /api/v1/session", "Origin: http://go.example\r\n", signIn(text));
            send(service, "POST /api/v1/session", "Origin: http://go.example\r\n", "{\"key\":\"" + text + "\"}");
            send(service, "POST /plain/share", "Origin: http://go.example\r\n", "channel=" + text);
        }
        send(service, "GET /api/v1/links", "Authorization: Bearer " + SECRET + "\r\n", "");
        send(service, "GET /api/v1/links", "Cookie: gv_session=" + SECRET + "\r\n", "");
        send(service, "GET /api/v1/links", "Cookie: gv_device=" + SECRET + "\r\n", "");
        send(service, "GET http://" + V4 + ":99999/", "", "");
        send(service, "GET / " + MARK, "", "");
    }

    private static String account(String text) {
        return "{\"name\":\"" + text + "\",\"password\":\"" + MARK + text + "\",\"scopes\":[\"links:read\"]}";
    }

    private static String signIn(String text) {
        return "{\"name\":\"" + text + "\",\"password\":\"" + MARK + text + "\"}";
    }

    private static void send(TestServer service, String line, String header, String body) throws IOException {
        String request = line + " HTTP/1.1\r\nConnection: close\r\nX-Forwarded-For: " + V6 + ", " + V4 + "\r\n"
                + missing(header, "Host", "go.example")
                + missing(header, "Authorization", "Bearer " + TestServer.ADMIN_KEY)
                + missing(header, "User-Agent", TestAgents.IPHONE)
                + missing(
                        header,
                        "Content-Type",
                        line.contains("share") ? "application/x-www-form-urlencoded" : "application/json")
                + header + "Content-Length: " + body.length() + "\r\n\r\n" + body;
        try (RawConnection connection = new RawConnection(service.port())) {
            connection.ask(request);
        } catch (SocketException e) {
            // It was closed in the midst of what is no request.
        }
    }

    private static String missing(String header, String name, String value) {
        return header.startsWith(name + ":") ? "" : name + ": " + value + "\r\n";
    }
}
