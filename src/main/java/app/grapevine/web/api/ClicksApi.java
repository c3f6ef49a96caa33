package app.grapevine.web.api;

import app.grapevine.base.Page;
import app.grapevine.security.Scope;
import app.grapevine.stats.CsvFiles;
import app.grapevine.stats.CsvTable;
import app.grapevine.stats.RecordedVisit;
import app.grapevine.stats.VisitQuery;
import app.grapevine.stats.Visits;
import app.grapevine.web.access.ApiRoutes;
import app.grapevine.web.http.Json;
import app.grapevine.web.http.MediaTypes;
import app.grapevine.web.http.Query;
import app.grapevine.web.http.Routes;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Single visits: by the page, or all that match as a stream. */
public final class ClicksApi implements Routes {
    private static final Logger LOG = LoggerFactory.getLogger(ClicksApi.class);
    private static final int BUFFER = 1 << 15;

    private final Visits visits;

    public ClicksApi(Visits visits) {
        this.visits = visits;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        new ApiRoutes(routes).get("/clicks", Scope.STATS_READ, this::list);
    }

    private void list(Context ctx) {
        String type = MediaTypes.choose(ctx, List.of(Json.CONTENT_TYPE, MediaTypes.NDJSON, MediaTypes.CSV));
        if (type.equals(Json.CONTENT_TYPE)) {
            Page<RecordedVisit> page = visits.page(VisitQuery.page(Query.of(ctx)));
            Json.answer(
                    ctx,
                    200,
                    new ListJson<>(page.items().stream().map(VisitJson::of).toList(), page.next()));
            return;
        }
        Visits.Export export = visits.export(VisitQuery.export(Query.of(ctx)));
        // Read before the answer begins, so that a database that is away is told by the status.
        Optional<RecordedVisit> first = export.next();
        boolean csv = type.equals(MediaTypes.CSV);
        ctx.contentType(csv ? MediaTypes.CSV + "; charset=utf-8; header=present" : MediaTypes.NDJSON);
        ctx.header("Content-Disposition", "attachment; filename=\"clicks." + (csv ? "csv" : "ndjson") + "\"");
        if (ctx.method() != HandlerType.HEAD) {
            stream(ctx, export, first, csv);
        }
    }

    private static void stream(Context ctx, Visits.Export export, Optional<RecordedVisit> first, boolean csv) {
        try {
            Writer out = new BufferedWriter(
                    new OutputStreamWriter(ctx.res().getOutputStream(), StandardCharsets.UTF_8), BUFFER);
            if (csv) {
                writeCsv(export, first, out);
            } else {
                for (Optional<RecordedVisit> next = first; next.isPresent(); next = export.next()) {
                    out.write(Json.MAPPER.writeValueAsString(VisitJson.of(next.get())));
                    out.write('\n');
                }
            }
            out.flush();
        } catch (IOException e) {
            LOG.debug("the client of an export went away: {}", e.toString());
        } catch (RuntimeException e) {
            if (!ctx.res().isCommitted()) {
                throw e;
            }
            LOG.error("an export broke off", e);
            cut(ctx);
        }
    }

    /**
     * Cuts the connection: an answer that breaks off must not look like one that is complete. The request then ends
     * as if its client had gone, which Javalin takes quietly; that of a request that was aborted it would log.
     */
    static void cut(Context ctx) {
        ServletContextRequest.getServletContextRequest(ctx.req())
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint()
                .close();
    }

    private static void writeCsv(Visits.Export export, Optional<RecordedVisit> first, Writer out) throws IOException {
        CsvTable table = CsvFiles.visits(out);
        for (Optional<RecordedVisit> next = first; next.isPresent(); next = export.next()) {
            table.row(CsvFiles.cells(next.get()));
        }
        table.flush();
    }
}
