package app.grapevine.web.api;

import app.grapevine.erasure.Erasure;
import app.grapevine.erasure.ErasureDraft;
import app.grapevine.erasure.Erasures;
import app.grapevine.links.LinkSettings;
import app.grapevine.security.Scope;
import app.grapevine.storage.LinkKey;
import app.grapevine.web.access.ApiRoutes;
import app.grapevine.web.access.Guard;
import app.grapevine.web.http.ApiAnswer;
import app.grapevine.web.http.Bodies;
import app.grapevine.web.http.Fields;
import app.grapevine.web.http.Json;
import app.grapevine.web.http.ProblemException;
import app.grapevine.web.http.ProblemType;
import app.grapevine.web.http.Query;
import app.grapevine.web.http.Routes;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

/** Taking away what was recorded, for admins. */
public final class ErasuresApi implements Routes {
    static final String PATH = "/erasures";

    private final Erasures erasures;
    private final LinkSettings domains;
    private final Idempotency idempotency;

    public ErasuresApi(Erasures erasures, LinkSettings domains, Idempotency idempotency) {
        this.erasures = erasures;
        this.domains = domains;
        this.idempotency = idempotency;
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
            return new ApiAnswer(
                    202,
                    ApiRoutes.BASE + PATH + "/" + entered.id(),
                    Json.CONTENT_TYPE,
                    Json.bytes(ErasureJson.of(entered)));
        });
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
        Erasure erasure = erasures.find(Paths.id(ctx, "id"))
                .orElseThrow(() -> ProblemException.of(ProblemType.NOT_FOUND, "There is no such erasure."));
        Json.answer(ctx, 200, ErasureJson.of(erasure));
    }
}
