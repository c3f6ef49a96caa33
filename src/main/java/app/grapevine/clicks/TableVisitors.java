package app.grapevine.clicks;

import app.grapevine.privacy.DailyVisitor;
import app.grapevine.privacy.DailyVisitors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import org.jdbi.v3.core.Handle;

/**
 * Who is a visitor of a link for the first time on a day. The table says so; who was seen a moment ago is remembered,
 * and not asked for again. What is remembered was committed, and a row is never taken away while its day lasts, so it
 * agrees with the table. For PostgreSQL; entered ahead of the transaction of their visits. Used by the writer's thread.
 */
final class TableVisitors implements CountedVisitors {
    /** Half a megabyte; a visitor that falls on another's place takes it. 0 is no visitor's id. */
    private static final int PLACES = 1 << 16;

    private static final Comparator<DailyVisitor> BY_ID_THEN_ORDER =
            Comparator.comparingLong(DailyVisitor::id).thenComparingLong(DailyVisitor::sequence);

    private final long node;
    private final long[] remembered = new long[PLACES];

    private List<DailyVisitor> entered = List.of();

    TableVisitors(long node) {
        this.node = node;
    }

    @Override
    public Set<Long> enter(Handle handle, SortedMap<Long, List<DailyVisitor>> byDay) {
        List<DailyVisitor> visitors =
                byDay.values().stream().flatMap(List::stream).toList();
        entered = visitors;
        List<DailyVisitor> unknown = new ArrayList<>(visitors.size());
        for (DailyVisitor visitor : visitors) {
            if (remembered[place(visitor)] != visitor.id()) {
                unknown.add(visitor);
            }
        }
        unknown.sort(BY_ID_THEN_ORDER);
        List<DailyVisitor> once = new ArrayList<>(unknown.size());
        for (int i = 0; i < unknown.size(); i++) {
            if (i == 0 || unknown.get(i).id() != unknown.get(i - 1).id()) {
                once.add(unknown.get(i));
            }
        }
        Set<Long> firsts = new HashSet<>();
        Set<Long> added = once.isEmpty() ? Set.of() : DailyVisitors.enter(handle, node, once);
        for (DailyVisitor visitor : once) {
            if (added.contains(visitor.id())) {
                firsts.add(visitor.sequence());
            }
        }
        return firsts;
    }

    @Override
    public void committed() {
        for (DailyVisitor visitor : entered) {
            remembered[place(visitor)] = visitor.id();
        }
    }

    @Override
    public void forget() {
        Arrays.fill(remembered, 0);
    }

    private static int place(DailyVisitor visitor) {
        // The low bits: the high ones are the day's, and a pseudonym is random in all of its own.
        return (int) visitor.id() & PLACES - 1;
    }
}
