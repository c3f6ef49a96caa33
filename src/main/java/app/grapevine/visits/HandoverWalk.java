package app.grapevine.visits;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * A walk through visits as they are kept and, as long as there are any, the rows of {@code clicks} that are not taken over
 * yet. The table is read first: a row that is taken over in between is in both, and is given once.
 */
final class HandoverWalk implements VisitWalk {
    /** Walks that begin behind a place, or at the beginning. */
    interface Walks {
        VisitWalk after(@Nullable VisitPlace place);
    }

    private final Walks left;
    private final Walks kept;
    private final VisitStore.Order order;
    private VisitWalk walk;
    private @Nullable VisitPlace place;

    /** @param left through the table @param kept through all else */
    HandoverWalk(Walks left, Walks kept, VisitStore.Order order, @Nullable VisitPlace after) {
        this.left = left;
        this.kept = kept;
        this.order = order;
        this.place = after;
        this.walk = kept.after(after);
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
        List<ClickRow> rows = isTableInUse(handle) ? nextOfBoth(handle, most) : walk.next(handle, most);
        if (!rows.isEmpty()) {
            place = VisitPlace.of(rows.get(rows.size() - 1).click());
        }
        return rows;
    }

    private List<ClickRow> nextOfBoth(Handle handle, int most) {
        List<ClickRow> rows = new ArrayList<>(left.after(place).next(handle, most));
        rows.addAll(kept.after(place).next(handle, most));
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
            walk = kept.after(reached);
        }
        return once;
    }
}
