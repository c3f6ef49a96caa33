package app.grapevine.web.returns;

import app.grapevine.audit.Action;
import app.grapevine.audit.Subject;
import app.grapevine.base.CsvForm;
import app.grapevine.base.Parameters;
import app.grapevine.returns.ReturnFile;
import app.grapevine.returns.ReturnQuery;
import app.grapevine.returns.ReturnReport;
import app.grapevine.returns.Returns;
import app.grapevine.security.Scope;
import app.grapevine.stats.SmallCells;
import app.grapevine.web.access.ApiRoutes;
import app.grapevine.web.access.Guard;
import app.grapevine.web.api.Hidings;
import app.grapevine.web.audit.Exports;
import app.grapevine.web.audit.Trail;
import app.grapevine.web.http.Json;
import app.grapevine.web.http.MediaTypes;
import app.grapevine.web.http.ProblemException;
import app.grapevine.web.http.ProblemType;
import app.grapevine.web.http.Query;
import app.grapevine.web.http.Routes;
import app.grapevine.web.http.Turns;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a campaign brought, beside what it cost. */
public final class ReturnApi implements Routes {
    private final Returns returns;
    private final SmallCells smallCells;
    private final Turns turns;
    private final Trail trail;

    public ReturnApi(Returns returns, SmallCells smallCells, Turns turns, Trail trail) {
        this.returns = returns;
        this.smallCells = smallCells;
        this.turns = turns;
        this.trail = trail;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        new ApiRoutes(routes).ofCampaigns().get("/campaigns/{slug}/return", Scope.STATS_READ, turns.of(this::answer));
        new ApiRoutes(routes).get("/conversions/unattributed", Scope.STATS_READ, turns.of(this::unattributed));
    }

    /** Answers with a report as JSON. */
    public static void answer(Context ctx, ReturnReport report) {
        Json.answer(ctx, 200, ReturnJson.of(report));
    }

    private record UnattributedListJson(List<ReturnJson.UnattributedJson> items) {}

    /** Of all campaigns' conversions those that are in no campaign's report. */
    private void unattributed(Context ctx) {
        Query.none(ctx);
        Hidings.requireNone(ctx, smallCells);
        Json.answer(ctx, 200, new UnattributedListJson(ReturnJson.UnattributedJson.list(returns.unattributed())));
    }

    private void answer(Context ctx) {
        Parameters parameters = Query.of(ctx);
        String type = MediaTypes.choose(ctx, List.of(Json.CONTENT_TYPE, MediaTypes.CSV));
        @Nullable CsvForm form = type.equals(MediaTypes.CSV) ? CsvForm.of(parameters) : null;
        String slug = Query.id(ctx, "slug");
        ReturnQuery query = ReturnQuery.parse(slug, parameters);
        if (!Guard.reach(ctx).covers(slug)) {
            throw ProblemException.of(ProblemType.NOT_FOUND, "there is no campaign " + slug);
        }
        ReturnReport report = returns.of(query, Guard.reach(ctx).isAll(), Hidings.of(ctx, smallCells));
        if (form == null) {
            answer(ctx, report);
            return;
        }
        if (ctx.method() != HandlerType.HEAD) {
            trail.add(ctx, Action.STATS_EXPORTED, Subject.campaign(slug), Exports.asked(ctx, true));
        }
        StringWriter text = new StringWriter();
        try {
            ReturnFile.write(report, form, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ctx.header("Content-Disposition", "attachment; filename=\"return.csv\"");
        ctx.contentType(MediaTypes.CSV_FILE).result(text.toString());
    }
}
