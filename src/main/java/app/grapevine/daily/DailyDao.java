package app.grapevine.daily;

import app.grapevine.daily.DayCounts.Place;
import app.grapevine.rollups.Measure;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** The rows of {@code daily_counts} and {@code daily_days}. */
final class DailyDao {
    /** Of this work, among the advisory locks of a database; a number that nothing else takes by chance. */
    private static final long LOCK = 0x6772_6170_6576_696EL;

    private static final int AT_ONCE = 2000;

    /** The columns of the measures, which stand in no other place than this and the statement below. */
    private static final Map<Measure, String> COLUMNS = Map.of(
            Measure.CLICKS, "clicks",
            Measure.VISITORS, "visitors",
            Measure.PREVIEWS, "previews",
            Measure.SHARES, "shares",
            Measure.BOTS, "bots",
            Measure.SUPPRESSED, "suppressed",
            Measure.UNUSUAL, "unusual",
            Measure.DARK_BEFORE, "dark_before");

    private DailyDao() {}

    /** Whether no other transaction is at this work; and none will be until this one ends. */
    static boolean isAlone(Handle handle) {
        return handle.createQuery("SELECT pg_try_advisory_xact_lock(:lock)")
                .bind("lock", LOCK)
                .mapTo(Boolean.class)
                .one();
    }

    /** By days since 1970 UTC. */
    static Map<Integer, String> marks(Handle handle) {
        Map<Integer, String> marks = new HashMap<>();
        handle.createQuery("SELECT day, mark FROM daily_days")
                .map((row, context) -> marks.put(day(row), row.getString(2)))
                .list();
        return marks;
    }

    private static int day(ResultSet row) throws SQLException {
        return Math.toIntExact(row.getObject(1, LocalDate.class).toEpochDay());
    }

    /** Remembers what a day was written from. @param mark null where nothing is counted of it any more */
    static void mark(Handle handle, int day, @Nullable String mark) {
        LocalDate date = LocalDate.ofEpochDay(day);
        if (mark == null) {
            handle.execute("DELETE FROM daily_days WHERE day = ?", date);
        } else {
            handle.execute("""
                    INSERT INTO daily_days (day, mark) VALUES (?, ?)
                    ON CONFLICT (day) DO UPDATE SET mark = EXCLUDED.mark""", date, mark);
        }
    }

    /**
     * Makes the rows of a day these.
     *
     * @param counts by {@link Measure}; what is there as it is to be is taken out
     */
    static void replace(Handle handle, int day, Map<Place, long[]> counts) {
        LocalDate date = LocalDate.ofEpochDay(day);
        List<Place> gone = new ArrayList<>();
        handle.createQuery("SELECT * FROM daily_counts WHERE day = :day")
                .bind("day", date)
                .setFetchSize(AT_ONCE)
                .map((row, context) -> new Row(place(row), counts(row)))
                .forEach(row -> {
                    long[] wanted = counts.get(row.place);
                    if (wanted == null) {
                        gone.add(row.place);
                    } else if (Arrays.equals(wanted, row.counts)) {
                        counts.remove(row.place);
                    }
                });
        delete(handle, date, gone);
        write(handle, date, counts);
    }

    private record Row(Place place, long[] counts) {}

    private static Place place(ResultSet row) throws SQLException {
        return new Place(
                row.getLong("link_id"),
                row.getString("channel"),
                row.getString("origin"),
                row.getString("tier"),
                row.getString("visibility"));
    }

    private static long[] counts(ResultSet row) throws SQLException {
        long[] counts = new long[Measure.COUNT];
        for (Map.Entry<Measure, String> column : COLUMNS.entrySet()) {
            counts[column.getKey().ordinal()] = row.getLong(column.getValue());
        }
        return counts;
    }

    private static void delete(Handle handle, LocalDate day, List<Place> places) {
        PreparedBatch batch = handle.prepareBatch("""
                DELETE FROM daily_counts
                WHERE day = :day AND link_id = :link AND channel = :channel AND origin = :origin AND tier = :tier
                  AND visibility = :visibility""");
        for (Place place : places) {
            bind(batch, day, place).add();
            executeIfMany(batch);
        }
        executeIfAny(batch);
    }

    private static void write(Handle handle, LocalDate day, Map<Place, long[]> counts) {
        PreparedBatch batch = handle.prepareBatch("""
                INSERT INTO daily_counts (day, link_id, channel, origin, tier, visibility, clicks, visitors, previews, shares,
                    bots, suppressed, unusual, dark_before)
                VALUES (:day, :link, :channel, :origin, :tier, :visibility, :clicks, :visitors, :previews, :shares,
                    :bots, :suppressed, :unusual, :dark_before)
                ON CONFLICT (day, link_id, channel, origin, tier, visibility) DO UPDATE SET clicks = EXCLUDED.clicks,
                    visitors = EXCLUDED.visitors, previews = EXCLUDED.previews, shares = EXCLUDED.shares,
                    bots = EXCLUDED.bots, suppressed = EXCLUDED.suppressed, unusual = EXCLUDED.unusual,
                    dark_before = EXCLUDED.dark_before""");
        counts.forEach((place, measures) -> {
            bind(batch, day, place);
            COLUMNS.forEach((measure, column) -> batch.bind(column, measures[measure.ordinal()]));
            batch.add();
            executeIfMany(batch);
        });
        executeIfAny(batch);
    }

    private static <S extends SqlStatement<S>> S bind(S statement, LocalDate day, Place place) {
        return statement
                .bind("day", day)
                .bind("link", place.link())
                .bind("channel", place.channel())
                .bind("origin", place.origin())
                .bind("tier", place.tier())
                .bind("visibility", place.visibility());
    }

    /** A few at a time: neither this process nor the driver has to hold them all. */
    private static void executeIfMany(PreparedBatch batch) {
        if (batch.size() >= AT_ONCE) {
            batch.execute();
        }
    }

    private static void executeIfAny(PreparedBatch batch) {
        if (batch.size() > 0) {
            batch.execute();
        }
    }
}
