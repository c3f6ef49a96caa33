package app.grapevine.web.api;

import static java.util.Objects.requireNonNull;

import app.grapevine.audit.Action;
import app.grapevine.audit.Subject;
import app.grapevine.base.Page;
import app.grapevine.base.Parameters;
import app.grapevine.base.Reach;
import app.grapevine.campaigns.Campaign;
import app.grapevine.campaigns.CampaignDraft;
import app.grapevine.campaigns.Campaigns;
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
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The campaigns. */
public final class CampaignsApi implements Routes {
    private static final String PATH = "/campaigns";
    private static final String ONE = PATH + "/{slug}";
    private static final List<String> FIXED = List.of("slug", "createdAt", "updatedAt");

    private static final FieldChanges CHANGES = new FieldChanges(
            Map.of("name", FieldChanges::plain, "startsOn", FieldChanges::plain, "endsOn", FieldChanges::plain),
            Set.copyOf(FIXED));

    private final Campaigns campaigns;
    private final Idempotency idempotency;
    private final Trail trail;

    public CampaignsApi(Campaigns campaigns, Idempotency idempotency, Trail trail) {
        this.campaigns = campaigns;
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

    private record CampaignJson(
            String slug,
            String name,
            @Nullable LocalDate startsOn,
            @Nullable LocalDate endsOn,
            List<CostJson> costs,
            UtmJson utm,
            Instant createdAt,
            Instant updatedAt) {
        static CampaignJson of(Campaign campaign) {
            return new CampaignJson(
                    campaign.slug(),
                    campaign.name(),
                    campaign.startsOn(),
                    campaign.endsOn(),
                    costsJson(campaign.costs()),
                    UtmJson.of(campaign.utm()),
                    campaign.createdAt(),
                    campaign.updatedAt());
        }
    }

    private record CostJson(String channel, MoneyJson cost) {}

    private static List<CostJson> costsJson(List<Campaign.Cost> costs) {
        return costs.stream()
                .map(cost -> new CostJson(cost.channel(), MoneyJson.of(cost.amount(), cost.currency())))
                .toList();
    }

    /** What can be changed of a campaign, as JSON that {@link #read} reads. */
    private record Changeable(
            @Nullable String name,
            @Nullable LocalDate startsOn,
            @Nullable LocalDate endsOn,
            List<CostJson> costs,
            UtmJson utm) {}

    private void create(Context ctx) {
        Query.none(ctx);
        byte[] body = Bodies.jsonBytes(ctx);
        idempotency.answer(ctx, body, () -> {
            Fields fields = Fields.of(Bodies.parse(body));
            CampaignDraft draft = read(fields, fields.string("slug"));
            fields.finish();
            Campaign campaign = campaigns.create(draft);
            trail.add(ctx, Action.CAMPAIGN_CREATED, Subject.campaign(campaign.slug()), CHANGES.of(json(campaign)));
            return ApiAnswer.created(ApiRoutes.BASE + PATH + "/" + campaign.slug(), CampaignJson.of(campaign));
        });
    }

    private static CampaignDraft read(Fields fields, @Nullable String slug) {
        String name = fields.string("name");
        LocalDate startsOn = fields.date("startsOn");
        LocalDate endsOn = fields.date("endsOn");
        List<Campaign.Cost> costs = new ArrayList<>();
        for (Fields item : fields.objects("costs")) {
            String channel = item.required("channel", item.string("channel"));
            Fields cost = item.required("cost", item.object("cost"));
            if (cost != null) {
                BigDecimal amount = cost.required("amount", cost.amount("amount"));
                String currency = cost.required("currency", cost.string("currency"));
                if (channel != null && amount != null && currency != null) {
                    costs.add(new Campaign.Cost(channel, amount, currency));
                }
            }
        }
        return new CampaignDraft(slug, name, startsOn, endsOn, costs, UtmJson.read(fields));
    }

    private void list(Context ctx) {
        Parameters parameters = Query.of(ctx);
        int limit = Query.limit(parameters);
        String cursor = parameters.single("cursor");
        parameters.finish();
        Page<Campaign> page = list(Guard.reach(ctx), limit, cursor);
        Json.answer(
                ctx,
                200,
                new ListJson<>(page.items().stream().map(CampaignJson::of).toList(), page.next()));
    }

    private Page<Campaign> list(Reach reach, int limit, @Nullable String cursor) {
        String only = reach.campaign();
        return only == null
                ? campaigns.list(limit, cursor)
                : new Page<>(campaigns.find(only).stream().toList(), null);
    }

    private static String slug(Context ctx) {
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
        Query.none(ctx);
        String slug = slug(ctx);
        JsonNode patch = Bodies.parse(Bodies.bytes(ctx, Bodies.LIMIT, MergePatch.CONTENT_TYPES));
        JsonNode shown = Json.MAPPER.valueToTree(CampaignJson.of(campaigns.get(slug)));
        ObjectNode changes = MergePatch.withoutFixed(patch, shown, FIXED);
        Campaign changed = trail.together(() -> change(ctx, slug, changes));
        Json.answer(ctx, 200, CampaignJson.of(changed));
    }

    private Campaign change(Context ctx, String slug, ObjectNode changes) {
        AtomicReference<JsonNode> before = new AtomicReference<>();
        Campaign changed = campaigns.change(slug, present -> {
            Changeable changeable = new Changeable(
                    present.name(),
                    present.startsOn(),
                    present.endsOn(),
                    costsJson(present.costs()),
                    UtmJson.of(present.utm()));
            before.set(Json.MAPPER.valueToTree(changeable));
            Fields fields = Fields.of(MergePatch.apply(Json.MAPPER.valueToTree(changeable), changes));
            CampaignDraft draft = read(fields, present.slug());
            fields.finish();
            return draft;
        });
        trail.addIfAny(
                ctx,
                Action.CAMPAIGN_CHANGED,
                Subject.campaign(slug),
                CHANGES.between(requireNonNull(before.get()), json(changed)));
        return changed;
    }

    private static JsonNode json(Campaign campaign) {
        return Json.MAPPER.valueToTree(CampaignJson.of(campaign));
    }
}
