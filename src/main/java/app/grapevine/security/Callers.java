package app.grapevine.security;

import java.util.Optional;

/** Who did something once, as they are now. Safe for use by many threads. Every method may throw DatabaseUnavailableException. */
public final class Callers {
    private final ApiKeys keys;
    private final Accounts accounts;

    public Callers(ApiKeys keys, Accounts accounts) {
        this.keys = keys;
        this.accounts = accounts;
    }

    /**
     * With the scopes and the reach of now; what another node changed counts within {@link ApiKeys#MEMORY}.
     *
     * @param id of the key or the account
     * @return empty where the key was revoked or has expired, or the account is gone or disabled
     */
    public Optional<Caller> find(Caller.KnownBy knownBy, String id) {
        return switch (knownBy) {
            case KEY -> keys.findById(id, false).map(ApiKey::caller);
            case ACCOUNT ->
                accounts.find(id).filter(account -> !account.disabled()).map(Account::caller);
        };
    }
}
