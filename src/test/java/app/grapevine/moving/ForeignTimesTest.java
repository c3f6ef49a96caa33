package app.grapevine.moving;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.web.http.Json;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Times as other programs write them; what no calendar of ours has is no time, and nothing that an import fails of. */
class ForeignTimesTest {
    private static Instant read(String value) throws Exception {
        return ForeignJson.time(Json.MAPPER.readTree("{\"at\":" + value + "}"), "at");
    }

    @Test
    void secondsMillisecondsAndTextsAreRead() throws Exception {
        Instant noon = Instant.parse("2026-05-01T12:00:00Z");
        assertThat(read("1777636800")).isEqualTo(noon);
        assertThat(read("1777636800000")).isEqualTo(noon);
        assertThat(read("\"2026-05-01T12:00:00.000Z\"")).isEqualTo(noon);
        assertThat(read("\"2026-05-01T14:00:00+0200\"")).isEqualTo(noon);
        assertThat(ForeignJson.time("2026-05-01 12:00:00", ZoneOffset.UTC)).isEqualTo(noon);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-9223372036854775808",
                "9223372036854775807",
                "-1",
                "1e300",
                "\"+999999999-12-31T23:59:59Z\"",
                "\"-999999999-01-01T00:00:00Z\"",
                "\"tomorrow\"",
                "null"
            })
    void whatIsNoneIsNone(String value) throws Exception {
        assertThat(read(value)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0000-00-00 00:00:00", "+999999999-12-31 23:59:59", "-999999999-01-01 00:00:00", ""})
    void norIsOneOfMySql(String value) {
        assertThat(ForeignJson.time(value, ZoneOffset.UTC)).isNull();
    }
}
