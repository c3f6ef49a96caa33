package app.grapevine.security;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.MutableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnownDevicesTest {
    private final MutableClock clock = new MutableClock("2026-05-01T12:00:00Z");
    private final KnownDevices devices = new KnownDevices(new byte[32], clock);

    @Test
    void aTokenIsOfOneAccountHoweverItsNameIsWrittenAndUnderOneKey() {
        String token = devices.token("Anna");
        assertThat(devices.isKnown(token, " aNNA")).isTrue();
        assertThat(devices.isKnown(token, "Ben")).isFalse();
        assertThat(new KnownDevices(new byte[] {1}, clock).isKnown(token, "Anna"))
                .isFalse();
        assertThat(devices.token("Anna")).isNotEqualTo(token);
    }

    @Test
    void aTokenEndsAndItsEndCannotBeChanged() {
        String token = devices.token("Anna");
        clock.advance(KnownDevices.VALID);
        assertThat(devices.isKnown(token, "Anna")).isTrue();
        clock.advance(Duration.ofDays(1));
        assertThat(devices.isKnown(token, "Anna")).isFalse();
        String[] parts = token.split("\\.");
        String later = parts[0] + "." + (Long.parseLong(parts[1]) + 1) + "." + parts[2];
        assertThat(devices.isKnown(later, "Anna")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ".", "..", "a.b.c", "0123456789012345678901.99999.", "0123456789012345678901.x.y", "\u00e9"})
    void whatIsNoTokenIsNotKnown(String token) {
        assertThat(devices.isKnown(token, "Anna")).isFalse();
    }
}
