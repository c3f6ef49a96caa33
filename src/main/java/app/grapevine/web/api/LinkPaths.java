package app.grapevine.web.api;

import app.grapevine.base.Parameters;
import app.grapevine.links.LinkSettings;
import app.grapevine.storage.LinkKey;
import app.grapevine.web.http.Query;
import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

/** The link that a request names. */
final class LinkPaths {
    private LinkPaths() {}

    /** The link that {@code code} in the path and {@code domain} in the query name; there is no other parameter. */
    static LinkKey link(Context ctx, LinkSettings settings) {
        Parameters parameters = Query.of(ctx);
        String domain = parameters.single("domain");
        parameters.finish();
        return link(ctx, domain, settings);
    }

    /** The link that {@code code} in the path and {@code domain} name. @throws ProblemException 404 */
    static LinkKey link(Context ctx, @Nullable String domain, LinkSettings settings) {
        return new LinkKey(settings.domain(domain), Query.id(ctx, "code"));
    }
}
