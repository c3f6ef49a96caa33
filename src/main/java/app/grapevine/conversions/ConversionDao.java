package app.grapevine.conversions;

import static java.util.Objects.requireNonNull;

import app.grapevine.visits.Click;
import app.grapevine.visits.VisitKey;
import app.grapevine.visits.VisitStore;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** The rows of {@code conversions}, and what is looked up of the click that led to one. */
final class ConversionDao {
    private ConversionDao() {}

    /** @param linkId 0 where the click was not stored yet */
    record Row(
            String id,
            long node,
            long sequence,
            long linkId,
            String event,
            @Nullable BigDecimal amount,
            @Nullable String currency,
            @Nullable String externalId,
            long occurredAt) {
        VisitKey visit() {
            return new VisitKey(node, sequence);
        }

        Row on(long link) {
            return new Row(id, node, sequence, link, event, amount, currency, externalId, occurredAt);
        }
    }

    static Optional<Row> findByExternalId(Handle handle, String externalId) {
        return handle.createQuery("SELECT * FROM conversions WHERE external_id = :externalId")
                .bind("externalId", externalId)
                .map((row, context) -> row(row))
                .findOne();
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getString("id"),
                row.getLong("node"),
                row.getLong("sequence"),
                row.getLong("link_id"),
                row.getString("event"),
                row.getBigDecimal("amount"),
                row.getString("currency"),
                row.getString("external_id"),
                row.getLong("occurred_at"));
    }

    /** False where the external id is there already. */
    static boolean insert(Handle handle, Row row, long now) {
        return handle.createUpdate("""
                                INSERT INTO conversions (id, node, sequence, link_id, event, amount, currency,
                                    external_id, occurred_at, created_at)
                                VALUES (:id, :node, :sequence, :link, :event, :amount, :currency,
                                    :externalId, :occurredAt, :now)
                                ON CONFLICT DO NOTHING""")
                        .bind("id", row.id())
                        .bind("node", row.node())
                        .bind("sequence", row.sequence())
                        .bind("link", row.linkId())
                        .bind("event", row.event())
                        .bind("amount", row.amount())
                        .bind("currency", row.currency())
                        .bind("externalId", row.externalId())
                        .bind("occurredAt", row.occurredAt())
                        .bind("now", now)
                        .execute()
                == 1;
    }

    /** When what is known by this was called off first, in milliseconds; empty where it was not. */
    static Optional<Long> findCancel(Handle handle, String externalId) {
        return handle.createQuery("SELECT occurred_at FROM conversion_cancels WHERE external_id = :externalId")
                .bind("externalId", externalId)
                .mapTo(Long.class)
                .findOne();
    }

    /** False where it was called off already. */
    static boolean cancel(Handle handle, String externalId, long occurredAt, long now) {
        return handle.execute(
                        "INSERT INTO conversion_cancels (external_id, occurred_at, created_at) VALUES (?, ?, ?)"
                                + " ON CONFLICT DO NOTHING",
                        externalId,
                        occurredAt,
                        now)
                == 1;
    }

    /** Those that visits led to, and that they were called off. */
    static void delete(Handle handle, List<Click> visits) {
        for (String sql : List.of(
                "DELETE FROM conversion_cancels WHERE external_id IN"
                        + " (SELECT external_id FROM conversions WHERE node = ? AND sequence = ?)",
                "DELETE FROM conversions WHERE node = ? AND sequence = ?")) {
            PreparedBatch batch = handle.prepareBatch(sql);
            visits.forEach(visit -> batch.add(visit.node(), visit.sequence()));
            batch.execute();
        }
    }

    static void delete(Handle handle, long linkId) {
        handle.execute(
                "DELETE FROM conversion_cancels WHERE external_id IN"
                        + " (SELECT external_id FROM conversions WHERE link_id = ?)",
                linkId);
        handle.execute("DELETE FROM conversions WHERE link_id = ?", linkId);
    }

    /**
     * Notes the links of conversions that came before their click was stored, and whose click is now. What another transaction is
     * about to settle is left to it.
     *
     * @return those of which it did, with their links
     */
    static List<Row> settle(Handle handle, VisitStore store) {
        List<Row> open = listOpen(handle, "ORDER BY id FOR UPDATE SKIP LOCKED");
        Map<VisitKey, Click> clicks = clicks(handle, store, open);
        List<Row> settled = open.stream()
                .filter(row -> clicks.containsKey(row.visit()))
                .map(row -> row.on(requireNonNull(clicks.get(row.visit())).linkId()))
                .toList();
        PreparedBatch batch = handle.prepareBatch("UPDATE conversions SET link_id = ? WHERE id = ?");
        settled.forEach(row -> batch.add(row.linkId(), row.id()));
        if (batch.size() > 0) {
            batch.execute();
        }
        return settled;
    }

    /** The clicks on a link that conversions whose link is not noted yet are of. */
    static List<Click> listOpenClicks(Handle handle, VisitStore store, long linkId) {
        return clicks(handle, store, listOpen(handle, "")).values().stream()
                .filter(click -> click.linkId() == linkId)
                .toList();
    }

    private static List<Row> listOpen(Handle handle, String more) {
        return handle.createQuery("SELECT * FROM conversions WHERE link_id = 0 " + more)
                .map((row, context) -> row(row))
                .list();
    }

    private static Map<VisitKey, Click> clicks(Handle handle, VisitStore store, List<Row> rows) {
        return rows.isEmpty()
                ? Map.of()
                : store.find(handle, rows.stream().map(Row::visit).distinct().toList(), null);
    }
}
