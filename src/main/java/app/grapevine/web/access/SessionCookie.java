package app.grapevine.web.access;

import app.grapevine.security.Sessions;
import io.javalin.http.Context;
import io.javalin.http.SameSite;
import jakarta.servlet.http.Cookie;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The cookie that says who asks: it carries the token of a session. Its path is the API's, so that no short link ever
 * sees it; no script can read it, and no other site's page has it sent.
 */
public final class SessionCookie {
    static final String NAME = "gv_session";

    private SessionCookie() {}

    /** The token that came, if exactly one did: a second one was planted by a neighbouring host. */
    public static Optional<String> read(Context ctx) {
        return only(ctx, NAME);
    }

    static Optional<String> only(Context ctx, String name) {
        Cookie[] all = ctx.req().getCookies();
        if (all == null) {
            return Optional.empty();
        }
        List<Cookie> found = Arrays.stream(all)
                .filter(cookie -> cookie.getName().equals(name))
                .toList();
        return found.size() == 1 ? Optional.of(found.get(0).getValue()) : Optional.empty();
    }

    public static void set(Context ctx, String token, boolean secure) {
        put(ctx, token, (int) Sessions.ABSOLUTE.toSeconds(), secure);
    }

    public static void clear(Context ctx, boolean secure) {
        put(ctx, "", 0, secure);
    }

    private static void put(Context ctx, String token, int maxAgeSeconds, boolean secure) {
        ctx.cookie(new io.javalin.http.Cookie(
                NAME, token, ApiRoutes.BASE, maxAgeSeconds, secure, true, null, SameSite.STRICT));
    }
}
