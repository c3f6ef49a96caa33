package app.grapevine.web.visit;

import app.grapevine.redirect.Redirects;
import app.grapevine.security.RateLimits;
import app.grapevine.storage.LinkKey;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * Who asks for many codes that are nobody's, as whoever tries them out does, is refused for a while, without a look into the
 * database. Links that exist are served to all who ask from the same address. Safe for use by many threads.
 */
final class Seekers {
    private final Redirects redirects;
    private final RateLimits limits;

    Seekers(Redirects redirects, RateLimits limits) {
        this.redirects = redirects;
        this.limits = limits;
    }

    /** Before a look-up: how long it has to wait; empty where it may be looked up. */
    Optional<Duration> before(InetAddress address, LinkKey key) {
        return limits.beforeUnknown(address).filter(wait -> !redirects.mayExist(key));
    }

    /** After a look-up: how long it has to wait because this, as too much before it, was nobody's; empty where it need not. */
    Optional<Duration> after(InetAddress address, LinkKey key) {
        return redirects.isNobodys(key) ? limits.unknown(address) : Optional.empty();
    }
}
