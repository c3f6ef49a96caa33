package app.grapevine.security;

import app.grapevine.base.Reach;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * A key of the API, without its secret, which only its holder knows.
 *
 * @param id rising with the time of making
 * @param scopes what it may do, at least one
 * @param reach whose links it is for; never changed
 */
public record ApiKey(String id, String name, Set<Scope> scopes, Reach reach, Instant createdAt) {
    public ApiKey {
        scopes = Collections.unmodifiableSet(EnumSet.copyOf(scopes));
    }

    /** Whoever holds it. */
    public Caller caller() {
        return new Caller(Caller.KnownBy.KEY, id, name, scopes, reach);
    }
}
