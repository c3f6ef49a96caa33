package app.grapevine.web.api;

import app.grapevine.audit.Action;
import app.grapevine.audit.Subject;
import app.grapevine.base.CsvForm;
import app.grapevine.base.CsvTable;
import app.grapevine.base.Page;
import app.grapevine.base.Reach;
import app.grapevine.importing.LinkTable;
import app.grapevine.links.Link;
import app.grapevine.links.LinkFilter;
import app.grapevine.links.LinkSettings;
import app.grapevine.links.LinkSort;
import app.grapevine.links.Links;
import app.grapevine.security.Scope;
import app.grapevine.stats.Figures;
import app.grapevine.stats.SmallCells;
import app.grapevine.stats.Stats;
import app.grapevine.web.access.Guard;
import app.grapevine.web.audit.Exports;
import app.grapevine.web.audit.Trail;
import app.grapevine.web.http.Connections;
import app.grapevine.web.http.MediaTypes;
import app.grapevine.web.http.Turns;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All links that a filter finds as a file of CSV, which the import takes back, with what was counted of each, ever. Clicks are
 * left empty for who may not read reports, and where they are of too few people.
 */
public final class LinkExport {
    private static final Logger LOG = LoggerFactory.getLogger(LinkExport.class);

    private final Links links;
    private final LinkSettings settings;
    private final Stats stats;
    private final SmallCells smallCells;
    private final Turns turns;
    private final Trail trail;
    private final Clock clock;

    public LinkExport(
            Links links,
            LinkSettings settings,
            Stats stats,
            SmallCells smallCells,
            Turns turns,
            Trail trail,
            Clock clock) {
        this.links = links;
        this.settings = settings;
        this.stats = stats;
        this.smallCells = smallCells;
        this.turns = turns;
        this.trail = trail;
        this.clock = clock;
    }

    void answer(Context ctx, LinkFilter filter, LinkSort sort, CsvForm form) {
        // Read before the answer begins, so that what is wrong is told by the status.
        Pieces pieces = turns.take(() -> {
            Pieces begun = new Pieces(ctx, filter, sort, form);
            begun.next();
            return begun;
        });
        if (ctx.method() != HandlerType.HEAD) {
            trail.add(ctx, Action.LINKS_EXPORTED, Subject.NONE, Exports.asked(ctx, true));
        }
        ctx.contentType(MediaTypes.CSV_FILE);
        ctx.header("Content-Disposition", "attachment; filename=\"links.csv\"");
        if (ctx.method() != HandlerType.HEAD) {
            stream(ctx, pieces);
        }
    }

    /** No turn is held while the client is waited for. */
    private void stream(Context ctx, Pieces pieces) {
        try {
            OutputStream out = ctx.res().getOutputStream();
            do {
                pieces.piece.writeTo(out);
            } while (turns.takeAgain(pieces::next));
            out.flush();
        } catch (IOException e) {
            LOG.debug("the client of an export went away: {}", e.toString());
        } catch (RuntimeException e) {
            if (!ctx.res().isCommitted()) {
                throw e;
            }
            LOG.error("an export broke off", e);
            Connections.cut(ctx);
        }
    }

    /** The file, a page of links at a time: one is made in memory, then sent, then the next is made. For one thread. */
    private final class Pieces {
        private final LinkFilter filter;
        private final LinkSort sort;
        private final Reach reach;
        private final boolean counts;
        private final SmallCells hiding;
        private final ByteArrayOutputStream piece = new ByteArrayOutputStream();
        private final Writer text = new BufferedWriter(new OutputStreamWriter(piece, StandardCharsets.UTF_8));
        private final CsvTable table;
        private @Nullable String cursor;
        private boolean ended;

        Pieces(Context ctx, LinkFilter filter, LinkSort sort, CsvForm form) {
            this.filter = filter;
            this.sort = sort;
            this.reach = Guard.reach(ctx);
            this.counts = Guard.admission(ctx).caller().allows(Scope.STATS_READ);
            this.hiding = Hidings.of(ctx, smallCells);
            try {
                this.table = new CsvTable(text, form, LinkTable.COLUMNS);
            } catch (IOException e) {
                throw new UncheckedIOException("memory takes what is written", e);
            }
        }

        /** Makes the next piece. @return false where there was nothing left */
        boolean next() {
            if (ended) {
                return false;
            }
            piece.reset();
            Page<Link> page = links.list(filter, reach, sort, Page.MOST, cursor);
            cursor = page.next();
            ended = cursor == null;
            try {
                write(page.items());
            } catch (IOException e) {
                throw new UncheckedIOException("memory takes what is written", e);
            }
            return true;
        }

        private void write(List<Link> some) throws IOException {
            Map<Long, Figures> figures =
                    counts ? stats.ofLinks(some.stream().map(Link::id).toList()) : Map.of();
            for (Link link : some) {
                String shortUrl = settings.shortUrl(link.domain(), link.code());
                table.row(LinkTable.cells(link, shortUrl, clicks(figures.get(link.id())), clock.instant()));
            }
            table.flush();
            text.flush();
        }

        private @Nullable Long clicks(@Nullable Figures figures) {
            if (!counts || (figures != null && hiding.isSmall(figures))) {
                return null;
            }
            return figures == null ? 0L : figures.clicks();
        }
    }
}
