package app.grapevine.web.api;

import app.grapevine.channels.ChannelCatalogue;
import app.grapevine.links.Forwards;
import app.grapevine.links.Link;
import app.grapevine.links.LinkSettings;
import app.grapevine.links.LinkTree;
import app.grapevine.links.Links;
import app.grapevine.security.Scope;
import app.grapevine.stats.Figures;
import app.grapevine.stats.LinkTimings;
import app.grapevine.stats.SmallCells;
import app.grapevine.stats.Stats;
import app.grapevine.web.access.ApiRoutes;
import app.grapevine.web.access.Guard;
import app.grapevine.web.http.Json;
import app.grapevine.web.http.Routes;
import app.grapevine.web.http.Turns;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** What is reported of one link beside the stats: what was passed on from it, and how soon it was clicked. */
public final class LinkReportsApi implements Routes {
    private static final String ONE = "/links/{code}";

    private final Links links;
    private final Forwards forwards;
    private final Stats stats;
    private final LinkTimings timings;
    private final ChannelCatalogue channels;
    private final LinkSettings settings;
    private final SmallCells smallCells;
    private final Turns turns;
    private final Clock clock;

    public LinkReportsApi(
            Links links,
            Forwards forwards,
            Stats stats,
            LinkTimings timings,
            ChannelCatalogue channels,
            LinkSettings settings,
            SmallCells smallCells,
            Turns turns,
            Clock clock) {
        this.links = links;
        this.forwards = forwards;
        this.stats = stats;
        this.timings = timings;
        this.channels = channels;
        this.settings = settings;
        this.smallCells = smallCells;
        this.turns = turns;
        this.clock = clock;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        new ApiRoutes(routes)
                .ofCampaigns()
                .get(ONE + "/tree", Scope.STATS_READ, turns.of(this::tree))
                .get(ONE + "/timing", Scope.STATS_READ, turns.of(this::timing));
    }

    private record LinkInTreeJson(
            String code,
            String domain,
            String shortUrl,
            @Nullable String channel,
            String visibility,
            int generation,
            String status,
            boolean deleted,
            Instant createdAt,
            @Nullable Long clicks,
            @Nullable Long visitors,
            @Nullable Long previews,
            @Nullable Long shares,
            @Nullable Long suppressed,
            @Nullable Long conversions,
            boolean hidden) {}

    private record NodeJson(LinkInTreeJson link, List<NodeJson> children) {}

    private record TreeJson(
            List<LinkInTreeJson> ancestors, LinkInTreeJson link, List<NodeJson> children, boolean truncated) {}

    private void tree(Context ctx) {
        LinkTree tree = forwards.tree(LinkPaths.link(ctx, settings), Guard.reach(ctx));
        List<Long> ids = new ArrayList<>();
        tree.ancestors().forEach(found -> ids.add(found.link().id()));
        collect(tree.root(), ids);
        Map<Long, Figures> figures = stats.ofLinks(ids);
        SmallCells hiding = Hidings.of(ctx, smallCells);
        NodeJson root = json(tree.root(), figures, hiding);
        Json.answer(
                ctx,
                200,
                new TreeJson(
                        tree.ancestors().stream()
                                .map(found -> json(found, figures, hiding))
                                .toList(),
                        root.link(),
                        root.children(),
                        tree.truncated()));
    }

    private static void collect(LinkTree.Node node, List<Long> ids) {
        ids.add(node.found().link().id());
        node.children().forEach(child -> collect(child, ids));
    }

    private NodeJson json(LinkTree.Node node, Map<Long, Figures> figures, SmallCells hiding) {
        return new NodeJson(
                json(node.found(), figures, hiding),
                node.children().stream()
                        .map(child -> json(child, figures, hiding))
                        .toList());
    }

    private LinkInTreeJson json(LinkTree.Found found, Map<Long, Figures> all, SmallCells hiding) {
        Link link = found.link();
        @Nullable Figures figures = all.get(link.id());
        boolean hidden = figures != null && hiding.isSmall(figures);
        return new LinkInTreeJson(
                link.code(),
                link.domain(),
                settings.shortUrl(link.domain(), link.code()),
                link.channel(),
                link.visibility().label(),
                link.lineage().generation(),
                link.status(clock.instant()).label(),
                found.deleted(),
                link.createdAt(),
                figure(figures, hidden, Figures::clicks),
                figure(figures, hidden, Figures::visitors),
                figure(figures, hidden, Figures::previews),
                figure(figures, hidden, Figures::shares),
                figure(figures, hidden, Figures::suppressed),
                figure(figures, hidden, Figures::conversions),
                hidden);
    }

    private static @Nullable Long figure(@Nullable Figures figures, boolean hidden, ToLongFunction<Figures> figure) {
        return hidden ? null : Long.valueOf(figures == null ? 0 : figure.applyAsLong(figures));
    }

    private record PreviewedJson(String previewBy, Instant firstAt, Instant lastAt, long shares, String sharesAre) {}

    private record TimingJson(
            @Nullable Instant firstPreviewAt,
            @Nullable Instant firstClickAt,
            @Nullable BigDecimal secondsToFirstClick,
            List<PreviewedJson> previews) {}

    private void timing(Context ctx) {
        Hidings.requireNone(ctx, smallCells);
        Link link = links.get(LinkPaths.link(ctx, settings), Guard.reach(ctx));
        LinkTimings.Timing timing = timings.of(link.id());
        Long preview = timing.firstPreviewMillis();
        Long click = timing.firstClickMillis();
        Json.answer(
                ctx,
                200,
                new TimingJson(
                        preview == null ? null : Instant.ofEpochMilli(preview),
                        click == null ? null : Instant.ofEpochMilli(click),
                        preview == null || click == null ? null : BigDecimal.valueOf(click - preview, 3),
                        timing.previews().stream()
                                .map(one -> new PreviewedJson(
                                        one.previewBy(),
                                        Instant.ofEpochMilli(one.firstMillis()),
                                        Instant.ofEpochMilli(one.lastMillis()),
                                        one.attempts(),
                                        channels.sharesBy(one.previewBy()).label()))
                                .toList()));
    }
}
