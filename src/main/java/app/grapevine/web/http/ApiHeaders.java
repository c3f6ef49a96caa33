package app.grapevine.web.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/** What all answers under {@code /api} have in common: their headers. */
public final class ApiHeaders implements Routes {
    /** An answer of the API is data, and loads nothing if a browser is made to show it. */
    public static final String CONTENT_SECURITY_POLICY = "default-src 'none'; frame-ancestors 'none'";

    /** Javalin would obey it, and turn a GET into a DELETE. */
    private static final String METHOD_OVERRIDE = "X-HTTP-Method-Override";

    @Override
    public void addTo(RoutesConfig routes) {
        routes.before("/api/*", ApiHeaders::prepare);
    }

    private static void prepare(Context ctx) {
        ctx.header("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .header("Cache-Control", "no-store");
        if (ctx.req().getHeader(METHOD_OVERRIDE) != null) {
            throw ProblemException.of(ProblemType.MALFORMED, METHOD_OVERRIDE + " is not supported.");
        }
    }
}
