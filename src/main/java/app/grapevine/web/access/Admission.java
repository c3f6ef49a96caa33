package app.grapevine.web.access;

import app.grapevine.security.Caller;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who asks, and what was shown for it: a key, or the cookie of a session.
 *
 * @param id of the key or the session
 * @param secret of the key, or the session's token
 * @param expiresAt when the session ends if it is not used; null for a key
 */
public record Admission(
        Caller caller, String id, String secret, @Nullable Instant expiresAt) {}
