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

    public ApiRoutes(RoutesConfig routes) {
        this.routes = routes;
    }

    public ApiRoutes get(String path, @Nullable Scope scope, Handler handler) {
        routes.get(BASE + path, handler, new Needs(scope));
        routes.head(BASE + path, handler, new Needs(scope));
        return this;
    }

    public ApiRoutes post(String path, @Nullable Scope scope, Handler handler) {
        routes.post(BASE + path, handler, new Needs(scope));
        return this;
    }

    public ApiRoutes patch(String path, @Nullable Scope scope, Handler handler) {
        routes.patch(BASE + path, handler, new Needs(scope));
        return this;
    }

    public ApiRoutes delete(String path, @Nullable Scope scope, Handler handler) {
        routes.delete(BASE + path, handler, new Needs(scope));
        return this;
    }

    /** A POST that asks for no key and no session. */
    public ApiRoutes openPost(String path, Handler handler) {
        routes.post(BASE + path, handler, Open.OPEN);
        return this;
    }

    /** A DELETE that asks for no key and no session. */
    public ApiRoutes openDelete(String path, Handler handler) {
        routes.delete(BASE + path, handler, Open.OPEN);
        return this;
    }
}
