package app.grapevine.web.admin;

import app.grapevine.audit.Action;
import app.grapevine.audit.Change;
import app.grapevine.audit.Subject;
import app.grapevine.reattribution.Reattribution;
import app.grapevine.reattribution.ReattributionWorker;
import app.grapevine.reattribution.Reattributions;
import app.grapevine.security.Scope;
import app.grapevine.web.access.ApiRoutes;
import app.grapevine.web.audit.Trail;
import app.grapevine.web.http.ApiAnswer;
import app.grapevine.web.http.Bodies;
import app.grapevine.web.http.Fields;
import app.grapevine.web.http.Json;
import app.grapevine.web.http.ProblemException;
import app.grapevine.web.http.ProblemType;
import app.grapevine.web.http.Query;
import app.grapevine.web.http.Routes;
import app.grapevine.web.idempotency.Idempotency;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;

/** Judging recorded visits anew, and rehearsing that, for admins. */
public final class ReattributionsApi implements Routes {
    static final String PATH = "/reattributions";

    private final Reattributions reattributions;
    private final ReattributionWorker worker;
    private final Idempotency idempotency;
    private final Trail trail;

    /** @param worker does what is entered here */
    public ReattributionsApi(
            Reattributions reattributions, ReattributionWorker worker, Idempotency idempotency, Trail trail) {
        this.reattributions = reattributions;
        this.worker = worker;
        this.idempotency = idempotency;
        this.trail = trail;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        new ApiRoutes(routes).post(PATH, Scope.ADMIN, this::create).get(PATH + "/{id}", Scope.ADMIN, this::get);
    }

    private void create(Context ctx) {
        Query.none(ctx);
        byte[] body = Bodies.jsonBytes(ctx);
        idempotency.answer(ctx, body, () -> {
            Fields fields = Fields.of(Bodies.parse(body));
            Instant from = fields.instant("from");
            Instant to = fields.instant("to");
            boolean dryRun = fields.bool("dryRun", false);
            fields.finish();
            Reattribution run = dryRun ? reattributions.rehearse(from, to) : reattributions.enter(from, to);
            trail.add(
                    ctx,
                    dryRun ? Action.REATTRIBUTION_REHEARSED : Action.REATTRIBUTION_ENTERED,
                    Subject.reattribution(run.id()),
                    Change.to("from", run.from()),
                    Change.to("to", run.to()));
            return new ApiAnswer(
                    202,
                    ApiRoutes.BASE + PATH + "/" + run.id(),
                    Json.CONTENT_TYPE,
                    Json.bytes(ReattributionJson.of(run)));
        });
        worker.call();
    }

    private void get(Context ctx) {
        Query.none(ctx);
        Reattribution run = reattributions
                .find(Query.id(ctx, "id"))
                .orElseThrow(() -> ProblemException.of(ProblemType.NOT_FOUND, "There is no such run."));
        Json.answer(ctx, 200, ReattributionJson.of(run));
    }
}
