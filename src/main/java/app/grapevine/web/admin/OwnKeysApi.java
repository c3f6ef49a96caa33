package app.grapevine.web.admin;

import app.grapevine.audit.Action;
import app.grapevine.audit.Change;
import app.grapevine.audit.Subject;
import app.grapevine.security.ApiKey;
import app.grapevine.security.ApiKeys;
import app.grapevine.security.Caller;
import app.grapevine.security.OwnKeys;
import app.grapevine.web.access.ApiRoutes;
import app.grapevine.web.access.Guard;
import app.grapevine.web.access.Rights;
import app.grapevine.web.audit.Trail;
import app.grapevine.web.http.ApiAnswer;
import app.grapevine.web.http.Bodies;
import app.grapevine.web.http.Fields;
import app.grapevine.web.http.Json;
import app.grapevine.web.http.ListJson;
import app.grapevine.web.http.ProblemException;
import app.grapevine.web.http.ProblemType;
import app.grapevine.web.http.Query;
import app.grapevine.web.http.Routes;
import app.grapevine.web.idempotency.Idempotency;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/**
 * The keys that somebody who is signed in to an account has made for themselves, within their own rights. A key makes none: who has found one cannot
 * make another that outlives it.
 */
public final class OwnKeysApi implements Routes {
    private static final String PATH = "/own-keys";
    private static final String ONE = PATH + "/{id}";

    private final OwnKeys own;
    private final ApiKeys keys;
    private final Predicate<String> isCampaign;
    private final Idempotency idempotency;
    private final Trail trail;

    /** @param isCampaign whether there is a campaign with a slug; may throw DatabaseUnavailableException */
    public OwnKeysApi(OwnKeys own, ApiKeys keys, Predicate<String> isCampaign, Idempotency idempotency, Trail trail) {
        this.own = own;
        this.keys = keys;
        this.isCampaign = isCampaign;
        this.idempotency = idempotency;
        this.trail = trail;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        new ApiRoutes(routes)
                .ofCampaigns()
                .post(PATH, null, this::create)
                .get(PATH, null, this::list)
                .post(ONE + "/rotate", null, this::rotate)
                .delete(ONE, null, this::revoke);
    }

    /** @throws ProblemException 403 for whoever is not signed in to an account */
    private static Caller account(Context ctx) {
        Caller caller = Guard.admission(ctx).caller();
        if (caller.knownBy() != Caller.KnownBy.ACCOUNT) {
            throw ProblemException.of(ProblemType.FORBIDDEN, "Sign in to an account: a key has no keys of its own.");
        }
        return caller;
    }

    private static KeyJson.Owner owner(Caller account) {
        return new KeyJson.Owner(account.id(), account.name());
    }

    private void create(Context ctx) {
        Query.none(ctx);
        Caller account = account(ctx);
        byte[] body = Bodies.jsonBytes(ctx);
        idempotency.answer(ctx, body, () -> {
            Fields fields = Fields.of(Bodies.parse(body));
            String name = fields.required("name", fields.string("name"));
            // Of another campaign than one's own it is not told whether it is there.
            Rights rights = Rights.read(fields, slug -> !account.reach().isAll() || isCampaign.test(slug));
            Instant expiresAt = fields.instant("expiresAt");
            fields.finish();
            ApiKeys.Made made =
                    own.create(account, name == null ? "" : name, rights.scopes(), rights.reach(), expiresAt);
            KeyJson.WithSecret json = KeyJson.WithSecret.of(made, owner(account));
            trail.add(
                    ctx,
                    Action.KEY_CREATED,
                    Subject.key(made.key().id()),
                    KeyJson.CHANGES.of(Json.MAPPER.valueToTree(json.key())));
            return ApiAnswer.created(ApiRoutes.BASE + PATH + "/" + made.key().id(), json);
        });
    }

    private void list(Context ctx) {
        Query.none(ctx);
        Caller account = account(ctx);
        List<KeyJson> items = own.list(account.id()).stream()
                .map(key -> KeyJson.of(key, owner(account)))
                .toList();
        Json.answer(ctx, 200, new ListJson<>(items, null));
    }

    private void rotate(Context ctx) {
        Query.none(ctx);
        Caller account = account(ctx);
        String id = Query.id(ctx, "id");
        byte[] body = Bodies.jsonBytes(ctx);
        idempotency.answer(ctx, body, () -> {
            Duration overlap = KeysApi.overlap(body);
            ApiKey present = own.get(account.id(), id);
            ApiKeys.Made made = keys.rotate(present.id(), overlap);
            trail.add(ctx, Action.KEY_ROTATED, Subject.key(id), Change.to("overlapHours", overlap.toHours()));
            return ApiAnswer.ok(KeyJson.WithSecret.of(made, owner(account)));
        });
    }

    private void revoke(Context ctx) {
        Query.none(ctx);
        Caller account = account(ctx);
        String id = Query.id(ctx, "id");
        trail.togetherOnly(() -> {
            keys.revoke(own.get(account.id(), id).id());
            trail.add(ctx, Action.KEY_REVOKED, Subject.key(id));
        });
        ctx.status(204);
    }
}
