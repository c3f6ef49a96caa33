package app.grapevine.security;

import static org.assertj.core.api.Assertions.assertThat;

import app.grapevine.MutableClock;
import app.grapevine.base.Reach;
import app.grapevine.storage.Dialect;
import app.grapevine.storage.TestDatabase;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Dialect.class)
class SessionsDbTest {
    private static final String PASSWORD = "correct horse";

    @Parameter
    Dialect dialect;

    private final MutableClock clock = new MutableClock("2026-05-01T12:00:00Z");
    private TestDatabase test;
    private Node here;

    @BeforeEach
    void open() {
        test = TestDatabase.fresh(dialect);
        here = new Node();
    }

    @AfterEach
    void close() {
        test.close();
    }

    /** A node as it is when it has found nothing yet, which another is once it has forgotten what it found. */
    private final class Node {
        final Accounts accounts = new Accounts(test.database(), clock);
        final ApiKeys keys = new ApiKeys(test.database(), clock);
        final Sessions sessions = new Sessions(test.database(), accounts, keys, clock);
    }

    private Account anna() {
        return here.accounts.create(new AccountDraft("Anna", Set.of(Scope.STATS_READ), false), PASSWORD);
    }

    private long rows() {
        return test.count("sessions");
    }

    @Test
    void aTokenFindsItsSessionOnEveryNodeAndNothingElseDoes() {
        Account anna = anna();
        Sessions.Begun begun = here.sessions.begin(anna);
        assertThat(begun.token()).matches("[0-9A-Za-z]{43}");
        assertThat(here.sessions.find(begun.token())).contains(begun.session());
        assertThat(new Node().sessions.find(begun.token())).contains(begun.session());
        assertThat(begun.session().caller()).isEqualTo(anna.caller());
        assertThat(here.sessions.find(begun.token() + "x")).isEmpty();
        assertThat(here.sessions.find("")).isEmpty();
        assertThat(here.sessions.find("x".repeat(10_000))).isEmpty();
    }

    @Test
    void aSessionThatEndedIsGoneEverywhere() {
        String token = here.sessions.begin(anna()).token();
        String other = here.sessions.begin(here.accounts.list(1, null).get(0)).token();
        assertThat(here.sessions.find(token)).isPresent();
        here.sessions.end(token);
        assertThat(here.sessions.find(token)).isEmpty();
        assertThat(new Node().sessions.find(token)).isEmpty();
        assertThat(here.sessions.find(other)).as("another of the same account").isPresent();
        here.sessions.end(token);
        here.sessions.end("unknown");
    }

    @Test
    void useKeepsASessionAliveAndLookingAtItDoesNot() {
        String used = here.sessions.begin(anna()).token();
        String looked = here.sessions.begin(here.accounts.list(1, null).get(0)).token();
        clock.advance(Duration.ofHours(8));
        assertThat(here.sessions.use(used)).isPresent();
        assertThat(here.sessions.find(looked)).isPresent();
        clock.advance(Duration.ofHours(4));
        assertThat(here.sessions.find(used)).isPresent();
        assertThat(new Node().sessions.find(used)).isPresent();
        assertThat(here.sessions.find(looked)).isEmpty();
        assertThat(here.sessions.use(looked)).isEmpty();
    }

    @Test
    void whatUseIsNotedDoesNotBringBackASessionThatEnded() {
        String token = here.sessions.begin(anna()).token();
        assertThat(here.sessions.find(token)).isPresent();
        new Node().sessions.end(token);
        clock.advance(Sessions.NOTED);
        here.sessions.use(token);
        assertThat(rows()).isZero();
    }

    @Test
    void aSessionEndsWithItsAccountsEpochEvenIfItBeganWhileThePasswordChanged() {
        Account before = anna();
        here.accounts.change(before.id(), "battery staple", now -> now);
        String late = here.sessions.begin(before).token();
        assertThat(here.sessions.find(late)).isEmpty();
        assertThat(new Node().sessions.find(late)).isEmpty();
    }

