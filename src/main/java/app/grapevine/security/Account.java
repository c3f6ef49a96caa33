package app.grapevine.security;

import app.grapevine.base.Reach;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * A person who may sign in with a name and a password.
 *
 * @param id rising with the time of making
 * @param scopes what the person may do, at least one
 * @param reach with whose links
 * @param disabled whether signing in is refused
 * @param epoch rises with all that ends the account's sessions; a session is of the epoch it began in
 */
public record Account(
        String id, String name, Set<Scope> scopes, Reach reach, boolean disabled, int epoch, Instant createdAt) {
    public Account {
        scopes = Collections.unmodifiableSet(EnumSet.copyOf(scopes));
    }

    /** Whoever signed in to it. */
    public Caller caller() {
        return new Caller(Caller.KnownBy.ACCOUNT, id, name, scopes, reach);
    }
}
