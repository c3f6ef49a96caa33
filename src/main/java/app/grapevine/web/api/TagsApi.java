package app.grapevine.web.api;

import app.grapevine.audit.Action;
import app.grapevine.audit.Change;
import app.grapevine.audit.Subject;
import app.grapevine.base.FaultCode;
import app.grapevine.base.Page;
import app.grapevine.base.Parameters;
import app.grapevine.security.Scope;
import app.grapevine.tags.Tag;
import app.grapevine.tags.Tags;
import app.grapevine.web.access.ApiRoutes;
import app.grapevine.web.access.Guard;
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
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;

/**
 * The tags. A tag is named by a parameter, since it may have any character, a slash too. Who is limited to a campaign sees
 * those of its links, and changes none: a tag is of all campaigns.
 */
public final class TagsApi implements Routes {
    private static final String PATH = "/tags";

    private final Tags tags;
    private final Idempotency idempotency;
    private final Trail trail;

    public TagsApi(Tags tags, Idempotency idempotency, Trail trail) {
        this.tags = tags;
        this.idempotency = idempotency;
        this.trail = trail;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        new ApiRoutes(routes)
                .patch(PATH, Scope.LINKS_WRITE, this::rename)
                .delete(PATH, Scope.LINKS_WRITE, this::delete)
                .post(PATH + "/merge", Scope.LINKS_WRITE, this::merge)
                .ofCampaigns()
                .get(PATH, Scope.LINKS_READ, this::list);
    }

    private void list(Context ctx) {
        Parameters parameters = Query.of(ctx);
        String search = parameters.single("search");
        int limit = Query.limit(parameters);
        String cursor = parameters.single("cursor");
        parameters.finish();
        Page<Tag> page = tags.list(Guard.reach(ctx), search, limit, cursor);
        Json.answer(ctx, 200, new ListJson<>(page.items(), page.next()));
    }

    /** The tag that a request is about. @throws RefusedException INVALID */
    private static String named(Context ctx) {
        Parameters parameters = Query.of(ctx);
        String tag = parameters.single("tag");
        if (tag == null) {
            parameters.fault("tag", FaultCode.MISSING);
        }
        parameters.finish();
        return String.valueOf(tag);
    }

    private void rename(Context ctx) {
        String tag = named(ctx);
        Fields fields = Fields.of(Bodies.parse(Bodies.bytes(ctx, Bodies.LIMIT, MergePatch.CONTENT_TYPES)));
        String to = fields.string("tag");
        fields.finish();
        Tag renamed = trail.together(() -> {
            Tag done = tags.rename(tag, to);
            trail.add(ctx, Action.TAG_CHANGED, Subject.NONE, new Change("tag", tag, done.tag()), links(done));
            return done;
        });
        Json.answer(ctx, 200, renamed);
    }

    private static Change links(Tag tag) {
        return Change.to("links", tag.links());
    }

    private void merge(Context ctx) {
        Query.none(ctx);
        byte[] body = Bodies.jsonBytes(ctx);
        idempotency.answer(ctx, body, () -> {
            Fields fields = Fields.of(Bodies.parse(body));
            List<String> several = fields.strings("tags");
            String into = fields.string("into");
            fields.finish();
            Tag merged = tags.merge(several, into);
            trail.add(
                    ctx,
                    Action.TAGS_MERGED,
                    Subject.NONE,
                    new Change("tags", String.join(", ", several), merged.tag()),
                    links(merged));
            return ApiAnswer.ok(merged);
        });
    }

    private void delete(Context ctx) {
        String tag = named(ctx);
        trail.togetherOnly(() -> {
            Tag deleted = tags.delete(tag);
            trail.add(ctx, Action.TAG_DELETED, Subject.NONE, new Change("tag", deleted.tag(), null), links(deleted));
        });
        ctx.status(204);
    }
}
