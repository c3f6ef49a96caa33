package app.grapevine.rollups;

import app.grapevine.base.EpochDay;
import app.grapevine.clicks.Retention;
import app.grapevine.visits.Click;
import app.grapevine.visits.VisitFilter;
import app.grapevine.visits.VisitRange;
import app.grapevine.visits.VisitStore;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/** Single visits, as far as counting them anew needs them. */
final class RecordedVisits {
    private RecordedVisits() {}

    /** The first UTC day of which all single visits are there: what retention deleted is before. */
    static long keptFromDay(Handle handle) {
        return Math.floorDiv(Retention.visitsKeptFrom(handle) + EpochDay.MILLIS - 1, EpochDay.MILLIS);
    }

    /** The first UTC day on which anything was recorded, from one on. */
    static OptionalLong nextDay(Handle handle, VisitStore store, long fromDay) {
        return store
                .walk(
                        VisitRange.ALL.since(EpochDay.start(fromDay)),
                        VisitFilter.ANY,
                        VisitStore.Order.OLDEST_FIRST,
                        null)
                .next(handle, 1)
                .stream()
                .mapToLong(row -> EpochDay.of(row.click().atMillis()))
                .findFirst();
    }

    /** Shows {@code consumer} the visits of a UTC day, of all nodes. */
    static void read(Handle handle, VisitStore store, long day, Consumer<Click> consumer) {
        store.each(handle, VisitRange.between(EpochDay.start(day), EpochDay.start(day + 1)), VisitFilter.ANY, consumer);
    }
}
