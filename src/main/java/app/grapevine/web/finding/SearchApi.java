package app.grapevine.web.finding;

import app.grapevine.base.FaultCode;
import app.grapevine.base.Faults;
import app.grapevine.base.Parameters;
import app.grapevine.base.Reach;
import app.grapevine.campaigns.CampaignSearch;
import app.grapevine.links.LinkSearch;
import app.grapevine.search.Hit;
import app.grapevine.search.Wanted;
import app.grapevine.security.Caller;
import app.grapevine.security.Scope;
import app.grapevine.storage.Database;
import app.grapevine.tags.TagSearch;
import app.grapevine.views.SavedViews;
import app.grapevine.web.access.ApiRoutes;
import app.grapevine.web.access.Guard;
import app.grapevine.web.http.Json;
import app.grapevine.web.http.Query;
import app.grapevine.web.http.Routes;
import app.grapevine.web.http.Turns;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The search over all that has a name: links, share sets, campaigns, audiences, tags, saved views. Who asks finds what they may read and nothing else, so
 * that any caller may ask.
 */
public final class SearchApi implements Routes {
    private static final int MOST = 50;
    private static final int USUAL = 20;
    /** Of one kind, of so many in all: two kinds fill an answer, and one does not. */
    private static final int OF_A_KIND = 2;

    private final LinkSearch links;
    private final CampaignSearch campaigns;
    private final TagSearch tags;
    private final SavedViews views;
    private final Turns turns;

    public SearchApi(Database database, SavedViews views, Turns turns) {
        this.links = new LinkSearch(database);
        this.campaigns = new CampaignSearch(database);
        this.tags = new TagSearch(database);
        this.views = views;
        this.turns = turns;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        new ApiRoutes(routes).ofCampaigns().get("/search", null, turns.of(this::search));
    }

    /** Domain, channel and audience are null of all but links. */
    private record HitJson(
            String type,
            String id,
            @Nullable String domain,
            @Nullable String channel,
            @Nullable String audience,
            String name,
            @Nullable String detail,
            String fit) {
        static HitJson of(Hit hit) {
            return new HitJson(
                    hit.kind().label(),
                    hit.id(),
                    hit.domain(),
                    hit.channel(),
                    hit.audience(),
                    hit.name(),
                    hit.detail(),
                    hit.fit().label());
        }
    }

    /** @param more whether more was found than is told */
    private record SearchJson(List<HitJson> items, boolean more) {}

    private void search(Context ctx) {
        Parameters parameters = Query.of(ctx);
        String typed = typed(parameters);
        Boolean archived = Query.archived(parameters);
        int limit = parameters.number("limit", 1, MOST, USUAL);
        parameters.finish();
        Wanted wanted = Wanted.of(typed, archived);
        List<Hit> found = found(Guard.admission(ctx).caller(), wanted, Wanted.code(typed));
        List<Hit> best = Wanted.best(found, limit, (limit + 1) / OF_A_KIND);
        Json.answer(
                ctx,
                200,
                new SearchJson(best.stream().map(HitJson::of).toList(), best.size() < Wanted.distinct(found)));
    }

    private static String typed(Parameters parameters) {
        String given = parameters.single("q");
        Faults faults = new Faults();
        String typed = faults.line("q", given, Wanted.LONGEST);
        faults.all().forEach(parameters::fault);
        if (typed == null && faults.all().isEmpty()) {
            parameters.fault("q", FaultCode.MISSING);
        }
        return typed == null ? "" : typed;
    }

    private List<Hit> found(Caller caller, Wanted wanted, @Nullable String code) {
        Reach reach = caller.reach();
        List<Hit> found = new ArrayList<>();
        if (caller.allows(Scope.LINKS_READ)) {
            found.addAll(campaigns.find(wanted, reach));
            found.addAll(links.find(wanted, code, reach));
            found.addAll(tags.find(wanted, reach));
        }
        if (caller.allows(Scope.STATS_READ)) {
            found.addAll(views.find(caller, wanted));
        }
        return found;
    }
}
