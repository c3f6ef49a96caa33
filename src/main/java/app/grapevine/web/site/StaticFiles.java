package app.grapevine.web.site;

import app.grapevine.web.http.Routes;
import app.grapevine.web.http.StaticFile;
import io.javalin.config.RoutesConfig;

/** The files that recipients and their programs ask for. */
public final class StaticFiles implements Routes {
    private static final String AN_HOUR = "public, max-age=3600";

    @Override
    public void addTo(RoutesConfig routes) {
        add(routes, "/robots.txt", "robots.txt", "text/plain;charset=utf-8");
        add(routes, "/favicon.svg", "favicon.svg", "image/svg+xml");
        add(routes, "/favicon.ico", "favicon.svg", "image/svg+xml");
        add(routes, "/assets/page.css", "page.css", "text/css;charset=utf-8");
    }

    private static void add(RoutesConfig routes, String path, String file, String type) {
        StaticFile.of(file, type, AN_HOUR).addTo(routes, path);
    }
}
