package app.grapevine.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.grapevine.MutableClock;
import app.grapevine.base.Reach;
import app.grapevine.base.RefusedException;
import app.grapevine.storage.Dialect;
import app.grapevine.storage.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Dialect.class)
class ApiKeysDbTest {
    private static final String SETTING = "chosen-by-the-operator-0123456789";

    @Parameter
    Dialect dialect;

    private final MutableClock clock = new MutableClock("2026-05-01T12:00:00Z");
    private TestDatabase test;
    private ApiKeys keys;

    @BeforeEach
    void open() {
        test = TestDatabase.fresh(dialect);
        keys = fresh();
    }

    @AfterEach
    void close() {
        test.close();
    }

    /** The keys as another node sees them. */
    private ApiKeys fresh() {
        return new ApiKeys(test.database(), clock);
    }

    @Test
    void aSecretFindsItsKeyAndNothingElseDoes() {
        ApiKeys.Made made = keys.create("reports", Set.of(Scope.STATS_READ, Scope.LINKS_READ));
        assertThat(made.secret()).matches("gv_[0-9A-Za-z]{49}");
        assertThat(fresh().find(made.secret())).contains(made.key());
        assertThat(keys.find(made.secret() + "x")).isEmpty();
        assertThat(keys.find("")).isEmpty();
        assertThat(keys.find("x".repeat(10_000))).isEmpty();
    }

    @Test
    void aKeyAllowsItsScopesAndAnAdminKeyAllowsAll() {
        Caller reports = keys.create("reports", Set.of(Scope.STATS_READ)).key().caller();
        Caller admin = keys.create("admin", Set.of(Scope.ADMIN)).key().caller();
        assertThat(reports.allows(Scope.STATS_READ)).isTrue();
        assertThat(reports.allows(Scope.LINKS_READ)).isFalse();
        assertThat(Scope.values()).allMatch(admin::allows);
    }

    @Test
    void noSecretIsInTheDatabase() {
        String secret = keys.create("reports", Set.of(Scope.STATS_READ)).secret();
        List<byte[]> hashes = test.list(byte[].class, "SELECT hash FROM api_keys");
        assertThat(hashes).singleElement().satisfies(hash -> {
            assertThat(hash).hasSize(32);
            assertThat(new String(hash, StandardCharsets.ISO_8859_1)).doesNotContain(secret);
        });
    }

    @Test
    void aRevokedKeyIsRefusedAtOnceAndIsNotListed() {
        keys.create("admin", Set.of(Scope.ADMIN));
        ApiKeys.Made made = keys.create("reports", Set.of(Scope.STATS_READ));
        assertThat(keys.find(made.secret())).isPresent();
        keys.revoke(made.key().id());
        assertThat(keys.find(made.secret())).isEmpty();
        assertThat(keys.list(100, null)).extracting(ApiKey::name).containsExactly("admin");
        assertThatThrownBy(() -> keys.revoke(made.key().id())).isInstanceOf(RefusedException.class);
    }

