package app.grapevine.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.grapevine.MutableClock;
import app.grapevine.base.RefusedException;
import app.grapevine.storage.Dialect;
import app.grapevine.storage.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
class ApiKeysDbTest {
    private static final String SETTING = "chosen-by-the-operator-0123456789";

    @Parameter
    Dialect dialect;

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
        return new ApiKeys(test.database(), new MutableClock("2026-05-01T12:00:00Z"));
    }

    @Test
    void aSecretFindsItsKeyAndNothingElseDoes() {
        ApiKeys.Made made = keys.create("reports", Set.of(Scope.STATS_READ, Scope.LINKS_READ));
        assertThat(made.secret()).matches("gv_[0-9A-Za-z]{43}");
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
    void keysAreListedInTheOrderOfTheirMakingAndPageByPage() {
        for (int i = 0; i < 5; i++) {
            keys.create("key " + i, Set.of(Scope.STATS_READ));
        }
        List<ApiKey> all = keys.list(100, null);
        assertThat(all).extracting(ApiKey::name).containsExactly("key 0", "key 1", "key 2", "key 3", "key 4");
        assertThat(keys.list(2, all.get(1).id())).containsExactly(all.get(2), all.get(3));
    }
}
