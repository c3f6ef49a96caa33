package app.grapevine.stats;

import app.grapevine.conversions.UnattributedReason;
import app.grapevine.storage.SqlText;
import app.grapevine.visits.VisitKey;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Single conversions, newest first, with the names of their links. Both databases read them in the order of the index
 * {@code conversions_at} and sort only those of one millisecond, so a piece costs what is walked over until it is full.
 */
final class RecordedConversionDao {
    private RecordedConversionDao() {}

    /** What a link is called. */
    record LinkName(String code, String domain, @Nullable String campaign) {
        static LinkName read(ResultSet row) throws SQLException {
            return new LinkName(row.getString("code"), row.getString("domain"), row.getString("link_campaign"));
        }
    }

    /**
     * @param click that it is tied to, or one that is waited for; null where there is none
     * @param link null while its click is waited for, and where there is none
     * @param campaign whose it is said to be
     * @param clickedAt in milliseconds; null where that is not noted
     * @param cancelledAt in milliseconds; null where it was not called off
     */
    record Row(
            String id,
            @Nullable VisitKey click,
            long linkId,
            @Nullable LinkName link,
            @Nullable UnattributedReason reason,
            @Nullable String campaign,
            String event,
            @Nullable BigDecimal amount,
            @Nullable String currency,
            @Nullable String externalId,
            @Nullable String heardFrom,
            long occurredAt,
            @Nullable Long clickedAt,
            @Nullable Long cancelledAt) {
        static Row read(ResultSet row) throws SQLException {
            String reason = row.getString("reason");
            return new Row(
                    row.getString("id"),
                    reason != null ? null : new VisitKey(row.getLong("node"), row.getLong("sequence")),
                    row.getLong("link_id"),
                    row.getString("code") == null ? null : LinkName.read(row),
                    reason == null ? null : UnattributedReason.BY_LABEL.get(reason),
                    row.getString("campaign"),
                    row.getString("event"),
                    row.getBigDecimal("amount"),
                    row.getString("currency"),
                    row.getString("external_id"),
                    row.getString("heard_from"),
                    row.getLong("occurred_at"),
                    row.getObject("clicked_at", Long.class),
                    row.getObject("cancelled_at", Long.class));
        }

        boolean isWaiting() {
            return linkId == 0;
        }

        ConversionPlace place() {
            return new ConversionPlace(occurredAt, id);
        }
    }

    /**
     * Some conversions behind a place. Those that wait for their clicks are among them whatever is asked of links, and what is asked of
     * clicks is not looked at, but that there is one.
     *
     * @param after null to begin with the newest
     */
    static List<Row> list(Handle handle, ConversionQuery query, @Nullable ConversionPlace after, int most) {
        Selection selection = query.selection();
        SqlText sql = new SqlText().add("""
                SELECT c.*, x.occurred_at AS cancelled_at, l.code, l.domain, l.campaign AS link_campaign
                FROM conversions c
                LEFT JOIN conversion_cancels x ON x.external_id = c.external_id
                LEFT JOIN links l ON l.id = c.link_id""");
        sql.add("WHERE c.occurred_at >= " + sql.value(selection.from().toEpochMilli()));
        sql.add("AND c.occurred_at < " + sql.value(selection.to().toEpochMilli()));
        if (after != null) {
            String at = sql.value(after.occurredAt());
            sql.add("AND c.occurred_at <= " + at + " AND (c.occurred_at < " + at + " OR c.id < " + sql.value(after.id())
                    + ")");
        }
        Conditions.conversions(sql, selection);
        state(sql, query.state());
        if (selection.hasLinkFilter()) {
            sql.add("AND (c.link_id = 0 OR l.id IS NOT NULL");
            Conditions.links(sql, selection);
            Conditions.orUnattributed(sql, selection);
            sql.add(")");
        }
        if (selection.hasVisitFilter()) {
            sql.add("AND c.reason IS NULL");
        }
        sql.add("ORDER BY c.occurred_at DESC, c.id DESC LIMIT " + sql.value(most));
        return sql.on(handle).map((row, context) -> Row.read(row)).list();
    }

    private static void state(SqlText sql, ConversionQuery.State state) {
        if (!state.reasons().isEmpty()) {
            List<String> labels =
                    state.reasons().stream().map(UnattributedReason::label).toList();
            sql.add("AND c.reason IN " + sql.list(labels));
        }
        if (state.attributed() != null) {
            sql.add(state.attributed() ? "AND c.reason IS NULL" : "AND c.reason IS NOT NULL");
        }
        if (state.cancelled() != null) {
            sql.add(state.cancelled() ? "AND x.external_id IS NOT NULL" : "AND x.external_id IS NULL");
        }
        if (!state.externalIds().isEmpty()) {
            sql.add("AND c.external_id IN " + sql.list(state.externalIds()));
        }
    }

    /** The names of those of some links that are in a selection. @param links at least one */
    static Map<Long, LinkName> names(Handle handle, Collection<Long> links, Selection selection) {
        SqlText sql = new SqlText().add("SELECT l.id, l.code, l.domain, l.campaign AS link_campaign FROM links l");
        sql.add("WHERE l.id IN " + sql.list(links));
        Conditions.links(sql, selection);
        return sql.on(handle).map((row, context) -> Map.entry(row.getLong("id"), LinkName.read(row))).stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
