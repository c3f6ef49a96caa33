package app.grapevine.web.admin;

import app.grapevine.audit.Action;
import app.grapevine.audit.Change;
import app.grapevine.audit.Subject;
import app.grapevine.base.Parameters;
import app.grapevine.security.Scope;
import app.grapevine.web.access.ApiRoutes;
import app.grapevine.web.admin.WebhookJson.DeliveryJson;
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
import app.grapevine.webhooks.Standing;
import app.grapevine.webhooks.Subscription;
import app.grapevine.webhooks.SubscriptionDraft;
import app.grapevine.webhooks.Webhooks;
import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who is told what happens here, for admins: what they are told goes beyond campaigns. */
public final class WebhooksApi implements Routes {
    private static final String PATH = "/webhooks";
    private static final List<String> FIXED = List.of("id", "stoppedBy", "formerSecretUntil", "createdAt", "state");

    /** Of the address the host alone could be told; the rest of it may be a secret. So it is named. */
    private static final FieldChanges CHANGES = new FieldChanges(
            Map.of(
                    "events", FieldChanges::plain,
                    "campaigns", FieldChanges::plain,
                    "active", FieldChanges::plain),
            Set.of("id", "stoppedBy", "formerSecretUntil", "createdAt", "state"));

    private final Webhooks webhooks;
    private final Idempotency idempotency;
    private final Trail trail;

    public WebhooksApi(Webhooks webhooks, Idempotency idempotency, Trail trail) {
        this.webhooks = webhooks;
        this.idempotency = idempotency;
        this.trail = trail;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        new ApiRoutes(routes)
                .get(PATH, Scope.ADMIN, this::list)
                .post(PATH, Scope.ADMIN, this::create)
                .get(PATH + "/{id}", Scope.ADMIN, this::get)
                .patch(PATH + "/{id}", Scope.ADMIN, this::change)
                .delete(PATH + "/{id}", Scope.ADMIN, this::delete)
                .post(PATH + "/{id}/rotate", Scope.ADMIN, this::rotate)
                .post(PATH + "/{id}/ping", Scope.ADMIN, this::ping)
                .get(PATH + "/{id}/deliveries", Scope.ADMIN, this::deliveries)
                .post(PATH + "/{id}/replay", Scope.ADMIN, this::replay);
    }

    private record Listed(List<WebhookJson> items) {}

    private void list(Context ctx) {
        Query.none(ctx);
        Json.answer(
                ctx,
                200,
                new Listed(webhooks.list().stream().map(WebhookJson::of).toList()));
    }

    private void get(Context ctx) {
        Query.none(ctx);
        Json.answer(ctx, 200, WebhookJson.of(webhooks.get(Query.id(ctx, "id"))));
    }

    private void create(Context ctx) {
        Query.none(ctx);
        byte[] body = Bodies.jsonBytes(ctx);
        idempotency.answer(ctx, body, () -> {
            Webhooks.Made made = webhooks.create(draft(Fields.of(Bodies.parse(body))));
            WebhookJson json = WebhookJson.of(made.standing());
            trail.add(
                    ctx, Action.WEBHOOK_CREATED, Subject.webhook(json.id()), CHANGES.of(Json.MAPPER.valueToTree(json)));
            return ApiAnswer.created(ApiRoutes.BASE + PATH + "/" + json.id(), WebhookJson.WithSecret.of(made));
        });
    }

    private static SubscriptionDraft draft(Fields fields) {
        SubscriptionDraft draft = new SubscriptionDraft(
                fields.string("url"),
                fields.string("description"),
                fields.strings("events"),
                fields.strings("campaigns"),
                fields.bool("active", true));
        fields.finish();
        return draft;
    }

    private void change(Context ctx) {
        Query.none(ctx);
        String id = Query.id(ctx, "id");
        JsonNode patch = Bodies.parse(Bodies.bytes(ctx, Bodies.LIMIT, MergePatch.CONTENT_TYPES));
        WebhookJson before = WebhookJson.of(webhooks.get(id));
        JsonNode shown = Json.MAPPER.valueToTree(before);
        JsonNode changes = MergePatch.withoutFixed(patch, shown, FIXED);
        WebhookJson after = trail.together(() -> {
            Subscription changed = webhooks.change(id, present -> merged(present, changes));
            WebhookJson json =
                    WebhookJson.of(new Standing(changed, webhooks.get(id).state()));
            trail.addIfAny(
                    ctx,
                    Action.WEBHOOK_CHANGED,
                    Subject.webhook(id),
                    CHANGES.between(shown, Json.MAPPER.valueToTree(json)));
            return json;
        });
        Json.answer(ctx, 200, after);
    }

    private static SubscriptionDraft merged(SubscriptionDraft present, JsonNode changes) {
        return draft(Fields.of(MergePatch.apply(Json.MAPPER.valueToTree(present), changes)));
    }

    private void delete(Context ctx) {
        Query.none(ctx);
        String id = Query.id(ctx, "id");
        trail.togetherOnly(() -> {
            webhooks.delete(id);
            trail.add(ctx, Action.WEBHOOK_DELETED, Subject.webhook(id));
        });
        ctx.status(204);
    }

    private void rotate(Context ctx) {
        Query.none(ctx);
        String id = Query.id(ctx, "id");
        byte[] body = Bodies.jsonBytes(ctx);
        idempotency.answer(ctx, body, () -> {
            Fields.of(Bodies.parse(body)).finish();
            Webhooks.Made made = webhooks.rotate(id);
            trail.add(ctx, Action.WEBHOOK_ROTATED, Subject.webhook(id));
            return ApiAnswer.ok(WebhookJson.WithSecret.of(made));
        });
    }

    private void ping(Context ctx) {
        Query.none(ctx);
        String id = Query.id(ctx, "id");
        Fields.of(Bodies.parse(Bodies.jsonBytes(ctx))).finish();
        Json.answer(ctx, 200, WebhookJson.PingJson.of(webhooks.ping(id)));
    }

    private void deliveries(Context ctx) {
        String id = Query.id(ctx, "id");
        String list = PATH + "/" + id;
        Parameters parameters = Query.of(ctx);
        int limit = Query.limit(parameters);
        String after = Query.idCursor(parameters, list);
        @Nullable Boolean givenUp = parameters.choice("state", Map.of("waiting", false, "given-up", true));
        parameters.finish();
        List<Webhooks.Delivery> found = webhooks.deliveries(id, givenUp, after, limit + 1);
        Json.answer(ctx, 200, ListJson.of(list, found, limit, Webhooks.Delivery::place, DeliveryJson::of));
    }

    private void replay(Context ctx) {
        Query.none(ctx);
        String id = Query.id(ctx, "id");
        byte[] body = Bodies.jsonBytes(ctx);
        idempotency.answer(ctx, body, () -> {
            Fields fields = Fields.of(Bodies.parse(body));
            String delivery = fields.string("delivery");
            fields.finish();
            int replayed = webhooks.replay(id, delivery);
            trail.add(ctx, Action.WEBHOOK_REPLAYED, Subject.webhook(id), Change.to("messages", replayed));
            return ApiAnswer.ok(new WebhookJson.ReplayJson(replayed));
        });
    }
}
