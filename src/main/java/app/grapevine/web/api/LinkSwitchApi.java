package app.grapevine.web.api;

import app.grapevine.audit.Action;
import app.grapevine.audit.Change;
import app.grapevine.audit.Subject;
import app.grapevine.links.LinkFilter;
import app.grapevine.links.LinkSettings;
import app.grapevine.links.LinkSwitch;
import app.grapevine.security.Scope;
import app.grapevine.web.access.ApiRoutes;
import app.grapevine.web.audit.Trail;
import app.grapevine.web.http.Bodies;
import app.grapevine.web.http.Fields;
import app.grapevine.web.http.Json;
import app.grapevine.web.http.Query;
import app.grapevine.web.http.Routes;
import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Switching all links off that a filter finds, or on again, for admins. It takes no idempotency key: done again it finds
 * nothing to do, and with a key all would be one transaction, however many links there are.
 */
public final class LinkSwitchApi implements Routes {
    private static final Map<String, Boolean> DISABLED = Map.of("active", false, "disabled", true);

    private final LinkSwitch links;
    private final LinkSettings settings;
    private final Trail trail;
    private final Clock clock;

    public LinkSwitchApi(LinkSwitch links, LinkSettings settings, Trail trail, Clock clock) {
        this.links = links;
        this.settings = settings;
        this.trail = trail;
        this.clock = clock;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        new ApiRoutes(routes).post("/links/status", Scope.ADMIN, this::run);
    }

    /** What was done, or would be. @param links the oldest of them */
    private record SwitchedJson(
            String status,
            boolean dryRun,
            long count,
            @Nullable Instant changedAt,
            List<LinkJson> links) {}

    private void run(Context ctx) {
        Query.none(ctx);
        JsonNode body = Bodies.parse(Bodies.jsonBytes(ctx));
        Fields fields = Fields.of(body);
        boolean disabled = Boolean.TRUE.equals(fields.required("status", fields.choice("status", DISABLED)));
        boolean dryRun = fields.bool("dryRun", false);
        Fields given = fields.required("filter", fields.object("filter"));
        LinkFilter filter = given == null ? LinkFilter.ANY : filter(given);
        fields.finish();
        LinkSwitch.Switched switched = links.preview(filter, disabled);
        if (!dryRun) {
            // Ahead of it, since it is many transactions: what is broken off has its entry too.
            long found = switched.links();
            trail.togetherOnly(() -> trail.add(
                    ctx,
                    Action.LINKS_CHANGED,
                    Subject.NONE,
                    Change.to("status", disabled ? "disabled" : "active"),
                    Change.to("links", found),
                    Change.to("filter", body.path("filter"))));
            switched = links.run(filter, disabled);
        }
        Json.answer(ctx, 200, json(ctx, disabled, dryRun, switched));
    }

    private SwitchedJson json(Context ctx, boolean disabled, boolean dryRun, LinkSwitch.Switched switched) {
        LinkJson.View view = LinkJson.View.of(ctx, settings, clock);
        return new SwitchedJson(
                disabled ? "disabled" : "active",
                dryRun,
                switched.links(),
                switched.at(),
                switched.first().stream().map(link -> LinkJson.of(link, view)).toList());
    }

    /** As the parameters of the list. */
    private static LinkFilter filter(Fields fields) {
        Long generation = fields.number("generation");
        return new LinkFilter(
                fields.string("domain"),
                fields.string("channel"),
                fields.string("campaign"),
                fields.string("tag"),
                fields.string("search"),
                fields.string("shareSet"),
                fields.choice("status", LinksApi.STATUSES),
                generation == null ? null : (int) Math.max(-1, Math.min(generation, Short.MAX_VALUE)),
                fields.string("parent"),
                new LinkFilter.Trace(
                        fields.string("host"),
                        fields.string("createdBy"),
                        fields.instant("createdFrom"),
                        fields.instant("createdTo"),
                        fields.instant("changedAt")),
                fields.bool("archived"));
    }
}
