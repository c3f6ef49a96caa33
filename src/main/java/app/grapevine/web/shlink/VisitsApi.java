package app.grapevine.web.shlink;

import app.grapevine.audit.Action;
import app.grapevine.audit.Change;
import app.grapevine.audit.Subject;
import app.grapevine.base.Reach;
import app.grapevine.erasure.Erasure;
import app.grapevine.erasure.ErasureDraft;
import app.grapevine.erasure.Erasures;
import app.grapevine.links.Link;
import app.grapevine.security.Scope;
import app.grapevine.shlink.VisitPages;
import app.grapevine.shlink.VisitScope;
import app.grapevine.stats.SmallCells;
import app.grapevine.web.access.ApiRoutes;
import app.grapevine.web.access.Guard;
import app.grapevine.web.api.Hidings;
import app.grapevine.web.audit.Trail;
import app.grapevine.web.http.Json;
import app.grapevine.web.http.Routes;
import app.grapevine.web.http.Turns;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Visits as Shlink's clients list, count and delete them. There are none without a link: of who comes for nothing nothing is kept,
 * so that the orphan ones are an empty list.
 */
public final class VisitsApi implements Routes {
    private static final Set<String> ORPHAN_TYPES = Set.of("invalid_short_url", "base_url", "regular_404");

    private final ShortUrlFinder finder;
    private final VisitPages visits;
    private final Counted counted;
    private final SmallCells smallCells;
    private final Erasures erasures;
    private final Turns turns;
    private final Trail trail;

    public VisitsApi(
            ShortUrlFinder finder,
            VisitPages visits,
            Counted counted,
            SmallCells smallCells,
            Erasures erasures,
            Turns turns,
            Trail trail) {
        this.finder = finder;
        this.visits = visits;
        this.counted = counted;
        this.smallCells = smallCells;
        this.erasures = erasures;
        this.turns = turns;
        this.trail = trail;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        new ApiRoutes(routes, ShlinkDoor.BASE)
                .delete(ShortUrlFinder.ONE + "/visits", Scope.ADMIN, this::delete)
                .delete("/visits/orphan", Scope.ADMIN, ctx -> Json.answer(ctx, 200, new Deleted(0)))
                .ofCampaigns()
                .get(ShortUrlFinder.ONE + "/visits", Scope.STATS_READ, this::ofLink)
                .get("/tags/{tag}/visits", Scope.STATS_READ, this::ofTag)
                .get("/domains/{domain}/visits", Scope.STATS_READ, this::ofDomain)
                .get("/visits", Scope.STATS_READ, this::summary)
                .get("/visits/non-orphan", Scope.STATS_READ, this::ofAll)
                .get("/visits/orphan", Scope.STATS_READ, this::orphan);
    }

    record Listed(Paged<VisitJson> visits) {}

    record Summary(VisitsSummary nonOrphanVisits, VisitsSummary orphanVisits) {}

    record Summed(Summary visits) {}

    record Deleted(long deletedVisits) {}

    private void ofLink(Context ctx) {
        Link link = finder.get(ctx);
        ShlinkQuery query = ShlinkQuery.of(ctx);
        list(ctx, query, link.id(), null, null);
    }

    private void ofTag(Context ctx) {
        String tag = ctx.pathParam("tag");
        if (!visits.hasLinks(new VisitScope(null, tag, null, null, null, false), Guard.reach(ctx))) {
            throw new ShlinkException(ShlinkProblem.noTag(tag));
        }
        ShlinkQuery query = ShlinkQuery.of(ctx);
        list(ctx, query, null, tag, finder.domains().domainOrAny(query.text("domain")));
    }

    private void ofDomain(Context ctx) {
        String authority = ctx.pathParam("domain");
        String domain = finder.domains().domain(authority);
        if (!finder.domains().settings().serves(domain)) {
            throw new ShlinkException(ShlinkProblem.noDomain(authority));
        }
        list(ctx, ShlinkQuery.of(ctx), null, null, domain);
    }

    private void ofAll(Context ctx) {
        ShlinkQuery query = ShlinkQuery.of(ctx);
        list(ctx, query, null, null, finder.domains().domainOrAny(query.text("domain")));
    }

    private void list(
            Context ctx, ShlinkQuery query, @Nullable Long link, @Nullable String tag, @Nullable String domain) {
        Hidings.requireNone(ctx, smallCells);
        VisitScope scope = new VisitScope(
                link, tag, domain, query.moment("startDate"), query.moment("endDate"), query.isTrue("excludeBots"));
        int page = query.page();
        int size = query.itemsPerPage(0);
        Reach reach = Guard.reach(ctx);
        Json.answer(ctx, 200, turns.take(() -> {
            VisitPages.Found found = visits.page(scope, reach, page, size);
            List<VisitJson> told = found.visits().stream()
                    .map(seen -> VisitJson.of(seen, finder.domains().settings()))
                    .toList();
            return new Listed(Paged.of(told, page, size, found.total()));
        }));
    }

    private void summary(Context ctx) {
        Json.answer(ctx, 200, turns.take(() -> new Summed(new Summary(counted.ofAll(ctx), VisitsSummary.NONE))));
    }

    private void orphan(Context ctx) {
        ShlinkQuery query = ShlinkQuery.of(ctx);
        String type = query.text("type");
        if (type != null && !ORPHAN_TYPES.contains(type)) {
            throw ShlinkQuery.wrong("type", "must be one of " + String.join(", ", ORPHAN_TYPES));
        }
        Json.answer(ctx, 200, new Listed(Paged.of(List.of(), query.page(), query.itemsPerPage(0), 0)));
    }

    /** What was recorded and counted of a link: entered as an erasure, which goes on by itself where it takes long. */
    private void delete(Context ctx) {
        Link link = finder.get(ctx);
        VisitScope all = new VisitScope(link.id(), null, null, null, null, false);
        long there = turns.take(() -> visits.count(all, Guard.reach(ctx)));
        String caller = Guard.admission(ctx).caller().name();
        Erasure entered = trail.together(() -> {
            Erasure erasure = erasures.enter(new ErasureDraft(link.key(), null, null, null, null, false, caller));
            trail.add(
                    ctx,
                    Action.ERASURE_ENTERED,
                    Subject.erasure(erasure.id()),
                    Change.to("scope", erasure.scope().label()),
                    Change.to("name", erasure.name()));
            return erasure;
        });
        erasures.runSome();
        visits.forget();
        long erased = erasures.find(entered.id())
                .filter(Erasure::isFinished)
                .map(Erasure::visits)
                .orElse(there);
        Json.answer(ctx, 200, new Deleted(erased));
    }
}
