package app.grapevine.web.finding;

import app.grapevine.audit.Action;
import app.grapevine.audit.Subject;
import app.grapevine.base.Parameters;
import app.grapevine.security.Caller;
import app.grapevine.security.Scope;
import app.grapevine.views.SavedView;
import app.grapevine.views.SavedViews;
import app.grapevine.views.ViewDraft;
import app.grapevine.web.access.ApiRoutes;
import app.grapevine.web.access.Guard;
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
import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Views that are saved under a name, by whoever may read reports; who may make links as well may share them. */
public final class ViewsApi implements Routes {
    private static final String PATH = "/views";
    private static final String ONE = PATH + "/{id}";
    private static final List<String> FIXED = List.of("id", "place", "question", "own", "createdBy", "createdAt");

    private static final FieldChanges CHANGES = new FieldChanges(
            Map.of("name", FieldChanges::plain, "place", FieldChanges::plain, "shared", FieldChanges::plain),
            Set.of("id", "question", "own", "createdBy", "createdAt"));

    private final SavedViews views;
    private final Idempotency idempotency;
    private final Trail trail;

    public ViewsApi(SavedViews views, Idempotency idempotency, Trail trail) {
        this.views = views;
        this.idempotency = idempotency;
        this.trail = trail;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        new ApiRoutes(routes)
                .ofCampaigns()
                .post(PATH, Scope.STATS_READ, this::create)
                .get(PATH, Scope.STATS_READ, this::list)
                .patch(ONE, Scope.STATS_READ, this::change)
                .delete(ONE, Scope.STATS_READ, this::delete);
    }

    /** @param own whether who asks made it */
    private record ViewJson(
            String id,
            String name,
            String place,
            String question,
            boolean shared,
            boolean own,
            String createdBy,
            Instant createdAt) {
        static ViewJson of(SavedView view, Caller caller) {
            return new ViewJson(
                    view.id(),
                    view.name(),
                    view.place(),
                    view.question(),
                    view.shared(),
                    view.isOf(caller),
                    view.maker().name(),
                    view.createdAt());
        }
    }

    private static JsonNode json(SavedView view, Caller caller) {
        return Json.MAPPER.valueToTree(ViewJson.of(view, caller));
    }

    private void create(Context ctx) {
        Query.none(ctx);
        byte[] body = Bodies.jsonBytes(ctx);
        idempotency.answer(ctx, body, () -> {
            Fields fields = Fields.of(Bodies.parse(body));
            String name = fields.required("name", fields.string("name"));
            String place = fields.string("place");
            Parameters question = Query.of(fields.string("question"));
            boolean shared = fields.bool("shared", false);
            fields.finish();
            requireSharing(ctx, shared);
            Caller caller = Guard.admission(ctx).caller();
            SavedView view = views.create(caller, new ViewDraft(name, place, question, shared));
            trail.add(ctx, Action.VIEW_CREATED, Subject.view(view.id()), CHANGES.of(json(view, caller)));
            return ApiAnswer.created(ApiRoutes.BASE + PATH + "/" + view.id(), ViewJson.of(view, caller));
        });
    }

    /** What everybody finds is put there by who makes links, and not by who reads alone. */
    private static void requireSharing(Context ctx, boolean shared) {
        if (shared) {
            Guard.require(ctx, Scope.LINKS_WRITE);
        }
    }

    private void list(Context ctx) {
        Parameters parameters = Query.of(ctx);
        int limit = Query.limit(parameters);
        String after = Query.idCursor(parameters, PATH);
        parameters.finish();
        Caller caller = Guard.admission(ctx).caller();
        List<SavedView> found = views.list(caller, limit + 1, after);
        Json.answer(ctx, 200, ListJson.of(PATH, found, limit, SavedView::id, view -> ViewJson.of(view, caller)));
    }

    private void change(Context ctx) {
        Query.none(ctx);
        String id = Query.id(ctx, "id");
        JsonNode patch = Bodies.parse(Bodies.bytes(ctx, Bodies.LIMIT, MergePatch.CONTENT_TYPES));
        Caller caller = Guard.admission(ctx).caller();
        SavedView shown = views.get(caller, id);
        Fields fields = Fields.of(MergePatch.withoutFixed(patch, json(shown, caller), FIXED));
        String name = fields.has("name") ? fields.required("name", fields.string("name")) : null;
        Boolean shared = fields.bool("shared");
        fields.finish();
        requireSharing(ctx, Boolean.TRUE.equals(shared));
        SavedView changed = trail.together(() -> {
            SavedViews.Changed done = views.change(caller, id, name, shared);
            trail.addIfAny(
                    ctx,
                    Action.VIEW_CHANGED,
                    Subject.view(id),
                    CHANGES.between(json(done.before(), caller), json(done.after(), caller)));
            return done.after();
        });
        Json.answer(ctx, 200, ViewJson.of(changed, caller));
    }

    private void delete(Context ctx) {
        Query.none(ctx);
        String id = Query.id(ctx, "id");
        trail.togetherOnly(() -> {
            SavedView view = views.delete(Guard.admission(ctx).caller(), id);
            trail.add(ctx, Action.VIEW_DELETED, Subject.view(view.id()));
        });
        ctx.status(204);
    }
}
