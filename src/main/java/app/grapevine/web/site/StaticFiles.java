package app.grapevine.web.site;

import app.grapevine.web.http.Routes;
import app.grapevine.web.http.SecurityHeaders;
import app.grapevine.web.http.StaticFile;
import io.javalin.config.RoutesConfig;

/** The files that recipients and their programs ask for. */
public final class StaticFiles implements Routes {
    private static final String ICON = "image/svg+xml;charset=utf-8";
    private static final String AN_HOUR = "public, max-age=3600";
    /** The icon has its colours in itself, for light surroundings and dark ones. */
    private static final String POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'";

    @Override
    public void addTo(RoutesConfig routes) {
        add(routes, "/robots.txt", "robots.txt", "text/plain;charset=utf-8");
        add(routes, "/favicon.svg", "favicon.svg", ICON);
        add(routes, "/favicon.ico", "favicon.svg", ICON);
        add(routes, "/assets/page.css", "page.css", "text/css;charset=utf-8");
    }

    private static void add(RoutesConfig routes, String path, String file, String type) {
        StaticFile.of(file, type, AN_HOUR)
                .with(SecurityHeaders.RESOURCE_POLICY, SecurityHeaders.ANYBODY)
                .with(SecurityHeaders.CONTENT_SECURITY_POLICY, POLICY)
                .addTo(routes, path);
    }
}
