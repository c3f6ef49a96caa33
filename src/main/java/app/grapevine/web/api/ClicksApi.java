package app.grapevine.web.api;

import app.grapevine.audit.Action;
import app.grapevine.audit.Subject;
import app.grapevine.base.CsvForm;
import app.grapevine.base.Page;
import app.grapevine.base.Parameters;
import app.grapevine.security.Scope;
import app.grapevine.stats.RecordedVisit;
import app.grapevine.stats.SmallCells;
import app.grapevine.stats.VisitQuery;
import app.grapevine.stats.Visits;
import app.grapevine.web.access.ApiRoutes;
import app.grapevine.web.access.Guard;
import app.grapevine.web.audit.Exports;
import app.grapevine.web.audit.Trail;
import app.grapevine.web.http.Connections;
import app.grapevine.web.http.Json;
import app.grapevine.web.http.ListJson;
import app.grapevine.web.http.MediaTypes;
import app.grapevine.web.http.Query;
import app.grapevine.web.http.Routes;
import app.grapevine.web.http.Turns;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Single visits: by the page, or all that match as a stream. */
public final class ClicksApi implements Routes {
    private static final Logger LOG = LoggerFactory.getLogger(ClicksApi.class);
    private final Visits visits;
    private final SmallCells smallCells;
    private final Turns turns;
    private final Trail trail;

    public ClicksApi(Visits visits, SmallCells smallCells, Turns turns, Trail trail) {
        this.visits = visits;
        this.smallCells = smallCells;
        this.turns = turns;
        this.trail = trail;
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
        // Read before the answer begins, so that a database that is away is told by the status.
        VisitPieces first = turns.take(() -> {
            VisitPieces pieces = new VisitPieces(visits.export(query), form);
            pieces.next();
            return pieces;
        });
        if (ctx.method() != HandlerType.HEAD) {
            trail.add(ctx, Action.CLICKS_EXPORTED, Subject.NONE, Exports.asked(ctx, csv));
        }
        ctx.contentType(csv ? MediaTypes.CSV_FILE : MediaTypes.NDJSON);
        ctx.header("Content-Disposition", "attachment; filename=\"clicks." + (csv ? "csv" : "ndjson") + "\"");
        if (ctx.method() != HandlerType.HEAD) {
            stream(ctx, first);
        }
    }

    /** No turn is held while the client is waited for. */
    private void stream(Context ctx, VisitPieces pieces) {
        try {
            OutputStream out = ctx.res().getOutputStream();
            do {
                pieces.sendTo(out);
            } while (turns.takeAgain(pieces::next));
            out.flush();
        } catch (IOException e) {
            LOG.debug("the client of an export went away: {}", e.toString());
        } catch (RuntimeException e) {
            if (!ctx.res().isCommitted()) {
                throw e;
            }
            LOG.error("an export broke off", e);
            Connections.cut(ctx);
        }
    }
}
