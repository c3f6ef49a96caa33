package app.grapevine.web.returns;

import app.grapevine.audit.Action;
import app.grapevine.audit.Subject;
import app.grapevine.base.FaultCode;
import app.grapevine.base.NoValue;
import app.grapevine.base.Parameters;
import app.grapevine.base.RefusedException;
import app.grapevine.returns.Breakdown;
import app.grapevine.returns.ReturnQuery;
import app.grapevine.security.Scope;
import app.grapevine.stats.Filter;
import app.grapevine.stats.SmallCells;
import app.grapevine.stats.StatsQuery;
import app.grapevine.web.access.ApiRoutes;
import app.grapevine.web.access.Guard;
import app.grapevine.web.api.Hidings;
import app.grapevine.web.audit.Exports;
import app.grapevine.web.audit.Trail;
import app.grapevine.web.http.Query;
import app.grapevine.web.http.Routes;
import app.grapevine.web.http.Turns;
import app.grapevine.workbook.Content;
import app.grapevine.workbook.Words;
import app.grapevine.workbook.Workbooks;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a report shows, as one workbook for a spreadsheet. */
public final class WorkbookApi implements Routes {
    static final String TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private final Workbooks workbooks;
    private final SmallCells smallCells;
    private final Turns turns;
    private final Trail trail;
    private final Clock clock;

    public WorkbookApi(Workbooks workbooks, SmallCells smallCells, Turns turns, Trail trail, Clock clock) {
        this.workbooks = workbooks;
        this.smallCells = smallCells;
        this.turns = turns;
        this.trail = trail;
        this.clock = clock;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        new ApiRoutes(routes).ofCampaigns().get("/report.xlsx", Scope.STATS_READ, turns.of(this::answer));
    }

    /** It is small enough to be made as a whole before the first byte is sent: so it is whole, or an error. */
    private void answer(Context ctx) {
        Parameters parameters = Guard.within(ctx, Query.of(ctx));
        @Nullable Words words = parameters.choice("lang", Words.all());
        StatsQuery query = StatsQuery.parse(parameters, clock);
        if (!query.by().isEmpty()) {
            throw RefusedException.invalid("by", FaultCode.READ_ONLY);
        }
        Content content = workbooks.ask(query, brought(query), Guard.reach(ctx).isAll(), Hidings.of(ctx, smallCells));
        if (ctx.method() != HandlerType.HEAD) {
            trail.add(ctx, Action.STATS_EXPORTED, Subject.NONE, Exports.asked(ctx, true));
        }
        ByteArrayOutputStream book = new ByteArrayOutputStream();
        try {
            workbooks.write(content, words == null ? Words.usual() : words, book);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ctx.header("Content-Disposition", "attachment; filename=\"report.xlsx\"");
        ctx.contentType(TYPE).result(book.toByteArray());
    }

    /** Of a report of one campaign that is narrowed to nothing else, what that brought; null of any other. */
    private static @Nullable ReturnQuery brought(StatsQuery query) {
        Map<Filter, List<String>> filters = query.selection().filters();
        List<String> campaigns = filters.getOrDefault(Filter.CAMPAIGN, List.of());
        return filters.size() == 1 && campaigns.size() == 1 && !NoValue.is(campaigns.get(0))
                ? new ReturnQuery(campaigns.get(0), Breakdown.CHANNEL, query.zone())
                : null;
    }
}
