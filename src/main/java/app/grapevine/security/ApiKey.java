package app.grapevine.security;

import app.grapevine.base.Reach;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
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
 * @param owner the id of the account that made it for itself, and beyond whose rights it never goes; null for one of the service's
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
        @Nullable Instant formerUntil,
        @Nullable String owner) {
    public ApiKey {
        scopes = Collections.unmodifiableSet(EnumSet.copyOf(scopes));
    }

    /** Whoever holds it. */
    public Caller caller() {
        return new Caller(Caller.KnownBy.KEY, id, name, scopes, reach);
    }

    /** The key as far as its owner's rights go; empty where nothing is left of it. */
    Optional<ApiKey> within(Account of) {
        Set<Scope> left = EnumSet.noneOf(Scope.class);
        scopes.stream().filter(of.caller()::allows).forEach(left::add);
        if (of.disabled() || left.isEmpty() || !(reach.isAll() || of.reach().covers(reach.campaign()))) {
            return Optional.empty();
        }
        Reach both = reach.isAll() ? of.reach() : reach;
        return Optional.of(new ApiKey(id, name, left, both, createdAt, expiresAt, usedAt, formerUntil, owner));
    }

    boolean isExpired(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }

    /** Whether the secret that it had before works no more, if there was one. */
    boolean isFormerOver(Instant now) {
        return formerUntil != null && !now.isBefore(formerUntil);
    }
}
