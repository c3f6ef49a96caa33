package app.grapevine.web.audit;

import app.grapevine.audit.Action;
import app.grapevine.audit.AuditEntry;
import app.grapevine.audit.AuditLog;
import app.grapevine.audit.AuditQuery;
import app.grapevine.audit.ChainReport;
import app.grapevine.audit.Head;
import app.grapevine.audit.Subject;
import app.grapevine.base.CsvForm;
import app.grapevine.base.FaultCode;
import app.grapevine.base.Page;
import app.grapevine.base.Parameters;
import app.grapevine.security.Scope;
import app.grapevine.web.access.ApiRoutes;
import app.grapevine.web.http.Json;
import app.grapevine.web.http.MediaTypes;
import app.grapevine.web.http.Query;
import app.grapevine.web.http.Routes;
import app.grapevine.web.http.Turns;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who did what, for admins: by the page, as a file, and whether all of it is as it was written. */
public final class AuditApi implements Routes {
    private static final Logger LOG = LoggerFactory.getLogger(AuditApi.class);
    private static final String PATH = "/audit";
    private static final int MOST_NOTED = 100;

    private final AuditLog log;
    private final Trail trail;
    private final Turns turns;

    public AuditApi(AuditLog log, Trail trail, Turns turns) {
        this.log = log;
        this.trail = trail;
        this.turns = turns;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        new ApiRoutes(routes)
                .get(PATH, Scope.ADMIN, this::list)
                .get(PATH + "/verification", Scope.ADMIN, turns.of(this::verify));
    }

    private record ListJson(
            List<AuditEntryJson> items, @Nullable String next) {}

    private void list(Context ctx) throws Exception {
        String type = MediaTypes.choose(ctx, List.of(Json.CONTENT_TYPE, MediaTypes.NDJSON, MediaTypes.CSV));
        if (type.equals(Json.CONTENT_TYPE)) {
            turns.of(this::page).handle(ctx);
        } else {
            export(ctx, type.equals(MediaTypes.CSV));
        }
    }

    private void page(Context ctx) {
        Page<AuditEntry> page = log.list(AuditQuery.page(Query.of(ctx)));
        Json.answer(
                ctx,
                200,
                new ListJson(page.items().stream().map(AuditEntryJson::of).toList(), page.next()));
    }

    private void export(Context ctx, boolean csv) {
        Parameters parameters = Query.of(ctx);
        @Nullable CsvForm form = csv ? CsvForm.of(parameters) : null;
        AuditQuery query = AuditQuery.export(parameters);
        if (ctx.method() != HandlerType.HEAD) {
            trail.add(ctx, Action.AUDIT_EXPORTED, Subject.NONE, Exports.asked(ctx, csv));
        }
        // Read before the answer begins, so that a database that is away is told by the status.
        AuditPieces first = turns.take(() -> {
            AuditPieces pieces = new AuditPieces(log.export(query), form);
            pieces.next();
            return pieces;
        });
        ctx.contentType(csv ? MediaTypes.CSV_FILE : MediaTypes.NDJSON);
        ctx.header("Content-Disposition", "attachment; filename=\"audit." + (csv ? "csv" : "ndjson") + "\"");
        if (ctx.method() != HandlerType.HEAD) {
            stream(ctx, first);
        }
    }

    /** No turn is held while the client is waited for. */
    private void stream(Context ctx, AuditPieces pieces) {
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
            cut(ctx);
        }
    }

    /** Cuts the connection: an answer that breaks off must not look like one that is complete. */
    private static void cut(Context ctx) {
        ServletContextRequest.getServletContextRequest(ctx.req())
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint()
                .close();
    }

    private record FaultJson(String code, String message, long sequence) {}

    /** @param head as it may be noted, and given as the parameter noted later */
    private record ChainJson(
            String chain,
            long first,
            long last,
            String head,
            long entries,
            long erased,
            @Nullable FaultJson fault) {
        static ChainJson of(ChainReport report) {
            ChainReport.Fault fault = report.fault();
            Head head = report.head();
            return new ChainJson(
                    head.chain(),
                    report.first(),
                    head.sequence(),
                    head.text(),
                    report.entries(),
                    report.erased(),
                    fault == null ? null : new FaultJson(fault.label(), fault.words(), report.at()));
        }
    }

    private record VerificationJson(boolean whole, long entries, List<ChainJson> chains) {}

    private void verify(Context ctx) {
        Parameters parameters = Query.of(ctx);
        List<Head> noted = noted(parameters);
        parameters.finish();
        List<ChainReport> reports = log.verify(noted);
        Json.answer(
                ctx,
                200,
                new VerificationJson(
                        reports.stream().allMatch(ChainReport::isWhole),
                        reports.stream().mapToLong(ChainReport::entries).sum(),
                        reports.stream().map(ChainJson::of).toList()));
    }

    private static List<Head> noted(Parameters parameters) {
        List<Head> noted = new ArrayList<>();
        for (String text : parameters.all("noted")) {
            Optional<Head> head = Head.parse(text);
            if (head.isEmpty() || noted.size() == MOST_NOTED) {
                parameters.fault("noted", FaultCode.NOT_A_HEAD);
                return List.of();
            }
            noted.add(head.get());
        }
        return noted;
    }
}
