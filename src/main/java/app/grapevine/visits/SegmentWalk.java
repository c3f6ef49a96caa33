package app.grapevine.visits;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * A walk through segments. Those whose time has come are unpacked and merged; the others are looked at again before one
 * of them is: they may have been merged or changed since. What is not behind the last place is passed over, so that
 * nothing comes twice.
 */
final class SegmentWalk implements VisitWalk {
    private final VisitRange range;
    private final VisitFilter filter;
    private final boolean forward;
    private final boolean toChange;
    private final Comparator<ClickRow> order;
    private final PriorityQueue<Opened> opened;
    private final Set<Long> openedIds = new HashSet<>();
    private List<Segment> listed = List.of();
    private boolean isListed;
    private @Nullable VisitPlace place;

    /** @param toChange whether each piece is read anew, in the unit of work that may change it */
    SegmentWalk(
            VisitRange range,
            VisitFilter filter,
            VisitStore.Order order,
            @Nullable VisitPlace after,
            boolean toChange) {
        this.range = range;
        this.toChange = toChange;
        this.filter = filter;
        this.forward = order == VisitStore.Order.OLDEST_FIRST;
        this.place = after;
        Comparator<ClickRow> byPlace = Comparator.comparing(row -> VisitPlace.of(row.click()));
        this.order = forward ? byPlace : byPlace.reversed();
        this.opened = new PriorityQueue<>(Comparator.comparing(Opened::first, this.order));
    }

    @Override
    public List<ClickRow> next(Handle handle, int most) {
        List<ClickRow> rows = new ArrayList<>();
        if (toChange) {
            forget();
        }
        while (rows.size() < most) {
            try {
                openWhatIsDue(handle);
            } catch (SegmentDao.GoneException e) {
                forget();
                continue;
            }
            Opened first = opened.poll();
            if (first == null) {
                break;
            }
            ClickRow row = first.rows.remove();
            if (!first.rows.isEmpty()) {
                opened.add(first);
            }
            if (isBehind(row)) {
                place = VisitPlace.of(row.click());
                rows.add(row);
            }
        }
        return rows;
    }

    /** To begin anew at the place. */
    private void forget() {
        opened.clear();
        openedIds.clear();
        isListed = false;
    }

    private void openWhatIsDue(Handle handle) {
        if (!isListed) {
            listed = SegmentDao.list(handle, rest());
            isListed = true;
        }
        Segment due = due();
        while (due != null) {
            openedIds.add(due.id());
            List<ClickRow> rows = SegmentDao.read(handle, due, rest()).stream()
                    .filter(row -> isBehind(row) && filter.accepts(row.click()))
                    .sorted(order)
                    .toList();
            if (!rows.isEmpty()) {
                opened.add(new Opened(new ArrayDeque<>(rows)));
            }
            due = due();
        }
    }

    /** What of the range is still to be walked. */
    private VisitRange rest() {
        if (place == null) {
            return range;
        }
        return forward
                ? range.since(Math.max(range.from(), place.atMillis()))
                : range.before(Math.min(range.to(), place.atMillis() + 1));
    }

    /** The next segment that may have a visit before the first of those that are open; null where none may. */
    private @Nullable Segment due() {
        @Nullable Segment next = null;
        for (Segment segment : listed) {
            if (!openedIds.contains(segment.id()) && (next == null || edge(segment) < edge(next))) {
                next = segment;
            }
        }
        Opened first = opened.peek();
        if (next == null || first == null) {
            return next;
        }
        long at = first.first().click().atMillis();
        return edge(next) <= (forward ? at : -at) ? next : null;
    }

    /** The time of the first visit to come of a segment; negated where the walk goes back. */
    private long edge(Segment segment) {
        return forward ? segment.fromAt() : -segment.toAt();
    }

    private boolean isBehind(ClickRow row) {
        if (place == null) {
            return true;
        }
        int compared = VisitPlace.of(row.click()).compareTo(place);
        return forward ? compared > 0 : compared < 0;
    }

    /** Visits of a segment that are to come, in order. */
    private record Opened(Deque<ClickRow> rows) {
        ClickRow first() {
            return rows.element();
        }
    }
}
