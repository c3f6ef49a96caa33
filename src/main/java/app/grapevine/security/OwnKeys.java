package app.grapevine.security;

import app.grapevine.base.FaultCode;
import app.grapevine.base.Faults;
import app.grapevine.base.Reach;
import app.grapevine.base.RefusedException;
import app.grapevine.storage.Database;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The keys that people with an account make for themselves. Such a key may do what its account may and no more, now and later: of a right that the account
 * loses nothing is left to its keys ({@link ApiKey#within}), and they end with it. Safe for use by many threads. Every method may
 * throw DatabaseUnavailableException.
 */
public final class OwnKeys {
    /** Of one account. */
    static final int MOST = 20;

    private final Database database;
    private final ApiKeys keys;
    private final Clock clock;

    public OwnKeys(Database database, ApiKeys keys, Clock clock) {
        this.database = database;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * @param owner as it is now
     * @throws RefusedException INVALID as {@link ApiKeys#create(String, Set, Reach, Instant)} says, for rights that the owner does not have, and
     *     for one key more than {@link #MOST}
     */
    public ApiKeys.Made create(Caller owner, String name, Set<Scope> scopes, Reach reach, @Nullable Instant expiresAt) {
        Faults faults = new Faults();
        if (!scopes.stream().allMatch(owner::allows)) {
            faults.add("scopes", FaultCode.BEYOND_OWN_RIGHTS);
        }
        String campaign = owner.reach().campaign();
        if (campaign != null && !reach.isAll() && !reach.covers(campaign)) {
            faults.add("campaign", FaultCode.OTHER_CAMPAIGN, Map.of("campaign", campaign));
        }
        if (list(owner.id()).size() >= MOST) {
            faults.add("name", FaultCode.MOST_KEYS, Map.of("most", MOST));
        }
        faults.refuseIfAny();
        return keys.create(name, scopes, reach.isAll() ? owner.reach() : reach, expiresAt, owner.id());
    }

    /** Those of an account, in the order of their making. */
    public List<ApiKey> list(String account) {
        return database.read(handle -> ApiKeyDao.listOf(handle, account));
    }

    /** @throws RefusedException NOT_FOUND for one that is not the account's */
    public ApiKey get(String account, String id) {
        return keys.getIf(id, key -> account.equals(key.owner()));
    }

    /** Ends for good all that an account has. */
    public void revokeAll(String account) {
        database.writeOnly(handle -> {
            for (ApiKey key : ApiKeyDao.listOf(handle, account)) {
                ApiKeyDao.revoke(handle, key.id(), clock.instant());
            }
            SessionDao.deleteOfRevokedKeys(handle);
        });
        database.afterCommit(keys::forgetFound);
    }
}
