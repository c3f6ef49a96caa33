package app.grapevine.web.visit;

import app.grapevine.attribution.Attributor;
import app.grapevine.clicks.ClickIds;
import app.grapevine.clicks.Clicks;
import app.grapevine.links.Forwards;
import app.grapevine.links.LinkSettings;
import app.grapevine.ops.Metrics;
import app.grapevine.privacy.Countries;
import app.grapevine.privacy.Pseudonyms;
import app.grapevine.redirect.Redirects;
import app.grapevine.security.RateLimits;
import app.grapevine.web.access.ClientAddress;
import app.grapevine.web.http.Routes;
import io.javalin.config.RoutesConfig;
import java.time.Clock;
import org.eclipse.jetty.server.Handler;

/**
 * The two ways in to a short link, over one resolver and one recorder: the handler ahead of Javalin, and
 * Javalin's routes, to be added last, for they take every path of one segment. And the page to pass a link on.
 */
public final class RedirectRoutes implements Routes {
    private final RedirectApi api;
    private final ForwardApi forwarding;
    private final RedirectHandler handler;

    public RedirectRoutes(
            Redirects redirects,
            Forwards forwards,
            RateLimits limits,
            Attributor attributor,
            Pseudonyms pseudonyms,
            Countries countries,
            Clicks clicks,
            ClickIds clickIds,
            ClientAddress addresses,
            LinkSettings domains,
            Metrics metrics,
            Clock clock) {
        VisitReader visits = new VisitReader(attributor, pseudonyms, countries::find);
        RedirectMetrics counts = new RedirectMetrics(metrics);
        api = new RedirectApi(redirects, forwards, visits, clicks, clickIds, addresses, domains, counts, clock);
        forwarding = new ForwardApi(api, forwards, limits, addresses, domains);
        handler = new RedirectHandler(redirects, visits, clicks, addresses, counts, clock);
    }

    @Override
    public void addTo(RoutesConfig routes) {
        api.addTo(routes);
        forwarding.addTo(routes);
    }

    /** To be put ahead of Javalin. */
    public Handler.Wrapper ahead() {
        return handler;
    }
}
