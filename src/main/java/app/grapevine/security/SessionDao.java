package app.grapevine.security;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The table of sessions. */
final class SessionDao {
    private SessionDao() {}

    /**
     * A session as it is kept.
     *
     * @param account whose it is, or null
     * @param apiKey whose it is where it is no account's
     * @param epoch the account's when it began; 0 for a key's
     * @param seenAt when it was used, as far as that was noted; in milliseconds, as {@code createdAt}
     */
    record Row(
            String id, @Nullable String account, @Nullable String apiKey, int epoch, long createdAt, long seenAt) {
        Row seen(long now) {
            return new Row(id, account, apiKey, epoch, createdAt, now);
        }
    }

    static void insert(Handle handle, Row row, byte[] hash) {
        handle.createUpdate("""
                        INSERT INTO sessions (id, hash, account, api_key, epoch, created_at, seen_at)
                        VALUES (:id, :hash, :account, :apiKey, :epoch, :createdAt, :seenAt)
                        """)
                .bind("id", row.id())
                .bind("hash", hash)
                .bind("account", row.account())
                .bind("apiKey", row.apiKey())
                .bind("epoch", row.epoch())
                .bind("createdAt", row.createdAt())
                .bind("seenAt", row.seenAt())
                .execute();
    }

    static Optional<Row> findByHash(Handle handle, byte[] hash) {
        return handle.createQuery("SELECT * FROM sessions WHERE hash = :hash")
                .bind("hash", hash)
                .map((row, context) -> new Row(
                        row.getString("id"),
                        row.getString("account"),
                        row.getString("api_key"),
                        row.getInt("epoch"),
                        row.getLong("created_at"),
                        row.getLong("seen_at")))
                .findOne();
    }

    static void seen(Handle handle, String id, long now) {
        handle.createUpdate("UPDATE sessions SET seen_at = :now WHERE id = :id")
                .bind("now", now)
                .bind("id", id)
                .execute();
    }

    static void delete(Handle handle, byte[] hash) {
        handle.createUpdate("DELETE FROM sessions WHERE hash = :hash")
                .bind("hash", hash)
                .execute();
    }

    /** Deletes all but the newest sessions of the account or key that {@code row} belongs to. */
    static void keepNewest(Handle handle, Row row, int most) {
        String owner = row.account() == null ? "api_key" : "account";
        handle.createUpdate("""
                        DELETE FROM sessions WHERE %1$s = :owner AND id NOT IN
                          (SELECT id FROM sessions WHERE %1$s = :owner ORDER BY id DESC LIMIT :most)
                        """.formatted(owner))
                .bind("owner", row.account() == null ? row.apiKey() : row.account())
                .bind("most", most)
                .execute();
    }

    static void deleteOfRevokedKeys(Handle handle) {
        handle.execute("""
                DELETE FROM sessions WHERE api_key IN (SELECT id FROM api_keys WHERE revoked_at IS NOT NULL)
                """);
    }

    /** Deletes those of a key that were begun before a time. */
    static void deleteOfKey(Handle handle, String apiKey, Instant before) {
        handle.execute("DELETE FROM sessions WHERE api_key = ? AND created_at < ?", apiKey, before.toEpochMilli());
    }

    /** @return how many */
    static int deleteEnded(Handle handle, long seenBefore, long createdBefore) {
        return handle.createUpdate("DELETE FROM sessions WHERE seen_at <= :seen OR created_at <= :created")
                .bind("seen", seenBefore)
                .bind("created", createdBefore)
                .execute();
    }
}