    @Test
    void theLastAdminKeyCannotBeRevoked() {
        String first = keys.create("one", Set.of(Scope.ADMIN)).key().id();
        String second = keys.create("two", Set.of(Scope.ADMIN)).key().id();
        keys.revoke(first);
        assertThatThrownBy(() -> keys.revoke(second))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        e -> assertThat(e.reason()).isEqualTo(RefusedException.Reason.LAST_ADMIN_KEY));
    }

    @Test
    void withoutASettingTheFirstStartMakesAnAdminKeyAndTheSecondDoesNot() {
        String secret = keys.ensureAdminKey(Optional.empty()).orElseThrow();
        assertThat(keys.find(secret))
                .hasValueSatisfying(
                        key -> assertThat(key.caller().allows(Scope.ADMIN)).isTrue());
        assertThat(fresh().ensureAdminKey(Optional.empty())).isEmpty();
    }

    @Test
    void theSettingsKeyIsAnAdminKeyHoweverOftenItStarts() {
        assertThat(keys.ensureAdminKey(Optional.of(SETTING))).isEmpty();
        assertThat(fresh().ensureAdminKey(Optional.of(SETTING))).isEmpty();
        assertThat(keys.find(SETTING)).isPresent();
        assertThat(keys.list(100, null)).hasSize(1);
    }

    @Test
    void aChangedSettingReplacesTheFormerKeyAndLeavesTheOthers() {
        keys.ensureAdminKey(Optional.of(SETTING));
        keys.create("reports", Set.of(Scope.STATS_READ));
        keys.ensureAdminKey(Optional.of(SETTING + "-new"));
        assertThat(keys.find(SETTING)).isEmpty();
        assertThat(keys.find(SETTING + "-new")).isPresent();
        assertThat(keys.list(100, null)).hasSize(2);
        keys.ensureAdminKey(Optional.of(SETTING));
        assertThat(keys.find(SETTING)).as("the operator went back").isPresent();
    }

    @Test
    void aSettingThatIsTooShortIsRefused() {
        assertThatThrownBy(() -> keys.ensureAdminKey(Optional.of("short")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("admin.key");
    }

    @Test
    void aMistypedSecretIsToldApartWithoutTheDatabase() {
        String secret = keys.create("reports", Set.of(Scope.STATS_READ)).secret();
        char last = secret.charAt(secret.length() - 1);
        char tenth = secret.charAt(10);
        test.database().close();
        for (String mistyped : List.of(
                secret.substring(0, secret.length() - 1) + (last == '0' ? '1' : '0'),
                secret.substring(0, 10) + (tenth == 'a' ? 'b' : 'a') + secret.substring(11))) {
            assertThat(keys.verdict(mistyped)).isEqualTo(KeyVerdict.Bad.MISTYPED);
        }
    }

    @Test
    void theChecksumIsTheCrcOfTheRandomPartInBase62() {
        // What scanners compute must not change.
        CRC32 crc = new CRC32();
        crc.update("0".repeat(43).getBytes(StandardCharsets.US_ASCII));
        String digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
        StringBuilder sum = new StringBuilder();
        for (long rest = crc.getValue(); sum.length() < 6; rest /= 62) {
            sum.insert(0, digits.charAt((int) (rest % 62)));
        }
        assertThat(keys.verdict("gv_" + "0".repeat(43) + sum)).isEqualTo(KeyVerdict.Bad.UNKNOWN);
        assertThat(keys.verdict("gv_" + "0".repeat(42) + "1" + sum)).isEqualTo(KeyVerdict.Bad.MISTYPED);
    }

    @Test
    void secretsOfAnEarlierVersionAndOfTheSettingNeedNoChecksum() {
        ApiKey key = keys.create("old", Set.of(Scope.STATS_READ)).key();
        String old = "gv_" + "x".repeat(43);
        test.database()
                .writeOnly(handle ->
                        handle.execute("UPDATE api_keys SET hash = ? WHERE id = ?", Secrets.hash(old), key.id()));
        assertThat(keys.find(old)).contains(key);
        String looksLikeOurs = "gv_" + "x".repeat(49);
        assertThat(keys.verdict(looksLikeOurs)).isEqualTo(KeyVerdict.Bad.MISTYPED);
        keys.ensureAdminKey(Optional.of(looksLikeOurs));
        assertThat(keys.find(looksLikeOurs)).isPresent();
    }

    @Test
    void aKeyEndsAtTheTimeThatIsSaidAtItsMakingOrLater() {
        Instant end = clock.instant().plusSeconds(60);
        ApiKeys.Made made = keys.create("agency", Set.of(Scope.LINKS_READ), Reach.ALL, end);
        assertThat(keys.find(made.secret())).contains(made.key());
        clock.advance(Duration.ofSeconds(60));
        assertThat(keys.verdict(made.secret())).isEqualTo(KeyVerdict.Bad.EXPIRED);
        assertThat(keys.findById(made.key().id(), false)).isEmpty();
        assertThat(keys.list(10, null)).extracting(ApiKey::expiresAt).containsExactly(end);
        keys.expire(made.key().id(), null);
        assertThat(keys.find(made.secret())).isPresent();
        assertThatThrownBy(() -> keys.expire(made.key().id(), clock.instant()))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("expiresAt");
        assertThatThrownBy(() -> keys.create("late", Set.of(Scope.ADMIN), Reach.ALL, clock.instant()))
                .isInstanceOf(RefusedException.class);
    }

    @Test
    void oneAdminKeyIsLeftThatNeverExpires() {
        String lasting = keys.create("one", Set.of(Scope.ADMIN)).key().id();
        Instant end = clock.instant().plusSeconds(60);
        keys.create("two", Set.of(Scope.ADMIN), Reach.ALL, end);
        assertThatThrownBy(() -> keys.expire(lasting, end)).hasMessageContaining("last admin key");
        assertThatThrownBy(() -> keys.revoke(lasting)).hasMessageContaining("last admin key");
    }

    @Test
    void theUseOfAKeyIsNotedOnceInAnHour() {
        String id = keys.create("reports", Set.of(Scope.STATS_READ)).key().id();
        assertThat(usedAt(id)).isNull();
        keys.used(id);
        assertThat(usedAt(id)).isEqualTo(Instant.parse("2026-05-01T12:00:00Z"));
        test.database().writeOnly(handle -> handle.execute("UPDATE api_keys SET used_at = NULL"));
        clock.advance(Duration.ofMinutes(59));
        keys.used(id);
        assertThat(usedAt(id)).as("nothing was written").isNull();
        clock.advance(Duration.ofMinutes(1));
        keys.used(id);
        assertThat(usedAt(id)).isEqualTo(Instant.parse("2026-05-01T13:00:00Z"));
    }

    private @Nullable Instant usedAt(String id) {
        return fresh().get(id).usedAt();
    }

    @Test
    void aNewSecretAndTheOneBeforeWorkTogetherForATime() {
        ApiKeys.Made first = keys.create("reports", Set.of(Scope.STATS_READ));
        ApiKeys.Made second = keys.rotate(first.key().id(), Duration.ofHours(24));
        assertThat(second.secret()).matches("gv_[0-9A-Za-z]{49}").isNotEqualTo(first.secret());
        for (ApiKeys node : List.of(keys, fresh())) {
            assertThat(node.find(first.secret()))
                    .map(ApiKey::id)
                    .contains(first.key().id());
            assertThat(node.find(second.secret()))
                    .map(ApiKey::id)
                    .contains(first.key().id());
        }
        clock.advance(Duration.ofHours(24));
        assertThat(keys.verdict(first.secret())).isEqualTo(KeyVerdict.Bad.REPLACED);
        assertThat(keys.find(second.secret())).isPresent();
        keys.rotate(first.key().id(), Duration.ofHours(1));
        assertThat(keys.verdict(first.secret())).isEqualTo(KeyVerdict.Bad.UNKNOWN);
        assertThat(keys.find(second.secret())).isPresent();
        keys.rotate(first.key().id(), Duration.ZERO);
        assertThat(keys.verdict(second.secret())).as("two secrets at most").isEqualTo(KeyVerdict.Bad.UNKNOWN);
    }

    @Test
    void theKeyOfTheSettingsIsChangedThere() {
        keys.ensureAdminKey(Optional.of(SETTING));
        String id = keys.list(1, null).get(0).id();
        assertThatThrownBy(() -> keys.rotate(id, Duration.ZERO)).hasMessageContaining("admin.key");
    }

    @Test
    void whatAnotherNodeDidIsKnownSoonToWhoAsksAgainAndAgain() {
        ApiKeys other = fresh();
        keys.create("admin", Set.of(Scope.ADMIN));
        ApiKeys.Made made = keys.create("reports", Set.of(Scope.STATS_READ));
        assertThat(other.findNow(made.secret())).isPresent();
        keys.revoke(made.key().id());
        Awaitility.await()
                .atMost(ApiKeys.MEMORY.dividedBy(2))
                .until(() -> other.findNow(made.secret()).isEmpty());
    }

    @Test
    void keysAreListedInTheOrderOfTheirMakingAndPageByPage() {
        for (int i = 0; i < 5; i++) {
            keys.create("key " + i, Set.of(Scope.STATS_READ));
        }
        List<ApiKey> all = keys.list(100, null);
        assertThat(all).extracting(ApiKey::name).containsExactly("key 0", "key 1", "key 2", "key 3", "key 4");
        assertThat(keys.list(2, all.get(1).id())).containsExactly(all.get(2), all.get(3));
    }
}
