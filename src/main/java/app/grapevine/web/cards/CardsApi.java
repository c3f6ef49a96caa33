package app.grapevine.web.cards;

import app.grapevine.audit.Action;
import app.grapevine.audit.Change;
import app.grapevine.audit.Subject;
import app.grapevine.base.FaultCode;
import app.grapevine.base.ReadableHost;
import app.grapevine.base.RefusedException;
import app.grapevine.cards.PageCard;
import app.grapevine.cards.PageReader;
import app.grapevine.links.Destinations;
import app.grapevine.links.LinkSettings;
import app.grapevine.security.RateLimits;
import app.grapevine.security.Scope;
import app.grapevine.web.access.ApiRoutes;
import app.grapevine.web.access.Guard;
import app.grapevine.web.audit.Trail;
import app.grapevine.web.http.Bodies;
import app.grapevine.web.http.Fields;
import app.grapevine.web.http.Json;
import app.grapevine.web.http.Query;
import app.grapevine.web.http.Routes;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;

/** What the page that a link is to lead to says of itself. */
public final class CardsApi implements Routes {
    private static final String DESTINATION = "destination";

    private final PageReader pages;
    private final Destinations destinations;
    private final RateLimits limits;
    private final Trail trail;

    public CardsApi(PageReader pages, LinkSettings domains, RateLimits limits, Trail trail) {
        this.pages = pages;
        this.destinations = new Destinations(domains);
        this.limits = limits;
        this.trail = trail;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        new ApiRoutes(routes).ofCampaigns().post("/cards", Scope.LINKS_WRITE, this::ask);
    }

    private void ask(Context ctx) {
        Query.none(ctx);
        Fields fields = Fields.of(Bodies.parse(Bodies.jsonBytes(ctx)));
        String given = fields.string(DESTINATION);
        fields.finish();
        pages.requireOpen();
        String destination = checked(given == null ? "" : given.trim());
        limits.card(Guard.admission(ctx).caller()).ifPresent(wait -> Guard.refuse(wait, "You ask too many pages."));
        // Before it is asked: also that nothing came of it is to be known.
        trail.togetherOnly(() -> trail.add(
                ctx, Action.CARD_FETCHED, Subject.NONE, Change.to(DESTINATION, ReadableHost.host(destination))));
        PageCard card = pages.read(destination);
        Json.answer(ctx, 200, card);
    }

    /** As a link would lead there. @throws RefusedException INVALID where none may */
    private String checked(String given) {
        if (given.isEmpty()) {
            throw RefusedException.invalid(DESTINATION, FaultCode.MISSING);
        }
        Destinations.Answer answer = destinations.check(given);
        if (answer instanceof Destinations.Refused refused) {
            throw RefusedException.invalid(List.of(refused.fault().at(DESTINATION)));
        }
        return ((Destinations.Accepted) answer).url();
    }
}
