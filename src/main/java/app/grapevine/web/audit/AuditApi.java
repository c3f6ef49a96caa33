package app.grapevine.web.audit;

import app.grapevine.audit.Action;
import app.grapevine.audit.AuditEntry;
import app.grapevine.audit.AuditLog;
import app.grapevine.audit.AuditQuery;
import app.grapevine.audit.ChainReport;
import app.grapevine.audit.Head;
import app.grapevine.base.FaultCode;
import app.grapevine.base.Page;
import app.grapevine.base.Parameters;
import app.grapevine.security.Scope;
import app.grapevine.web.access.ApiRoutes;
import app.grapevine.web.http.Json;
import app.grapevine.web.http.Query;
import app.grapevine.web.http.Routes;
import app.grapevine.web.http.Turns;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Who did what, for admins: by the page, as a file, and whether all of it is as it was written. */
public final class AuditApi implements Routes {
    private static final String PATH = "/audit";
    private static final int MOST_NOTED = 100;

    private final AuditLog log;
    private final Listing<AuditEntry> listing;
    private final Turns turns;

    public AuditApi(AuditLog log, Trail trail, Turns turns) {
        this.log = log;
        this.listing = new Listing<>("audit", Action.AUDIT_EXPORTED, new Source(log), turns, trail);
        this.turns = turns;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        new ApiRoutes(routes)
                .get(PATH, Scope.ADMIN, ctx -> listing.answer(ctx, Query.of(ctx)))
                .get(PATH + "/verification", Scope.ADMIN, turns.of(this::verify));
    }

    private record Source(AuditLog log) implements Listing.Source<AuditEntry> {
        @Override
        public Page<AuditEntry> page(Parameters parameters) {
            return log.list(AuditQuery.page(parameters));
        }

        @Override
        public Supplier<List<AuditEntry>> all(Parameters parameters) {
            return log.export(AuditQuery.export(parameters))::some;
        }

        @Override
        public Object json(AuditEntry one) {
            return AuditEntryJson.of(one);
        }

        @Override
        public List<String> columns() {
            return AuditEntryJson.COLUMNS;
        }

        @Override
        public @Nullable Object[] cells(AuditEntry one) {
            return AuditEntryJson.cells(one);
        }
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
