package app.grapevine.web.site;

import app.grapevine.web.http.Routes;
import app.grapevine.web.http.SecurityHeaders;
import app.grapevine.web.http.StaticFile;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Header;

/** The files that recipients, their programs and the pages of shops ask for. */
public final class StaticFiles implements Routes {
    /** What pages that conversions happen on load to know which clicks led to them. */
    static final String CLICK_SCRIPT = "/js/grapevine.js";

    private static final String ICON = "image/svg+xml;charset=utf-8";
    private static final String AN_HOUR = "public, max-age=3600";
    /** A day, and for a week no page waits while it is asked for anew: shops have it on every page. */
    private static final String A_DAY = "public, max-age=86400, stale-while-revalidate=604800";
    /** The icon has its colours in itself, for light surroundings and dark ones. */
    private static final String POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'";

    @Override
    public void addTo(RoutesConfig routes) {
        add(routes, "/robots.txt", "robots.txt", "text/plain;charset=utf-8");
        add(routes, "/favicon.svg", "favicon.svg", ICON);
        add(routes, "/favicon.ico", "favicon.svg", ICON);
        add(routes, "/assets/page.css", "page.css", "text/css;charset=utf-8");
        // Any page may read it: else a browser could not check it against a page's "integrity". "/js" is too short for
        // a link's code, so no link is hidden by it.
        StaticFile.of("js/grapevine.js", "text/javascript;charset=utf-8", A_DAY)
                .with(SecurityHeaders.RESOURCE_POLICY, SecurityHeaders.ANYBODY)
                .with(Header.ACCESS_CONTROL_ALLOW_ORIGIN, "*")
                .addTo(routes, CLICK_SCRIPT);
    }

    private static void add(RoutesConfig routes, String path, String file, String type) {
        StaticFile.of(file, type, AN_HOUR)
                .with(SecurityHeaders.RESOURCE_POLICY, SecurityHeaders.ANYBODY)
                .with(SecurityHeaders.CONTENT_SECURITY_POLICY, POLICY)
                .addTo(routes, path);
    }
}
