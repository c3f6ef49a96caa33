package app.grapevine.security;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * Who asks something of the API: whoever holds one of its keys, or whoever signed in to an account.
 *
 * @param id of the key or of the account; no account has the id of a key
 * @param name of the key or of the account
 * @param scopes what the caller may do
 */
public record Caller(Kind kind, String id, String name, Set<Scope> scopes) {
    /** What a caller is known by. */
    public enum Kind {
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
