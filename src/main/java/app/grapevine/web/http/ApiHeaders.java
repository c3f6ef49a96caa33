package app.grapevine.web.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/** What all answers under {@code /api} have in common: that they are for this service's pages alone, and for programs. */
public final class ApiHeaders implements Routes {
    /** Javalin would obey it, and turn a GET into a DELETE. */
    private static final String METHOD_OVERRIDE = "X-HTTP-Method-Override";

    @Override
    public void addTo(RoutesConfig routes) {
        routes.before("/api/*", ApiHeaders::prepare);
    }

    private static void prepare(Context ctx) {
        ctx.header(SecurityHeaders.RESOURCE_POLICY, SecurityHeaders.OURS);
        refuseOverride(ctx);
    }

    /** @throws ProblemException 400 for a request that would have its method be another */
    public static void refuseOverride(Context ctx) {
        if (ctx.req().getHeader(METHOD_OVERRIDE) != null) {
            throw ProblemException.of(ProblemType.MALFORMED, METHOD_OVERRIDE + " is not supported.");
        }
    }
}
