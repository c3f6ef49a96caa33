package app.grapevine.links;

import app.grapevine.base.Base62;
import java.util.Locale;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The codes of links: made at random, or chosen and checked. Safe for use by many threads where its source of
 * randomness is.
 */
final class Codes {
    static final int LENGTH = 7;

    /** 62 to the power of {@link #LENGTH}. */
    private static final long COUNT = 3_521_614_606_208L;

    /**
     * What may stand first in a path of the program's own, now or later, in lower case. A link there would
     * hide a page or be hidden by it, and could pass for one.
     */
    private static final Set<String> RESERVED = Set.of(
            "account",
            "accounts",
            "admin",
            "api",
            "apple-app-site-association",
            "assets",
            "auth",
            "browserconfig",
            "callback",
            "campaigns",
            "channels",
            "clicks",
            "conversions",
            "css",
            "dashboard",
            "docs",
            "errors",
            "events",
            "favicon",
            "fonts",
            "health",
            "icons",
            "images",
            "img",
            "index",
            "keys",
            "links",
            "live",
            "login",
            "logout",
            "manifest",
            "metrics",
            "oauth",
            "openapi",
            "preview",
            "privacy",
            "public",
            "ready",
            "robots",
            "security",
            "service-worker",
            "session",
            "settings",
            "setup",
            "share",
            "share-sets",
            "sign-in",
            "sign-out",
            "signin",
            "signout",
            "sitemap",
            "static",
            "stats",
            "status",
            "system",
            "users",
            "vendor",
            "version",
            "well-known");

    /** What stands first in longer paths of the program's own, and nowhere alone: a link that has it already goes on. */
    private static final Set<String> BEGINNINGS = Set.of("rest");

    private final RandomGenerator random;

    /** @param random must be unpredictable, or links can be guessed */
    Codes(RandomGenerator random) {
        this.random = random;
    }

    /** A new code; every one is as likely as any other. */
    String next() {
        String code;
        do {
            code = Base62.text(random.nextLong(COUNT), LENGTH);
        } while (isReserved(code));
        return code;
    }

    /** Whether no link gets it. */
    static boolean isReserved(String code) {
        return isOwn(code) || BEGINNINGS.contains(code.toLowerCase(Locale.ROOT));
    }

    /** Whether no link can have it: what is there is the program's own. */
    static boolean isOwn(String code) {
        return RESERVED.contains(code.toLowerCase(Locale.ROOT));
    }
}
