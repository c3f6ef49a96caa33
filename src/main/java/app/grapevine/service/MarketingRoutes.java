package app.grapevine.service;

import app.grapevine.cards.PageReader;
import app.grapevine.links.LinkSettings;
import app.grapevine.stats.Stats;
import app.grapevine.web.api.AbuseReportsApi;
import app.grapevine.web.api.BulkApi;
import app.grapevine.web.api.CampaignsApi;
import app.grapevine.web.api.ChannelsApi;
import app.grapevine.web.api.CostsApi;
import app.grapevine.web.api.DomainsApi;
import app.grapevine.web.api.ImportApi;
import app.grapevine.web.api.LinkExport;
import app.grapevine.web.api.LinkSwitchApi;
import app.grapevine.web.api.LinksApi;
import app.grapevine.web.api.ShareSetsApi;
import app.grapevine.web.api.SharingApi;
import app.grapevine.web.api.TagsApi;
import app.grapevine.web.cards.CardPicturesApi;
import app.grapevine.web.cards.CardsApi;
import app.grapevine.web.http.Routes;
import java.util.List;

/** Of the fourth step, the resources that marketers issue links by, and keep them in order. */
final class MarketingRoutes {
    private MarketingRoutes() {}

    /** @param pages what asks pages for their cards */
    static List<Routes> of(Foundation ground, Issuing issuing, PageReader pages, Common common) {
        LinkSettings domains = ground.domains();
        return List.of(
                new LinksApi(
                        issuing.links(),
                        issuing.lists(),
                        domains,
                        common.stats(),
                        common.smallCells(),
                        common.turns(),
                        common.idempotency(),
                        common.trail(),
                        common.clock(),
                        export(ground, common)),
                new LinkSwitchApi(issuing.linkSwitch(), domains, common.trail(), common.clock()),
                new AbuseReportsApi(issuing.reports(), issuing.links(), domains, common.trail(), common.clock()),
                new BulkApi(issuing.links().bulk(), domains, common.idempotency(), common.trail(), common.clock()),
                new TagsApi(issuing.tags(), common.idempotency(), common.trail()),
                new ImportApi(issuing.links().bulk(), domains, ground.channels(), common.idempotency(), common.trail()),
                new CampaignsApi(issuing.campaigns(), issuing.linkSwitch(), common.idempotency(), common.trail()),
                new CostsApi(issuing.campaigns(), ground.channels(), common.trail()),
                new ShareSetsApi(issuing.shareSets(), domains, common.idempotency(), common.trail(), common.clock()),
                new SharingApi(issuing.links(), issuing.shareSets(), domains, issuing.sites()),
                new DomainsApi(issuing.sites(), domains, common.trail()),
                new CardsApi(pages, domains, common.limits(), common.trail()),
                new CardPicturesApi(issuing.pictures(), domains, common.limits(), common.idempotency(), common.trail()),
                new ChannelsApi(ground.channels()));
    }

    private static LinkExport export(Foundation ground, Common common) {
        Stats stats = new Stats(ground.database(), common.reports(), ground.channels(), common.clock());
        return new LinkExport(
                ground.domains(), stats, common.smallCells(), common.turns(), common.trail(), common.clock());
    }
}
