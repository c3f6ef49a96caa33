package app.grapevine.clicks;

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
import java.util.Objects;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Takes away what was recorded of links, and all that was counted of it, in short units of work: so writers get their
 * turn, reports are right at every moment, and an end in the middle, however sudden, leaves the rest to be erased
 * later. User agents that nobody else has are left to {@link AgentSweep}. Safe for use by many threads.
 */
public final class VisitErasure {
    private final Database database;
    private final VisitStore store;
    private final ClickSink sink;

    /** @param sink what is kept beside the click table */
    public VisitErasure(Database database, ClickSink sink) {
        this.database = database;
        this.store = VisitStores.of(database.dialect());
        this.sink = sink;
    }

    /**
     * Erases some of the visits to a link, and with the last of them all else that is known of its visits.
     *
     * @return how many; 0 when there are none left
     */
    public int eraseSome(long linkId) {
        int some = database.<Integer>write(handle -> {
            List<ClickRow> rows = store.walkToChange(VisitRange.ofLink(linkId), VisitFilter.ANY, null)
                    .next(handle, store.unit());
            if (rows.isEmpty()) {
                sink.forget(handle, linkId);
                ErasureDao.deletePreviews(handle, linkId);
            } else {
                List<Click> visits = rows.stream().map(ClickRow::click).toList();
                store.delete(handle, visits);
                sink.move(handle, visits, List.of());
                AgentSweep.isDue(
                        handle,
                        rows.stream()
                                .map(ClickRow::userAgentId)
                                .filter(Objects::nonNull)
                                .collect(Collectors.toSet()));
            }
            return rows.size();
        });
        if (some == 0) {
            forgetVisitors(linkId);
        }
        return some;
    }

    private void forgetVisitors(long linkId) {
        if (database.dialect() == Dialect.H2) {
            VisitorRuns.deleteOf(database, linkId);
        } else {
            database.writeOnly((Handle handle) -> DailyVisitors.deleteOf(handle, linkId));
        }
    }
}
