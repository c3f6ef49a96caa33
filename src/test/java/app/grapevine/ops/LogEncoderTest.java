package app.grapevine.ops;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LogEncoderTest {
    private static final String FORGED = "x\r\n2026-05-01T12:00:00.000Z ERROR Forged record";

    private static String encoded(LogFormat format, LoggingEvent event) {
        return new String(new LogEncoder(format).encode(event), StandardCharsets.UTF_8);
    }

    private static LoggingEvent event(String message) {
        LoggingEvent event = new LoggingEvent();
        event.setLoggerName("app.grapevine.Some");
        event.setThreadName("a-thread");
        event.setLevel(Level.WARN);
        event.setTimeStamp(1_777_636_800_123L);
        event.setMessage("{}");
        event.setArgumentArray(new Object[] {message});
        return event;
    }

    private static LoggingEvent failed(Throwable e) {
        LoggingEvent event = event("failed");
        event.setThrowableProxy(new ThrowableProxy(e));
        return event;
    }

    private static RuntimeException deep() {
        RuntimeException e = new IllegalStateException(FORGED, new IOException("\u202e" + FORGED));
        e.addSuppressed(new IOException(FORGED));
        return e;
    }

    @Test
    void aRecordIsALineOfTextOrAnObject() throws IOException {
        assertThat(encoded(LogFormat.TEXT, event("a \"word\"")))
                .isEqualTo("2026-05-01T12:00:00.123Z WARN  Some a \"word\"\n");
        assertThat(encoded(LogFormat.JSON, event("a \"word\" \\")))
                .isEqualTo("{\"timestamp\":\"2026-05-01T12:00:00.123Z\",\"level\":\"WARN\","
                        + "\"logger\":\"app.grapevine.Some\",\"thread\":\"a-thread\","
                        + "\"message\":\"a \\\"word\\\" \\\\\"}\n");
    }

    @ParameterizedTest
    @EnumSource(LogFormat.class)
    void noCharacterOfAMessageEndsALineMovesTheCursorOrTurnsTheText(LogFormat format) {
        for (int c = 0; c <= Character.MAX_VALUE; c++) {
            String line = encoded(format, event("a" + (char) c + "b"));
            assertThat(line.codePoints().limit(line.length() - 1))
                    .as("U+%04X", c)
                    .noneMatch(LogEncoderTest::isBad);
        }
        String tags = encoded(format, event(Character.toString(0xe0041) + Character.toString(0x1f347)));
        assertThat(tags).contains("udb40", Character.toString(0x1f347));
    }

    private static boolean isBad(int c) {
        return Character.isISOControl(c)
                || c == 0x2028
                || c == 0x2029
                || (c >= 0x202a && c <= 0x202e)
                || (c >= 0x2066 && c <= 0x2069)
                || c == 0x200e
                || c == 0x200f
                || c == 0x061c
                || c == 0xfeff
                || (c >= 0xd800 && c <= 0xdfff);
    }

    @Test
    void aTraceStandsBelowItsRecordInLinesThatNoMessageCanBegin() {
        List<String> lines = encoded(LogFormat.TEXT, failed(deep())).lines().toList();
        assertThat(lines.get(0)).isEqualTo("2026-05-01T12:00:00.123Z WARN  Some failed");
        assertThat(lines.subList(1, lines.size())).hasSizeGreaterThan(9).allMatch(line -> line.startsWith("\t"));
        assertThat(lines)
                .anyMatch(line -> line.startsWith("\tjava.lang.IllegalStateException: x\\r\\n2026"))
                .anyMatch(line -> line.startsWith("\tCaused by: java.io.IOException: \\u202ex\\r\\n2026"))
                .anyMatch(line -> line.startsWith("\tSuppressed: java.io.IOException: x\\r\\n2026"))
                .anyMatch(line -> line.matches("\tat app\\.grapevine\\.ops\\.LogEncoderTest\\.deep\\(.*"));
    }

    @Test
    void anExceptionIsATextOfItsObject() throws IOException {
        String line = encoded(LogFormat.JSON, failed(deep()));
        assertThat(line.indexOf('\n')).isEqualTo(line.length() - 1);
        JsonNode record = new ObjectMapper().readTree(line);
        assertThat(record.get("exception").isTextual()).isTrue();
        assertThat(record.get("exception").asText().lines())
                .first()
                .asString()
                .startsWith("java.lang.IllegalStateException: x\\r\\n2026");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "r=/203.0.113.9:53211                        | r=/[address]:53211",
                "from 203.0.113.9.                           | from [address].",
                "/[2001:db8::1]:443,2001:db8:0:0:0:0:0:9     | /[[address]]:443,[address]",
                "l=2001:db8::203.0.113.9%eth0                | l=[address]%eth0",
                "(::ffff:203.0.113.9)                        | ([address])",
                "at 12:30:45, version 2.5.252, Some::method  | at 12:30:45, version 2.5.252, Some::method",
                "localhost/127.0.0.1:5432 0.0.0.0 [::1]      | localhost/127.0.0.1:5432 0.0.0.0 [::1]",
                "300.1.1.1 1.2.3.4.5 aa:bb:cc:dd:ee:ff       | 300.1.1.1 1.2.3.4.5 aa:bb:cc:dd:ee:ff",
                "/keys/gv_0123456789abcdefghijABCDEFGHIJ/x   | /keys/[key]/x",
                "gv_session gv_click=9                       | gv_session gv_click=9",
            })
    void addressesAndKeysAreLeftOut(String message, String shown) {
        assertThat(encoded(LogFormat.TEXT, event(message))).endsWith(" Some " + shown + "\n");
    }
}
