package app.grapevine.security;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.MutableClock;
import app.grapevine.base.Reach;
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
        RateLimits own =
                new RateLimits(new RateLimitSettings(3, 5, 60, new RateLimitSettings.Forwards(2, 3, 4)), clock);
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
        Caller key = new Caller(Caller.KnownBy.KEY, "id", "name", Set.of(Scope.ADMIN), Reach.ALL);
        for (int i = 0; i < 5; i++) {
            assertThat(limits.request(key)).isEmpty();
        }
        assertThat(limits.request(key)).isPresent();
        clock.advance(Duration.ofSeconds(12));
        assertThat(limits.request(key)).isEmpty();
    }

    private static SignIn from(String address, String name) {
        return new SignIn(address(address), name, null);
    }

    @Test
    void aClockThatIsPutBackByADayKeepsNobodyOut() {
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 3; i++) {
                limits.failed(address("192.0.2.1"));
            }
            clock.advance(Duration.ofDays(-1));
            assertThat(limits.beforeAuthentication(address("192.0.2.1"), "bad")).isPresent();
            clock.advance(Duration.ofMinutes(1));
            assertThat(limits.beforeAuthentication(address("192.0.2.1"), "bad")).isEmpty();
        }
    }

    private void fail(String address, String name, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(limits.signIn(from(address, name))).isEmpty();
        }
    }

    @Test
    void anAddressThatFailsToSignInFiveTimesHasToWaitWhateverTheName() {
        for (int i = 0; i < 4; i++) {
            fail("192.0.2.1", "name " + i, 1);
        }
        fail("192.0.2.1", null, 1);
        assertThat(limits.signIn(from("192.0.2.1", "another")))
                .hasValueSatisfying(
                        wait -> assertThat(wait).isBetween(Duration.ofSeconds(170), Duration.ofSeconds(180)));
        assertThat(limits.signIn(from("192.0.2.1", null))).isPresent();
        clock.advance(Duration.ofMinutes(3));
        fail("192.0.2.1", "another", 1);
        assertThat(limits.signIn(from("192.0.2.1", "another"))).isPresent();
        clock.advance(RateLimits.SIGN_IN_PERIOD);
        fail("192.0.2.1", "one more", 5);
    }

    @Test
    void anAccountThatIsTriedFromManyAddressesHasToWaitHoweverItsNameIsWritten() {
        for (int i = 0; i < 5; i++) {
            fail("192.0.2." + i, i % 2 == 0 ? "Anna" : " aNNA", 1);
        }
        assertThat(limits.signIn(from("192.0.2.9", "anna"))).isPresent();
        fail("192.0.2.9", "ben", 5);
    }

    @Test
    void whoSignedInFromAnAddressIsNotKeptOutThereByFailuresElsewhere() {
        fail("192.0.2.9", "anna", 1);
        limits.signedIn(from("192.0.2.9", "anna"));
        for (int i = 0; i < 5; i++) {
            fail("192.0.2." + i, "anna", 1);
        }
        assertThat(limits.signIn(from("192.0.2.8", "anna"))).isPresent();
        fail("192.0.2.9", "ANNA", 5);
        assertThat(limits.signIn(from("192.0.2.9", "anna")))
                .as("the address has its own limit")
                .isPresent();
    }

    @Test
    void aKnownDeviceIsKeptOutByNothingThatOthersTry() {
        SignIn known = new SignIn(address("192.0.2.1"), "anna", "a token");
        fail("192.0.2.1", "anna", 5);
        assertThat(limits.signIn(from("192.0.2.1", "anna"))).isPresent();
        for (int i = 0; i < 5; i++) {
            assertThat(limits.signIn(known)).isEmpty();
        }
        assertThat(limits.signIn(known)).as("it has a limit too").isPresent();
    }

    @Test
    void onlyAttemptsThatFailCount() {
        for (int i = 0; i < 20; i++) {
            fail("192.0.2.1", "anna", 1);
            limits.signedIn(from("192.0.2.1", "anna"));
            fail("192.0.2.1", "ben", 1);
            limits.notTried(from("192.0.2.1", "ben"));
            fail("192.0.2.1", null, 1);
            limits.signedIn(from("192.0.2.1", null));
        }
    }

    @Test
    void anAttemptThatTheAccountsLimitStopsIsNotTakenFromTheAddress() {
        for (int i = 1; i <= 5; i++) {
            fail("192.0.2." + i, "anna", 1);
        }
        for (int i = 0; i < 10; i++) {
            assertThat(limits.signIn(from("192.0.2.9", "anna"))).isPresent();
        }
        fail("192.0.2.9", "ben", 5);
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Test
    void wrongPasswordsOfALinkAreLimitedByAddressAndByLinkAndRightOnesAreNot() {
        RateLimits few = new RateLimits(
                new RateLimitSettings(
                        3, 5, 60, RateLimitSettings.Forwards.DEFAULT, 10, new RateLimitSettings.Passwords(2, 3)),
                clock);
        for (int i = 0; i < 20; i++) {
            assertThat(few.password(address("192.0.2.1"), "link 1")).isEmpty();
            few.passwordNotWrong(address("192.0.2.1"), "link 1");
        }
        assertThat(few.password(address("192.0.2.1"), "link 1")).isEmpty();
        assertThat(few.password(address("192.0.2.1"), "link 1")).isEmpty();
        assertThat(few.password(address("192.0.2.1"), "link 2"))
                .as("of whichever link")
                .isPresent();
        assertThat(few.password(address("192.0.2.2"), "link 1")).isEmpty();
        assertThat(few.password(address("192.0.2.2"), "link 1"))
                .as("three of this link are spent")
                .isPresent();
        assertThat(few.password(address("192.0.2.2"), "link 2"))
                .as("which costs the address nothing")
                .isEmpty();
        clock.advance(Duration.ofMinutes(20));
        assertThat(few.password(address("192.0.2.2"), "link 1"))
                .as("one comes back each twenty minutes")
                .isEmpty();
        assertThat(few.password(address("192.0.2.1"), "link 1")).isPresent();
    }
}
