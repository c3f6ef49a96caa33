package app.grapevine.web.api;

import static java.util.Objects.requireNonNull;

import app.grapevine.audit.Action;
import app.grapevine.audit.Change;
import app.grapevine.audit.Subject;
import app.grapevine.base.Page;
import app.grapevine.base.Parameters;
import app.grapevine.base.Reach;
import app.grapevine.campaigns.Campaign;
import app.grapevine.campaigns.CampaignDraft;
import app.grapevine.campaigns.Campaigns;
import app.grapevine.links.LinkSwitch;
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
import app.grapevine.web.http.ProblemException;
import app.grapevine.web.http.ProblemType;
import app.grapevine.web.http.Query;
import app.grapevine.web.http.Routes;
import app.grapevine.web.idempotency.Idempotency;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The campaigns. */
public final class CampaignsApi implements Routes {
    private static final String PATH = "/campaigns";
    static final String ONE = PATH + "/{slug}";
    private static final List<String> FIXED = List.of("slug", "createdAt", "updatedAt");

    static final FieldChanges CHANGES = new FieldChanges(
            Stream.of("name", "startsOn", "endsOn", "currency", "conversionWindowDays", "conversionRule", "archived")
                    .collect(Collectors.toMap(Function.identity(), field -> FieldChanges::plain)),
            Set.copyOf(FIXED));

    private final Campaigns campaigns;
    private final LinkSwitch links;
    private final Idempotency idempotency;
    private final Trail trail;

    /** @param links which are archived with their campaign where that is asked for */
    public CampaignsApi(Campaigns campaigns, LinkSwitch links, Idempotency idempotency, Trail trail) {
        this.campaigns = campaigns;
        this.links = links;
        this.idempotency = idempotency;
        this.trail = trail;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        new ApiRoutes(routes)
                .post(PATH, Scope.LINKS_WRITE, this::create)
                .ofCampaigns()
                .get(PATH, Scope.LINKS_READ, this::list)
                .get(ONE, Scope.LINKS_READ, this::get)
                .patch(ONE, Scope.LINKS_WRITE, this::change);
    }

    private void create(Context ctx) {
        Query.none(ctx);
        byte[] body = Bodies.jsonBytes(ctx);
        idempotency.answer(ctx, body, () -> {
            Fields fields = Fields.of(Bodies.parse(body));
            CampaignDraft draft = CampaignJson.read(fields, fields.string("slug"));
            fields.finish();
            Campaign campaign = campaigns.create(draft);
            trail.add(ctx, Action.CAMPAIGN_CREATED, Subject.campaign(campaign.slug()), CHANGES.of(json(campaign)));
            return ApiAnswer.created(ApiRoutes.BASE + PATH + "/" + campaign.slug(), CampaignJson.of(campaign));
        });
    }

    private void list(Context ctx) {
        Parameters parameters = Query.of(ctx);
        Boolean archived = Query.archived(parameters);
        int limit = Query.limit(parameters);
        String cursor = parameters.single("cursor");
        parameters.finish();
        Page<Campaign> page = list(Guard.reach(ctx), archived, limit, cursor);
        Json.answer(
                ctx,
                200,
                new ListJson<>(page.items().stream().map(CampaignJson::of).toList(), page.next()));
    }

    private Page<Campaign> list(Reach reach, @Nullable Boolean archived, int limit, @Nullable String cursor) {
        String only = reach.campaign();
        return only == null
                ? campaigns.list(archived, limit, cursor)
                : new Page<>(campaigns.find(only).stream().toList(), null);
    }

    static String slug(Context ctx) {
        String slug = Query.id(ctx, "slug");
        if (!Guard.reach(ctx).covers(slug)) {
            throw ProblemException.of(ProblemType.NOT_FOUND, "there is no campaign " + slug);
        }
        return slug;
    }

    private void get(Context ctx) {
        Query.none(ctx);
        Json.answer(ctx, 200, CampaignJson.of(campaigns.get(slug(ctx))));
    }

    private void change(Context ctx) {
        Parameters parameters = Query.of(ctx);
        boolean withLinks = parameters.flag("links", false);
        Instant changedAt = parameters.time("linksChangedAt");
        parameters.finish();
        String slug = slug(ctx);
        JsonNode patch = Bodies.parse(Bodies.bytes(ctx, Bodies.LIMIT, MergePatch.CONTENT_TYPES));
        JsonNode shown = Json.MAPPER.valueToTree(CampaignJson.of(campaigns.get(slug)));
        ObjectNode changes = MergePatch.withoutFixed(patch, shown, FIXED);
        Campaign changed = trail.together(() -> change(ctx, slug, changes, withLinks, changedAt));
        Json.answer(ctx, 200, CampaignJson.of(changed));
    }

    private Campaign change(
            Context ctx, String slug, ObjectNode changes, boolean withLinks, @Nullable Instant changedAt) {
        AtomicReference<JsonNode> before = new AtomicReference<>();
        Campaign changed = campaigns.change(slug, present -> {
            ObjectNode changeable = Json.MAPPER.valueToTree(CampaignJson.Changeable.of(present));
            before.set(changeable.deepCopy());
            Fields fields = Fields.of(MergePatch.apply(changeable, changes));
            CampaignDraft draft = CampaignJson.read(fields, present.slug());
            fields.finish();
            return draft;
        });
        List<Change> told = new ArrayList<>(CHANGES.between(requireNonNull(before.get()), json(changed)));
        int archived = withLinks ? links.archive(slug, changed.archived(), changed.updatedAt(), changedAt) : 0;
        if (archived > 0) {
            told.add(Change.to("links", archived));
        }
        trail.addIfAny(ctx, Action.CAMPAIGN_CHANGED, Subject.campaign(slug), told);
        return changed;
    }

    private static JsonNode json(Campaign campaign) {
        return Json.MAPPER.valueToTree(CampaignJson.of(campaign));
    }
}
