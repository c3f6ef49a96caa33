package app.grapevine.web.access;

import app.grapevine.security.Scope;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Handler;
import org.jspecify.annotations.Nullable;

/**
 * Adds routes under {@code /api/v1}, each with the scope that it needs, or null where any caller may have it; what
 * answers GET answers HEAD.
 */
public final class ApiRoutes {
    public static final String BASE = "/api/v1";

    private final RoutesConfig routes;
    private final String base;
    private final boolean ofCampaigns;

    /** Adds routes that are closed to callers who are limited to a campaign. */
    public ApiRoutes(RoutesConfig routes) {
        this(routes, BASE);
    }

    /** As {@link #ApiRoutes(RoutesConfig)}, elsewhere. @param base what their paths begin with */
    public ApiRoutes(RoutesConfig routes, String base) {
        this(routes, base, false);
    }

    private ApiRoutes(RoutesConfig routes, String base, boolean ofCampaigns) {
        this.routes = routes;
        this.base = base;
        this.ofCampaigns = ofCampaigns;
    }

    /**
     * Adds routes that are open to callers who are limited to a campaign too. What answers them heeds
     * {@link Guard#reach} or {@link Guard#within}, or has nothing of any campaign.
     */
    public ApiRoutes ofCampaigns() {
        return new ApiRoutes(routes, base, true);
    }

    public ApiRoutes get(String path, @Nullable Scope scope, Handler handler) {
        routes.get(base + path, handler, new Needs(scope, ofCampaigns));
        routes.head(base + path, handler, new Needs(scope, ofCampaigns));
        return this;
    }

    public ApiRoutes post(String path, @Nullable Scope scope, Handler handler) {
        routes.post(base + path, handler, new Needs(scope, ofCampaigns));
        return this;
    }

    public ApiRoutes put(String path, @Nullable Scope scope, Handler handler) {
        routes.put(base + path, handler, new Needs(scope, ofCampaigns));
        return this;
    }

    public ApiRoutes patch(String path, @Nullable Scope scope, Handler handler) {
        routes.patch(base + path, handler, new Needs(scope, ofCampaigns));
        return this;
    }

    public ApiRoutes delete(String path, @Nullable Scope scope, Handler handler) {
        routes.delete(base + path, handler, new Needs(scope, ofCampaigns));
        return this;
    }

    /** A GET that asks for no key and no session. */
    public ApiRoutes openGet(String path, Handler handler) {
        routes.get(base + path, handler, Open.OPEN);
        routes.head(base + path, handler, Open.OPEN);
        return this;
    }

    /** A POST that asks for no key and no session. */
    public ApiRoutes openPost(String path, Handler handler) {
        routes.post(base + path, handler, Open.OPEN);
        return this;
    }

    /** A DELETE that asks for no key and no session. */
    public ApiRoutes openDelete(String path, Handler handler) {
        routes.delete(base + path, handler, Open.OPEN);
        return this;
    }
}
