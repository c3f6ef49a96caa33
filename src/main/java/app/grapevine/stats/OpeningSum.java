package app.grapevine.stats;

import app.grapevine.rollups.Dimension;
import app.grapevine.storage.SqlText;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The sum of what other services counted of links before these were brought here: beside the figures, and never among them, for
 * it is neither of a range nor of a channel.
 *
 * @param visits as the others counted them
 * @param links of how many links
 * @param until when the last of them was read
 */
public record OpeningSum(long visits, long links, Instant until) {
    /**
     * Of the links of a question, deleted ones too; null where nobody counted any before. Nor does a question have one that is
     * narrowed to some visits, or parted otherwise than by time.
     */
    static @Nullable OpeningSum of(Handle handle, StatsQuery query, LinkScope scope) {
        boolean parted = query.by().stream().anyMatch(dimension -> dimension != Dimension.TIME);
        boolean narrowed = query.selection().filters().keySet().stream().anyMatch(filter -> !filter.isOfLinks());
        if (parted || narrowed || scope.isNothing()) {
            return null;
        }
        SqlText sql = new SqlText().add("SELECT COUNT(*), SUM(o.visits), MAX(o.until_at) FROM opening_balances o");
        scope.join(sql, "o.link_id", List.of());
        sql.add("WHERE 1 = 1");
        scope.where(sql, "o.link_id");
        return sql.on(handle)
                .map((row, context) -> row.getLong(1) == 0
                        ? null
                        : new OpeningSum(row.getLong(2), row.getLong(1), Instant.ofEpochMilli(row.getLong(3))))
                .list()
                .get(0);
    }
}
