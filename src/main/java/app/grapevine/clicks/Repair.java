package app.grapevine.clicks;

import app.grapevine.base.EpochDay;
import app.grapevine.previews.PreviewLedger;
import app.grapevine.privacy.DailyVisitor;
import app.grapevine.privacy.DailyVisitors;
import app.grapevine.privacy.VisitorRuns;
import app.grapevine.storage.Database;
import app.grapevine.storage.Dialect;
import app.grapevine.visits.Click;
import app.grapevine.visits.ClickRow;
import app.grapevine.visits.VisitFilter;
import app.grapevine.visits.VisitRange;
import app.grapevine.visits.VisitStore;
import app.grapevine.visits.VisitStores;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the tables agree with the journal's position after a crash of H2, which has been seen to bring back
 * half of a transaction (h2database#2080). What a node's tables hold beyond its position is removed, and what
 * it counted on those days is counted anew; the journal, which still has these visits, is then replayed.
 * PostgreSQL needs none of this.
 */
final class Repair {
    private static final Logger log = LoggerFactory.getLogger(Repair.class);

    private Repair() {}

    /**
     * Before the writer begins.
     *
     * @param pending whether the journal holds visits beyond the position; if not, nothing can be torn
     */
    static void run(Database database, ClickSink sink, long node, long position, boolean pending, long nowMillis) {
        if (database.dialect() != Dialect.H2 || !pending) {
            return;
        }
        database.writeOnly(handle -> run(handle, sink, node, position, EpochDay.of(nowMillis)));
    }

    private static void run(Handle handle, ClickSink sink, long node, long position, long today) {
        VisitStore store = VisitStores.of(Dialect.H2);
        List<Click> beyond = store
                .recorded(handle, node, position, Long.MAX_VALUE, VisitRange.ALL, VisitFilter.ANY, Integer.MAX_VALUE)
                .stream()
                .map(ClickRow::click)
                .toList();
        Set<Long> days = new TreeSet<>();
        beyond.forEach(visit -> days.add(EpochDay.of(visit.atMillis())));
        days.addAll(VisitorRuns.listDaysBeyond(handle, position));
        DailyVisitors.listBeyond(handle, position).forEach(id -> days.add(DailyVisitor.dayOf(id, today)));
        if (days.isEmpty()) {
            return;
        }
        Set<Long> links = new TreeSet<>();
        for (Click visit : beyond) {
            if (visit.verdict() != null && visit.verdict().previewBy() != null) {
                links.add(visit.linkId());
            }
        }
        DailyVisitors.deleteBeyond(handle, position);
        VisitorRuns.deleteBeyond(handle, position);
        store.delete(handle, beyond);
        links.forEach(link -> PreviewLedger.rebuild(handle, link));
        days.forEach(day -> sink.rebuild(handle, node, day));
        log.warn("clicks: {} visits beyond the journal's position were removed and are replayed", beyond.size());
    }
}
