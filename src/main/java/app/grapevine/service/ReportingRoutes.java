package app.grapevine.service;

import app.grapevine.campaigns.CampaignNotes;
import app.grapevine.campaigns.Campaigns;
import app.grapevine.clicks.ClickIds;
import app.grapevine.feeds.Feeds;
import app.grapevine.ops.Metrics;
import app.grapevine.returns.Returns;
import app.grapevine.security.Callers;
import app.grapevine.service.Foundation.People;
import app.grapevine.sharing.SharedReports;
import app.grapevine.stats.LinkTimings;
import app.grapevine.stats.RecordedConversions;
import app.grapevine.stats.Visits;
import app.grapevine.storage.Database;
import app.grapevine.web.api.ClicksApi;
import app.grapevine.web.api.LinkReportsApi;
import app.grapevine.web.api.StatsApi;
import app.grapevine.web.audit.Exports;
import app.grapevine.web.feeds.FeedAnswers;
import app.grapevine.web.feeds.FeedFile;
import app.grapevine.web.feeds.FeedsApi;
import app.grapevine.web.http.Routes;
import app.grapevine.web.returns.ConversionListApi;
import app.grapevine.web.returns.FlowApi;
import app.grapevine.web.returns.NotesApi;
import app.grapevine.web.returns.ReturnApi;
import app.grapevine.web.returns.WorkbookApi;
import app.grapevine.web.sharing.SharedApi;
import app.grapevine.web.sharing.SharedDoor;
import app.grapevine.web.sharing.SharedReportsApi;
import app.grapevine.workbook.Workbooks;
import java.time.Instant;
import java.util.List;
import java.util.function.BiPredicate;

/** Of the fourth step, the resources that say what came of links. */
final class ReportingRoutes {
    private ReportingRoutes() {}

    /** @param ids by which single visits are told */
    static List<Routes> of(
            Foundation ground, Issuing issuing, ClickIds ids, Visits recorded, Metrics metrics, Common common) {
        Database database = ground.database();
        People people = ground.people();
        Callers callers = new Callers(people.keys(), people.accounts());
        Feeds feeds = new Feeds(database, callers, common.clock());
        Returns returns = returns(ground, issuing, common);
        RecordedConversions conversions = new RecordedConversions(database, ids);
        FeedAnswers answers =
                new FeedAnswers(common.stats(), returns, conversions, common.smallCells(), common.clock());
        SharedReports shared = new SharedReports(database, callers, there(issuing.campaigns()), common.clock());
        return List.of(
                new SharedReportsApi(
                        shared, ground.domains().publicUrl(), common.idempotency(), common.trail(), common.clock()),
                new SharedApi(
                        new SharedDoor(shared, common.limits(), ground.addresses(), metrics, common.clock()),
                        shared,
                        common.stats(),
                        returns,
                        issuing.campaigns(),
                        ground.channels(),
                        common.smallCells(),
                        common.turns(),
                        common.trail(),
                        common.clock()),
                new StatsApi(common.stats(), common.smallCells(), common.turns(), common.trail(), common.clock()),
                new WorkbookApi(
                        new Workbooks(common.stats(), returns, ground.channels(), common.clock()),
                        common.smallCells(),
                        common.turns(),
                        common.trail(),
                        common.clock()),
                new FlowApi(
                        common.stats(), new LinkTimings(database), common.smallCells(), common.turns(), common.clock()),
                new NotesApi(new CampaignNotes(database, common.clock()), common.idempotency(), common.trail()),
                new ReturnApi(returns, common.smallCells(), common.turns(), common.trail()),
                new FeedsApi(feeds, answers, ground.domains().publicUrl(), common.idempotency(), common.trail()),
                new FeedFile(
                        feeds,
                        answers,
                        common.limits(),
                        ground.addresses(),
                        common.turns(),
                        new Exports(common.trail(), common.turns())),
                new LinkReportsApi(
                        issuing.links(),
                        issuing.forwards(),
                        common.stats(),
                        new LinkTimings(database),
                        ground.channels(),
                        ground.domains(),
                        common.smallCells(),
                        common.turns(),
                        common.clock()),
                new ClicksApi(recorded, common.smallCells(), common.turns(), common.trail()),
                new ConversionListApi(
                        conversions, common.smallCells(), common.turns(), common.trail(), common.clock()));
    }

    /** Whether there is a campaign of a slug that there was at a moment already. */
    private static BiPredicate<String, Instant> there(Campaigns campaigns) {
        return (slug, moment) -> campaigns
                .find(slug)
                .filter(campaign -> !campaign.createdAt().isAfter(moment))
                .isPresent();
    }

    private static Returns returns(Foundation ground, Issuing issuing, Common common) {
        return new Returns(
                ground.database(),
                issuing.campaigns(),
                common.stats(),
                ground.channels(),
                common.reports().currency(),
                common.clock());
    }
}
