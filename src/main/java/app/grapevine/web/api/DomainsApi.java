package app.grapevine.web.api;

import app.grapevine.audit.Action;
import app.grapevine.audit.Subject;
import app.grapevine.base.ReadableHost;
import app.grapevine.domains.Domain;
import app.grapevine.domains.Domains;
import app.grapevine.links.LinkSettings;
import app.grapevine.security.Scope;
import app.grapevine.web.access.ApiRoutes;
import app.grapevine.web.audit.FieldChanges;
import app.grapevine.web.audit.Trail;
import app.grapevine.web.http.Bodies;
import app.grapevine.web.http.Fields;
import app.grapevine.web.http.Json;
import app.grapevine.web.http.Query;
import app.grapevine.web.http.Routes;
import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** What an admin sets for a domain. */
public final class DomainsApi implements Routes {
    private static final String ONE = "/domains/{host}";
    private static final Function<JsonNode, String> HOST = value -> ReadableHost.host(value.asText());

    private static final FieldChanges CHANGES = new FieldChanges(
            Map.of(
                    "rootDestination", HOST,
                    "unknownDestination", HOST,
                    "endedDestination", HOST,
                    "name", FieldChanges::plain,
                    "cardTitle", FieldChanges::plain),
            Set.of("host"));

    private final Domains domains;
    private final LinkSettings settings;
    private final Trail trail;

    public DomainsApi(Domains domains, LinkSettings settings, Trail trail) {
        this.domains = domains;
        this.settings = settings;
        this.trail = trail;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        new ApiRoutes(routes).get(ONE, Scope.ADMIN, this::get).put(ONE, Scope.ADMIN, this::put);
    }

    private String host(Context ctx) {
        return settings.domain(ctx.pathParam("host"));
    }

    private void get(Context ctx) {
        Query.none(ctx);
        Json.answer(ctx, 200, domains.get(host(ctx)));
    }

    private void put(Context ctx) {
        Query.none(ctx);
        Fields fields = Fields.of(Bodies.parse(Bodies.jsonBytes(ctx)));
        String host = host(ctx);
        fields.string("host"); // as it is shown; the path says which it is
        Domain given = new Domain(
                host,
                fields.string("rootDestination"),
                fields.string("unknownDestination"),
                fields.string("endedDestination"),
                fields.string("name"),
                fields.string("logo"),
                fields.string("cardTitle"),
                fields.string("cardDescription"));
        fields.finish();
        Json.answer(ctx, 200, trail.together(() -> put(ctx, given)));
    }

    private Domain put(Context ctx, Domain given) {
        JsonNode before = Json.MAPPER.valueToTree(domains.get(given.host()));
        Domain after = domains.put(given);
        trail.addIfAny(
                ctx,
                Action.DOMAIN_CHANGED,
                Subject.domain(after.host()),
                CHANGES.between(before, Json.MAPPER.valueToTree(after)));
        return after;
    }
}
