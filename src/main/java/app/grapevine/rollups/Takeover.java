package app.grapevine.rollups;

import app.grapevine.storage.Database;
import app.grapevine.storage.Dialect;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * Moves what an earlier version counted into runs: the rows of a day in one transaction, so that the sum is right at
 * every moment, and an end in the middle leaves the other days to be moved later.
 */
final class Takeover {
    private Takeover() {}

    /** Moves the first day that there is; returns whether there was one. */
    static boolean some(Database database, RunIds ids) {
        if (database.read(handle -> EarlierRollups.nextDay(handle, 0)).isEmpty()) {
            return false;
        }
        return database.write(handle -> {
            if (database.dialect() == Dialect.POSTGRESQL) {
                handle.execute("SET LOCAL lock_timeout = '2s'");
                handle.execute("LOCK TABLE rollups IN EXCLUSIVE MODE");
            }
            OptionalInt day = EarlierRollups.nextDay(handle, 0);
            if (day.isPresent()) {
                RunContent content = content(handle, day.getAsInt());
                EarlierRollups.deleteDay(handle, day.getAsInt());
                if (!content.isEmpty()) {
                    RunDao.insert(handle, ids.next(), day.getAsInt(), 1, Run.WHOLE, List.of(), content);
                }
            }
            return day.isPresent();
        });
    }

    /** All that the earlier version counted on a day. */
    static RunContent content(Handle handle, long day) {
        Facets facets = new Facets();
        RunWriter writer = RunWriter.merged(facets, Long.MAX_VALUE);
        Cells cells = new Cells();
        long[] link = {LinkSet.ALL_LINKS};
        try (Stream<EarlierRollups.Row> rows = EarlierRollups.ofDay(handle, day)) {
            rows.forEach(row -> {
                if (row.linkId() != link[0]) {
                    writer.link(link[0], cells);
                    cells.clear();
                    link[0] = row.linkId();
                }
                row.into(facets, cells);
            });
        }
        writer.link(link[0], cells);
        return writer.end();
    }
}
