package app.grapevine.web.api;

import static java.util.Objects.requireNonNull;

import app.grapevine.abuse.AbuseReport;
import app.grapevine.abuse.AbuseReports;
import app.grapevine.audit.Action;
import app.grapevine.audit.Change;
import app.grapevine.audit.Subject;
import app.grapevine.base.Parameters;
import app.grapevine.links.Link;
import app.grapevine.links.LinkSettings;
import app.grapevine.links.Links;
import app.grapevine.security.Scope;
import app.grapevine.storage.LinkKey;
import app.grapevine.web.access.ApiRoutes;
import app.grapevine.web.access.Guard;
import app.grapevine.web.audit.Trail;
import app.grapevine.web.http.Bodies;
import app.grapevine.web.http.Fields;
import app.grapevine.web.http.Json;
import app.grapevine.web.http.ListJson;
import app.grapevine.web.http.Query;
import app.grapevine.web.http.Routes;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What recipients reported of links, for admins. */
public final class AbuseReportsApi implements Routes {
    private static final String PATH = "/link-reports";
    private static final Map<String, Boolean> OPEN = Map.of("open", true, "closed", false);

    private final AbuseReports reports;
    private final Links links;
    private final LinkSettings settings;
    private final Trail trail;
    private final Clock clock;

    public AbuseReportsApi(AbuseReports reports, Links links, LinkSettings settings, Trail trail, Clock clock) {
        this.reports = reports;
        this.links = links;
        this.settings = settings;
        this.trail = trail;
        this.clock = clock;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        new ApiRoutes(routes).get(PATH, Scope.ADMIN, this::list).post(PATH + "/{id}/close", Scope.ADMIN, this::close);
    }

    /** A report as the API writes it, with its link as it is now, be it deleted or not. */
    private record ReportJson(
            String id,
            LinkJson link,
            String reason,
            @Nullable String words,
            @Nullable String contact,
            Instant reportedAt,
            String state,
            @Nullable Instant closedAt,
            @Nullable String closedBy,
            @Nullable String note) {
        static ReportJson of(AbuseReport report, LinkJson link) {
            AbuseReport.Closed closed = report.closed();
            return new ReportJson(
                    report.id(),
                    link,
                    report.reason().label(),
                    report.words(),
                    report.contact(),
                    report.reportedAt(),
                    closed == null ? "open" : "closed",
                    closed == null ? null : closed.at(),
                    closed == null ? null : closed.by(),
                    closed == null ? null : closed.note());
        }
    }

    private void list(Context ctx) {
        Parameters parameters = Query.of(ctx);
        Boolean open = parameters.choice("state", OPEN);
        String code = parameters.single("link");
        String domain = parameters.single("domain");
        int limit = Query.limit(parameters);
        String before = Query.idCursor(parameters, PATH);
        parameters.finish();
        Long linkId = code == null
                ? null
                : (Long) links.get(new LinkKey(settings.domain(domain), code)).id();
        List<AbuseReport> found = reports.list(open, linkId, before, limit + 1);
        Map<Long, LinkJson> shown = links(ctx, found);
        // One whose link was erased a moment ago goes with it.
        List<AbuseReport> kept = found.stream()
                .filter(report -> shown.containsKey(report.linkId()))
                .toList();
        Json.answer(ctx, 200, ListJson.of(PATH, kept, limit, AbuseReport::id, report -> json(report, shown)));
    }

    private static ReportJson json(AbuseReport report, Map<Long, LinkJson> links) {
        return ReportJson.of(report, requireNonNull(links.get(report.linkId())));
    }

    private Map<Long, LinkJson> links(Context ctx, List<AbuseReport> of) {
        LinkJson.View view = LinkJson.View.of(ctx, settings, clock);
        return links.listByIds(of.stream().map(AbuseReport::linkId).distinct().toList()).stream()
                .collect(Collectors.toMap(Link::id, link -> LinkJson.of(link, view)));
    }

    private void close(Context ctx) {
        Query.none(ctx);
        Fields fields = Fields.of(Bodies.parse(Bodies.jsonBytes(ctx)));
        AbuseReports.Closing closing = new AbuseReports.Closing(
                Guard.admission(ctx).caller().name(),
                fields.string("note"),
                fields.bool("disableLink", false),
                fields.bool("allOfLink", false));
        fields.finish();
        Json.answer(ctx, 200, trail.together(() -> close(ctx, closing)));
    }

    private ReportJson close(Context ctx, AbuseReports.Closing closing) {
        AbuseReport closed = reports.close(Query.id(ctx, "id"), closing);
        Map<Long, LinkJson> shown = links(ctx, List.of(closed));
        trail.add(
                ctx, Action.REPORT_CLOSED, Subject.report(closed.id()), Change.to("allOfLink", closing.ofWholeLink()));
        if (closing.disablesLink()) {
            LinkJson link = requireNonNull(shown.get(closed.linkId()));
            Subject subject = Subject.link(new LinkKey(link.domain(), link.code()));
            trail.add(ctx, Action.LINK_CHANGED, subject, Change.to("status", "disabled"));
        }
        return json(closed, shown);
    }
}
