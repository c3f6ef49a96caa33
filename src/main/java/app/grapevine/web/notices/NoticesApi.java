package app.grapevine.web.notices;

import static java.util.Objects.requireNonNull;

import app.grapevine.audit.Action;
import app.grapevine.audit.Subject;
import app.grapevine.base.FaultCode;
import app.grapevine.base.Parameters;
import app.grapevine.base.RefusedException;
import app.grapevine.notices.Notice;
import app.grapevine.notices.NoticeDraft;
import app.grapevine.notices.Notices;
import app.grapevine.security.Caller;
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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Notices. Whoever is signed in to an account has their own; admins see and change all. A key that is no admin's has none: what is
 * sent again and again needs somebody whose right to read can end.
 */
public final class NoticesApi implements Routes {
    private static final String PATH = "/notices";
    private static final String ONE = PATH + "/{id}";

    /** The address is told of nobody. */
    private static final FieldChanges CHANGES = new FieldChanges(
            Map.of(
                    "kind", FieldChanges::plain,
                    "period", FieldChanges::plain,
                    "campaign", FieldChanges::plain,
                    "language", FieldChanges::plain,
                    "timezone", FieldChanges::plain,
                    "way", FieldChanges::plain,
                    "paused", FieldChanges::plain),
            Set.of("id", "account", "state", "createdAt", "nextAt", "lastSentAt", "error", "failingSince", "waiting"));

    private final Notices notices;
    private final Idempotency idempotency;
    private final Trail trail;

    public NoticesApi(Notices notices, Idempotency idempotency, Trail trail) {
        this.notices = notices;
        this.idempotency = idempotency;
        this.trail = trail;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        new ApiRoutes(routes)
                .get(PATH, Scope.STATS_READ, this::list)
                .post(PATH, Scope.STATS_READ, this::create)
                .patch(ONE, Scope.STATS_READ, this::change)
                .delete(ONE, Scope.STATS_READ, this::delete)
                .post(ONE + "/test", Scope.STATS_READ, this::test);
    }

    /** Whose notices a caller may see and change; null for all. No account has a key's id, and so a key has none. */
    private static @Nullable String owner(Caller caller) {
        return caller.allows(Scope.ADMIN) ? null : caller.id();
    }

    /** Whose a notice is that a caller makes; null for nobody's. @throws RefusedException INVALID for a key that is no admin's */
    private static @Nullable String account(Caller caller) {
        if (caller.knownBy() == Caller.KnownBy.ACCOUNT) {
            return caller.id();
        }
        if (!caller.allows(Scope.ADMIN)) {
            throw RefusedException.invalid("", FaultCode.NEEDS_ACCOUNT);
        }
        return null;
    }

    private void list(Context ctx) {
        String owner = owner(Guard.admission(ctx).caller());
        Parameters parameters = Query.of(ctx);
        int limit = Query.limit(parameters);
        String after = Query.idCursor(parameters, PATH);
        parameters.finish();
        List<Notice> found = notices.list(owner, limit + 1, after);
        Json.answer(ctx, 200, ListJson.of(PATH, found, limit, Notice::id, NoticeJson::of));
    }

    private void create(Context ctx) {
        Query.none(ctx);
        Caller caller = Guard.admission(ctx).caller();
        String account = account(caller);
        byte[] body = Bodies.jsonBytes(ctx);
        idempotency.answer(ctx, body, () -> {
            NoticeDraft draft = NoticeJson.draft(Fields.of(Bodies.parse(body)));
            caller.reach().require(draft.campaign());
            NoticeJson made = NoticeJson.of(notices.create(draft, account));
            trail.add(ctx, Action.NOTICE_CREATED, Subject.notice(made.id()), CHANGES.of(Json.MAPPER.valueToTree(made)));
            return ApiAnswer.created(ApiRoutes.BASE + PATH + "/" + made.id(), made);
        });
    }

    private void change(Context ctx) {
        Query.none(ctx);
        String owner = owner(Guard.admission(ctx).caller());
        String id = Query.id(ctx, "id");
        JsonNode patch = Bodies.parse(Bodies.bytes(ctx, Bodies.LIMIT, MergePatch.CONTENT_TYPES));
        JsonNode shown = Json.MAPPER.valueToTree(NoticeJson.of(notices.get(id, owner)));
        ObjectNode changes = MergePatch.withoutFixed(patch, shown, NoticeJson.FIXED);
        Json.answer(ctx, 200, trail.together(() -> change(ctx, id, owner, changes)));
    }

    private NoticeJson change(Context ctx, String id, @Nullable String owner, ObjectNode changes) {
        Caller caller = Guard.admission(ctx).caller();
        AtomicReference<JsonNode> before = new AtomicReference<>(Json.MAPPER.nullNode());
        NoticeJson changed = NoticeJson.of(notices.change(id, owner, present -> {
            before.set(Json.MAPPER.valueToTree(NoticeJson.Changeable.of(present)));
            ObjectNode target = Json.MAPPER.valueToTree(NoticeJson.Changeable.of(present));
            NoticeDraft draft = NoticeJson.change(Fields.of(MergePatch.apply(target, changes)), present);
            caller.reach().require(draft.campaign());
            return draft;
        }));
        JsonNode after = Json.MAPPER.valueToTree(new NoticeJson.Changeable(
                changed.period(), changed.campaign(), changed.language(), changed.timezone(), changed.paused()));
        trail.addIfAny(
                ctx, Action.NOTICE_CHANGED, Subject.notice(id), CHANGES.between(requireNonNull(before.get()), after));
        return changed;
    }

    private void delete(Context ctx) {
        Query.none(ctx);
        String owner = owner(Guard.admission(ctx).caller());
        String id = Query.id(ctx, "id");
        trail.togetherOnly(() -> {
            notices.delete(id, owner);
            trail.add(ctx, Action.NOTICE_DELETED, Subject.notice(id));
        });
        ctx.status(204);
    }

    /** Sends something at once; what becomes of it is seen in the notice. */
    private void test(Context ctx) {
        Query.none(ctx);
        String owner = owner(Guard.admission(ctx).caller());
        String id = Query.id(ctx, "id");
        trail.togetherOnly(() -> {
            notices.test(id, owner);
            trail.add(ctx, Action.NOTICE_TESTED, Subject.notice(id));
        });
        ctx.status(202);
    }
}
