package app.grapevine.web.api;

import app.grapevine.base.Parameters;
import app.grapevine.links.LinkSettings;
import app.grapevine.storage.LinkKey;
import app.grapevine.web.http.ProblemException;
import app.grapevine.web.http.ProblemType;
import app.grapevine.web.http.Query;
import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

/** Parts of a path. */
final class Paths {
    private Paths() {}

    /** The code, slug or id in the path. @throws ProblemException 404 for what none of ours looks like */
    static String id(Context ctx, String name) {
        String value = ctx.pathParam(name);
        if (!value.matches("[A-Za-z0-9_-]{1,64}")) {
            throw ProblemException.of(ProblemType.NOT_FOUND, "Nothing can be called so here.");
        }
        return value;
    }

    /** The link that {@code code} in the path and {@code domain} in the query name; there is no other parameter. */
    static LinkKey link(Context ctx, LinkSettings settings) {
        Parameters parameters = Query.of(ctx);
        String domain = parameters.single("domain");
        parameters.finish();
        return link(ctx, domain, settings);
    }

    /** The link that {@code code} in the path and {@code domain} name. @throws ProblemException 404 */
    static LinkKey link(Context ctx, @Nullable String domain, LinkSettings settings) {
        return new LinkKey(settings.domain(domain), id(ctx, "code"));
    }
}
