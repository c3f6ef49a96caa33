package app.grapevine.conversions;

import java.math.BigDecimal;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
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
            long occurredAt) {}

    /** The link and the time of a click that is stored. */
    record StoredClick(long linkId, long at) {}

    static Optional<StoredClick> findClick(Handle handle, long node, long sequence) {
        return handle.createQuery("SELECT link_id, at FROM clicks WHERE node = :node AND sequence = :sequence")
                .bind("node", node)
                .bind("sequence", sequence)
                .map((row, context) -> new StoredClick(row.getLong("link_id"), row.getLong("at")))
                .findOne();
    }

    /** Whether a visit of a known node may still be in its journal. */
    static boolean isAhead(Handle handle, long node, long sequence) {
        return handle.createQuery("SELECT 1 FROM journal_positions WHERE node = :node AND sequence < :sequence")
                .bind("node", node)
                .bind("sequence", sequence)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    static Optional<Row> findByExternalId(Handle handle, String externalId) {
        return handle.createQuery("SELECT * FROM conversions WHERE external_id = :externalId")
                .bind("externalId", externalId)
                .map((row, context) -> new Row(
                        row.getString("id"),
                        row.getLong("node"),
                        row.getLong("sequence"),
                        row.getLong("link_id"),
                        row.getString("event"),
                        row.getBigDecimal("amount"),
                        row.getString("currency"),
                        row.getString("external_id"),
                        row.getLong("occurred_at")))
                .findOne();
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

    static void delete(Handle handle, long linkId) {
        handle.execute("DELETE FROM conversions WHERE link_id = ?", linkId);
    }

    /** Notes the links of conversions that came before their click was stored, and whose click is now. */
    static int settle(Handle handle) {
        return handle.createUpdate("""
                        UPDATE conversions SET link_id =
                            (SELECT k.link_id FROM clicks k
                             WHERE k.node = conversions.node AND k.sequence = conversions.sequence)
                        WHERE link_id = 0 AND EXISTS
                            (SELECT 1 FROM clicks k
                             WHERE k.node = conversions.node AND k.sequence = conversions.sequence)""").execute();
    }
}
