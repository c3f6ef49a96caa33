package app.grapevine.visits;

import app.grapevine.storage.SqlText;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * A walk through visits that are rows. A few links are read each through its own index and merged; many are looked for
 * among all visits.
 */
final class TableWalk implements VisitWalk {
    private static final int MOST_MERGED = 100;
    private static final int SMALLEST_PIECE = 50;

    /** The table that is walked through, as {@code k}. */
    interface Rows {
        /** @param conditions adds conditions on {@code k}, each beginning with AND @param order begins with ORDER BY */
        List<ClickRow> read(Handle handle, VisitFilter filter, Consumer<SqlText> conditions, String order);
    }

    private final Rows rows;
    private final VisitRange range;
    private final VisitFilter filter;
    private final VisitStore.Order order;
    private final Comparator<VisitPlace> comparator;
    private final PriorityQueue<Source> sources;
    private final List<Source> unread = new ArrayList<>();

    TableWalk(Rows rows, VisitRange range, VisitFilter filter, VisitStore.Order order, @Nullable VisitPlace after) {
        this.rows = rows;
        this.range = range;
        this.filter = filter;
        this.order = order;
        this.comparator = isForward() ? Comparator.naturalOrder() : Comparator.reverseOrder();
        this.sources = new PriorityQueue<>(Comparator.comparing(Source::place, comparator));
        Set<Long> links = range.links();
        if (links != null && links.size() <= MOST_MERGED) {
            links.stream().sorted().forEach(link -> unread.add(new Source(link, after)));
        } else {
            unread.add(new Source(null, after));
        }
    }

    private boolean isForward() {
        return order == VisitStore.Order.OLDEST_FIRST;
    }

    @Override
    public List<ClickRow> next(Handle handle, int most) {
        int piece = unread.size() + sources.size() <= 1
                ? most
                : Math.min(most, Math.max(SMALLEST_PIECE, most / (unread.size() + sources.size())));
        unread.forEach(source -> enqueue(handle, source, piece));
        unread.clear();
        List<ClickRow> found = new ArrayList<>();
        while (found.size() < most) {
            Source source = sources.poll();
            if (source == null) {
                break;
            }
            ClickRow row = source.rows.remove();
            source.after = VisitPlace.of(row.click());
            found.add(row);
            enqueue(handle, source, piece);
        }
        return found;
    }

    private void enqueue(Handle handle, Source source, int piece) {
        if (source.rows.isEmpty() && !source.ended) {
            List<ClickRow> more = read(handle, source.link, source.after, piece);
            source.rows.addAll(more);
            source.ended = more.size() < piece;
        }
        if (!source.rows.isEmpty()) {
            sources.add(source);
        }
    }

    private List<ClickRow> read(Handle handle, @Nullable Long link, @Nullable VisitPlace after, int limit) {
        String direction = isForward() ? "" : " DESC";
        // With the link in the order, the index is read from its place on instead of sorting.
        String by = (link == null ? "" : "k.link_id" + direction + ", ") + "k.at" + direction + ", k.node" + direction
                + ", k.sequence" + direction;
        VisitRange narrowed =
                link == null ? range : new VisitRange(range.from(), range.to(), Set.of(link), range.node());
        return rows.read(
                handle,
                filter,
                sql -> {
                    if (after != null) {
                        behind(sql, after);
                    }
                    narrowed.where(sql);
                },
                "ORDER BY " + by + " LIMIT " + limit);
    }

    /** A condition on the bare time stands beside that on the whole place, so that H2 finds the place in the index. */
    private void behind(SqlText sql, VisitPlace after) {
        String than = isForward() ? " > " : " < ";
        String at = sql.value(after.atMillis());
        String node = sql.value(after.node());
        sql.add("AND k.at" + (isForward() ? " >= " : " <= ") + at);
        sql.add("AND (k.at" + than + at + " OR k.node" + than + node);
        sql.add("OR (k.node = " + node + " AND k.sequence" + than + sql.value(after.sequence()) + "))");
    }

    /** The visits of one link, or of all. */
    private static final class Source {
        private final @Nullable Long link;
        private final Deque<ClickRow> rows = new ArrayDeque<>();
        private @Nullable VisitPlace after;
        private boolean ended;

        Source(@Nullable Long link, @Nullable VisitPlace after) {
            this.link = link;
            this.after = after;
        }

        VisitPlace place() {
            return VisitPlace.of(rows.element().click());
        }
    }
}
