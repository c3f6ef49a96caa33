package app.grapevine.web.audit;

import app.grapevine.audit.Action;
import app.grapevine.audit.AuditEntry;
import app.grapevine.audit.AuditLog;
import app.grapevine.audit.AuditQuery;
import app.grapevine.audit.ChainReport;
import app.grapevine.audit.Head;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who did what, for admins: by the page, as a file, and whether all of it is as it was written. */
public final class AuditApi implements Routes {
    private static final String PATH = "/audit";
    private static final int MOST_NOTED = 100;
    private static final FilePieces.Lines<AuditEntry> LINES =
            new FilePieces.Lines<>(AuditEntryJson.COLUMNS, AuditEntryJson::cells, AuditEntryJson::text);

    private final AuditLog log;
    private final Exports exports;
    private final Turns turns;

    public AuditApi(AuditLog log, Trail trail, Turns turns) {
        this.log = log;
        this.exports = new Exports(trail, turns);
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
        // Before anything is read: who takes the log away is in what is taken.
        exports.leave(ctx, Action.AUDIT_EXPORTED, csv);
        exports.send(ctx, "audit", exports.begin(() -> new FilePieces<>(log.export(query)::some, LINES, form)));
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
