package app.grapevine.web.api;

import app.grapevine.audit.Action;
import app.grapevine.audit.Subject;
import app.grapevine.base.CsvForm;
import app.grapevine.base.Parameters;
import app.grapevine.security.Scope;
import app.grapevine.stats.CsvFiles;
import app.grapevine.stats.SmallCells;
import app.grapevine.stats.Stats;
import app.grapevine.stats.StatsAnswer;
import app.grapevine.stats.StatsQuery;
import app.grapevine.web.access.ApiRoutes;
import app.grapevine.web.access.Guard;
import app.grapevine.web.audit.Exports;
import app.grapevine.web.audit.Trail;
import app.grapevine.web.http.Json;
import app.grapevine.web.http.MediaTypes;
import app.grapevine.web.http.Query;
import app.grapevine.web.http.Routes;
import app.grapevine.web.http.Turns;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reports. */
public final class StatsApi implements Routes {
    private final Stats stats;
    private final SmallCells smallCells;
    private final Turns turns;
    private final Trail trail;
    private final Clock clock;

    public StatsApi(Stats stats, SmallCells smallCells, Turns turns, Trail trail, Clock clock) {
        this.stats = stats;
        this.smallCells = smallCells;
        this.turns = turns;
        this.trail = trail;
        this.clock = clock;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        new ApiRoutes(routes)
                .ofCampaigns()
                .get("/stats", Scope.STATS_READ, turns.of(this::answer))
                .get("/stats/several", Scope.STATS_READ, turns.of(this::several));
    }

    private void answer(Context ctx) {
        Parameters parameters = Guard.within(ctx, Query.of(ctx));
        String type = MediaTypes.choose(ctx, List.of(Json.CONTENT_TYPE, MediaTypes.CSV));
        @Nullable CsvForm form = type.equals(MediaTypes.CSV) ? CsvForm.of(parameters) : null;
        StatsQuery query = StatsQuery.parse(parameters, clock);
        StatsAnswer answer = answer(ctx, query);
        if (form != null) {
            if (ctx.method() != HandlerType.HEAD) {
                trail.add(ctx, Action.STATS_EXPORTED, Subject.NONE, Exports.asked(ctx, true));
            }
            csv(ctx, form, answer);
        } else {
            Json.answer(ctx, 200, StatsJson.of(answer));
        }
    }

    private StatsAnswer answer(Context ctx, StatsQuery query) {
        return Hidings.of(ctx, smallCells).shown(stats.answer(query));
    }

    private void several(Context ctx) {
        SeveralQuestions.answer(
                ctx,
                question -> StatsQuery.parse(Guard.within(ctx, question), clock),
                query -> StatsJson.of(answer(ctx, query)));
    }

    private static void csv(Context ctx, CsvForm form, StatsAnswer answer) {
        StringWriter text = new StringWriter();
        try {
            CsvFiles.write(answer, form, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ctx.header("Content-Disposition", "attachment; filename=\"stats.csv\"");
        ctx.contentType(MediaTypes.CSV_FILE).result(text.toString());
    }
}
