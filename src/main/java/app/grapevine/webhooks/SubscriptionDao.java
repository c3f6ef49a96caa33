package app.grapevine.webhooks;

import app.grapevine.webhooks.Subscription.StoppedBy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The rows of {@code webhook_subscriptions}. */
final class SubscriptionDao {
    private SubscriptionDao() {}

    /**
     * A row.
     *
     * @param former the secret before, by which messages are signed too until {@link Subscription#formerSecretUntil}
     */
    record Row(
            Subscription subscription,
            SigningSecret secret,
            @Nullable SigningSecret former) {
        /** By which secrets a message is signed. */
        List<SigningSecret> secrets(Instant now) {
            Instant until = subscription.formerSecretUntil();
            return former == null || until == null || !now.isBefore(until) ? List.of(secret) : List.of(secret, former);
        }
    }

    private static Row row(ResultSet row) throws SQLException {
        String former = row.getString("former_secret");
        long until = row.getLong("former_until");
        return new Row(
                new Subscription(
                        row.getString("id"),
                        row.getString("url"),
                        row.getString("description"),
                        events(row.getString("events")),
                        words(row.getString("campaigns")),
                        Optional.ofNullable(row.getString("stopped_by"))
                                .flatMap(StoppedBy::find)
                                .orElse(null),
                        former == null ? null : Instant.ofEpochMilli(until),
                        Instant.ofEpochMilli(row.getLong("created_at"))),
                SigningSecret.of(row.getString("secret")),
                former == null ? null : SigningSecret.of(former));
    }

    private static List<String> words(@Nullable String column) {
        return column == null || column.isEmpty() ? List.of() : List.of(column.split(" "));
    }

    /** Without those of a later version. */
    private static Set<EventType> events(String column) {
        return words(column).stream()
                .flatMap(label -> EventType.find(label).stream())
                .collect(Collectors.toSet());
    }

    private static String column(Stream<String> words) {
        return words.collect(Collectors.joining(" "));
    }

    /** All of them, the oldest first. */
    static List<Row> list(Handle handle) {
        return handle.createQuery("SELECT * FROM webhook_subscriptions ORDER BY created_at, id")
                .map((row, context) -> row(row))
                .list();
    }

    static Optional<Row> find(Handle handle, String id) {
        return handle.createQuery("SELECT * FROM webhook_subscriptions WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> row(row))
                .findOne();
    }

    /** The same, and nobody else changes it before the transaction ends. */
    static Optional<Row> findForChange(Handle handle, String id) {
        return handle.createQuery("SELECT * FROM webhook_subscriptions WHERE id = :id FOR UPDATE")
                .bind("id", id)
                .map((row, context) -> row(row))
                .findOne();
    }

    static void insert(Handle handle, Row row) {
        handle.createUpdate("""
                        INSERT INTO webhook_subscriptions (id, url, description, events, campaigns, secret, former_secret,
                            former_until, stopped_by, created_at)
                        VALUES (:id, :url, :description, :events, :campaigns, :secret, NULL, NULL, :stoppedBy, :createdAt)
                        """)
                .bind("id", row.subscription.id())
                .bind("url", row.subscription.url())
                .bind("description", row.subscription.description())
                .bind("events", column(row.subscription.events().stream().map(EventType::label)))
                .bind("campaigns", column(row.subscription.campaigns().stream()))
                .bind("secret", row.secret.text())
                .bind("stoppedBy", label(row.subscription.stoppedBy()))
                .bind("createdAt", row.subscription.createdAt().toEpochMilli())
                .execute();
    }

    /** Writes what can be changed of it, but its secrets. */
    static void update(Handle handle, Subscription subscription) {
        handle.createUpdate("""
                        UPDATE webhook_subscriptions
                        SET url = :url, description = :description, events = :events, campaigns = :campaigns,
                            stopped_by = :stoppedBy
                        WHERE id = :id
                        """)
                .bind("url", subscription.url())
                .bind("description", subscription.description())
                .bind("events", column(subscription.events().stream().map(EventType::label)))
                .bind("campaigns", column(subscription.campaigns().stream()))
                .bind("stoppedBy", label(subscription.stoppedBy()))
                .bind("id", subscription.id())
                .execute();
    }

    /** Gives it a new secret; the one that it has had signs as well until a moment. */
    static void rotate(Handle handle, String id, SigningSecret secret, Instant formerUntil) {
        handle.createUpdate("""
                        UPDATE webhook_subscriptions
                        SET former_secret = secret, former_until = :until, secret = :secret
                        WHERE id = :id
                        """)
                .bind("until", formerUntil.toEpochMilli())
                .bind("secret", secret.text())
                .bind("id", id)
                .execute();
    }

    static void delete(Handle handle, String id) {
        handle.execute("DELETE FROM webhook_subscriptions WHERE id = ?", id);
    }

    /** Forgets secrets that sign no more. */
    static void forgetFormer(Handle handle, long now) {
        handle.execute(
                "UPDATE webhook_subscriptions SET former_secret = NULL, former_until = NULL WHERE former_until <= ?",
                now);
    }

    private static @Nullable String label(@Nullable StoppedBy by) {
        return by == null ? null : by.label();
    }
}
