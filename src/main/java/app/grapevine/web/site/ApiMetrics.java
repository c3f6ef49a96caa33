package app.grapevine.web.site;

import app.grapevine.ops.Metrics;
import app.grapevine.web.access.ApiRoutes;
import app.grapevine.web.http.Routes;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.jspecify.annotations.Nullable;

/**
 * Measures how long the requests of the API take, refused ones among them, by kind. Exports have a kind of their
 * own, for their clients determine how long they take; live streams, which end when their clients go, have none.
 * Safe for use by many threads.
 */
public final class ApiMetrics implements Routes {
    /** The names of the constants, in lower case, are the metric's labels. */
    private enum Work {
        STATS,
        READ,
        WRITE,
        EXPORT
    }

    private static final String STATS = ApiRoutes.BASE + "/stats";
    private static final String EXPORTS = ApiRoutes.BASE + "/clicks";
    private static final String LIVE = ApiRoutes.BASE + "/live";
    private static final Set<HandlerType> READING = Set.of(HandlerType.GET, HandlerType.HEAD);

    private final List<Metrics.Timer> timers;

    public ApiMetrics(Metrics metrics) {
        timers = metrics.timers(
                "grapevine_api_seconds",
                "From a request's headers to its answer under /api/v1 and /rest, live streams apart; an export's to its end.",
                "kind",
                Stream.of(Work.values())
                        .map(work -> work.name().toLowerCase(Locale.ROOT))
                        .toList());
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.after(ApiRoutes.BASE + "/*", this::measure);
        routes.after("/rest/*", this::measure);
    }

    private void measure(Context ctx) {
        Work work = work(ctx);
        if (work != null) {
            long began =
                    ServletContextRequest.getServletContextRequest(ctx.req()).getHeadersNanoTime();
            timers.get(work.ordinal()).observe(System.nanoTime() - began);
        }
    }

    private static @Nullable Work work(Context ctx) {
        String path = ctx.path();
        if (path.equals(LIVE)) {
            return null;
        }
        if (!READING.contains(ctx.method())) {
            return Work.WRITE;
        }
        if (path.equals(STATS) || path.startsWith(STATS + "/")) {
            return Work.STATS;
        }
        return path.equals(EXPORTS) && ctx.res().isCommitted() ? Work.EXPORT : Work.READ;
    }
}
