package app.grapevine.web.admin;

import app.grapevine.audit.Action;
import app.grapevine.audit.Change;
import app.grapevine.audit.Subject;
import app.grapevine.erasure.Erasure;
import app.grapevine.erasure.ErasureDraft;
import app.grapevine.erasure.Erasures;
import app.grapevine.links.LinkSettings;
import app.grapevine.security.Scope;
import app.grapevine.storage.LinkKey;
import app.grapevine.web.access.ApiRoutes;
import app.grapevine.web.access.Guard;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Taking away what was recorded, for admins. */
public final class ErasuresApi implements Routes {
    static final String PATH = "/erasures";

    private final Erasures erasures;
    private final LinkSettings domains;
    private final Idempotency idempotency;
    private final Trail trail;

    public ErasuresApi(Erasures erasures, LinkSettings domains, Idempotency idempotency, Trail trail) {
        this.erasures = erasures;
        this.domains = domains;
        this.idempotency = idempotency;
        this.trail = trail;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        new ApiRoutes(routes)
                .get(PATH, Scope.ADMIN, this::list)
                .post(PATH, Scope.ADMIN, this::create)
                .get(PATH + "/{id}", Scope.ADMIN, this::get);
    }

    private void create(Context ctx) {
        Query.none(ctx);
        byte[] body = Bodies.jsonBytes(ctx);
        String caller = Guard.admission(ctx).caller().name();
        idempotency.answer(ctx, body, () -> {
            Erasure entered = erasures.enter(draft(Fields.of(Bodies.parse(body)), caller));
            trail.add(ctx, Action.ERASURE_ENTERED, Subject.erasure(entered.id()), changes(entered));
            return new ApiAnswer(
                    202,
                    ApiRoutes.BASE + PATH + "/" + entered.id(),
                    Json.CONTENT_TYPE,
                    Json.bytes(ErasureJson.of(entered)));
        });
    }

    /** What is to be erased, by its name, which is kept with the erasure itself. */
    static Change[] changes(Erasure entered) {
        return Stream.of(
                        Change.to("scope", entered.scope().label()),
                        Change.to("name", entered.name()),
                        Change.to("from", entered.from()),
                        Change.to("to", entered.to()),
                        Change.to("linksToo", entered.linksToo()))
                .filter(Change::isTold)
                .toArray(Change[]::new);
    }

    private ErasureDraft draft(Fields fields, String caller) {
        String code = fields.string("link");
        String domain = fields.string("domain");
        ErasureDraft draft = new ErasureDraft(
                link(fields, code, domain),
                fields.string("campaign"),
                fields.string("clickId"),
                fields.instant("from"),
                fields.instant("to"),
                fields.bool("linksToo", false),
                caller);
        fields.finish();
        return draft;
    }

    private @Nullable LinkKey link(Fields fields, @Nullable String code, @Nullable String domain) {
        if (code == null) {
            if (domain != null) {
                fields.required("link", null);
            }
            return null;
        }
        return new LinkKey(domains.domain(domain), code);
    }

    private void list(Context ctx) {
        Query.none(ctx);
        Json.answer(
                ctx,
                200,
                new ErasureJson.Listed(
                        erasures.list().stream().map(ErasureJson::of).toList()));
    }

    private void get(Context ctx) {
        Query.none(ctx);
        Erasure erasure = erasures.find(Query.id(ctx, "id"))
                .orElseThrow(() -> ProblemException.of(ProblemType.NOT_FOUND, "There is no such erasure."));
        Json.answer(ctx, 200, ErasureJson.of(erasure));
    }
}
