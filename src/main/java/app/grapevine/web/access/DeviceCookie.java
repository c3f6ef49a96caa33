package app.grapevine.web.access;

import app.grapevine.security.KnownDevices;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.util.Optional;

/**
 * The cookie by which a device is known again from which somebody signed in, see {@link KnownDevices}. It is sent with
 * attempts to sign in and with nothing else; no script can read it, and no other site's page has it sent.
 */
public final class DeviceCookie {
    static final String NAME = "gv_device";
    private static final String PATH = ApiRoutes.BASE + "/session";

    private DeviceCookie() {}

    /** The token that came, if exactly one did. */
    public static Optional<String> read(Context ctx) {
        return SessionCookie.only(ctx, NAME);
    }

    public static void set(Context ctx, String token, boolean secure) {
        int maxAgeSeconds = (int) KnownDevices.VALID.toSeconds();
        ctx.cookie(new Cookie(NAME, token, PATH, maxAgeSeconds, secure, true, null, SameSite.STRICT));
    }
}
