package app.grapevine.clicks;

import app.grapevine.privacy.DailyVisitors;
import app.grapevine.privacy.VisitorRuns;
import app.grapevine.storage.Database;
import app.grapevine.storage.Dialect;
import app.grapevine.visits.Click;
import app.grapevine.visits.ClickRow;
import app.grapevine.visits.VisitFilter;
import app.grapevine.visits.VisitKey;
import app.grapevine.visits.VisitRange;
import app.grapevine.visits.VisitStore;
import app.grapevine.visits.VisitStores;
import app.grapevine.visits.VisitWalk;
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

    /** What goes with visits that are erased, in the same unit of work. */
    public interface Beside {
        void erase(Handle handle, List<Click> visits);
    }

    /**
     * Erases some of the visits of a range.
     *
     * @return how many; 0 when there are none left
     */
    public int eraseSome(VisitRange range, Beside beside) {
        return database.<Integer>write(handle -> {
            List<ClickRow> rows =
                    store.walkToChange(range, VisitFilter.ANY, null).next(handle, store.unit());
            erase(handle, rows, beside);
            return rows.size();
        });
    }

    /**
     * Erases one visit, or the bytes of one that could not be stored.
     *
     * @return false if it is not there
     */
    public boolean erase(VisitKey key, Beside beside) {
        return database.<Boolean>write(handle -> {
            Click found = store.find(handle, List.of(key), null).get(key);
            if (found == null) {
                return DeadLetterDao.delete(handle, key);
            }
            VisitRange moment = VisitRange.ofLink(found.linkId())
                    .since(found.atMillis())
                    .before(found.atMillis() + 1)
                    .by(key.node());
            VisitWalk walk = store.walkToChange(moment, VisitFilter.ANY, null);
            List<ClickRow> rows = walk.next(handle, store.unit());
            while (rows.stream().noneMatch(row -> VisitKey.of(row.click()).equals(key)) && !rows.isEmpty()) {
                rows = walk.next(handle, store.unit());
            }
            List<ClickRow> one = rows.stream()
                    .filter(row -> VisitKey.of(row.click()).equals(key))
                    .toList();
            erase(handle, one, beside);
            return !one.isEmpty();
        });
    }

    /** Whether there is such a visit, or may yet be. */
    public boolean isKnown(VisitKey key) {
        return database.read(handle -> store.find(handle, List.of(key), null).containsKey(key)
                || PositionDao.isAhead(handle, key.node(), key.sequence())
                || DeadLetterDao.isThere(handle, key));
    }

    /** Whether a visit may still be in its node's journal. */
    public boolean mayCome(VisitKey key) {
        return database.read(handle -> PositionDao.isAhead(handle, key.node(), key.sequence()));
    }

    /** Erases the bytes of visits of a range that could not be stored, as far as it can be read of which link they are. */
    public void eraseDeadLetters(VisitRange range) {
        database.writeOnly((Handle handle) -> DeadLetterDao.delete(handle, range));
    }

    private void erase(Handle handle, List<ClickRow> rows, Beside beside) {
        if (rows.isEmpty()) {
            return;
        }
        List<Click> visits = rows.stream().map(ClickRow::click).toList();
        beside.erase(handle, visits);
        store.delete(handle, visits);
        sink.move(handle, visits, List.of());
        AgentSweep.isDue(
                handle,
                rows.stream()
                        .map(ClickRow::userAgentId)
                        .filter(Objects::nonNull)
                        .collect(Collectors.toSet()));
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
                erase(handle, rows, (unit, visits) -> {});
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
