package app.grapevine.web.admin;

import app.grapevine.audit.Action;
import app.grapevine.audit.Change;
import app.grapevine.audit.Subject;
import app.grapevine.base.FaultCode;
import app.grapevine.base.Parameters;
import app.grapevine.base.Reach;
import app.grapevine.security.ApiKey;
import app.grapevine.security.ApiKeys;
import app.grapevine.security.Scope;
import app.grapevine.web.access.ApiRoutes;
import app.grapevine.web.access.ScopeLabels;
import app.grapevine.web.audit.FieldChanges;
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
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The keys of the API, for admins. */
public final class KeysApi implements Routes {
    private static final String PATH = "/keys";
    private static final List<String> FIXED =
            List.of("id", "name", "scopes", "campaign", "lastUsedOn", "formerSecretUntil", "createdAt");

    private static final FieldChanges CHANGES = new FieldChanges(
            Map.of(
                    "name", FieldChanges::plain,
                    "scopes", FieldChanges::plain,
                    "campaign", FieldChanges::plain,
                    "expiresAt", FieldChanges::plain),
            Set.of("id", "lastUsedOn", "formerSecretUntil", "createdAt"));

    private final ApiKeys keys;
    private final Predicate<String> isCampaign;
    private final Idempotency idempotency;
    private final Trail trail;

    /** @param isCampaign whether there is a campaign with a slug; may throw DatabaseUnavailableException */
    public KeysApi(ApiKeys keys, Predicate<String> isCampaign, Idempotency idempotency, Trail trail) {
        this.keys = keys;
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

    private record KeyJson(
            String id,
            String name,
            List<String> scopes,
            @Nullable String campaign,
            @Nullable Instant expiresAt,
            @Nullable LocalDate lastUsedOn,
            @Nullable Instant formerSecretUntil,
            Instant createdAt) {
        static KeyJson of(ApiKey key) {
            Instant used = key.usedAt();
            return new KeyJson(
                    key.id(),
                    key.name(),
                    ScopeLabels.of(key.scopes()),
                    key.reach().campaign(),
                    key.expiresAt(),
                    used == null ? null : used.atZone(ZoneOffset.UTC).toLocalDate(),
                    key.formerUntil(),
                    key.createdAt());
        }
    }

    /** A key at the only moment when its secret is told. */
    private record NewKeyJson(@JsonUnwrapped KeyJson key, String secret) {
        static NewKeyJson of(ApiKeys.Made made) {
            return new NewKeyJson(KeyJson.of(made.key()), made.secret());
        }
    }

    private void create(Context ctx) {
        Query.none(ctx);
        byte[] body = Bodies.jsonBytes(ctx);
        idempotency.answer(ctx, body, () -> {
            Fields fields = Fields.of(Bodies.parse(body));
            String name = fields.required("name", fields.string("name"));
            Set<Scope> scopes = ScopeLabels.read(fields);
            String campaign = fields.string("campaign");
            if (campaign != null && !isCampaign.test(campaign)) {
                fields.fault("campaign", FaultCode.UNKNOWN_CAMPAIGN);
            }
            Instant expiresAt = fields.instant("expiresAt");
            fields.finish();
            ApiKeys.Made made = keys.create(name == null ? "" : name, scopes, new Reach(campaign), expiresAt);
            trail.add(
                    ctx,
                    Action.KEY_CREATED,
                    subject(made),
                    CHANGES.of(Json.MAPPER.valueToTree(KeyJson.of(made.key()))));
            return ApiAnswer.created(ApiRoutes.BASE + PATH + "/" + made.key().id(), NewKeyJson.of(made));
        });
    }

    private void list(Context ctx) {
        Parameters parameters = Query.of(ctx);
        int limit = Query.limit(parameters);
        String after = Query.idCursor(parameters, PATH);
        parameters.finish();
        List<ApiKey> found = keys.list(limit + 1, after);
        Json.answer(ctx, 200, ListJson.of(PATH, found, limit, ApiKey::id, KeyJson::of));
    }

    /** What can be changed of a key: when it ends. */
    private void change(Context ctx) {
        Query.none(ctx);
        String id = Query.id(ctx, "id");
        JsonNode patch = Bodies.parse(Bodies.bytes(ctx, Bodies.LIMIT, MergePatch.CONTENT_TYPES));
        ApiKey present = keys.get(id);
        Fields fields = Fields.of(MergePatch.withoutFixed(patch, Json.MAPPER.valueToTree(KeyJson.of(present)), FIXED));
        boolean changes = fields.has("expiresAt");
        Instant expiresAt = fields.instant("expiresAt");
        fields.finish();
        boolean same = !changes || Objects.equals(expiresAt, present.expiresAt());
        Json.answer(ctx, 200, KeyJson.of(same ? present : expire(ctx, present, expiresAt)));
    }

    private ApiKey expire(Context ctx, ApiKey present, @Nullable Instant expiresAt) {
        return trail.together(() -> {
            ApiKey changed = keys.expire(present.id(), expiresAt);
            trail.addIfAny(
                    ctx,
                    Action.KEY_CHANGED,
                    Subject.key(present.id()),
                    CHANGES.between(
                            Json.MAPPER.valueToTree(KeyJson.of(present)),
                            Json.MAPPER.valueToTree(KeyJson.of(changed))));
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
            Fields fields = Fields.of(Bodies.parse(body));
            Long hours = fields.number("overlapHours");
            long most = ApiKeys.MOST_OVERLAP.toHours();
            if (hours != null && (hours < 0 || hours > most)) {
                fields.fault("overlapHours", FaultCode.OUT_OF_RANGE, Map.of("least", 0, "most", most));
            }
            fields.finish();
            Duration overlap = hours == null ? ApiKeys.OVERLAP : Duration.ofHours(hours);
            ApiKeys.Made made = keys.rotate(id, overlap);
            trail.add(ctx, Action.KEY_ROTATED, subject(made), Change.to("overlapHours", overlap.toHours()));
            return ApiAnswer.ok(NewKeyJson.of(made));
        });
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
