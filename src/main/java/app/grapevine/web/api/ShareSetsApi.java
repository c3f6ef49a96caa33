package app.grapevine.web.api;

import static java.util.Objects.requireNonNull;

import app.grapevine.audit.Action;
import app.grapevine.audit.Change;
import app.grapevine.audit.Subject;
import app.grapevine.base.Page;
import app.grapevine.base.Parameters;
import app.grapevine.base.ReadableHost;
import app.grapevine.links.LinkSettings;
import app.grapevine.links.ShareSet;
import app.grapevine.links.ShareSetDraft;
import app.grapevine.links.ShareSets;
import app.grapevine.security.Scope;
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
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The share sets. */
public final class ShareSetsApi implements Routes {
    private static final String PATH = "/share-sets";
    private static final String ONE = PATH + "/{id}";
    private static final List<String> FIXED = List.of("id", "destination", "items", "createdAt");

    /** Name and words may be of persons. */
    private static final FieldChanges CHANGES = new FieldChanges(Map.of("archived", FieldChanges::plain), Set.of());

    private final ShareSets shareSets;
    private final LinkSettings settings;
    private final Idempotency idempotency;
    private final Trail trail;
    private final Clock clock;

    public ShareSetsApi(ShareSets shareSets, LinkSettings settings, Idempotency idempotency, Trail trail, Clock clock) {
        this.shareSets = shareSets;
        this.settings = settings;
        this.idempotency = idempotency;
        this.trail = trail;
        this.clock = clock;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        new ApiRoutes(routes)
                .ofCampaigns()
                .post(PATH, Scope.LINKS_WRITE, this::create)
                .get(PATH, Scope.LINKS_READ, this::list)
                .get(ONE, Scope.LINKS_READ, this::get)
                .patch(ONE, Scope.LINKS_WRITE, this::change)
                .delete(ONE, Scope.LINKS_WRITE, this::delete)
                .post(ONE + "/restore", Scope.LINKS_WRITE, this::restore);
    }

    private record ShareSetJson(
            String id,
            @Nullable String name,
            String destination,
            @Nullable String text,
            List<ItemJson> items,
            boolean archived,
            Instant createdAt) {}

    private record ItemJson(
            String channel,
            @Nullable String audience,
            LinkJson link,
            String shareText,
            @Nullable String shareUri) {}

    private ShareSetJson json(Context ctx, ShareSet set) {
        LinkJson.View view = LinkJson.View.of(ctx, settings, clock);
        return new ShareSetJson(
                set.id(),
                set.name(),
                set.destination(),
                set.text(),
                set.items().stream()
                        .map(item -> new ItemJson(
                                item.channel(),
                                item.audience(),
                                LinkJson.of(item.link(), view),
                                item.shareText(),
                                item.shareUri()))
                        .toList(),
                set.archived(),
                set.createdAt());
    }

    private void create(Context ctx) {
        Query.none(ctx);
        byte[] body = Bodies.jsonBytes(ctx);
        PasswordField password = PasswordField.of(body);
        idempotency.answer(ctx, body, () -> {
            ShareSet set = shareSets.create(read(Bodies.parse(body), password), Makers.of(ctx));
            trail.add(
                    ctx,
                    Action.SHARESET_CREATED,
                    Subject.shareSet(set.id()),
                    Change.to("destination", ReadableHost.place(set.destination())),
                    Change.to("links", set.items().size()));
            return ApiAnswer.created(ApiRoutes.BASE + PATH + "/" + set.id(), json(ctx, set));
        });
    }

    private static ShareSetDraft read(JsonNode body, PasswordField password) {
        Fields fields = Fields.of(body);
        ShareSetDraft draft = new ShareSetDraft(
                LinkJson.common(fields, password),
                fields.strings("channels"),
                fields.strings("audiences"),
                fields.string("text"),
                fields.string("name"));
        fields.finish();
        return draft;
    }

    private void list(Context ctx) {
        Parameters parameters = Query.of(ctx);
        String search = parameters.single("search");
        Boolean archived = Query.archived(parameters);
        int limit = Query.limit(parameters);
        String cursor = parameters.single("cursor");
        parameters.finish();
        Page<ShareSet> page = shareSets.list(search, Guard.reach(ctx), archived, limit, cursor);
        Json.answer(
                ctx,
                200,
                new ListJson<>(page.items().stream().map(set -> json(ctx, set)).toList(), page.next()));
    }

    private void get(Context ctx) {
        Query.none(ctx);
        Json.answer(ctx, 200, json(ctx, shareSets.get(Query.id(ctx, "id"), Guard.reach(ctx))));
    }

    private void change(Context ctx) {
        Query.none(ctx);
        String id = Query.id(ctx, "id");
        JsonNode patch = Bodies.parse(Bodies.bytes(ctx, Bodies.LIMIT, MergePatch.CONTENT_TYPES));
        JsonNode shown = Json.MAPPER.valueToTree(json(ctx, shareSets.get(id, Guard.reach(ctx))));
        ObjectNode changes = MergePatch.withoutFixed(patch, shown, FIXED);
        ShareSet changed = trail.together(() -> change(ctx, id, changes));
        Json.answer(ctx, 200, json(ctx, changed));
    }

    private ShareSet change(Context ctx, String id, ObjectNode changes) {
        AtomicReference<JsonNode> before = new AtomicReference<>();
        ShareSet changed = shareSets.change(id, Guard.reach(ctx), present -> {
            before.set(Json.MAPPER.valueToTree(present));
            Fields fields = Fields.of(MergePatch.apply(Json.MAPPER.valueToTree(present), changes));
            ShareSetDraft.Changeable wanted = new ShareSetDraft.Changeable(
                    fields.string("name"), fields.string("text"), fields.bool("archived", false));
            fields.finish();
            return wanted;
        });
        JsonNode after = Json.MAPPER.valueToTree(
                new ShareSetDraft.Changeable(changed.name(), changed.text(), changed.archived()));
        trail.addIfAny(
                ctx,
                Action.SHARESET_CHANGED,
                Subject.shareSet(id),
                CHANGES.between(requireNonNull(before.get()), after));
        return changed;
    }

    private void delete(Context ctx) {
        Query.none(ctx);
        String id = Query.id(ctx, "id");
        trail.togetherOnly(() -> {
            shareSets.delete(id, Guard.reach(ctx));
            trail.add(ctx, Action.SHARESET_DELETED, Subject.shareSet(id));
        });
        ctx.status(204);
    }

    private void restore(Context ctx) {
        Query.none(ctx);
        String id = Query.id(ctx, "id");
        ShareSet set = trail.together(() -> {
            ShareSet restored = shareSets.restore(id, Guard.reach(ctx));
            trail.add(ctx, Action.SHARESET_RESTORED, Subject.shareSet(id));
            return restored;
        });
        Json.answer(ctx, 200, json(ctx, set));
    }
}
