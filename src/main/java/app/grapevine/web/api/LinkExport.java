package app.grapevine.web.api;

import app.grapevine.audit.Action;
import app.grapevine.base.CsvForm;
import app.grapevine.base.Page;
import app.grapevine.importing.LinkTable;
import app.grapevine.links.Link;
import app.grapevine.links.LinkSettings;
import app.grapevine.security.Scope;
import app.grapevine.stats.Figures;
import app.grapevine.stats.SmallCells;
import app.grapevine.stats.Stats;
import app.grapevine.web.access.Guard;
import app.grapevine.web.audit.Exports;
import app.grapevine.web.audit.FilePieces;
import app.grapevine.web.audit.Trail;
import app.grapevine.web.http.Turns;
import io.javalin.http.Context;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All links that a filter finds as a file of CSV, which the import takes back, with what was counted of each, ever. Clicks are
 * left empty for who may not read reports, and where they are of too few people. Safe for use by many threads.
 */
public final class LinkExport {
    private final LinkSettings settings;
    private final Stats stats;
    private final SmallCells smallCells;
    private final Exports exports;
    private final FilePieces.Lines<Counted> lines;

    public LinkExport(
            LinkSettings settings, Stats stats, SmallCells smallCells, Turns turns, Trail trail, Clock clock) {
        this.settings = settings;
        this.stats = stats;
        this.smallCells = smallCells;
        this.exports = new Exports(trail, turns);
        this.lines = new FilePieces.Lines<>(
                LinkTable.COLUMNS, one -> LinkTable.cells(one.link, shortUrl(one.link), one.clicks, clock.instant()));
    }

    /** @param clicks null where they are unknown or hidden */
    private record Counted(Link link, @Nullable Long clicks) {}

    /** The pages of a list, as large as a piece of a file, in its order. */
    interface Pages {
        /** @param cursor of the page before; null for the first */
        Page<Link> page(@Nullable String cursor);
    }

    /** @param pages begun in the turn that makes the first piece */
    void answer(Context ctx, Supplier<Pages> pages, CsvForm form) {
        FilePieces<Counted> file = exports.begin(() -> new FilePieces<>(new Source(ctx, pages.get()), lines, form));
        exports.leave(ctx, Action.LINKS_EXPORTED, true);
        exports.send(ctx, "links", file);
    }

    private String shortUrl(Link link) {
        return settings.shortUrl(link.domain(), link.code());
    }

    /** The links, a page at a time. For one thread. */
    private final class Source implements Supplier<List<Counted>> {
        private final Pages pages;
        private final boolean counts;
        private final SmallCells hiding;
        private @Nullable String cursor;
        private boolean ended;

        Source(Context ctx, Pages pages) {
            this.pages = pages;
            this.counts = Guard.admission(ctx).caller().allows(Scope.STATS_READ);
            this.hiding = Hidings.of(ctx, smallCells);
        }

        @Override
        public List<Counted> get() {
            if (ended) {
                return List.of();
            }
            Page<Link> page = pages.page(cursor);
            cursor = page.next();
            ended = cursor == null;
            Map<Long, Figures> figures =
                    counts ? stats.ofLinks(page.items().stream().map(Link::id).toList()) : Map.of();
            return page.items().stream()
                    .map(link -> new Counted(link, clicks(figures.get(link.id()))))
                    .toList();
        }

        private @Nullable Long clicks(@Nullable Figures figures) {
            if (!counts || (figures != null && hiding.isSmall(figures))) {
                return null;
            }
            return figures == null ? 0L : figures.clicks();
        }
    }
}
