package app.grapevine.conversions;

import static java.util.Objects.requireNonNull;

import app.grapevine.visits.Click;
import app.grapevine.visits.VisitKey;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** The rows of {@code conversions} and {@code conversion_cancels}. */
final class ConversionDao {
    private static final int AT_ONCE = 1000;

    private ConversionDao() {}

    /**
     * @param tie what it is tied to; {@link Tie#campaign} is null, for {@code campaign} says it
     * @param campaign whose it is without a click, or would be; null where nobody said
     */
    record Row(
            String id,
            Tie tie,
            @Nullable String campaign,
            String event,
            @Nullable BigDecimal amount,
            @Nullable String currency,
            @Nullable String externalId,
            @Nullable String heardFrom,
            long occurredAt) {
        static Row read(ResultSet row) throws SQLException {
            long link = row.getLong("link_id");
            long clickedAt = row.getLong("clicked_at");
            @Nullable Long clicked = row.wasNull() ? null : clickedAt;
            VisitKey visit = new VisitKey(row.getLong("node"), row.getLong("sequence"));
            String reason = row.getString("reason");
            return new Row(
                    row.getString("id"),
                    new Tie(
                            link == Tie.NO_LINK ? null : visit,
                            link,
                            clicked,
                            Candidates.read(row.getString("candidates")),
                            reason == null ? null : UnattributedReason.BY_LABEL.get(reason),
                            null),
                    row.getString("campaign"),
                    row.getString("event"),
                    row.getBigDecimal("amount"),
                    row.getString("currency"),
                    row.getString("external_id"),
                    row.getString("heard_from"),
                    row.getLong("occurred_at"));
        }
    }

    /** Whether any was ever recorded. */
    static boolean isAny(Handle handle) {
        return handle.createQuery("SELECT EXISTS (SELECT 1 FROM conversions)")
                .mapTo(Boolean.class)
                .one();
    }

    static Map<String, Row> findByExternalIds(Handle handle, Collection<String> externalIds) {
        Map<String, Row> found = new HashMap<>();
        if (!externalIds.isEmpty()) {
            handle.createQuery("SELECT * FROM conversions WHERE external_id IN (<ids>)")
                    .bindList("ids", List.copyOf(externalIds))
                    .map((row, context) -> Row.read(row))
                    .forEach(row -> found.put(requireNonNull(row.externalId()), row));
        }
        return found;
    }

    /** @return of each, false where its external id was there already */
    static boolean[] insert(Handle handle, List<Row> rows, long now) {
        if (rows.isEmpty()) {
            return new boolean[0];
        }
        PreparedBatch batch = handle.prepareBatch("""
                INSERT INTO conversions (id, node, sequence, link_id, clicked_at, candidates, reason, campaign, event,
                    amount, currency, external_id, heard_from, occurred_at, created_at)
                VALUES (:id, :node, :sequence, :link, :clickedAt, :candidates, :reason, :campaign, :event,
                    :amount, :currency, :externalId, :heardFrom, :occurredAt, :now)
                ON CONFLICT DO NOTHING""");
        for (Row row : rows) {
            bind(batch, row.tie())
                    .bind("candidates", Candidates.text(row.tie().candidates()))
                    .bind("id", row.id())
                    .bind("campaign", row.campaign())
                    .bind("event", row.event())
                    .bind("amount", row.amount())
                    .bind("currency", row.currency())
                    .bind("externalId", row.externalId())
                    .bind("heardFrom", row.heardFrom())
                    .bind("occurredAt", row.occurredAt())
                    .bind("now", now)
                    .add();
        }
        return changed(batch);
    }

    private static PreparedBatch bind(PreparedBatch batch, Tie tie) {
        VisitKey visit = tie.visit();
        UnattributedReason reason = tie.reason();
        return batch.bind("node", visit == null ? 0 : visit.node())
                .bind("sequence", visit == null ? 0 : visit.sequence())
                .bind("link", tie.link())
                .bind("clickedAt", tie.clickedAt())
                .bind("reason", reason == null ? null : reason.label());
    }

    private static boolean[] changed(PreparedBatch batch) {
        int[] counts = batch.execute();
        boolean[] changed = new boolean[counts.length];
        for (int i = 0; i < counts.length; i++) {
            changed[i] = counts[i] == 1;
        }
        return changed;
    }

    /** When what is known by this was called off first, in milliseconds; empty where it was not. */
    static Optional<Long> findCancel(Handle handle, String externalId) {
        return handle.createQuery("SELECT occurred_at FROM conversion_cancels WHERE external_id = :externalId")
                .bind("externalId", externalId)
                .mapTo(Long.class)
                .findOne();
    }

