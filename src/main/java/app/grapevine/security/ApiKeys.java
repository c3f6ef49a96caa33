package app.grapevine.security;

import app.grapevine.base.Characters;
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
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The keys of the API. Safe for use by many threads. Every method may throw DatabaseUnavailableException.
 *
 * <p>A secret is shown once, when it is made; kept is its SHA-256 alone. A key is found by its hash, so that no
 * comparison of secrets takes a time that tells of them. Found keys are remembered for {@link #MEMORY}: a key revoked
 * on this node is refused at once, one revoked on another node after that time at the latest.
 *
 * <p>A key whose secret is changed has two for a time, so that its holders need not all change it in one moment. Sessions
 * do not say with which secret they were begun: those begun before that time is over end with it.
 */
public final class ApiKeys {
    /** How long a node may go on accepting a key that another node revoked. */
    public static final Duration MEMORY = Remembered.MEMORY;

    /** The fewest characters of an admin key that the operator chooses. */
    public static final int SETTING_LENGTH = 32;

    /** How long a secret goes on working once there is a new one, at most and where nothing is said. */
    public static final Duration MOST_OVERLAP = Duration.ofDays(30);

    public static final Duration OVERLAP = Duration.ofHours(24);

    /** In characters as people see them. */
    private static final int NAME_LENGTH = 200;

    private static final int TOKEN_LENGTH = 512;

    private final Database database;
    private final Accounts accounts;
    private final Clock clock;
    private final Remembered<ApiKeyDao.Held> byHash = new Remembered<>();
    private final Remembered<ApiKey> byId = new Remembered<>();
    /** The hours, since 1970, that keys were last noted to be used in, by their ids. */
    private final Cache<String, Long> hours =
            Caffeine.newBuilder().maximumSize(10_000).build();
    /** The key of the settings may look like a mistyped one. */
    private volatile String ofSetting = "";

    public ApiKeys(Database database, Clock clock) {
        this(database, new Accounts(database, clock), clock);
    }

    /** @param accounts of which some have keys of their own */
    public ApiKeys(Database database, Accounts accounts, Clock clock) {
        this.database = database;
        this.accounts = accounts;
        this.clock = clock;
    }

    /** A key at the only moment when its secret is known. */
    public record Made(ApiKey key, String secret) {}

    /** {@link #create(String, Set, Reach, Instant)} for the links of all campaigns, and for good. */
    public Made create(String name, Set<Scope> scopes) {
        return create(name, scopes, Reach.ALL, null);
    }

    /**
     * @param given its name, kept as {@link Characters#clean} has it
     * @param expiresAt null for never
     * @throws RefusedException INVALID for a name that is blank, too long or has control characters, for no scope, for an admin that is limited
     *     to a campaign, and for an end that is past
     */
    public Made create(String given, Set<Scope> scopes, Reach reach, @Nullable Instant expiresAt) {
        return create(given, scopes, reach, expiresAt, null);
    }

    /** The same. @param owner of whom it is, see {@link OwnKeys}; null for nobody */
    Made create(String given, Set<Scope> scopes, Reach reach, @Nullable Instant expiresAt, @Nullable String owner) {
        Faults faults = new Faults();
        String name = Characters.clean(given);
        if (name.isEmpty() || Characters.count(name) > NAME_LENGTH) {
            faults.add("name", FaultCode.WRONG_LENGTH, Map.of("least", 1, "most", NAME_LENGTH));
        }
        faults.isFit("name", name);
        if (scopes.isEmpty()) {
            faults.add("scopes", FaultCode.NONE_NAMED);
        }
        if (!reach.isAll() && scopes.contains(Scope.ADMIN)) {
            faults.add("campaign", FaultCode.NOT_FOR_ADMINS);
        }
        checkEnd(faults, expiresAt);
        faults.refuseIfAny();
        String secret = KeySecret.next();
        ApiKey key = newKey(name, scopes, reach, expiresAt, owner);
        database.writeOnly(handle -> ApiKeyDao.insert(handle, key, Secrets.hash(secret), false));
        return new Made(key, secret);
    }

    private void checkEnd(Faults faults, @Nullable Instant expiresAt) {
        if (expiresAt != null && !expiresAt.isAfter(clock.instant())) {
            faults.add("expiresAt", FaultCode.IN_THE_PAST);
        }
    }

    /** What becomes of somebody who shows this secret. */
    public KeyVerdict verdict(String token) {
        return verdict(token, false);
    }

    private KeyVerdict verdict(String token, boolean fresh) {
        if (token.isEmpty() || token.length() > TOKEN_LENGTH) {
            return KeyVerdict.Bad.UNKNOWN;
        }
        byte[] hash = Secrets.hash(token);
        String hex = HexFormat.of().formatHex(hash);
        if (KeySecret.isMistyped(token) && !hex.equals(ofSetting)) {
            return KeyVerdict.Bad.MISTYPED;
        }
        Optional<ApiKeyDao.Held> found =
                byHash.get(hex, fresh, unknown -> database.read(handle -> ApiKeyDao.findByHash(handle, hash)));
        return found.map(held -> verdict(held, clock.instant(), fresh)).orElse(KeyVerdict.Bad.UNKNOWN);
    }

    private KeyVerdict verdict(ApiKeyDao.Held held, Instant now, boolean fresh) {
        if (held.key().isExpired(now)) {
            return KeyVerdict.Bad.EXPIRED;
        }
        if (held.former() && held.key().isFormerOver(now)) {
            return KeyVerdict.Bad.REPLACED;
        }
        Optional<ApiKey> left = withinOwner(held.key(), fresh);
        return left.isPresent() ? new KeyVerdict.Good(left.get()) : KeyVerdict.Bad.BEYOND_OWNER;
    }

    /** A key as far as the rights go that its account has now; empty where nothing is left of it. */
    private Optional<ApiKey> withinOwner(ApiKey key, boolean fresh) {
        String owner = key.owner();
        return owner == null ? Optional.of(key) : accounts.find(owner, fresh).flatMap(key::within);
    }

    /** The key whose secret {@code token} is, if it is good. */
    public Optional<ApiKey> find(String token) {
        return good(verdict(token, false));
    }

    /** As {@link #find}, and what another node did counts within {@link Remembered#LATELY}. */
    public Optional<ApiKey> findNow(String token) {
        return good(verdict(token, true));
    }

    private static Optional<ApiKey> good(KeyVerdict verdict) {
        return verdict instanceof KeyVerdict.Good good ? Optional.of(good.key()) : Optional.empty();
    }

    /** The key with this id, unless there is none, or it was revoked or has expired. @param fresh as in findNow */
    Optional<ApiKey> findById(String id, boolean fresh) {
        return byId.get(id, fresh, unknown -> database.read(handle -> ApiKeyDao.findById(handle, id)))
                .filter(key -> !key.isExpired(clock.instant()))
                .flatMap(key -> withinOwner(key, fresh));
    }

    /** The key with this id, expired or not. @throws RefusedException NOT_FOUND */
    public ApiKey get(String id) {
        return getIf(id, key -> true);
    }

    ApiKey getIf(String id, Predicate<ApiKey> fits) {
        return database.read(handle -> ApiKeyDao.findById(handle, id))
                .filter(fits)
                .orElseThrow(ApiKeys::notFound);
    }

    /** Notes that a key is used: with the hour, and once in it. */
    public void used(String id) {
        long hour = Math.floorDiv(clock.millis(), Duration.ofHours(1).toMillis());
        Long noted = hours.getIfPresent(id);
        if (noted == null || noted < hour) {
            Instant begin = Instant.EPOCH.plus(Duration.ofHours(hour));
            database.writeOnly(handle -> ApiKeyDao.used(handle, id, begin));
            hours.put(id, hour);
        }
    }

    /** Keys in the order of their making. @param after the id before the first to list, or null */
    public List<ApiKey> list(int limit, @Nullable String after) {
        return database.read(handle -> ApiKeyDao.list(handle, limit, after));
    }

    /** Whether there is a key for somebody to do what {@code scope} stands for; an admin's is for all things, and does not count. */
    public boolean isAnyFor(Scope scope) {
        return database.read(handle -> ApiKeyDao.isAny(handle, scope, clock.instant()));
    }

    /** Ends a key for good, and its sessions. @throws RefusedException NOT_FOUND or LAST_ADMIN_KEY */
    public void revoke(String id) {
        database.writeOnly(handle -> {
            requireAnotherAdmin(handle, id);
            if (!ApiKeyDao.revoke(handle, id, clock.instant())) {
                throw notFound();
            }
            SessionDao.deleteOfRevokedKeys(handle);
        });
        database.afterCommit(this::forgetFound);
    }

    /** Of an admin key that expires nobody can make another when it has. */
    private static void requireAnotherAdmin(Handle handle, String id) {
        List<ApiKey> admins = ApiKeyDao.lockAdmins(handle);
        if (admins.size() == 1 && admins.get(0).id().equals(id)) {
            throw new RefusedException(
                    RefusedException.Reason.LAST_ADMIN_KEY,
                    "The last admin key that never expires cannot be revoked or given an end; make another first.");
        }
    }

    /**
     * Says when a key ends.
     *
     * @param expiresAt null for never
     * @throws RefusedException NOT_FOUND, LAST_ADMIN_KEY, or INVALID for an end that is past
     */
    public ApiKey expire(String id, @Nullable Instant expiresAt) {
        Faults faults = new Faults();
        checkEnd(faults, expiresAt);
        faults.refuseIfAny();
        ApiKey changed = database.write(handle -> {
            if (expiresAt != null) {
                requireAnotherAdmin(handle, id);
            }
            if (ApiKeyDao.lock(handle, id).isEmpty()) {
                throw notFound();
            }
            ApiKeyDao.setExpiry(handle, id, expiresAt);
            return ApiKeyDao.findById(handle, id).orElseThrow(ApiKeys::notFound);
        });
        database.afterCommit(this::forgetFound);
        return changed;
    }

    /**
     * Gives a key a new secret. The one that it has goes on working for {@code overlap}; one that it had before that
     * ends at once, and so do sessions that may have been begun with that.
     *
     * @param overlap at most {@link #MOST_OVERLAP}
     * @throws RefusedException NOT_FOUND, or KEY_OF_SETTING for the key of the settings
     */
    public Made rotate(String id, Duration overlap) {
        String secret = KeySecret.next();
        ApiKey key = database.write(handle -> {
            ApiKeyDao.Locked present = ApiKeyDao.lock(handle, id).orElseThrow(ApiKeys::notFound);
            if (present.fromSetting()) {
                throw new RefusedException(
                        RefusedException.Reason.KEY_OF_SETTING,
                        "The secret of this key is the setting admin.key: change it there, and start again.");
            }
            Instant former = present.key().formerUntil();
            if (former != null) {
                SessionDao.deleteOfKey(handle, id, former);
            }
            ApiKeyDao.rotate(
                    handle, present, Secrets.hash(secret), clock.instant().plus(overlap));
            return ApiKeyDao.findById(handle, id).orElseThrow(ApiKeys::notFound);
        });
        database.afterCommit(this::forgetFound);
        return new Made(key, secret);
    }

    private static RefusedException notFound() {
        return RefusedException.notFound("There is no such key.");
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
        String secret = KeySecret.next();
        ApiKey key = newKey("first admin key", Set.of(Scope.ADMIN), Reach.ALL, null, null);
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
        ofSetting = HexFormat.of().formatHex(hash);
        ApiKey key = newKey("admin.key", Set.of(Scope.ADMIN), Reach.ALL, null, null);
        database.writeOnly(handle -> {
            Instant now = clock.instant();
            if (!ApiKeyDao.reinstate(handle, hash)) {
                ApiKeyDao.insert(handle, key, hash, true);
            }
            ApiKeyDao.revokeFormerSetting(handle, hash, now);
            SessionDao.deleteOfRevokedKeys(handle);
        });
        database.afterCommit(this::forgetFound);
    }

    private ApiKey newKey(
            String name, Set<Scope> scopes, Reach reach, @Nullable Instant expiresAt, @Nullable String owner) {
        return new ApiKey(
                TsidCreator.getTsid().toString().toLowerCase(Locale.ROOT),
                name,
                scopes,
                reach,
                Instant.ofEpochMilli(clock.millis()),
                expiresAt == null ? null : expiresAt.truncatedTo(ChronoUnit.MILLIS),
                null,
                null,
                owner);
    }

    /** Looks at keys anew, as some were changed beside this. */
    void forgetFound() {
        byHash.forgetAll();
        byId.forgetAll();
    }
}
