package app.grapevine.webhooks;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** The rows of {@code webhook_lines}. Who works on a line holds it until a moment; nobody else's result counts for it. */
final class LineDao {
    private LineDao() {}

    /** What names a line: to whom, and of which campaign. */
    record Key(String subscription, String campaign) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int bySubscription = subscription.compareTo(other.subscription);
            return bySubscription != 0 ? bySubscription : campaign.compareTo(other.campaign);
        }
    }

    /**
     * How a line stands.
     *
     * @param failures in a row
     * @param failingSince in milliseconds; null while it does not
     * @param failedAt when it failed last, ever
     * @param outcome what the last attempt came to, see {@link Outcome}; null before the first
     * @param status what the receiver answered then; null where it did not
     */
    record Line(
            Key key,
            long nextAt,
            int failures,
            @Nullable Long failingSince,
            @Nullable Long failedAt,
            @Nullable String outcome,
            @Nullable Integer status,
            long delivered,
            @Nullable Long deliveredAt) {}

    private static Line line(ResultSet row) throws SQLException {
        return new Line(
                key(row),
                row.getLong("next_at"),
                row.getInt("failures"),
                number(row, "failing_since"),
                number(row, "failed_at"),
                row.getString("outcome"),
                row.getObject("status") == null ? null : row.getInt("status"),
                row.getLong("delivered"),
                number(row, "delivered_at"));
    }

    private static Key key(ResultSet row) throws SQLException {
        return new Key(row.getString("subscription"), row.getString("campaign"));
    }

    private static @Nullable Long number(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }

    /** Makes those that there are not yet. @param keys in order, or two transactions may wait for each other in a ring */
    static void ensure(Handle handle, Collection<Key> keys) {
        PreparedBatch batch = handle.prepareBatch("""
                INSERT INTO webhook_lines (subscription, campaign, next_at, leased_until, failures, delivered)
                VALUES (?, ?, 0, 0, 0, 0)
                ON CONFLICT DO NOTHING
                """);
        keys.forEach(key -> batch.add(key.subscription, key.campaign));
        batch.execute();
    }

    /**
     * Lines that nobody holds and that have something to be sent now, those that have waited longest first.
     *
     * @param but of receivers that are not meant now
     */
    static List<Key> due(Handle handle, long now, Collection<String> but, int limit) {
        return handle.createQuery("""
                        SELECT l.subscription, l.campaign FROM webhook_lines l
                        JOIN webhook_subscriptions s ON s.id = l.subscription
                        WHERE s.stopped_by IS NULL AND s.id NOT IN (<but>)
                          AND l.next_at <= :now AND l.leased_until <= :now
                          AND EXISTS (SELECT 1 FROM webhook_messages m
                            WHERE m.subscription = l.subscription AND m.campaign = l.campaign AND m.given_up_at IS NULL
                              AND m.body LIKE '{%')
                        ORDER BY l.next_at, l.subscription, l.campaign LIMIT :limit
                        """)
                .bind("now", now)
                .bindList("but", but.isEmpty() ? List.of("") : List.copyOf(but))
                .bind("limit", limit)
                .map((row, context) -> key(row))
                .list();
    }

    /** Takes a line until a moment; false where somebody else has it. */
    static boolean take(Handle handle, Key key, String holder, long now, long until) {
        return handle.createUpdate("""
                                UPDATE webhook_lines SET holder = :holder, leased_until = :until
                                WHERE subscription = :subscription AND campaign = :campaign
                                  AND next_at <= :now AND leased_until <= :now
                                """)
                        .bind("holder", holder)
                        .bind("until", until)
                        .bind("subscription", key.subscription)
                        .bind("campaign", key.campaign)
                        .bind("now", now)
                        .execute()
                == 1;
    }

    /** The line, if it is still held by {@code holder}; nobody else changes it before the transaction ends. */
    static Optional<Line> findHeld(Handle handle, Key key, String holder) {
        return handle.createQuery("""
                        SELECT * FROM webhook_lines
                        WHERE subscription = :subscription AND campaign = :campaign AND holder = :holder FOR UPDATE
                        """)
                .bind("subscription", key.subscription)
                .bind("campaign", key.campaign)
                .bind("holder", holder)
                .map((row, context) -> line(row))
                .findOne();
    }

    static void succeeded(Handle handle, Key key, int status, long now) {
        handle.createUpdate("""
                        UPDATE webhook_lines
                        SET failures = 0, failing_since = NULL, outcome = :outcome, status = :status,
                            delivered = delivered + 1, delivered_at = :now
                        WHERE subscription = :subscription AND campaign = :campaign
                        """)
                .bind("outcome", Outcome.Kind.DELIVERED.label())
                .bind("status", status)
                .bind("now", now)
                .bind("subscription", key.subscription)
                .bind("campaign", key.campaign)
                .execute();
    }

    static void failed(Handle handle, Key key, Outcome outcome, long now, long nextAt) {
        handle.createUpdate("""
                        UPDATE webhook_lines
                        SET failures = failures + 1, failing_since = COALESCE(failing_since, :now), failed_at = :now,
                            outcome = :outcome, status = :status, next_at = :nextAt, holder = NULL, leased_until = 0
                        WHERE subscription = :subscription AND campaign = :campaign
                        """)
                .bind("now", now)
                .bind("outcome", outcome.kind().label())
                .bind("status", outcome.status() == 0 ? null : outcome.status())
                .bind("nextAt", nextAt)
                .bind("subscription", key.subscription)
                .bind("campaign", key.campaign)
                .execute();
    }

    /** Holds it for longer. */
    static void keep(Handle handle, Key key, long until) {
        handle.createUpdate("""
                        UPDATE webhook_lines SET leased_until = :until
                        WHERE subscription = :subscription AND campaign = :campaign
                        """)
                .bind("until", until)
                .bind("subscription", key.subscription)
                .bind("campaign", key.campaign)
                .execute();
    }

    /** Leaves it to whoever comes next, behind those that have waited. */
    static void release(Handle handle, Key key, long now) {
        handle.createUpdate("""
                        UPDATE webhook_lines SET holder = NULL, leased_until = 0, next_at = :now
                        WHERE subscription = :subscription AND campaign = :campaign
                        """)
                .bind("now", now)
                .bind("subscription", key.subscription)
                .bind("campaign", key.campaign)
                .execute();
    }

    /** Leaves all that a process holds. */
    static void releaseAll(Handle handle, String holder) {
        handle.execute("UPDATE webhook_lines SET holder = NULL, leased_until = 0 WHERE holder = ?", holder);
    }

    /** Has the lines of a receiver tried at once that rest after a failure. */
    static void wake(Handle handle, String subscription, long now) {
        handle.execute(
                "UPDATE webhook_lines SET next_at = ? WHERE subscription = ? AND next_at > ?", now, subscription, now);
    }

    /** As if they had never failed, and tried at once. */
    static void beginAnew(Handle handle, String subscription, long now) {
        handle.execute(
                "UPDATE webhook_lines SET next_at = ?, failures = 0, failing_since = NULL WHERE subscription = ?",
                now,
                subscription);
    }

    static List<Line> list(Handle handle) {
        return handle.createQuery("SELECT * FROM webhook_lines ORDER BY subscription, campaign")
                .map((row, context) -> line(row))
                .list();
    }

    static void delete(Handle handle, String subscription) {
        handle.execute("DELETE FROM webhook_lines WHERE subscription = ?", subscription);
    }
}
