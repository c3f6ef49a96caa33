package app.grapevine.security;

import app.grapevine.base.Reach;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * Who asks something of the API: whoever holds one of its keys, or whoever signed in to an account.
 *
 * @param knownBy whether it is a key's holder or an account's
 * @param id of the key or of the account; no account has the id of a key
 * @param name of the key or of the account
 * @param scopes what the caller may do
 * @param reach of which links
 */
public record Caller(KnownBy knownBy, String id, String name, Set<Scope> scopes, Reach reach) {
    public enum KnownBy {
        KEY,
        ACCOUNT;

        /** As the API writes it. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Caller {
        scopes = Collections.unmodifiableSet(EnumSet.copyOf(scopes));
    }

    public boolean allows(Scope scope) {
        return scopes.contains(scope) || scopes.contains(Scope.ADMIN);
    }
}
