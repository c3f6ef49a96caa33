package app.grapevine.web.api;

import app.grapevine.security.Scope;
import app.grapevine.stats.Selection;
import app.grapevine.stats.SmallCells;
import app.grapevine.stats.VisitQuery;
import app.grapevine.stats.Visits;
import app.grapevine.web.access.ApiRoutes;
import app.grapevine.web.access.Guard;
import app.grapevine.web.http.Connections;
import app.grapevine.web.http.Problems;
import app.grapevine.web.http.Query;
import app.grapevine.web.http.Routes;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.Header;
import java.io.IOException;
import java.time.Clock;

/** Visits as they are recorded, as server-sent events; see {@link LiveFeed}. */
public final class LiveApi implements Routes, AutoCloseable {
    private static final String CONTENT_TYPE = "text/event-stream;charset=utf-8";

    private final Visits visits;
    private final SmallCells smallCells;
    private final LiveFeed feed;

    public LiveApi(Visits visits, SmallCells smallCells, Clock clock) {
        this.visits = visits;
        this.smallCells = smallCells;
        this.feed = new LiveFeed(visits, clock);
    }

    @Override
    public void addTo(RoutesConfig routes) {
        new ApiRoutes(routes).ofCampaigns().get("/live", Scope.STATS_READ, this::listen);
    }

    private void listen(Context ctx) throws IOException {
        Hidings.requireNone(ctx, smallCells);
        Selection selection =
                VisitQuery.export(Guard.within(ctx, Query.of(ctx))).selection();
        Visits.Positions now = visits.positions();
        ctx.contentType(CONTENT_TYPE);
        // So that nginx passes on each event at once.
        ctx.header("X-Accel-Buffering", "no");
        ctx.header(Header.CACHE_CONTROL, "no-store, no-transform");
        if (ctx.method() == HandlerType.HEAD) {
            return;
        }
        LiveStream stream = new LiveStream(ctx.res().getOutputStream(), () -> Connections.cut(ctx));
        String caller = Guard.admission(ctx).caller().id();
        if (!feed.add(new LiveFeed.Listener(stream, caller, selection, Guard.stillAdmitted(ctx)), now)) {
            throw Problems.unavailable(
                    "This node has as many listeners as it takes, of all or of yours, or is about to stop.");
        }
        ctx.future(stream::begin);
    }

    /** Ends all streams; to be called before the server stops, which else would wait for them. */
    @Override
    public void close() {
        feed.close();
    }
}
