package app.grapevine.rollups;

import app.grapevine.base.EpochDay;
import app.grapevine.clicks.Click;
import app.grapevine.clicks.ClickRow;
import app.grapevine.clicks.Retention;
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
    static OptionalLong nextDay(Handle handle, long fromDay) {
        return handle.createQuery("SELECT MIN(at) FROM clicks WHERE at >= :from")
                .bind("from", EpochDay.start(fromDay))
                .map((row, context) -> {
                    long at = row.getLong(1);
                    return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(EpochDay.of(at));
                })
                .one();
    }

    /** Shows {@code consumer} the visits of a UTC day, of all nodes. */
    static void read(Handle handle, long day, Consumer<Click> consumer) {
        handle.createQuery("SELECT * FROM clicks WHERE at >= :from AND at < :to")
                .bind("from", EpochDay.start(day))
                .bind("to", EpochDay.start(day + 1))
                .setFetchSize(2000)
                .map((row, context) -> ClickRow.click(row))
                .forEach(consumer);
    }
}
