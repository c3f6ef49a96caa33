package app.grapevine.web.shlink;

import app.grapevine.web.access.Guard;
import app.grapevine.web.http.ApiHeaders;
import app.grapevine.web.http.Problems;
import app.grapevine.web.http.Routes;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

/**
 * Stands before every route under {@code /rest}: the key, where Shlink's clients send it, and the words in which they are refused.
 * Rights, limits and the log of refusals are the API's own. No cookie opens anything here.
 */
public final class ShlinkDoor implements Routes {
    static final String ROOT = "/rest";
    static final String BASE = ROOT + "/v3";

    private static final String KEY = "X-Api-Key";
    private static final String KEY_OF_QUERY = "apiKey";

    private final Guard guard;

    public ShlinkDoor(Guard guard) {
        this.guard = guard;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.exception(ShlinkException.class, (e, ctx) -> ShlinkWords.answer(ctx, e.problem()));
        routes.before(ROOT + "/*", ShlinkDoor::prepare);
        routes.beforeMatched(ROOT + "/*", ctx -> guard.admitByKey(ctx, () -> secret(ctx)));
    }

    private static void prepare(Context ctx) {
        Problems.tellBy(ctx, ShlinkWords::tell);
        ApiHeaders.refuseOverride(ctx);
    }

    private static String secret(Context ctx) {
        boolean ofQuery = ctx.path().equals(BASE + ShortUrlsApi.SHORTEN);
        @Nullable
        String secret =
                ofQuery ? ShlinkQuery.of(ctx).text(KEY_OF_QUERY) : ctx.req().getHeader(KEY);
        if (secret == null || secret.isBlank()) {
            throw new ShlinkException(
                    ofQuery
                            ? ShlinkProblem.keyMissing("the query parameter", KEY_OF_QUERY)
                            : ShlinkProblem.keyMissing("the header", KEY));
        }
        return secret.trim();
    }
}
