package app.grapevine.service;

import app.grapevine.erasure.Erasures;
import app.grapevine.links.LinkSettings;
import app.grapevine.ops.Health;
import app.grapevine.shlink.ShortUrlLists;
import app.grapevine.shlink.ShortUrls;
import app.grapevine.shlink.VisitPages;
import app.grapevine.storage.Database;
import app.grapevine.web.access.Guard;
import app.grapevine.web.http.Routes;
import app.grapevine.web.shlink.Counted;
import app.grapevine.web.shlink.DomainsApi;
import app.grapevine.web.shlink.RedirectRulesApi;
import app.grapevine.web.shlink.ServiceApi;
import app.grapevine.web.shlink.ShlinkDoor;
import app.grapevine.web.shlink.ShortUrlFinder;
import app.grapevine.web.shlink.ShortUrlMaker;
import app.grapevine.web.shlink.ShortUrlView;
import app.grapevine.web.shlink.ShortUrlsApi;
import app.grapevine.web.shlink.TagsApi;
import app.grapevine.web.shlink.VisitsApi;
import java.util.List;

/** Of the fourth step, Shlink's API, for the programs that speak it. */
final class ShlinkRoutes {
    private ShlinkRoutes() {}

    static List<Routes> of(
            Foundation ground, Issuing issuing, Common common, Erasures erasures, Guard guard, Health health) {
        Database database = ground.database();
        LinkSettings domains = ground.domains();
        ShortUrls kept = new ShortUrls(database, issuing.links());
        ShortUrlFinder finder = new ShortUrlFinder(issuing.links(), domains);
        Counted counted = new Counted(database, common.stats(), common.smallCells());
        ShortUrlView view = new ShortUrlView(domains, kept, counted);
        return List.of(
                new ShlinkDoor(guard),
                new ServiceApi(health),
                new ShortUrlsApi(
                        finder,
                        new ShortUrlMaker(issuing.links(), kept, domains, common.trail()),
                        new ShortUrlLists(database, issuing.links(), common.clock()),
                        view,
                        common.turns(),
                        common.trail()),
                new RedirectRulesApi(finder, kept, common.trail()),
                new VisitsApi(
                        finder,
                        new VisitPages(database, issuing.links(), common.clock()),
                        counted,
                        common.smallCells(),
                        erasures,
                        common.turns(),
                        common.trail()),
                new TagsApi(issuing.tags(), counted, common.turns(), common.trail()),
                new DomainsApi(issuing.sites(), domains, common.trail()));
    }
}
