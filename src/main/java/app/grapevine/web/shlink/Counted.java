package app.grapevine.web.shlink;

import app.grapevine.base.Reach;
import app.grapevine.links.Link;
import app.grapevine.rollups.Dimension;
import app.grapevine.security.Scope;
import app.grapevine.stats.Figures;
import app.grapevine.stats.Filter;
import app.grapevine.stats.Selection;
import app.grapevine.stats.SmallCells;
import app.grapevine.stats.Stats;
import app.grapevine.stats.StatsAnswer;
import app.grapevine.stats.StatsQuery;
import app.grapevine.storage.Database;
import app.grapevine.web.access.Guard;
import app.grapevine.web.api.Hidings;
import io.javalin.http.Context;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * What was counted, ever, as who asks may see it: where a key may not read reports, or figures are of too few people to be told,
 * it is nothing, for clients take a number alone. Safe for use by many threads. Every method may throw
 * DatabaseUnavailableException.
 */
public final class Counted {
    private final Database database;
    private final Stats stats;
    private final SmallCells smallCells;

    public Counted(Database database, Stats stats, SmallCells smallCells) {
        this.database = database;
        this.stats = stats;
        this.smallCells = smallCells;
    }

    /** By the links' ids; without those of which nothing is told. */
    Map<Long, VisitsSummary> ofLinks(Context ctx, List<Link> links) {
        if (links.isEmpty() || !mayRead(ctx)) {
            return Map.of();
        }
        List<Map.Entry<Long, Figures>> counted =
                List.copyOf(stats.ofLinks(links.stream().map(Link::id).toList()).entrySet());
        boolean[] hidden = Hidings.of(ctx, smallCells)
                .hidden(counted.stream().map(Map.Entry::getValue).toList());
        Map<Long, VisitsSummary> told = new HashMap<>();
        for (int i = 0; i < hidden.length; i++) {
            if (!hidden[i]) {
                told.put(
                        counted.get(i).getKey(), VisitsSummary.of(counted.get(i).getValue()));
            }
        }
        return told;
    }

    /** By what links are ordered, by their ids. @throws app.grapevine.web.http.ProblemException 403 */
    ToLongFunction<Long> ranking(Context ctx, boolean ofPeople) {
        Guard.require(ctx, Scope.STATS_READ);
        SmallCells hiding = Hidings.of(ctx, smallCells);
        Selection ever = ever(Guard.reach(ctx));
        Map<Long, Long> counts = new HashMap<>();
        database.snapshot(handle -> stats.byLink(handle, ever)).forEach((link, figures) -> {
            VisitsSummary told = VisitsSummary.of(figures);
            if (!hiding.isSmall(figures)) {
                counts.put(link, ofPeople ? told.nonBots() : told.total());
            }
        });
        return link -> counts.getOrDefault(link, 0L);
    }

    /** Of all links within reach. */
    VisitsSummary ofAll(Context ctx) {
        StatsAnswer answer = answer(ctx, List.of());
        return answer.totalHidden() ? VisitsSummary.NONE : VisitsSummary.of(answer.total());
    }

    /** By tags. */
    Map<String, VisitsSummary> ofTags(Context ctx) {
        Map<String, VisitsSummary> told = new HashMap<>();
        for (StatsAnswer.Row row : answer(ctx, List.of(Dimension.TAG)).rows()) {
            String tag = row.keys().get(Dimension.TAG.label());
            if (tag != null && !row.hidden()) {
                told.put(tag, VisitsSummary.of(row.figures()));
            }
        }
        return told;
    }

    private StatsAnswer answer(Context ctx, List<Dimension> by) {
        StatsQuery query =
                new StatsQuery(ever(Guard.reach(ctx)), ZoneOffset.UTC, null, by, StatsQuery.MOST_ROWS, false);
        return Hidings.of(ctx, smallCells).shown(stats.answer(query));
    }

    private static Selection ever(Reach reach) {
        String campaign = reach.campaign();
        return Selection.ever(campaign == null ? Map.of() : Map.of(Filter.CAMPAIGN, List.of(campaign)));
    }

    private static boolean mayRead(Context ctx) {
        return Guard.admission(ctx).caller().allows(Scope.STATS_READ);
    }
}
