package app.grapevine.visits;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * A walk through segments and, as long as there are any, the rows of {@code clicks} that are not taken over yet. The table
 * is read first: a row that is taken over in between is in both, and is given once.
 */
final class HandoverWalk implements VisitWalk {
    private final TableVisits table;
    private final VisitRange range;
    private final VisitFilter filter;
    private final VisitStore.Order order;
    private final boolean toChange;
    private SegmentWalk segments;
    private @Nullable VisitPlace place;

    HandoverWalk(
            TableVisits table,
            VisitRange range,
            VisitFilter filter,
            VisitStore.Order order,
            @Nullable VisitPlace after,
            boolean toChange) {
        this.table = table;
        this.range = range;
        this.filter = filter;
        this.order = order;
        this.toChange = toChange;
        this.place = after;
        this.segments = new SegmentWalk(range, filter, order, after, toChange);
    }

    /** Whether there are rows that an earlier version left. */
    static boolean isTableInUse(Handle handle) {
        return handle.createQuery("SELECT 1 FROM clicks LIMIT 1")
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    @Override
    public List<ClickRow> next(Handle handle, int most) {
        List<ClickRow> rows = isTableInUse(handle) ? nextOfBoth(handle, most) : segments.next(handle, most);
        if (!rows.isEmpty()) {
            place = VisitPlace.of(rows.get(rows.size() - 1).click());
        }
        return rows;
    }

    private List<ClickRow> nextOfBoth(Handle handle, int most) {
        List<ClickRow> rows =
                new ArrayList<>(table.walk(range, filter, order, place).next(handle, most));
        rows.addAll(new SegmentWalk(range, filter, order, place, toChange).next(handle, most));
        Comparator<ClickRow> byPlace = Comparator.comparing(row -> VisitPlace.of(row.click()));
        rows.sort(order == VisitStore.Order.OLDEST_FIRST ? byPlace : byPlace.reversed());
        List<ClickRow> once = new ArrayList<>();
        for (ClickRow row : rows) {
            boolean again = !once.isEmpty() && byPlace.compare(row, once.get(once.size() - 1)) == 0;
            if (!again && once.size() < most) {
                once.add(row);
            }
        }
        if (!once.isEmpty()) {
            VisitPlace reached = VisitPlace.of(once.get(once.size() - 1).click());
            segments = new SegmentWalk(range, filter, order, reached, toChange);
        }
        return once;
    }
}
