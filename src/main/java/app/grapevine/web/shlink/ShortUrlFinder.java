package app.grapevine.web.shlink;

import app.grapevine.base.RefusedException;
import app.grapevine.links.Link;
import app.grapevine.links.LinkSettings;
import app.grapevine.links.Links;
import app.grapevine.storage.LinkKey;
import app.grapevine.web.access.Guard;
import io.javalin.http.Context;
import java.util.function.Supplier;

/** The link that a request names by its code and, in the query, its domain. Safe for use by many threads. */
public record ShortUrlFinder(Links links, Authorities domains) {
    static final String ONE = "/short-urls/{code}";

    public ShortUrlFinder(Links links, LinkSettings settings) {
        this(links, new Authorities(settings));
    }

    LinkKey key(Context ctx) {
        return new LinkKey(domains.domain(ShlinkQuery.of(ctx).text("domain")), ctx.pathParam("code"));
    }

    /** @throws ShlinkException 404 */
    Link get(Context ctx) {
        LinkKey key = key(ctx);
        return there(key, () -> links.get(key, Guard.reach(ctx)));
    }

    /** Does what is about a link. @throws ShlinkException 404 where there is none */
    <T> T there(LinkKey key, Supplier<T> work) {
        try {
            return work.get();
        } catch (RefusedException e) {
            if (e.reason() == RefusedException.Reason.NOT_FOUND) {
                throw new ShlinkException(ShlinkProblem.noShortUrl(key.code(), domains.told(key.domain())));
            }
            throw e;
        }
    }
}
