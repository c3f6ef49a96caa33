package app.grapevine.web.visit;

import app.grapevine.abuse.AbuseReports;
import app.grapevine.attribution.Attributor;
import app.grapevine.clicks.ClickIds;
import app.grapevine.clicks.Clicks;
import app.grapevine.domains.Domains;
import app.grapevine.journal.Receipt;
import app.grapevine.journal.Visit;
import app.grapevine.journal.VisitCodec;
import app.grapevine.links.Forwards;
import app.grapevine.links.LinkSettings;
import app.grapevine.ops.Metrics;
import app.grapevine.privacy.Countries;
import app.grapevine.privacy.Pseudonyms;
import app.grapevine.redirect.Redirects;
import app.grapevine.security.RateLimits;
import app.grapevine.web.access.ClientAddress;
import app.grapevine.web.http.Routes;
import app.grapevine.web.http.SecurityHeaders;
import io.javalin.config.RoutesConfig;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import org.eclipse.jetty.server.Handler;

/**
 * The two ways in to a short link, over one resolver and one recorder: the handler ahead of Javalin, and
 * Javalin's routes, to be added last, for they take every path of one segment. And the page to pass a link on, and what
 * is reported of one.
 */
public final class RedirectRoutes implements Routes {
    private final Domains sites;
    private final VisitReader visits;
    private final ClientAddress addresses;
    private final SecurityHeaders headers;
    private final Clock clock;
    private final RedirectApi api;
    private final ForwardApi forwarding;
    private final ReportApi reporting;
    private final PasswordApi passwords;
    private final RedirectHandler handler;
    private final SeekersHandler refusing;
    private final ClickNames clickNames;

    public RedirectRoutes(
            Redirects redirects,
            Forwards forwards,
            AbuseReports reports,
            RateLimits limits,
            Attributor attributor,
            Pseudonyms pseudonyms,
            Countries countries,
            Clicks clicks,
            ClickIds clickIds,
            ClientAddress addresses,
            LinkSettings domains,
            Domains sites,
            PrivacySettings privacy,
            Metrics metrics,
            SecurityHeaders headers,
            Clock clock) {
        visits = new VisitReader(attributor, pseudonyms, countries::find);
        clickNames = new ClickNames(sequence -> clickIds.encode(clicks.node(), sequence));
        RedirectMetrics counts = new RedirectMetrics(metrics);
        Seekers seekers = new Seekers(redirects, limits);
        this.sites = sites;
        this.addresses = addresses;
        this.headers = headers;
        this.clock = clock;
        LinkFinder finder = new LinkFinder(redirects, seekers, addresses, sites, clock);
        api = new RedirectApi(
                redirects,
                finder,
                forwards,
                visits,
                clicks,
                clickNames,
                addresses,
                domains,
                sites,
                new PrivacyPage(privacy),
                counts,
                clock);
        forwarding = new ForwardApi(finder, forwards, limits, addresses, domains);
        reporting = new ReportApi(finder, reports, limits, addresses, metrics);
        passwords = new PasswordApi(finder, api, visits, limits, addresses);
        handler = new RedirectHandler(
                redirects, sites, visits, clicks::record, clickNames, addresses, counts, headers, clock);
        refusing = new SeekersHandler(redirects, seekers, addresses, counts, headers);
    }

    @Override
    public void addTo(RoutesConfig routes) {
        api.addTo(routes);
        forwarding.addTo(routes);
        reporting.addTo(routes);
        passwords.addTo(routes);
    }

    /** To be put ahead of Javalin, in this order. */
    public List<Handler.Wrapper> ahead() {
        return List.of(handler, refusing);
    }

    /**
     * To practise with the same handler over made-up links alone: visits are read and encoded, and go nowhere. They are no
     * hits of the cache and in no metric.
     */
    public RedirectPractice practice(Redirects made, List<String> codes) {
        RedirectMetrics uncounted = new RedirectMetrics(new Metrics());
        RedirectHandler apart = new RedirectHandler(
                made, sites, visits, RedirectRoutes::forget, clickNames, addresses, uncounted, headers, clock);
        return new RedirectPractice(
                apart, codes.stream().map(code -> "/" + code).toList());
    }

    private static void forget(Visit visit, Consumer<Receipt> then) {
        then.accept(new Receipt(VisitCodec.encode(visit).length, null));
    }
}
