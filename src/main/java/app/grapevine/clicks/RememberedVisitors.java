package app.grapevine.clicks;

import app.grapevine.base.LongSet;
import app.grapevine.privacy.DailyVisitor;
import app.grapevine.privacy.VisitorRuns;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.jdbi.v3.core.Handle;

/**
 * Who was counted, remembered as a whole: for H2, where one process counts. The database has a run of ids for each commit,
 * and is read when a day begins. Some 16 bytes a visitor and day, for the days that were met last.
 */
final class RememberedVisitors implements CountedVisitors {
    /** The present day, the one before for what waited in the journal, and the next for clocks that are ahead. */
    private static final int DAYS = 3;

    private final Map<Long, LongSet> days = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, LongSet> eldest) {
            return size() > DAYS;
        }
    };
    private final Map<Long, LongSet> entered = new HashMap<>();

    @Override
    public Set<Long> enter(Handle handle, SortedMap<Long, List<DailyVisitor>> byDay) {
        entered.clear();
        Set<Long> firsts = new HashSet<>();
        byDay.forEach((day, visitors) -> {
            LongSet known = days.get(day);
            if (known == null) {
                known = VisitorRuns.load(handle, day);
                days.put(day, known);
            }
            LongSet fresh = new LongSet();
            List<DailyVisitor> first = new ArrayList<>();
            long last = 0;
            for (DailyVisitor visitor : visitors) {
                if (!known.contains(visitor.id()) && fresh.add(visitor.id())) {
                    first.add(visitor);
                    firsts.add(visitor.sequence());
                    last = Math.max(last, visitor.sequence());
                }
            }
            if (fresh.size() > 0) {
                VisitorRuns.insert(handle, day, last, first);
                entered.put(day, fresh);
            }
        });
        return firsts;
    }

    @Override
    public void committed() {
        entered.forEach((day, fresh) -> {
            LongSet known = days.get(day);
            if (known != null) {
                for (long id : fresh.sorted()) {
                    known.add(id);
                }
            }
        });
        entered.clear();
    }

    @Override
    public void forget() {
        days.clear();
        entered.clear();
    }
}
