package app.grapevine.web.access;

import app.grapevine.web.http.ProblemException;
import app.grapevine.web.http.ProblemType;
import io.javalin.http.Context;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whether a page of this service asks, or one of another site in the browser of somebody who is signed in here.
 * Browsers say so in {@code Sec-Fetch-Site}; over plain HTTP, and older ones always, only in {@code Origin}
 * (Fetch Metadata; Fetch, 3.2). No page can forge either. The cookie is SameSite=Strict besides: this is what
 * stands where a browser does not know that, and against pages on other hosts of the same site.
 */
public final class SameOrigin {
    private SameOrigin() {}

    /** @throws ProblemException 403 unless the browser says that a page of this service asks */
    static void require(Context ctx, boolean secure) {
        if (!isSame(ctx, secure)) {
            RefusalLog.unauthenticated(ctx, "A page of another site asks.");
            throw ProblemException.of(
                    ProblemType.CROSS_ORIGIN,
                    "Only pages of this service may sign in, or change something with a session's cookie. Behind a proxy that"
                            + " speaks HTTPS, trusted.proxies must name it, and it must pass on Host.");
        }
    }

    /** As {@link #require}, for what asks without a cookie: programs say nothing of their origin. */
    public static void requireOfBrowsers(Context ctx, boolean secure) {
        if (ctx.req().getHeader("Sec-Fetch-Site") != null || ctx.req().getHeader("Origin") != null) {
            require(ctx, secure);
        }
    }

    /**
     * Whether a browser says that a page on another host asks. Of what is open to everybody, where the scheme is of
     * no matter: the proxy that speaks HTTPS need not be trusted for it.
     */
    public static boolean isElsewhere(Context ctx) {
        return isElsewhere(ctx, false);
    }

    /**
     * As {@link #isElsewhere(Context)}, of a form that may be on a page with {@code Referrer-Policy: no-referrer}, from which a
     * browser names no origin (Fetch, 3.1: {@code null}).
     */
    public static boolean isElsewhere(Context ctx, boolean unnamed) {
        String site = ctx.req().getHeader("Sec-Fetch-Site");
        if (site != null) {
            return !site.equals("same-origin");
        }
        String origin = ctx.req().getHeader("Origin");
        String host = ctx.req().getHeader("Host");
        return origin != null
                && !(unnamed && origin.equals("null"))
                && !origin.equalsIgnoreCase("http://" + host)
                && !origin.equalsIgnoreCase("https://" + host);
    }

    private static boolean isSame(Context ctx, boolean secure) {
        String site = ctx.req().getHeader("Sec-Fetch-Site");
        if (site != null) {
            return site.equals("same-origin");
        }
        String origin = ctx.req().getHeader("Origin");
        String own = own(ctx.req().getHeader("Host"), secure);
        return origin != null && origin.toLowerCase(Locale.ROOT).equals(own);
    }

    /** The origin under which the browser asked: without a port where it is the scheme's own. */
    private static @Nullable String own(@Nullable String host, boolean secure) {
        if (host == null) {
            return null;
        }
        String port = secure ? ":443" : ":80";
        String bare = host.endsWith(port) ? host.substring(0, host.length() - port.length()) : host;
        return (secure ? "https://" : "http://") + bare.toLowerCase(Locale.ROOT);
    }
}
