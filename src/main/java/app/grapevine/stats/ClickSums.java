package app.grapevine.stats;

import app.grapevine.base.QuarterHours;
import app.grapevine.rollups.Dimension;
import app.grapevine.rollups.Measure;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Adds up what the rollups cannot answer from the tables of clicks and conversions; its cost follows the number
 * of their rows.
 */
final class ClickSums {
    private ClickSums() {}

    static void clicks(Handle handle, Selection selection, LinkScope scope, Sums sums) {
        List<Dimension> by = sums.by();
        SqlText sql = new SqlText();
        sql.add("""
                SELECT COUNT(*) FILTER (WHERE k.kind = 'CLICK'),
                    COUNT(*) FILTER (WHERE k.kind = 'CLICK' AND k.first_of_day),
                    COUNT(*) FILTER (WHERE k.kind = 'PREVIEW'),
                    COUNT(*) FILTER (WHERE k.kind = 'BOT'),
                    COUNT(*) FILTER (WHERE k.kind = 'SUPPRESSED'),
                    COUNT(*) FILTER (WHERE k.kind = 'CLICK' AND k.referrer IS NULL),
                    COUNT(*) FILTER (WHERE k.kind = 'PREVIEW' AND k.share_attempt),
                    CASE WHEN k.tier = 'DARK' THEN 1 ELSE 0 END""");
        List<String> groups = keys(sql, by, "k.at", "k.link_id");
        sql.add("FROM clicks k");
        scope.join(sql, "k.link_id", by);
        sql.add("WHERE k.at >= " + sql.value(selection.from().toEpochMilli()));
        sql.add("AND k.at < " + sql.value(selection.to().toEpochMilli()));
        Conditions.visits(sql, selection);
        scope.where(sql, "k.link_id");
        groups.add("CASE WHEN k.tier = 'DARK' THEN 1 ELSE 0 END");
        sql.add("GROUP BY " + String.join(", ", groups));
        sql.on(handle)
                .setFetchSize(1000)
                .map((row, context) -> {
                    long[] counts = new long[Measure.COUNT];
                    for (int i = 0; i < counts.length; i++) {
                        counts[i] = row.getLong(1 + i);
                    }
                    sums.row(keys(row, counts.length + 2, sums)).add(counts, row.getInt(counts.length + 1) == 1);
                    return true;
                })
                .forEach(done -> {});
    }

    /**
     * @param waiting whether to read the conversions whose click was not stored yet when they came, whose link
     *     therefore is not noted with them; there are few
     */
    static void conversions(Handle handle, Selection selection, LinkScope scope, Sums sums, boolean waiting) {
        List<Dimension> by = sums.by();
        String link = waiting ? "k.link_id" : "c.link_id";
        SqlText sql = new SqlText();
        sql.add("SELECT COUNT(*), SUM(c.amount), c.currency");
        List<String> groups = keys(sql, by, "c.occurred_at", link);
        sql.add("FROM conversions c");
        if (waiting) {
            sql.add("JOIN clicks k ON k.node = c.node AND k.sequence = c.sequence");
        } else if (asksForVisits(selection, by)) {
            // Not always, for looking up their clicks one by one is most of what an answer costs.
            sql.add("LEFT JOIN clicks k ON k.node = c.node AND k.sequence = c.sequence");
        }
        scope.join(sql, link, by);
        sql.add("WHERE c.occurred_at >= " + sql.value(selection.from().toEpochMilli()));
        sql.add("AND c.occurred_at < " + sql.value(selection.to().toEpochMilli()));
        sql.add(waiting ? "AND c.link_id = 0" : "AND c.link_id <> 0");
        Conditions.visits(sql, selection);
        scope.where(sql, link);
        groups.add("c.currency");
        sql.add("GROUP BY " + String.join(", ", groups));
        sql.on(handle)
                .map((row, context) -> {
                    sums.row(keys(row, 4, sums)).addConversions(row.getLong(1), row.getBigDecimal(2), row.getString(3));
                    return true;
                })
                .forEach(done -> {});
    }

    private static boolean asksForVisits(Selection selection, List<Dimension> by) {
        return by.stream().anyMatch(dimension -> dimension.isOf(Dimension.Of.VISIT))
                || selection.filters().keySet().stream().anyMatch(Filter::isOfVisits);
    }

    /** Whether there are conversions whose link is not noted. */
    static boolean conversionsWait(Handle handle) {
        return handle.createQuery("SELECT 1 FROM conversions WHERE link_id = 0 LIMIT 1")
                .mapTo(Integer.class)
                .findFirst()
                .isPresent();
    }

    /** Adds the keys' columns to a SELECT clause; returns what to group by. */
    private static List<String> keys(SqlText sql, List<Dimension> by, String at, String link) {
        List<String> groups = new ArrayList<>();
        for (Dimension dimension : by) {
            String column = switch (dimension) {
                case TIME -> at + " / " + QuarterHours.MILLIS;
                case LINK -> link;
                default -> Conditions.column(dimension);
            };
            sql.add(", " + column);
            groups.add(column);
        }
        return groups;
    }

    private static @Nullable Object[] keys(ResultSet row, int firstColumn, Sums sums) throws SQLException {
        @Nullable Object[] keys = new @Nullable Object[sums.by().size()];
        for (int i = 0; i < keys.length; i++) {
            int column = firstColumn + i;
            Dimension dimension = sums.by().get(i);
            keys[i] = switch (dimension) {
                case TIME -> sums.bucket(row.getLong(column));
                case LINK -> row.getLong(column);
                case TIER, VISIBILITY -> lower(row.getString(column));
                default -> row.getString(column);
            };
        }
        return keys;
    }

    private static @Nullable String lower(@Nullable String constant) {
        return constant == null ? null : constant.toLowerCase(Locale.ROOT);
    }
}
