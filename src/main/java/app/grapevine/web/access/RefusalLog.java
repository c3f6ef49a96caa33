package app.grapevine.web.access;

import app.grapevine.security.Caller;
import io.javalin.http.Context;
import io.javalin.router.Endpoint;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who was not let in, in the log: by what route, and why; no address, nothing of what was shown, nothing that the request chose.
 * Each of the two is one kind of line, of which the log takes some a minute and tells how many more there were. So whoever is refused
 * often fills no log.
 */
public final class RefusalLog {
    private static final Logger LOG = LoggerFactory.getLogger(RefusalLog.class);

    private RefusalLog() {}

    /** What was shown opens nothing: a key or a session that is none, or a cookie that another site's page sent along. */
    static void unauthenticated(Context ctx, String why) {
        LOG.info("refused {} {} to somebody unknown: {}", ctx.method(), route(ctx), why);
    }

    /** Somebody who is known asked for what they may not. */
    static void forbidden(Context ctx, Caller caller, @Nullable String why) {
        LOG.info(
                "refused {} {} to {} {}: {}",
                ctx.method(),
                route(ctx),
                caller.knownBy().label(),
                caller.id(),
                why);
    }

    /** As the API describes it, with names in place of values. */
    private static String route(Context ctx) {
        Endpoint matched = ctx.endpoints().matchedHttpEndpoint();
        return matched == null ? ApiRoutes.BASE : matched.path;
    }
}
