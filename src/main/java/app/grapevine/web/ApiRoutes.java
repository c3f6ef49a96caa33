package app.grapevine.web;

import app.grapevine.security.Scope;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Handler;

/** Adds routes under {@code /api/v1}, each with the scope that it needs; what answers GET answers HEAD. */
final class ApiRoutes {
    static final String BASE = "/api/v1";

    private final RoutesConfig routes;

    ApiRoutes(RoutesConfig routes) {
        this.routes = routes;
    }

    ApiRoutes get(String path, Scope scope, Handler handler) {
        routes.get(BASE + path, handler, new Needs(scope));
        routes.head(BASE + path, handler, new Needs(scope));
        return this;
    }

    ApiRoutes post(String path, Scope scope, Handler handler) {
        routes.post(BASE + path, handler, new Needs(scope));
        return this;
    }

    ApiRoutes patch(String path, Scope scope, Handler handler) {
        routes.patch(BASE + path, handler, new Needs(scope));
        return this;
    }

    ApiRoutes delete(String path, Scope scope, Handler handler) {
        routes.delete(BASE + path, handler, new Needs(scope));
        return this;
    }
}
