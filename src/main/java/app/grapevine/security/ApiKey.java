package app.grapevine.security;

import app.grapevine.base.Reach;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A key of the API, without its secret, which only its holder knows.
 *
 * @param id rising with the time of making
 * @param scopes what it may do, at least one
 * @param reach whose links it is for; never changed
 * @param expiresAt from when on it is refused; null for never
 * @param usedAt the begin of the hour that it was last used in, in UTC; null where that is not known
 * @param formerUntil until when the secret that it had before works; null where it has had one only
 */
public record ApiKey(
        String id,
        String name,
        Set<Scope> scopes,
        Reach reach,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant usedAt,
        @Nullable Instant formerUntil) {
    public ApiKey {
        scopes = Collections.unmodifiableSet(EnumSet.copyOf(scopes));
    }

    /** Whoever holds it. */
    public Caller caller() {
        return new Caller(Caller.KnownBy.KEY, id, name, scopes, reach);
    }

    boolean isExpired(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }

    /** Whether the secret that it had before works no more, if there was one. */
    boolean isFormerOver(Instant now) {
        return formerUntil != null && !now.isBefore(formerUntil);
    }
}
