package app.grapevine.web.http;

import io.javalin.config.RoutesConfig;

/** Routes of one kind, which {@link WebServer} adds as it is made. */
public interface Routes {
    void addTo(RoutesConfig routes);
}
