package app.grapevine.security;

import app.grapevine.base.FaultCode;
import app.grapevine.base.Faults;
import app.grapevine.base.Reach;
import app.grapevine.base.RefusedException;
import app.grapevine.storage.Database;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.f4b6a3.tsid.TsidCreator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The keys of the API. Safe for use by many threads. Every method may throw DatabaseUnavailableException.
 *
 * <p>A secret is shown once, when its key is made; kept is its SHA-256 alone. A key is found by
 * its hash, so that no comparison of secrets takes a time that tells of them. Found keys are remembered for
 * {@link #MEMORY}: a key revoked on this node is refused at once, one revoked on another node after that time
 * at the latest.
 */
public final class ApiKeys {
    /** How long a node may go on accepting a key that another node revoked. */
    public static final Duration MEMORY = Duration.ofSeconds(10);

    /** The fewest characters of an admin key that the operator chooses. */
    public static final int SETTING_LENGTH = 32;

    private static final int NAME_LENGTH = 200;
    private static final int TOKEN_LENGTH = 512;

    private final Database database;
    private final Clock clock;
    private final Cache<String, Optional<ApiKey>> byHash =
            Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(MEMORY).build();
    private final Cache<String, Optional<ApiKey>> byId =
            Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(MEMORY).build();

    public ApiKeys(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** A key at the only moment when its secret is known. */
    public record Made(ApiKey key, String secret) {}

    /** {@link #create(String, Set, Reach)} for the links of all campaigns. */
    public Made create(String name, Set<Scope> scopes) {
        return create(name, scopes, Reach.ALL);
    }

    /**
     * @throws RefusedException INVALID for a name that is blank or too long, for no scope, and for an admin that is
     *     limited to a campaign
     */
    public Made create(String name, Set<Scope> scopes, Reach reach) {
        Faults faults = new Faults();
        if (name.isBlank() || name.length() > NAME_LENGTH) {
            faults.add("name", FaultCode.WRONG_LENGTH, Map.of("least", 1, "most", NAME_LENGTH));
        }
        if (scopes.isEmpty()) {
            faults.add("scopes", FaultCode.NONE_NAMED);
        }
        if (!reach.isAll() && scopes.contains(Scope.ADMIN)) {
            faults.add("campaign", FaultCode.NOT_FOR_ADMINS);
        }
        faults.refuseIfAny();
        String secret = newSecret();
        ApiKey key = newKey(name, scopes, reach);
        database.writeOnly(handle -> ApiKeyDao.insert(handle, key, Secrets.hash(secret), false));
        return new Made(key, secret);
    }

    /** The key whose secret {@code token} is, unless there is none or it was revoked. */
    public Optional<ApiKey> find(String token) {
        if (token.isEmpty() || token.length() > TOKEN_LENGTH) {
            return Optional.empty();
        }
        byte[] hash = Secrets.hash(token);
        return byHash.get(
                HexFormat.of().formatHex(hash), unknown -> database.read(handle -> ApiKeyDao.findByHash(handle, hash)));
    }

    /** The key with this id, unless there is none or it was revoked. */
    public Optional<ApiKey> findById(String id) {
        return byId.get(id, unknown -> database.read(handle -> ApiKeyDao.findById(handle, id)));
    }

    /** Keys in the order of their making. @param after the id before the first to list, or null */
    public List<ApiKey> list(int limit, @Nullable String after) {
        return database.read(handle -> ApiKeyDao.list(handle, limit, after));
    }

    /** Ends a key for good, and its sessions. @throws RefusedException NOT_FOUND or LAST_ADMIN_KEY */
    public void revoke(String id) {
        database.writeOnly(handle -> {
            List<ApiKey> admins = ApiKeyDao.lockAdmins(handle);
            if (admins.size() == 1 && admins.get(0).id().equals(id)) {
                throw new RefusedException(
                        RefusedException.Reason.LAST_ADMIN_KEY,
                        "The last admin key cannot be revoked; make another first.");
            }
            if (!ApiKeyDao.revoke(handle, id, clock.instant())) {
                throw RefusedException.notFound("There is no such key.");
            }
            SessionDao.deleteOfRevokedKeys(handle);
        });
        forgetFound();
    }

    /**
     * Sees to it that there is an admin key. With a setting, that is the setting's, and a key that an earlier
     * value of the setting brought is revoked. Without one, a key is made if there is no admin key at all.
     *
     * @return the secret of the key that was made, to be printed once; empty where none was made
     * @throws IllegalArgumentException for a setting that is too short
     */
    public Optional<String> ensureAdminKey(Optional<String> fromSetting) {
        if (fromSetting.isPresent()) {
            adopt(fromSetting.get());
            return Optional.empty();
        }
        String secret = newSecret();
        ApiKey key = newKey("first admin key", Set.of(Scope.ADMIN), Reach.ALL);
        boolean made = database.write(handle -> {
            if (!ApiKeyDao.lockAdmins(handle).isEmpty()) {
                return false;
            }
            ApiKeyDao.insert(handle, key, Secrets.hash(secret), false);
            return true;
        });
        return made ? Optional.of(secret) : Optional.empty();
    }

    private void adopt(String secret) {
        if (secret.length() < SETTING_LENGTH || secret.length() > TOKEN_LENGTH) {
            throw new IllegalArgumentException(
                    "admin.key must have " + SETTING_LENGTH + " to " + TOKEN_LENGTH + " characters");
        }
        byte[] hash = Secrets.hash(secret);
        ApiKey key = newKey("admin key of the settings", Set.of(Scope.ADMIN), Reach.ALL);
        database.writeOnly(handle -> {
            Instant now = clock.instant();
            if (!ApiKeyDao.reinstate(handle, hash)) {
                ApiKeyDao.insert(handle, key, hash, true);
            }
            ApiKeyDao.revokeFormerSetting(handle, hash, now);
            SessionDao.deleteOfRevokedKeys(handle);
        });
        forgetFound();
    }

    private ApiKey newKey(String name, Set<Scope> scopes, Reach reach) {
        return new ApiKey(
                TsidCreator.getTsid().toString().toLowerCase(Locale.ROOT),
                name,
                scopes,
                reach,
                Instant.ofEpochMilli(clock.millis()));
    }

    private static String newSecret() {
        return "gv_" + Secrets.next();
    }

    private void forgetFound() {
        byHash.invalidateAll();
        byId.invalidateAll();
    }
}
