package app.grapevine.web.returns;

import app.grapevine.base.Parameters;
import app.grapevine.security.Scope;
import app.grapevine.stats.Figures;
import app.grapevine.stats.Filter;
import app.grapevine.stats.LinkTimings;
import app.grapevine.stats.Selection;
import app.grapevine.stats.SmallCells;
import app.grapevine.stats.Stats;
import app.grapevine.stats.StatsAnswer;
import app.grapevine.stats.StatsQuery;
import app.grapevine.web.access.ApiRoutes;
import app.grapevine.web.access.Guard;
import app.grapevine.web.api.Hidings;
import app.grapevine.web.http.Json;
import app.grapevine.web.http.Query;
import app.grapevine.web.http.Routes;
import app.grapevine.web.http.Turns;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The flow of clicks, from whom a link was for to what they led to; and when links were first shared. */
public final class FlowApi implements Routes {
    private static final int MOST_FIRSTS = 1000;
    private static final int USUAL_FIRSTS = 200;

    private final Stats stats;
    private final LinkTimings timings;
    private final SmallCells smallCells;
    private final Turns turns;
    private final Clock clock;

    public FlowApi(Stats stats, LinkTimings timings, SmallCells smallCells, Turns turns, Clock clock) {
        this.stats = stats;
        this.timings = timings;
        this.smallCells = smallCells;
        this.turns = turns;
        this.clock = clock;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        new ApiRoutes(routes)
                .ofCampaigns()
                .get("/stats/flow", Scope.STATS_READ, turns.of(this::flow))
                .get("/stats/first-previews", Scope.STATS_READ, turns.of(this::firsts));
    }

    private record AskedJson(Instant from, Instant to, Map<String, List<String>> filters) {
        static AskedJson of(Selection selection) {
            Map<String, List<String>> filters = new LinkedHashMap<>();
            for (Map.Entry<Filter, List<String>> filter : selection.filters().entrySet()) {
                filters.put(filter.getKey().label(), filter.getValue());
            }
            return new AskedJson(selection.from(), selection.to(), filters);
        }
    }

    private record FlowJson(
            AskedJson query,
            Map<String, @Nullable Object> total,
            List<Map<String, @Nullable Object>> rows,
            boolean truncated,
            @Nullable Integer smallCells,
            Instant asOf) {}

    private void flow(Context ctx) {
        StatsQuery query = StatsQuery.parseFlow(Guard.within(ctx, Query.of(ctx)), clock);
        answer(ctx, query, Hidings.of(ctx, smallCells).shown(stats.flow(query)));
    }

    /** Answers with a flow. @param answer of which is hidden what is to be */
    public static void answer(Context ctx, StatsQuery query, StatsAnswer answer) {
        boolean hides = answer.smallCells() > 0;
        Map<String, @Nullable Object> total = new LinkedHashMap<>();
        put(total, answer.total(), answer.totalHidden(), hides);
        List<Map<String, @Nullable Object>> rows = answer.rows().stream()
                .filter(row -> row.figures().clicks() > 0)
                .map(row -> {
                    Map<String, @Nullable Object> json = new LinkedHashMap<>(row.keys());
                    put(json, row.figures(), row.hidden(), hides);
                    return json;
                })
                .toList();
        Json.answer(
                ctx,
                200,
                new FlowJson(
                        AskedJson.of(query.selection()),
                        total,
                        rows,
                        answer.truncated(),
                        hides ? answer.smallCells() : null,
                        answer.asOf()));
    }

    /** Where something may be hidden, it says whether it is; what is hidden is null. */
    private static void put(Map<String, @Nullable Object> json, Figures figures, boolean hidden, boolean hides) {
        json.put("clicks", hidden ? null : figures.clicks());
        json.put("visitors", hidden ? null : figures.visitors());
        json.put("converted", hidden ? null : figures.conversions());
        if (hides) {
            json.put("hidden", hidden);
        }
    }

    private record FirstJson(
            String code,
            String domain,
            @Nullable String title,
            @Nullable String origin,
            @Nullable String audience,
            String previewBy,
            Instant at) {
        static FirstJson of(LinkTimings.First first) {
            return new FirstJson(
                    first.code(),
                    first.domain(),
                    first.title(),
                    first.channel(),
                    first.audience(),
                    first.previewBy(),
                    Instant.ofEpochMilli(first.atMillis()));
        }
    }

    private record FirstsJson(AskedJson query, List<FirstJson> items, boolean truncated) {}

    private void firsts(Context ctx) {
        Parameters parameters = Guard.within(ctx, Query.of(ctx));
        Selection selection = Selection.recentOfLinks(parameters, clock);
        int limit = parameters.number("limit", 1, MOST_FIRSTS, USUAL_FIRSTS);
        parameters.finish();
        List<LinkTimings.First> found = timings.firsts(selection, limit + 1);
        Json.answer(
                ctx,
                200,
                new FirstsJson(
                        AskedJson.of(selection),
                        found.stream().limit(limit).map(FirstJson::of).toList(),
                        found.size() > limit));
    }
}
