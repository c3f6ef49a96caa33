package app.grapevine.web.api;

import app.grapevine.audit.Action;
import app.grapevine.base.CsvForm;
import app.grapevine.base.Page;
import app.grapevine.base.Parameters;
import app.grapevine.security.Scope;
import app.grapevine.stats.CsvFiles;
import app.grapevine.stats.RecordedVisit;
import app.grapevine.stats.SmallCells;
import app.grapevine.stats.VisitQuery;
import app.grapevine.stats.Visits;
import app.grapevine.web.access.ApiRoutes;
import app.grapevine.web.access.Guard;
import app.grapevine.web.audit.Exports;
import app.grapevine.web.audit.FilePieces;
import app.grapevine.web.audit.Trail;
import app.grapevine.web.http.Json;
import app.grapevine.web.http.ListJson;
import app.grapevine.web.http.MediaTypes;
import app.grapevine.web.http.Query;
import app.grapevine.web.http.Routes;
import app.grapevine.web.http.Turns;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Single visits: by the page, or all that match as a stream. */
public final class ClicksApi implements Routes {
    /** Visits: some milliseconds of work, a quarter of a megabyte. */
    private static final int IN_A_PIECE = 500;

    private static final FilePieces.Lines<RecordedVisit> LINES =
            new FilePieces.Lines<>(CsvFiles.VISIT, CsvFiles::cells, VisitJson::text);

    private final Visits visits;
    private final SmallCells smallCells;
    private final Turns turns;
    private final Exports exports;

    public ClicksApi(Visits visits, SmallCells smallCells, Turns turns, Trail trail) {
        this.visits = visits;
        this.smallCells = smallCells;
        this.turns = turns;
        this.exports = new Exports(trail, turns);
    }

    @Override
    public void addTo(RoutesConfig routes) {
        new ApiRoutes(routes).ofCampaigns().get("/clicks", Scope.STATS_READ, this::list);
    }

    private void list(Context ctx) throws Exception {
        Hidings.requireNone(ctx, smallCells);
        String type = MediaTypes.choose(ctx, List.of(Json.CONTENT_TYPE, MediaTypes.NDJSON, MediaTypes.CSV));
        if (type.equals(Json.CONTENT_TYPE)) {
            turns.of(this::page).handle(ctx);
        } else {
            export(ctx, type.equals(MediaTypes.CSV));
        }
    }

    private void page(Context ctx) {
        Page<RecordedVisit> page = visits.page(VisitQuery.page(Guard.within(ctx, Query.of(ctx))));
        Json.answer(
                ctx,
                200,
                new ListJson<>(page.items().stream().map(VisitJson::of).toList(), page.next()));
    }

    private void export(Context ctx, boolean csv) {
        Parameters parameters = Guard.within(ctx, Query.of(ctx));
        @Nullable CsvForm form = csv ? CsvForm.of(parameters) : null;
        VisitQuery query = VisitQuery.export(parameters);
        FilePieces<RecordedVisit> file = exports.begin(() -> {
            Visits.Export visitsOfQuery = visits.export(query);
            return new FilePieces<>(() -> visitsOfQuery.some(IN_A_PIECE), LINES, form);
        });
        exports.leave(ctx, Action.CLICKS_EXPORTED, csv);
        exports.send(ctx, "clicks", file);
    }
}
