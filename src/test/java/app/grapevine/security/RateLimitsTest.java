package app.grapevine.security;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.MutableClock;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RateLimitsTest {
    private final MutableClock clock = new MutableClock("2026-05-01T12:00:00Z");
    private final RateLimits limits = new RateLimits(new RateLimitSettings(3, 5), clock);

    @Test
    void anAddressThatFailsTooOftenHasToWaitAndOthersHaveNot() {
        for (int i = 0; i < 3; i++) {
            assertThat(limits.beforeAuthentication(address("192.0.2.1"), "bad")).isEmpty();
            limits.failed(address("192.0.2.1"));
        }
        assertThat(limits.beforeAuthentication(address("192.0.2.1"), "bad"))
                .hasValueSatisfying(wait -> assertThat(wait).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(20)));
        assertThat(limits.beforeAuthentication(address("192.0.2.2"), "bad")).isEmpty();
        clock.advance(Duration.ofSeconds(20));
        assertThat(limits.beforeAuthentication(address("192.0.2.1"), "bad")).isEmpty();
    }

    @Test
    void anAddressOfIpv6CountsWithItsNetwork() {
        for (int i = 0; i < 3; i++) {
            limits.failed(address("2001:db8:1:2::" + i));
        }
        assertThat(limits.beforeAuthentication(address("2001:db8:1:2::ffff"), "bad"))
                .isPresent();
        assertThat(limits.beforeAuthentication(address("2001:db8:1:3::1"), "bad"))
                .isEmpty();
    }

    @Test
    void whoSharesTheAddressGoesOnWithAKeyThatWasGood() {
        limits.succeeded(address("192.0.2.1"), "good");
        for (int i = 0; i < 3; i++) {
            limits.failed(address("192.0.2.1"));
        }
        assertThat(limits.beforeAuthentication(address("192.0.2.1"), "good")).isEmpty();
        assertThat(limits.beforeAuthentication(address("192.0.2.1"), "bad")).isPresent();
    }

    @Test
    void anAddressMayPassOnSoOftenAMinuteAndADayAndALinkSoOftenADay() {
        RateLimits own = new RateLimits(new RateLimitSettings(3, 5, new RateLimitSettings.Forwards(2, 3, 4)), clock);
        assertThat(own.forward(address("192.0.2.1"), 1)).isEmpty();
        assertThat(own.forward(address("192.0.2.1"), 2)).isEmpty();
        assertThat(own.forward(address("192.0.2.1"), 3)).isPresent();
        clock.advance(Duration.ofMinutes(1));
        assertThat(own.forward(address("192.0.2.1"), 1)).isEmpty();
        assertThat(own.forward(address("192.0.2.1"), 1))
                .as("the day's are spent")
                .hasValueSatisfying(wait -> assertThat(wait).isGreaterThan(Duration.ofHours(7)));
        assertThat(own.forward(address("192.0.2.2"), 1)).isEmpty();
        assertThat(own.forward(address("192.0.2.3"), 1)).isEmpty();
        assertThat(own.forward(address("192.0.2.4"), 1))
                .as("the link's are spent")
                .isPresent();
        assertThat(own.forward(address("192.0.2.4"), 2)).isEmpty();
        clock.advance(Duration.ofDays(1));
        assertThat(own.forward(address("192.0.2.4"), 1)).isEmpty();
    }

    @Test
    void aKeyMayAskSoOftenAMinuteAndAgainLater() {
        Caller key = new Caller(Caller.Kind.KEY, "id", "name", Set.of(Scope.ADMIN));
        for (int i = 0; i < 5; i++) {
            assertThat(limits.request(key)).isEmpty();
        }
        assertThat(limits.request(key)).isPresent();
        clock.advance(Duration.ofSeconds(12));
        assertThat(limits.request(key)).isEmpty();
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
