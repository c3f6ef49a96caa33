package app.grapevine.security;

import app.grapevine.base.Reach;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * That somebody may make an account, once and for a while.
 *
 * @param name whom it is for, as whoever invites calls them; null where that is not said
 * @param scopes what the account may do, at least one
 * @param reach with whose links
 * @param maker who invites; it holds as long as they may
 */
public record Invitation(
        String id,
        @Nullable String name,
        Set<Scope> scopes,
        Reach reach,
        Maker maker,
        Instant createdAt,
        Instant expiresAt) {
    public Invitation {
        scopes = Collections.unmodifiableSet(EnumSet.copyOf(scopes));
    }

    /** @param name as it was when the invitation was made */
    public record Maker(Caller.KnownBy knownBy, String id, String name) {}

    boolean isOver(Instant now) {
        return !now.isBefore(expiresAt);
    }
}
