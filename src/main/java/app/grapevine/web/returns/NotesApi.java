package app.grapevine.web.returns;

import app.grapevine.audit.Action;
import app.grapevine.audit.Change;
import app.grapevine.audit.Subject;
import app.grapevine.campaigns.CampaignNote;
import app.grapevine.campaigns.CampaignNotes;
import app.grapevine.security.Scope;
import app.grapevine.web.access.ApiRoutes;
import app.grapevine.web.access.Guard;
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
import java.time.Instant;

/** What people write down of a campaign, to be read beside its figures. */
public final class NotesApi implements Routes {
    private static final String PATH = "/campaigns/{slug}/notes";

    private final CampaignNotes notes;
    private final Idempotency idempotency;
    private final Trail trail;

    public NotesApi(CampaignNotes notes, Idempotency idempotency, Trail trail) {
        this.notes = notes;
        this.idempotency = idempotency;
        this.trail = trail;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        new ApiRoutes(routes)
                .ofCampaigns()
                .get(PATH, Scope.STATS_READ, this::list)
                .post(PATH, Scope.LINKS_WRITE, this::add)
                .delete(PATH + "/{id}", Scope.LINKS_WRITE, this::delete);
    }

    private record NoteJson(String id, Instant at, String text, Instant createdAt) {
        static NoteJson of(CampaignNote note) {
            return new NoteJson(note.id(), note.at(), note.text(), note.createdAt());
        }
    }

    private static String slug(Context ctx) {
        String slug = Query.id(ctx, "slug");
        if (!Guard.reach(ctx).covers(slug)) {
            throw ProblemException.of(ProblemType.NOT_FOUND, "there is no campaign " + slug);
        }
        return slug;
    }

    private void list(Context ctx) {
        Query.none(ctx);
        Json.answer(
                ctx,
                200,
                new ListJson<>(notes.list(slug(ctx)).stream().map(NoteJson::of).toList(), null));
    }

    private void add(Context ctx) {
        Query.none(ctx);
        String slug = slug(ctx);
        byte[] body = Bodies.jsonBytes(ctx);
        idempotency.answer(ctx, body, () -> {
            Fields fields = Fields.of(Bodies.parse(body));
            Instant at = fields.required("at", fields.instant("at"));
            String text = fields.required("text", fields.string("text"));
            fields.finish();
            CampaignNote note = notes.add(slug, at, text);
            trail.add(ctx, Action.NOTE_ADDED, Subject.campaign(slug), Change.to("note", note.text()));
            return ApiAnswer.created(
                    ApiRoutes.BASE + PATH.replace("{slug}", slug) + "/" + note.id(), NoteJson.of(note));
        });
    }

    private void delete(Context ctx) {
        Query.none(ctx);
        String slug = slug(ctx);
        String id = Query.id(ctx, "id");
        trail.togetherOnly(() -> {
            CampaignNote note = notes.delete(slug, id);
            trail.add(ctx, Action.NOTE_REMOVED, Subject.campaign(slug), new Change("note", note.text(), null));
        });
        ctx.status(204);
    }
}
