package app.grapevine.web.sharing;

import app.grapevine.audit.Action;
import app.grapevine.audit.Subject;
import app.grapevine.base.Parameters;
import app.grapevine.campaigns.Campaigns;
import app.grapevine.channels.ChannelCatalogue;
import app.grapevine.returns.ReturnQuery;
import app.grapevine.returns.ReturnReport;
import app.grapevine.returns.Returns;
import app.grapevine.sharing.Pass;
import app.grapevine.sharing.Section;
import app.grapevine.sharing.SharedReport;
import app.grapevine.sharing.SharedReports;
import app.grapevine.stats.SmallCells;
import app.grapevine.stats.Stats;
import app.grapevine.stats.StatsQuery;
import app.grapevine.web.access.ApiRoutes;
import app.grapevine.web.api.SeveralQuestions;
import app.grapevine.web.api.StatsJson;
import app.grapevine.web.audit.Trail;
import app.grapevine.web.http.Bodies;
import app.grapevine.web.http.Fields;
import app.grapevine.web.http.Json;
import app.grapevine.web.http.ProblemException;
import app.grapevine.web.http.ProblemType;
import app.grapevine.web.http.Query;
import app.grapevine.web.http.Routes;
import app.grapevine.web.http.Turns;
import app.grapevine.web.returns.FlowApi;
import app.grapevine.web.returns.ReturnApi;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/**
 * What whoever has the address of a shared report reads: that report and nothing beside it. The paths are those of the API behind {@code
 * /shared}, so that the page that shows reports shows this one too. Single visits are told to nobody here.
 */
public final class SharedApi implements Routes {
    private static final String PATH = "/shared";

    private final SharedDoor door;
    private final SharedReports reports;
    private final Stats stats;
    private final Returns returns;
    private final Campaigns campaigns;
    private final ChannelCatalogue channels;
    private final SmallCells smallCells;
    private final Turns turns;
    private final Trail trail;
    private final Clock clock;

    /** @param smallCells what is hidden of few people whoever asks; a report may hide more */
    public SharedApi(
            SharedDoor door,
            SharedReports reports,
            Stats stats,
            Returns returns,
            Campaigns campaigns,
            ChannelCatalogue channels,
            SmallCells smallCells,
            Turns turns,
            Trail trail,
            Clock clock) {
        this.door = door;
        this.reports = reports;
        this.stats = stats;
        this.returns = returns;
        this.campaigns = campaigns;
        this.channels = channels;
        this.smallCells = smallCells;
        this.turns = turns;
        this.trail = trail;
        this.clock = clock;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        new ApiRoutes(routes)
                .openGet(PATH, this::describe)
                .openPost(PATH + "/password", this::unlock)
                .openGet(PATH + "/stats", turns.of(this::answer))
                .openGet(PATH + "/stats/several", turns.of(this::several))
                .openGet(PATH + "/stats/flow", turns.of(this::flow))
                .openGet(PATH + "/campaigns/{slug}/return", turns.of(this::brought));
    }

    private void describe(Context ctx) {
        Query.none(ctx);
        SharedReports.Asked asked = door.ask(ctx);
        boolean open = door.isOpen(ctx, asked.report());
        if (ctx.method() != HandlerType.HEAD) {
            door.countOpening(open);
        }
        if (!open) {
            Json.answer(ctx, 200, OpenedJson.LOCKED);
            return;
        }
        SharedQuestion question = door.question(asked);
        if (ctx.method() != HandlerType.HEAD && !reports.isNotedToday(asked.report())) {
            note(asked.report());
        }
        String campaign = question.campaign();
        Json.answer(
                ctx,
                200,
                OpenedJson.of(
                        question,
                        campaign == null ? null : campaigns.find(campaign).orElse(null),
                        hidden(question),
                        channels,
                        clock.instant()));
    }

    /** Of each day the first opening is noted, and the first of all in the audit log. */
    private void note(SharedReport report) {
        trail.togetherOnly(() -> {
            if (reports.opened(report)) {
                trail.addOfReader(Action.SHAREDREPORT_OPENED, Subject.sharedReport(report.id()));
            }
        });
    }

    private record PassJson(String pass, Instant expiresAt) {}

    /** Takes the password, and gives a pass for it. */
    private void unlock(Context ctx) {
        Query.none(ctx);
        SharedReport report = door.ask(ctx).report();
        if (!report.draft().isProtected()) {
            throw ProblemException.of(ProblemType.NOT_FOUND, "This report has no password.");
        }
        Fields fields = Fields.of(Bodies.parse(Bodies.bytes(ctx, Bodies.STRANGERS_LIMIT, List.of(Json.CONTENT_TYPE))));
        String password = fields.required("password", fields.string("password"));
        fields.finish();
        Instant until = clock.instant().plus(Pass.HOLDS);
        Json.answer(ctx, 200, new PassJson(door.unlock(ctx, report, password == null ? "" : password), until));
    }

    private void answer(Context ctx) {
        SharedQuestion question = door.enter(ctx);
        Json.answer(ctx, 200, answer(question, question.narrowed(Query.of(ctx))));
    }

    private void several(Context ctx) {
        SharedQuestion question = door.enter(ctx);
        SeveralQuestions.answer(ctx, question::narrowed, query -> answer(question, query));
    }

    private void flow(Context ctx) {
        SharedQuestion question = door.enter(ctx);
        if (!question.showsFlow()) {
            throw ProblemException.of(ProblemType.NOT_FOUND, "How the clicks went is not shared.");
        }
        StatsQuery query = question.flow(Query.of(ctx));
        FlowApi.answer(ctx, query, hidden(question).shown(stats.flow(query)));
    }

    private StatsJson answer(SharedQuestion question, StatsQuery query) {
        StatsJson answer = StatsJson.of(hidden(question).shown(stats.answer(query)));
        return question.draft().shows(Section.GROUPS) ? answer : answer.without("audience");
    }

    private void brought(Context ctx) {
        Parameters parameters = Query.of(ctx);
        String slug = Query.id(ctx, "slug");
        SharedQuestion question = door.enter(ctx);
        if (!question.draft().shows(Section.RETURN)
                || !question.isOfWholeCampaign()
                || !slug.equals(question.campaign())) {
            throw ProblemException.of(ProblemType.NOT_FOUND, "What this campaign brought is not shared.");
        }
        // What all campaigns together led to is not this one's.
        ReturnReport report = returns.of(ReturnQuery.parse(slug, parameters), false, hidden(question));
        ReturnApi.answer(ctx, question.draft().costs() ? report : report.withoutCosts());
    }

    private SmallCells hidden(SharedQuestion question) {
        return new SmallCells(Math.max(smallCells.least(), question.draft().smallCells()));
    }
}
