package app.grapevine.stats;

import app.grapevine.attribution.Tier;
import app.grapevine.attribution.Verdict;
import app.grapevine.attribution.Visibility;
import app.grapevine.base.Page;
import app.grapevine.clicks.ClickIds;
import app.grapevine.storage.Database;
import app.grapevine.visits.Click;
import app.grapevine.visits.ClickRow;
import app.grapevine.visits.VisitPlace;
import app.grapevine.visits.VisitRange;
import app.grapevine.visits.VisitStores;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The door to single visits: listed by the page, or all of them, newest first; or those that were recorded since one
 * looked last. Safe for use by many threads.
 */
public final class Visits {
    private final Database database;
    private final ClickIds ids;

    public Visits(Database database, ClickIds ids) {
        this.database = database;
        this.ids = ids;
    }

    /** A page of visits. @throws app.grapevine.storage.DatabaseUnavailableException if the database is away */
    public Page<RecordedVisit> page(VisitQuery query) {
        VisitStream stream = new VisitStream(database, query.selection(), query.after(), query.limit() + 1);
        List<RecordedVisit> items = new ArrayList<>();
        @Nullable VisitPlace last = null;
        VisitStream.@Nullable Named row = stream.next();
        while (row != null && items.size() < query.limit()) {
            items.add(visit(row));
            last = row.place();
            row = stream.next();
        }
        return new Page<>(items, row == null || last == null ? null : VisitCursor.text(last, query.selection()));
    }

    /** Visits that are read as they are asked for. Not safe for use by many threads. */
    public final class Export {
        private final VisitStream stream;

        private Export(VisitStream stream) {
            this.stream = stream;
        }

        /**
         * The next visits; none at the end.
         *
         * @param most how many at most
         * @throws app.grapevine.storage.DatabaseUnavailableException if the database is away
         */
        public List<RecordedVisit> some(int most) {
            List<RecordedVisit> some = new ArrayList<>();
            while (some.size() < most) {
                VisitStream.@Nullable Named next = stream.next();
                if (next == null) {
                    break;
                }
                some.add(visit(next));
            }
            return some;
        }
    }

    /** All visits that match, of any number, in constant memory. */
    public Export export(VisitQuery query) {
        return new Export(new VisitStream(database, query.selection(), null, Integer.MAX_VALUE));
    }

    /**
     * How far the visits of each node are recorded: what is recorded later lies beyond.
     *
     * @param byNode a sequence by the node's id
     */
    public record Positions(Map<Long, Long> byNode) {
        public Positions {
            byNode = Map.copyOf(byNode);
        }
    }

    /** The positions of this moment. @throws app.grapevine.storage.DatabaseUnavailableException if the database is away */
    public Positions positions() {
        return new Positions(database.read(VisitDao::positions));
    }

    /** What was recorded between two positions. @param more whether there were more visits than asked for */
    public record Arrivals(List<RecordedVisit> visits, boolean more) {
        public Arrivals {
            visits = List.copyOf(visits);
        }
    }

    /**
     * Visits that were recorded between two positions, node by node, each node's in the order of their coming.
     *
     * @param limit how many at most; the later ones are left out
     * @throws app.grapevine.storage.DatabaseUnavailableException if the database is away
     */
    public Arrivals between(Positions after, Positions upTo, Selection selection, int limit) {
        List<RecordedVisit> visits = new ArrayList<>();
        for (Map.Entry<Long, Long> position : upTo.byNode().entrySet()) {
            long node = position.getKey();
            long from = after.byNode().getOrDefault(node, 0L);
            int left = limit + 1 - visits.size();
            if (position.getValue() > from && left > 0) {
                database.read(handle -> recorded(handle, selection, node, from, position.getValue(), left))
                        .forEach(row -> visits.add(visit(row)));
            }
        }
        boolean more = visits.size() > limit;
        return new Arrivals(more ? visits.subList(0, limit) : visits, more);
    }

    private List<VisitStream.Named> recorded(
            Handle handle, Selection selection, long node, long after, long upTo, int limit) {
        VisitRange range = selection.visitRange(LinkScope.of(handle, selection).all(handle));
        List<ClickRow> rows = VisitStores.of(database.dialect())
                .recorded(handle, node, after, upTo, range, selection.visitFilter(), limit);
        return VisitStream.named(handle, rows, new HashMap<>());
    }

    private RecordedVisit visit(VisitStream.Named row) {
        Click click = row.click();
        @Nullable Verdict verdict = click.verdict();
        @Nullable Tier tier = verdict == null ? null : verdict.tier();
        return new RecordedVisit(
                ids.encode(click.node(), click.sequence()),
                Instant.ofEpochMilli(click.atMillis()),
                row.link().code(),
                row.link().domain(),
                click.kind(),
                verdict == null ? null : verdict.channel(),
                verdict == null ? null : verdict.origin(),
                (verdict == null ? Visibility.UNKNOWN : verdict.visibility()).label(),
                tier == null ? null : tier.label(),
                verdict == null ? List.of() : verdict.evidence(),
                verdict == null || verdict.rulesVersion() == 0 ? null : verdict.rulesVersion(),
                click.country(),
                click.language(),
                click.agent().device(),
                click.agent().os(),
                click.agent().browser(),
                click.referrer(),
                verdict == null ? null : verdict.previewBy(),
                verdict == null ? null : verdict.setApart(),
                click.rule(),
                row.link().audience());
    }
}
