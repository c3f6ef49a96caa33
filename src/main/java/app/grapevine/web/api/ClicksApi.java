package app.grapevine.web.api;

import app.grapevine.audit.Action;
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
import app.grapevine.web.audit.Listing;
import app.grapevine.web.audit.Trail;
import app.grapevine.web.http.Query;
import app.grapevine.web.http.Routes;
import app.grapevine.web.http.Turns;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Single visits: by the page, or all that match as a stream. */
public final class ClicksApi implements Routes {
    /** Visits: some milliseconds of work, a quarter of a megabyte. */
    private static final int IN_A_PIECE = 500;

    private final SmallCells smallCells;
    private final Listing<RecordedVisit> listing;

    public ClicksApi(Visits visits, SmallCells smallCells, Turns turns, Trail trail) {
        this.smallCells = smallCells;
        this.listing = new Listing<>("clicks", Action.CLICKS_EXPORTED, new Source(visits), turns, trail);
    }

    @Override
    public void addTo(RoutesConfig routes) {
        new ApiRoutes(routes).ofCampaigns().get("/clicks", Scope.STATS_READ, this::list);
    }

    private void list(Context ctx) {
        Hidings.requireNone(ctx, smallCells);
        listing.answer(ctx, Guard.within(ctx, Query.of(ctx)));
    }

    private record Source(Visits visits) implements Listing.Source<RecordedVisit> {
        @Override
        public Page<RecordedVisit> page(Parameters parameters) {
            return visits.page(VisitQuery.page(parameters));
        }

        @Override
        public Supplier<List<RecordedVisit>> all(Parameters parameters) {
            Visits.Export all = visits.export(VisitQuery.export(parameters));
            return () -> all.some(IN_A_PIECE);
        }

        @Override
        public Object json(RecordedVisit one) {
            return VisitJson.of(one);
        }

        @Override
        public List<String> columns() {
            return CsvFiles.VISIT;
        }

        @Override
        public @Nullable Object[] cells(RecordedVisit one) {
            return CsvFiles.cells(one);
        }
    }
}
