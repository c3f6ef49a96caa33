package app.grapevine.web.shlink;

import static java.util.Objects.requireNonNull;

import app.grapevine.audit.Action;
import app.grapevine.audit.Subject;
import app.grapevine.base.Reach;
import app.grapevine.links.Link;
import app.grapevine.security.Scope;
import app.grapevine.shlink.AsGiven;
import app.grapevine.shlink.ShortUrlFilter;
import app.grapevine.shlink.ShortUrlFilter.Field;
import app.grapevine.shlink.ShortUrlFilter.Order;
import app.grapevine.shlink.ShortUrlLists;
import app.grapevine.shlink.ShortUrls;
import app.grapevine.storage.LinkKey;
import app.grapevine.web.access.ApiRoutes;
import app.grapevine.web.access.Guard;
import app.grapevine.web.audit.Trail;
import app.grapevine.web.http.Json;
import app.grapevine.web.http.Routes;
import app.grapevine.web.http.Turns;
import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** Links as Shlink's clients make, list, change and delete them. */
public final class ShortUrlsApi implements Routes {
    private static final String PATH = "/short-urls";
    static final String SHORTEN = PATH + "/shorten";
    private static final int USUAL_PAGE = 10;

    private final ShortUrlFinder finder;
    private final ShortUrlMaker maker;
    private final ShortUrlLists lists;
    private final ShortUrls kept;
    private final ShortUrlView view;
    private final Counted counted;
    private final Turns turns;
    private final Trail trail;

    /** @param turns that lists take, which are told with what was counted */
    public ShortUrlsApi(
            ShortUrlFinder finder,
            ShortUrlMaker maker,
            ShortUrlLists lists,
            ShortUrlView view,
            Turns turns,
            Trail trail) {
        this.finder = finder;
        this.maker = maker;
        this.lists = lists;
        this.kept = view.kept();
        this.view = view;
        this.counted = view.counted();
        this.turns = turns;
        this.trail = trail;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        new ApiRoutes(routes, ShlinkDoor.BASE)
                .ofCampaigns()
                .get(PATH, Scope.LINKS_READ, this::list)
                .post(PATH, Scope.LINKS_WRITE, this::create)
                .get(SHORTEN, Scope.LINKS_WRITE, this::shorten)
                .get(ShortUrlFinder.ONE, Scope.LINKS_READ, this::get)
                .patch(ShortUrlFinder.ONE, Scope.LINKS_WRITE, this::change)
                .delete(ShortUrlFinder.ONE, Scope.LINKS_WRITE, this::delete);
    }

    private record Listed(Paged<ShortUrlJson> shortUrls) {}

    private void list(Context ctx) {
        ShlinkQuery query = ShlinkQuery.of(ctx);
        ShortUrlFilter filter = new ShortUrlFilter(
                query.text("searchTerm"),
                finder.domains().domainOrAny(query.text("domain")),
                query.list("tags"),
                query.isAll("tagsMode"),
                query.list("excludeTags"),
                query.isAll("excludeTagsMode"),
                query.moment("startDate"),
                query.moment("endDate"),
                query.isTrue("excludeMaxVisitsReached"),
                query.isTrue("excludePastValidUntil"),
                query.text("apiKeyName"));
        Order order = order(query);
        int page = query.page();
        int size = query.itemsPerPage(USUAL_PAGE);
        Reach reach = Guard.reach(ctx);
        Json.answer(ctx, 200, turns.take(() -> {
            ShortUrlLists.Found found = order.field().isCounted()
                    ? lists.ranked(
                            filter,
                            reach,
                            counted.ranking(ctx, order.field() == Field.NON_BOT_VISITS),
                            order.descends(),
                            page,
                            size)
                    : lists.page(filter, reach, order, page, size);
            return new Listed(Paged.of(view.of(ctx, found.links()), page, size, found.total()));
        }));
    }

    /** {@code field-ASC} or {@code field-DESC}. */
    private static Order order(ShlinkQuery query) {
        String given = query.text("orderBy");
        if (given == null) {
            return Order.NEWEST;
        }
        String[] parts = given.split("-", 2);
        String direction = parts.length == 2 ? parts[1].toUpperCase(Locale.ROOT) : "ASC";
        Field field = Arrays.stream(Field.values())
                .filter(one -> one.label().equals(parts[0]))
                .findFirst()
                .orElseThrow(() -> ShlinkQuery.wrong("orderBy", "must name a field that there is"));
        if (!direction.equals("ASC") && !direction.equals("DESC")) {
            throw ShlinkQuery.wrong("orderBy", "must end with -ASC or -DESC");
        }
        return new Order(field, direction.equals("DESC"));
    }

    private void create(Context ctx) {
        Json.answer(ctx, 200, made(ctx, ShlinkBodies.json(ctx)));
    }

    private ShortUrlJson made(Context ctx, JsonNode body) {
        ShortUrlMaker.Made made = maker.make(ctx, new ShortUrlBody(body));
        return made.isNew() ? view.ofNew(made.link(), made.given()) : view.of(ctx, made.link());
    }

    /** In one step, by a GET that says who asks, for programs that can send nothing else. */
    private void shorten(Context ctx) {
        ShlinkQuery query = ShlinkQuery.of(ctx);
        String longUrl = query.text("longUrl");
        ShortUrlJson made = made(ctx, Json.MAPPER.valueToTree(longUrl == null ? Map.of() : Map.of("longUrl", longUrl)));
        if (isPlain(ctx, query)) {
            ctx.contentType("text/plain; charset=utf-8").result(made.shortUrl());
        } else {
            Json.answer(ctx, 200, made);
        }
    }

    private static boolean isPlain(Context ctx, ShlinkQuery query) {
        String format = query.text("format");
        if (format != null) {
            return format.equalsIgnoreCase("txt");
        }
        String accept = ctx.req().getHeader("Accept");
        return accept != null
                && accept.split(",", 2)[0].toLowerCase(Locale.ROOT).contains("text/plain");
    }

    private void get(Context ctx) {
        Json.answer(ctx, 200, view.of(ctx, finder.get(ctx)));
    }

    private void change(Context ctx) {
        LinkKey key = finder.key(ctx);
        ShortUrlBody body = new ShortUrlBody(ShlinkBodies.json(ctx));
        Link changed = finder.there(key, () -> trail.together(() -> change(ctx, key, body)));
        Json.answer(ctx, 200, view.of(ctx, changed));
    }

    private Link change(Context ctx, LinkKey key, ShortUrlBody body) {
        AtomicReference<ShortUrlTrail> before = new AtomicReference<>();
        Link changed = finder.links().change(key, Guard.reach(ctx), present -> {
            AsGiven given = kept.given(present);
            before.set(ShortUrlTrail.of(present, given.crawlable()));
            return body.changed(present, given, view.settings());
        });
        AsGiven given = kept.keep(changed, body.given(changed));
        ShortUrlTrail.changed(
                trail, ctx, changed, requireNonNull(before.get()), ShortUrlTrail.of(changed, given.crawlable()));
        return changed;
    }

    private void delete(Context ctx) {
        LinkKey key = finder.key(ctx);
        finder.there(
                key,
                () -> trail.together(() -> {
                    finder.links().delete(key, Guard.reach(ctx));
                    trail.add(ctx, Action.LINK_DELETED, Subject.link(key));
                    return List.of();
                }));
        ctx.status(204);
    }
}