    /** @return of each, false where it was called off already */
    static boolean[] cancel(Handle handle, List<Cancellation> cancellations, long now) {
        if (cancellations.isEmpty()) {
            return new boolean[0];
        }
        PreparedBatch batch = handle.prepareBatch(
                "INSERT INTO conversion_cancels (external_id, occurred_at, created_at) VALUES (?, ?, ?)"
                        + " ON CONFLICT DO NOTHING");
        cancellations.forEach(one ->
                batch.add(one.externalId(), requireNonNull(one.occurredAt()).toEpochMilli(), now));
        return changed(batch);
    }

    /** Those that visits led to, and that they were called off; and what says that others may be tied to them. */
    static void delete(Handle handle, List<Click> visits) {
        for (String sql : List.of(
                "DELETE FROM conversion_cancels WHERE external_id IN"
                        + " (SELECT external_id FROM conversions WHERE node = ? AND sequence = ?)",
                "DELETE FROM conversions WHERE node = ? AND sequence = ?")) {
            PreparedBatch batch = handle.prepareBatch(sql);
            visits.forEach(visit -> batch.add(visit.node(), visit.sequence()));
            batch.execute();
        }
        Set<VisitKey> gone = new HashSet<>();
        visits.forEach(visit -> gone.add(VisitKey.of(visit)));
        PreparedBatch batch = handle.prepareBatch("UPDATE conversions SET candidates = ? WHERE id = ?");
        for (Waiting waiting : listWaiting(handle)) {
            List<VisitKey> left = waiting.candidates().stream()
                    .filter(candidate -> !gone.contains(candidate))
                    .toList();
            if (left.size() < waiting.candidates().size()) {
                batch.add(Candidates.text(left), waiting.id());
            }
        }
        if (batch.size() > 0) {
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

    /** Those of a campaign that are tied to no click. */
    static void delete(Handle handle, String campaign) {
        handle.execute(
                "DELETE FROM conversion_cancels WHERE external_id IN"
                        + " (SELECT external_id FROM conversions WHERE campaign = ? AND reason IS NOT NULL)",
                campaign);
        handle.execute("DELETE FROM conversions WHERE campaign = ? AND reason IS NOT NULL", campaign);
    }

    /**
     * One of which a click may be in a journal still.
     *
     * @param createdAt when it was told of, in milliseconds
     */
    record Waiting(String id, List<VisitKey> candidates, boolean isCorrection, long occurredAt, long createdAt) {}

    static List<Waiting> listWaiting(Handle handle) {
        return listWaiting(handle, "");
    }

    /** Without those that another transaction is about to tie: they are left to it. */
    static List<Waiting> listWaitingForChange(Handle handle) {
        return listWaiting(handle, " ORDER BY id FOR UPDATE SKIP LOCKED");
    }

    private static List<Waiting> listWaiting(Handle handle, String more) {
        return handle.createQuery("SELECT * FROM conversions WHERE link_id = 0" + more)
                .map((row, context) -> {
                    List<VisitKey> candidates = Candidates.read(row.getString("candidates"));
                    VisitKey only = new VisitKey(row.getLong("node"), row.getLong("sequence"));
                    BigDecimal amount = row.getBigDecimal("amount");
                    return new Waiting(
                            row.getString("id"),
                            candidates.isEmpty() ? List.of(only) : candidates,
                            amount != null && amount.signum() < 0,
                            row.getLong("occurred_at"),
                            row.getLong("created_at"));
                })
                .list();
    }

    /** A tie of one that waits, once it is known. */
    record Settled(String id, Tie tie) {}

    /** @return those that waited still, as they are now */
    static List<Row> settle(Handle handle, List<Settled> all) {
        if (all.isEmpty()) {
            return List.of();
        }
        PreparedBatch batch = handle.prepareBatch("""
                UPDATE conversions SET node = :node, sequence = :sequence, link_id = :link, clicked_at = :clickedAt,
                    reason = :reason, campaign = COALESCE(campaign, :campaign), candidates = NULL
                WHERE id = :id AND link_id = 0""");
        for (Settled one : all) {
            bind(batch, one.tie())
                    .bind("campaign", one.tie().campaign())
                    .bind("id", one.id())
                    .add();
        }
        boolean[] changed = changed(batch);
        List<String> ids = IntStream.range(0, changed.length)
                .filter(i -> changed[i])
                .mapToObj(i -> all.get(i).id())
                .toList();
        List<Row> rows = new ArrayList<>();
        for (int from = 0; from < ids.size(); from += AT_ONCE) {
            rows.addAll(handle.createQuery("SELECT * FROM conversions WHERE id IN (<ids>)")
                    .bindList("ids", ids.subList(from, Math.min(ids.size(), from + AT_ONCE)))
                    .map((row, context) -> Row.read(row))
                    .list());
        }
        return rows;
    }
}