    @Test
    void aSessionOfADisabledAccountIsGoneForGoodOnEveryNode() {
        Account anna = anna();
        String token = here.sessions.begin(anna).token();
        assertThat(here.sessions.find(token)).isPresent();
        for (boolean disabled : new boolean[] {true, false}) {
            here.accounts.change(anna.id(), null, now -> new AccountDraft(now.name(), now.scopes(), disabled));
            assertThat(here.sessions.find(token)).isEmpty();
            assertThat(new Node().sessions.find(token)).isEmpty();
        }
    }

    @Test
    void aSessionThatMayBeOfAFormerSecretEndsWithIt() {
        ApiKey key = here.keys.create("reports", Set.of(Scope.STATS_READ)).key();
        String before = here.sessions.begin(key).token();
        here.keys.rotate(key.id(), Duration.ofHours(1));
        clock.advance(Duration.ofMinutes(59));
        assertThat(here.sessions.find(before)).isPresent();
        clock.advance(Duration.ofMinutes(1));
        assertThat(here.sessions.find(before)).isEmpty();
        String after = here.sessions.begin(here.keys.get(key.id())).token();
        assertThat(here.sessions.find(after)).isPresent();
        here.keys.rotate(key.id(), Duration.ofHours(1));
        assertThat(here.sessions.find(before)).as("it does not come back").isEmpty();
        assertThat(new Node().sessions.find(before)).isEmpty();
        assertThat(here.sessions.find(after)).isPresent();
    }

    @Test
    void aSessionOfAnExpiredKeyEndsWithIt() {
        ApiKey key = here.keys
                .create(
                        "agency",
                        Set.of(Scope.STATS_READ),
                        Reach.ALL,
                        clock.instant().plusSeconds(60))
                .key();
        String token = here.sessions.begin(key).token();
        assertThat(here.sessions.find(token)).isPresent();
        clock.advance(Duration.ofSeconds(60));
        assertThat(here.sessions.find(token)).isEmpty();
    }

    @Test
    void aSessionOfARevokedKeyIsGoneEvenIfTheKeyComesBack() {
        String setting = "chosen-by-the-operator-0123456789";
        here.keys.ensureAdminKey(Optional.of(setting));
        ApiKey key = here.keys.find(setting).orElseThrow();
        String token = here.sessions.begin(key).token();
        assertThat(here.sessions.find(token))
                .hasValueSatisfying(session -> assertThat(session.caller()).isEqualTo(key.caller()));
        here.keys.ensureAdminKey(Optional.of(setting + "-new"));
        assertThat(here.sessions.find(token)).isEmpty();
        here.keys.ensureAdminKey(Optional.of(setting));
        assertThat(here.keys.find(setting)).isPresent();
        assertThat(new Node().sessions.find(token)).isEmpty();
    }

    @Test
    void theOldestSessionsOfAnAccountGiveWay() {
        Account anna = anna();
        String other = here.sessions
                .begin(here.accounts.create(new AccountDraft("Ben", Set.of(Scope.STATS_READ), false), PASSWORD))
                .token();
        String first = here.sessions.begin(anna).token();
        String last = "";
        for (int i = 0; i < Sessions.MOST; i++) {
            last = here.sessions.begin(anna).token();
        }
        assertThat(rows()).isEqualTo(Sessions.MOST + 1);
        assertThat(here.sessions.find(first)).isEmpty();
        assertThat(here.sessions.find(last)).isPresent();
        assertThat(here.sessions.find(other)).isPresent();
    }

    @Test
    void whatEndedByItsTimeIsForgotten() {
        Account anna = anna();
        here.sessions.begin(anna);
        clock.advance(Sessions.IDLE.minusMillis(1));
        assertThat(here.sessions.forget()).isZero();
        String token = here.sessions.begin(anna).token();
        clock.advance(Duration.ofMillis(1));
        assertThat(here.sessions.forget()).isEqualTo(1);
        for (int i = 0; i < 28; i++) {
            assertThat(rows()).isEqualTo(1);
            clock.advance(Duration.ofMinutes(11 * 60 + 59));
            here.sessions.use(token);
        }
        clock.advance(Duration.ofHours(1));
        assertThat(here.sessions.forget()).isEqualTo(1);
    }
}
