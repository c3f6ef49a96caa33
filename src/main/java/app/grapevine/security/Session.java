package app.grapevine.security;

import java.time.Instant;

/**
 * That somebody signed in, without the token, which only the browser knows.
 *
 * @param expiresAt when it ends if it is not used until then
 */
public record Session(String id, Caller caller, Instant expiresAt) {}
