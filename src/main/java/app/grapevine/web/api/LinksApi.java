package app.grapevine.web.api;

import static java.util.Objects.requireNonNull;

import app.grapevine.audit.Action;
import app.grapevine.audit.Subject;
import app.grapevine.base.CsvForm;
import app.grapevine.base.Page;
import app.grapevine.base.Parameters;
import app.grapevine.base.Reach;
import app.grapevine.links.Link;
import app.grapevine.links.LinkFilter;
import app.grapevine.links.LinkLists;
import app.grapevine.links.LinkSettings;
import app.grapevine.links.LinkSort;
import app.grapevine.links.Links;
import app.grapevine.security.Scope;
import app.grapevine.stats.SmallCells;
import app.grapevine.stats.Stats;
import app.grapevine.storage.LinkKey;
import app.grapevine.web.access.ApiRoutes;
import app.grapevine.web.access.Guard;
import app.grapevine.web.audit.Trail;
import app.grapevine.web.http.ApiAnswer;
import app.grapevine.web.http.Bodies;
import app.grapevine.web.http.Json;
import app.grapevine.web.http.ListJson;
import app.grapevine.web.http.MediaTypes;
import app.grapevine.web.http.MergePatch;
import app.grapevine.web.http.Query;
import app.grapevine.web.http.Routes;
import app.grapevine.web.http.Turns;
import app.grapevine.web.idempotency.Idempotency;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The links: made one by one, found, listed, changed, deleted. */
public final class LinksApi implements Routes {
    private static final String PATH = "/links";
    private static final String ONE = PATH + "/{code}";
    static final Map<String, Link.Status> STATUSES = statuses();
    private static final String BY_CLICKS = "-clicks";
    private static final Map<String, LinkSort> SORTS =
            Arrays.stream(LinkSort.values()).collect(Collectors.toUnmodifiableMap(LinkSort::label, sort -> sort));
    private static final Map<String, String> ORDERS = Stream.concat(SORTS.keySet().stream(), Stream.of(BY_CLICKS))
            .collect(Collectors.toUnmodifiableMap(order -> order, order -> order));

    private final Links links;
    private final LinkLists lists;
    private final LinksByClicks ranked;
    private final SmallCells smallCells;
    private final Turns turns;
    private final LinkSettings settings;
    private final Idempotency idempotency;
    private final Trail trail;
    private final Clock clock;
    private final LinkExport export;

    /**
     * @param stats by which links are ordered by clicks
     * @param smallCells whose figures that order does not tell
     * @param turns that ordering by clicks takes
     */
    public LinksApi(
            Links links,
            LinkLists lists,
            LinkSettings settings,
            Stats stats,
            SmallCells smallCells,
            Turns turns,
            Idempotency idempotency,
            Trail trail,
            Clock clock,
            LinkExport export) {
        this.links = links;
        this.lists = lists;
        this.ranked = new LinksByClicks(lists, stats);
        this.smallCells = smallCells;
        this.turns = turns;
        this.settings = settings;
        this.idempotency = idempotency;
        this.trail = trail;
        this.clock = clock;
        this.export = export;
    }

    private static Map<String, Link.Status> statuses() {
        Map<String, Link.Status> words = new HashMap<>();
        for (Link.Status status : Link.Status.values()) {
            words.put(status.label(), status);
        }
        return Map.copyOf(words);
    }

    @Override
    public void addTo(RoutesConfig routes) {
        new ApiRoutes(routes)
                .ofCampaigns()
                .post(PATH, Scope.LINKS_WRITE, this::create)
                .get(PATH, Scope.LINKS_READ, this::list)
                .get(ONE, Scope.LINKS_READ, this::get)
                .patch(ONE, Scope.LINKS_WRITE, this::change)
                .delete(ONE, Scope.LINKS_WRITE, this::delete)
                .post(ONE + "/restore", Scope.LINKS_WRITE, this::restore);
    }

    private void create(Context ctx) {
        Query.none(ctx);
        byte[] body = Bodies.jsonBytes(ctx);
        PasswordField password = PasswordField.of(body);
        idempotency.answer(ctx, body, () -> {
            Link link = links.create(LinkJson.draft(Bodies.parse(body), password), Makers.of(ctx));
            LinkJson json = json(ctx, link);
            trail.add(ctx, Action.LINK_CREATED, Subject.link(link.key()), LinkJson.CHANGES.of(tree(json)));
            return ApiAnswer.created(location(link), json);
        });
    }

    private String location(Link link) {
        String path = ApiRoutes.BASE + PATH + "/" + link.code();
        return link.domain().equals(settings.defaultDomain())
                ? path
                : path + "?domain=" + URLEncoder.encode(link.domain(), StandardCharsets.UTF_8);
    }

