package app.grapevine.web.sharing;

import app.grapevine.audit.Action;
import app.grapevine.audit.Change;
import app.grapevine.audit.Subject;
import app.grapevine.base.FaultCode;
import app.grapevine.base.Parameters;
import app.grapevine.base.RefusedException;
import app.grapevine.security.Caller;
import app.grapevine.security.Scope;
import app.grapevine.sharing.Section;
import app.grapevine.sharing.SharedReport;
import app.grapevine.sharing.SharedReportDraft;
import app.grapevine.sharing.SharedReports;
import app.grapevine.web.access.ApiRoutes;
import app.grapevine.web.access.Guard;
import app.grapevine.web.api.PasswordField;
import app.grapevine.web.audit.Trail;
import app.grapevine.web.http.ApiAnswer;
import app.grapevine.web.http.Bodies;
import app.grapevine.web.http.Fields;
import app.grapevine.web.http.Json;
import app.grapevine.web.http.ListJson;
import app.grapevine.web.http.MergePatch;
import app.grapevine.web.http.Query;
import app.grapevine.web.http.Routes;
import app.grapevine.web.idempotency.Idempotency;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shared reports as the API has them: made, listed, changed and ended by whoever may read the figures. */
public final class SharedReportsApi implements Routes {
    private static final String PATH = "/shared-reports";
    private static final String ONE = PATH + "/{id}";
    /** The page that shows one. The token stands behind the #, which no browser sends: in no log, and to no program that fetches previews. */
    private static final String PAGE = "/dashboard/shared#";

    private final SharedReports reports;
    private final URI publicUrl;
    private final Idempotency idempotency;
    private final Trail trail;
    private final Clock clock;

    /** @param publicUrl what the addresses of shared reports begin with */
    public SharedReportsApi(SharedReports reports, URI publicUrl, Idempotency idempotency, Trail trail, Clock clock) {
        this.reports = reports;
        this.publicUrl = publicUrl;
        this.idempotency = idempotency;
        this.trail = trail;
        this.clock = clock;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        new ApiRoutes(routes)
                .ofCampaigns()
                .post(PATH, Scope.STATS_READ, this::create)
                .get(PATH, Scope.STATS_READ, this::list)
                .patch(ONE, Scope.STATS_READ, this::change)
                .delete(ONE, Scope.STATS_READ, this::revoke);
    }

    /** A report at the only moment when its address is told. */
    private record NewReportJson(@JsonUnwrapped SharedReportJson report, String url) {}

    private void create(Context ctx) {
        Query.none(ctx);
        byte[] body = Bodies.jsonBytes(ctx);
        PasswordField password = PasswordField.of(body);
        idempotency.answer(ctx, body, () -> {
            Caller caller = Guard.admission(ctx).caller();
            SharedReports.Made made =
                    reports.create(caller, draft(Fields.of(Bodies.parse(body)), password, null, caller));
            SharedReportJson json = json(made.report());
            trail.add(
                    ctx,
                    Action.SHAREDREPORT_CREATED,
                    Subject.sharedReport(json.id()),
                    SharedReportJson.CHANGES.of(Json.MAPPER.valueToTree(json)));
            return ApiAnswer.created(
                    ApiRoutes.BASE + PATH + "/" + json.id(), new NewReportJson(json, publicUrl + PAGE + made.token()));
        });
    }

    private SharedReportJson json(SharedReport report) {
        return SharedReportJson.of(report, reports.state(report));
    }

    /**
     * What is asked for, with the campaign that it is of.
     *
     * @param present null where there is none yet
     * @throws RefusedException INVALID with every fault, also of the question, each at its parameter
     */
    private SharedReportDraft draft(
            Fields fields, PasswordField password, @Nullable SharedReportDraft present, Caller caller) {
        password.read(fields);
        SharedReportDraft draft = SharedReportJson.draft(
                fields,
                password.or(present == null ? null : present.passwordHash()),
                () -> EnumSet.complementOf(EnumSet.of(Section.RETURN, Section.STORY)));
        SharedQuestion question = question(draft, caller);
        if ((draft.shows(Section.RETURN) || draft.shows(Section.STORY)) && !question.isOfWholeCampaign()) {
            throw RefusedException.invalid("sections", FaultCode.NOT_OF_REPORT);
        }
        return new SharedReportDraft(
                draft.name(),
                draft.question(),
                question.campaign(),
                draft.sections(),
                draft.costs(),
                draft.smallCells(),
                draft.passwordHash(),
                draft.expiresAt());
    }

    private SharedQuestion question(SharedReportDraft draft, Caller caller) {
        try {
            return SharedQuestion.read(draft, caller.reach(), clock);
        } catch (RefusedException e) {
            throw e.renamed(field -> "question." + field);
        }
    }

    private void list(Context ctx) {
        Parameters parameters = Query.of(ctx);
        int limit = Query.limit(parameters);
        String after = Query.idCursor(parameters, PATH);
        parameters.finish();
        List<SharedReport> found = reports.list(Guard.admission(ctx).caller(), limit + 1, after);
        Json.answer(ctx, 200, ListJson.of(PATH, found, limit, SharedReport::id, this::json));
    }

    private void change(Context ctx) {
        Query.none(ctx);
        Caller caller = Guard.admission(ctx).caller();
        String id = Query.id(ctx, "id");
        JsonNode patch = Bodies.parse(Bodies.bytes(ctx, Bodies.LIMIT, MergePatch.CONTENT_TYPES));
        JsonNode shown = Json.MAPPER.valueToTree(json(reports.get(caller, id)));
        ObjectNode changes = MergePatch.withoutFixed(patch, shown, SharedReportJson.FIXED);
        PasswordField password = PasswordField.of(changes);
        Json.answer(ctx, 200, trail.together(() -> {
            SharedReportJson before = json(reports.get(caller, id));
            SharedReportJson after = json(reports.change(caller, id, present -> {
                ObjectNode target = Json.MAPPER.valueToTree(SharedReportJson.Changeable.of(present));
                return draft(Fields.of(MergePatch.apply(target, changes)), password, present, caller);
            }));
            List<Change> differences = new ArrayList<>(
                    SharedReportJson.CHANGES.between(Json.MAPPER.valueToTree(before), Json.MAPPER.valueToTree(after)));
            if (password.hash() != null && before.hasPassword()) {
                differences.add(Change.untold(PasswordField.NAME));
            }
            trail.addIfAny(ctx, Action.SHAREDREPORT_CHANGED, Subject.sharedReport(id), differences);
            return after;
        }));
    }

    private void revoke(Context ctx) {
        Query.none(ctx);
        String id = Query.id(ctx, "id");
        trail.togetherOnly(() -> {
            SharedReport report = reports.revoke(Guard.admission(ctx).caller(), id);
            trail.add(ctx, Action.SHAREDREPORT_REVOKED, Subject.sharedReport(report.id()));
        });
        ctx.status(204);
    }
}
