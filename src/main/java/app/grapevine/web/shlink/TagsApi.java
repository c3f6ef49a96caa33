package app.grapevine.web.shlink;

import app.grapevine.audit.Action;
import app.grapevine.audit.Change;
import app.grapevine.audit.Subject;
import app.grapevine.base.FaultCode;
import app.grapevine.base.Page;
import app.grapevine.base.Reach;
import app.grapevine.base.RefusedException;
import app.grapevine.security.Scope;
import app.grapevine.tags.Tag;
import app.grapevine.tags.Tags;
import app.grapevine.web.access.ApiRoutes;
import app.grapevine.web.access.Guard;
import app.grapevine.web.audit.Trail;
import app.grapevine.web.http.Fields;
import app.grapevine.web.http.Json;
import app.grapevine.web.http.Routes;
import app.grapevine.web.http.Turns;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tags as Shlink's clients list, rename and delete them. Who is limited to a campaign changes none: a tag is of all campaigns. */
public final class TagsApi implements Routes {
    static final String PATH = "/tags";

    private final Tags tags;
    private final Counted counted;
    private final Turns turns;
    private final Trail trail;

    public TagsApi(Tags tags, Counted counted, Turns turns, Trail trail) {
        this.tags = tags;
        this.counted = counted;
        this.turns = turns;
        this.trail = trail;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        new ApiRoutes(routes, ShlinkDoor.BASE)
                .put(PATH, Scope.LINKS_WRITE, this::rename)
                .delete(PATH, Scope.LINKS_WRITE, this::delete)
                .ofCampaigns()
                .get(PATH, Scope.LINKS_READ, this::list)
                .get(PATH + "/stats", Scope.STATS_READ, this::stats);
    }

    record Told<T>(Paged<T> tags) {}

    record TagStats(String tag, long shortUrlsCount, VisitsSummary visitsSummary) {}

    private void list(Context ctx) {
        ShlinkQuery query = ShlinkQuery.of(ctx);
        List<String> all = new ArrayList<>(all(Guard.reach(ctx), query.text("searchTerm")).stream()
                .map(Tag::tag)
                .toList());
        if (descends(query)) {
            Collections.reverse(all);
        }
        Json.answer(ctx, 200, new Told<>(Paged.of(all, query)));
    }

    private List<Tag> all(Reach reach, @Nullable String search) {
        List<Tag> all = new ArrayList<>();
        String cursor = null;
        do {
            Page<Tag> page = tags.list(reach, search, Page.MOST, cursor);
            all.addAll(page.items());
            cursor = page.next();
        } while (cursor != null);
        return all;
    }

    private static boolean descends(ShlinkQuery query) {
        String order = query.text("orderBy");
        return order != null && order.toUpperCase(Locale.ROOT).endsWith("-DESC");
    }

    private void stats(Context ctx) {
        ShlinkQuery query = ShlinkQuery.of(ctx);
        Map<String, VisitsSummary> visits = turns.take(() -> counted.ofTags(ctx));
        List<TagStats> told = new ArrayList<>();
        for (Tag tag : all(Guard.reach(ctx), query.text("searchTerm"))) {
            told.add(new TagStats(tag.tag(), tag.links(), visits.getOrDefault(tag.tag(), VisitsSummary.NONE)));
        }
        Comparator<TagStats> order = order(String.valueOf(query.text("orderBy")).split("-", 2)[0]);
        if (order != null) {
            told.sort(order);
        }
        if (descends(query)) {
            Collections.reverse(told);
        }
        Json.answer(ctx, 200, new Told<>(Paged.of(told, query)));
    }

    /** Null for the order of their letters. */
    private static @Nullable Comparator<TagStats> order(String field) {
        return switch (field) {
            case "shortUrlsCount" -> Comparator.comparingLong(TagStats::shortUrlsCount);
            case "visits", "visitsCount" ->
                Comparator.comparingLong(tag -> tag.visitsSummary().total());
            case "nonBotVisits" ->
                Comparator.comparingLong(tag -> tag.visitsSummary().nonBots());
            default -> null;
        };
    }

    private void rename(Context ctx) {
        Fields fields = ShlinkBodies.known(ShlinkBodies.json(ctx), Set.of("oldName", "newName"));
        String oldName = fields.required("oldName", fields.string("oldName"));
        String newName = fields.required("newName", fields.string("newName"));
        fields.finish();
        rename(ctx, String.valueOf(oldName), String.valueOf(newName));
        ctx.status(204);
    }

    private void rename(Context ctx, String oldName, String newName) {
        try {
            trail.togetherOnly(() -> {
                Tag done = tags.rename(oldName, newName);
                trail.add(
                        ctx,
                        Action.TAG_CHANGED,
                        Subject.NONE,
                        new Change("tag", oldName, done.tag()),
                        Change.to("links", done.links()));
            });
        } catch (RefusedException e) {
            throw switch (e.reason()) {
                case NOT_FOUND -> new ShlinkException(ShlinkProblem.noTag(oldName));
                case TAKEN -> new ShlinkException(ShlinkProblem.tagTaken(oldName, newName));
                default -> e;
            };
        }
    }

    /** Of those that are named the ones that there are, each by itself. */
    private void delete(Context ctx) {
        List<String> named = ShlinkQuery.of(ctx).list("tags");
        if (named.isEmpty()) {
            throw RefusedException.invalid("tags", FaultCode.MISSING);
        }
        named.stream().distinct().forEach(tag -> delete(ctx, tag));
        ctx.status(204);
    }

    private void delete(Context ctx, String tag) {
        try {
            trail.togetherOnly(() -> {
                Tag gone = tags.delete(tag);
                trail.add(
                        ctx,
                        Action.TAG_DELETED,
                        Subject.NONE,
                        new Change("tag", gone.tag(), null),
                        Change.to("links", gone.links()));
            });
        } catch (RefusedException e) {
            if (e.reason() != RefusedException.Reason.NOT_FOUND) {
                throw e;
            }
        }
    }
}