    private void list(Context ctx) {
        Parameters parameters = Guard.within(ctx, Query.of(ctx));
        LinkFilter filter = new LinkFilter(
                parameters.single("domain"),
                parameters.single("channel"),
                parameters.single("campaign"),
                parameters.single("tag"),
                parameters.single("search"),
                parameters.single("shareSet"),
                parameters.choice("status", STATUSES),
                parameters.number("generation", 0, Link.MAX_GENERATION),
                parameters.single("parent"),
                new LinkFilter.Trace(
                        parameters.single("host"),
                        parameters.single("createdBy"),
                        parameters.time("createdFrom"),
                        parameters.time("createdTo"),
                        parameters.time("changedAt")),
                Query.archived(parameters));
        String order = parameters.choice("sort", ORDERS);
        if (BY_CLICKS.equals(order)) {
            // What the order tells is a report.
            Guard.require(ctx, Scope.STATS_READ);
        }
        if (MediaTypes.choose(ctx, List.of(Json.CONTENT_TYPE, MediaTypes.CSV)).equals(MediaTypes.CSV)) {
            CsvForm form = CsvForm.of(parameters);
            parameters.finish();
            export.answer(ctx, () -> pages(ctx, filter, order, Page.MOST), form);
            return;
        }
        int limit = Query.limit(parameters);
        String cursor = parameters.single("cursor");
        parameters.finish();
        Page<Link> page = BY_CLICKS.equals(order)
                ? turns.take(() -> pages(ctx, filter, order, limit).page(cursor))
                : pages(ctx, filter, order, limit).page(cursor);
        LinkJson.View view = view(ctx);
        Json.answer(
                ctx,
                200,
                new ListJson<>(
                        page.items().stream()
                                .map(link -> LinkJson.of(link, view))
                                .toList(),
                        page.next()));
    }

    /** The list in an order, a page at a time; that by clicks as they were counted when it began. */
    private LinkExport.Pages pages(Context ctx, LinkFilter filter, @Nullable String order, int limit) {
        Reach reach = Guard.reach(ctx);
        if (BY_CLICKS.equals(order)) {
            LinksByClicks.Ranking ranking = ranked.now(Hidings.of(ctx, smallCells));
            return cursor -> ranking.page(filter, reach, limit, cursor);
        }
        LinkSort sort = order == null ? LinkSort.NEWEST : SORTS.getOrDefault(order, LinkSort.NEWEST);
        return cursor -> lists.list(filter, reach, sort, limit, cursor);
    }

    private void get(Context ctx) {
        Json.answer(ctx, 200, json(ctx, links.get(key(ctx), Guard.reach(ctx))));
    }

    private void change(Context ctx) {
        LinkKey key = key(ctx);
        JsonNode patch = Bodies.parse(Bodies.bytes(ctx, Bodies.LIMIT, MergePatch.CONTENT_TYPES));
        PasswordField password = PasswordField.of(patch);
        LinkJson changed = trail.together(() -> change(ctx, key, patch, password));
        Json.answer(ctx, 200, changed);
    }

    private LinkJson change(Context ctx, LinkKey key, JsonNode patch, PasswordField password) {
        AtomicReference<JsonNode> before = new AtomicReference<>();
        AtomicReference<@Nullable String> hash = new AtomicReference<>();
        LinkJson.View view = view(ctx);
        Link changed = links.change(key, Guard.reach(ctx), present -> {
            before.set(tree(LinkJson.of(present, view)));
            hash.set(present.passwordHash());
            return LinkJson.change(present, patch, password, view);
        });
        LinkJson after = LinkJson.of(changed, view);
        trail.addIfAny(
                ctx,
                Action.LINK_CHANGED,
                Subject.link(key),
                LinkJson.CHANGES.between(
                        marked(requireNonNull(before.get()), false),
                        marked(tree(after), !Objects.equals(hash.get(), changed.passwordHash()))));
        return after;
    }

    /** A link as it is shown, and whether its password, which is not, is another: told by its name alone. */
    private static JsonNode marked(JsonNode tree, boolean otherPassword) {
        return ((ObjectNode) tree).put(PasswordField.NAME, otherPassword);
    }

    private static JsonNode tree(LinkJson json) {
        return Json.MAPPER.valueToTree(json);
    }

    private void delete(Context ctx) {
        LinkKey key = key(ctx);
        trail.togetherOnly(() -> {
            links.delete(key, Guard.reach(ctx));
            trail.add(ctx, Action.LINK_DELETED, Subject.link(key));
        });
        ctx.status(204);
    }

    private void restore(Context ctx) {
        LinkKey key = key(ctx);
        Link link = trail.together(() -> {
            Link restored = links.restore(key, Guard.reach(ctx));
            trail.add(ctx, Action.LINK_RESTORED, Subject.link(key));
            return restored;
        });
        Json.answer(ctx, 200, json(ctx, link));
    }

    private LinkJson json(Context ctx, Link link) {
        return LinkJson.of(link, view(ctx));
    }

    private LinkJson.View view(Context ctx) {
        return LinkJson.View.of(ctx, settings, clock);
    }

    private LinkKey key(Context ctx) {
        return LinkPaths.link(ctx, settings);
    }
}
