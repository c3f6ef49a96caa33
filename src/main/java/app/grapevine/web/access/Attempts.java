package app.grapevine.web.access;

import app.grapevine.security.KnownDevices;
import app.grapevine.security.RateLimits;
import app.grapevine.security.SignIn;
import io.javalin.http.Context;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Attempts to show that one is who one says, within the limits against guessing. Safe for use by many threads. */
public final class Attempts {
    private final RateLimits limits;
    private final KnownDevices devices;
    private final ClientAddress addresses;

    public Attempts(RateLimits limits, KnownDevices devices, ClientAddress addresses) {
        this.limits = limits;
        this.devices = devices;
        this.addresses = addresses;
    }

    /**
     * Tries within the limits; an attempt that comes to no verdict does not count.
     *
     * @param name that is tried, or null where none is
     * @throws app.grapevine.web.http.ProblemException 429
     */
    public <T> Optional<T> tried(Context ctx, @Nullable String name, Supplier<Optional<T>> verdict) {
        SignIn attempt = new SignIn(addresses.of(ctx), name, name == null ? null : device(ctx, name));
        limits.signIn(attempt).ifPresent(wait -> Guard.refuse(wait, "Too many attempts to sign in have failed."));
        Optional<T> found;
        try {
            found = verdict.get();
        } catch (RuntimeException e) {
            limits.notTried(attempt);
            throw e;
        }
        if (found.isPresent()) {
            limits.signedIn(attempt);
        }
        return found;
    }

    private @Nullable String device(Context ctx, String name) {
        return DeviceCookie.read(ctx)
                .filter(token -> devices.isKnown(token, name))
                .orElse(null);
    }
}
