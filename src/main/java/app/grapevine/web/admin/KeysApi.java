package app.grapevine.web.admin;

import app.grapevine.audit.Action;
import app.grapevine.audit.Change;
import app.grapevine.audit.Subject;
import app.grapevine.base.FaultCode;
import app.grapevine.base.Parameters;
import app.grapevine.security.Account;
import app.grapevine.security.Accounts;
import app.grapevine.security.ApiKey;
import app.grapevine.security.ApiKeys;
import app.grapevine.security.Scope;
import app.grapevine.web.access.ApiRoutes;
import app.grapevine.web.access.Rights;
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
import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The keys of the API, for admins. */
public final class KeysApi implements Routes {
    private static final String PATH = "/keys";

    private final ApiKeys keys;
    private final Accounts accounts;
    private final Predicate<String> isCampaign;
    private final Idempotency idempotency;
    private final Trail trail;

    /** @param isCampaign whether there is a campaign with a slug; may throw DatabaseUnavailableException */
    public KeysApi(
            ApiKeys keys, Accounts accounts, Predicate<String> isCampaign, Idempotency idempotency, Trail trail) {
        this.keys = keys;
        this.accounts = accounts;
        this.isCampaign = isCampaign;
        this.idempotency = idempotency;
        this.trail = trail;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        new ApiRoutes(routes)
                .post(PATH, Scope.ADMIN, this::create)
                .get(PATH, Scope.ADMIN, this::list)
                .patch(PATH + "/{id}", Scope.ADMIN, this::change)
                .post(PATH + "/{id}/rotate", Scope.ADMIN, this::rotate)
                .delete(PATH + "/{id}", Scope.ADMIN, this::revoke);
    }

    private KeyJson json(ApiKey key) {
        return KeyJson.of(key, owner(key));
    }

    private KeyJson.WithSecret json(ApiKeys.Made made) {
        return KeyJson.WithSecret.of(made, owner(made.key()));
    }

    private KeyJson.@Nullable Owner owner(ApiKey key) {
        String id = key.owner();
        return id == null
                ? null
                : new KeyJson.Owner(id, accounts.find(id).map(Account::name).orElse(null));
    }

    private void create(Context ctx) {
        Query.none(ctx);
        byte[] body = Bodies.jsonBytes(ctx);
        idempotency.answer(ctx, body, () -> {
            Fields fields = Fields.of(Bodies.parse(body));
            String name = fields.required("name", fields.string("name"));
            Rights rights = Rights.read(fields, isCampaign);
            Instant expiresAt = fields.instant("expiresAt");
            fields.finish();
            ApiKeys.Made made = keys.create(name == null ? "" : name, rights.scopes(), rights.reach(), expiresAt);
            trail.add(
                    ctx,
                    Action.KEY_CREATED,
                    subject(made),
                    KeyJson.CHANGES.of(Json.MAPPER.valueToTree(json(made.key()))));
            return ApiAnswer.created(ApiRoutes.BASE + PATH + "/" + made.key().id(), json(made));
        });
    }

    private void list(Context ctx) {
        Parameters parameters = Query.of(ctx);
        int limit = Query.limit(parameters);
        String after = Query.idCursor(parameters, PATH);
        parameters.finish();
        List<ApiKey> found = keys.list(limit + 1, after);
        Json.answer(ctx, 200, ListJson.of(PATH, found, limit, ApiKey::id, this::json));
    }

    /** What can be changed of a key: when it ends. */
    private void change(Context ctx) {
        Query.none(ctx);
        String id = Query.id(ctx, "id");
        JsonNode patch = Bodies.parse(Bodies.bytes(ctx, Bodies.LIMIT, MergePatch.CONTENT_TYPES));
        ApiKey present = keys.get(id);
        Fields fields =
                Fields.of(MergePatch.withoutFixed(patch, Json.MAPPER.valueToTree(json(present)), KeyJson.FIXED));
        boolean changes = fields.has("expiresAt");
        Instant expiresAt = fields.instant("expiresAt");
        fields.finish();
        boolean same = !changes || Objects.equals(expiresAt, present.expiresAt());
        Json.answer(ctx, 200, json(same ? present : expire(ctx, present, expiresAt)));
    }

    private ApiKey expire(Context ctx, ApiKey present, @Nullable Instant expiresAt) {
        return trail.together(() -> {
            ApiKey changed = keys.expire(present.id(), expiresAt);
            trail.addIfAny(
                    ctx,
                    Action.KEY_CHANGED,
                    Subject.key(present.id()),
                    KeyJson.CHANGES.between(
                            Json.MAPPER.valueToTree(json(present)), Json.MAPPER.valueToTree(json(changed))));
            return changed;
        });
    }

    private static Subject subject(ApiKeys.Made made) {
        return Subject.key(made.key().id());
    }

    private void rotate(Context ctx) {
        Query.none(ctx);
        String id = Query.id(ctx, "id");
        byte[] body = Bodies.jsonBytes(ctx);
        idempotency.answer(ctx, body, () -> {
            Duration overlap = overlap(body);
            ApiKeys.Made made = keys.rotate(id, overlap);
            trail.add(ctx, Action.KEY_ROTATED, subject(made), Change.to("overlapHours", overlap.toHours()));
            return ApiAnswer.ok(json(made));
        });
    }

    /** How long the present secret goes on working, as the body says. */
    static Duration overlap(byte[] body) {
        Fields fields = Fields.of(Bodies.parse(body));
        Long hours = fields.number("overlapHours");
        long most = ApiKeys.MOST_OVERLAP.toHours();
        if (hours != null && (hours < 0 || hours > most)) {
            fields.fault("overlapHours", FaultCode.OUT_OF_RANGE, Map.of("least", 0, "most", most));
        }
        fields.finish();
        return hours == null ? ApiKeys.OVERLAP : Duration.ofHours(hours);
    }

    private void revoke(Context ctx) {
        Query.none(ctx);
        String id = Query.id(ctx, "id");
        trail.togetherOnly(() -> {
            keys.revoke(id);
            trail.add(ctx, Action.KEY_REVOKED, Subject.key(id));
        });
        ctx.status(204);
    }
}
