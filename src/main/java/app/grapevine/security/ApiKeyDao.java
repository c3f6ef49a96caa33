package app.grapevine.security;

import app.grapevine.base.Reach;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** The table of API keys. A revoked key keeps its row. */
final class ApiKeyDao {
    private static final RowMapper<ApiKey> KEY = (row, context) -> new ApiKey(
            row.getString("id"),
            row.getString("name"),
            Scope.ofColumn(row.getString("scopes")),
            new Reach(row.getString("campaign")),
            Instant.ofEpochMilli(row.getLong("created_at")),
            time(row, "expires_at"),
            time(row, "used_at"),
            time(row, "former_until"),
            row.getString("owner"));

    private ApiKeyDao() {}

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }

    private static @Nullable Long millis(@Nullable Instant time) {
        return time == null ? null : time.toEpochMilli();
    }

    /** A key that a secret leads to. @param former whether the secret is the one that it had before */
    record Held(ApiKey key, boolean former) {}

    /** Inserts a key, unless its secret is known already. */
    static void insert(Handle handle, ApiKey key, byte[] hash, boolean fromSetting) {
        handle.createUpdate("""
                        INSERT INTO api_keys (id, name, hash, scopes, campaign, expires_at, from_setting, owner, created_at)
                        VALUES (:id, :name, :hash, :scopes, :campaign, :expiresAt, :fromSetting, :owner, :createdAt)
                        ON CONFLICT DO NOTHING
                        """)
                .bind("id", key.id())
                .bind("name", key.name())
                .bind("hash", hash)
                .bind("scopes", Scope.column(key.scopes()))
                .bind("campaign", key.reach().campaign())
                .bind("expiresAt", millis(key.expiresAt()))
                .bind("fromSetting", fromSetting)
                .bind("owner", key.owner())
                .bind("createdAt", key.createdAt().toEpochMilli())
                .execute();
    }

    /** The key whose secret has this hash, or had it before. */
    static Optional<Held> findByHash(Handle handle, byte[] hash) {
        return findByHash(handle, "hash", hash).or(() -> findByHash(handle, "former_hash", hash));
    }

    private static Optional<Held> findByHash(Handle handle, String column, byte[] hash) {
        return handle.createQuery("SELECT * FROM api_keys WHERE " + column + " = :hash AND revoked_at IS NULL"
                        + " ORDER BY id DESC LIMIT 1")
                .bind("hash", hash)
                .map(KEY)
                .map(key -> new Held(key, column.startsWith("former")))
                .findOne();
    }

    /** A key with what is told to nobody, locked until the transaction ends. */
    record Locked(ApiKey key, byte[] hash, boolean fromSetting) {}

    static Optional<Locked> lock(Handle handle, String id) {
        return handle.createQuery("SELECT * FROM api_keys WHERE id = :id AND revoked_at IS NULL FOR UPDATE")
                .bind("id", id)
                .map((row, context) ->
                        new Locked(KEY.map(row, context), row.getBytes("hash"), row.getBoolean("from_setting")))
                .findOne();
    }

    static void setExpiry(Handle handle, String id, @Nullable Instant expiresAt) {
        handle.createUpdate("UPDATE api_keys SET expires_at = :expiresAt WHERE id = :id")
                .bind("expiresAt", millis(expiresAt))
                .bind("id", id)
                .execute();
    }

    /** Gives a key another secret. */
    static void rotate(Handle handle, Locked key, byte[] hash, Instant formerUntil) {
        handle.createUpdate("""
                        UPDATE api_keys SET hash = :hash, former_hash = :former, former_until = :until WHERE id = :id
                        """)
                .bind("hash", hash)
                .bind("former", key.hash())
                .bind("until", formerUntil.toEpochMilli())
                .bind("id", key.key().id())
                .execute();
    }

    static void used(Handle handle, String id, Instant hour) {
        handle.createUpdate(
                        "UPDATE api_keys SET used_at = :hour WHERE id = :id AND (used_at IS NULL OR used_at < :hour)")
                .bind("hour", hour.toEpochMilli())
                .bind("id", id)
                .execute();
    }

    static Optional<ApiKey> findById(Handle handle, String id) {
        return handle.createQuery("SELECT * FROM api_keys WHERE id = :id AND revoked_at IS NULL")
                .bind("id", id)
                .map(KEY)
                .findOne();
    }

    /** In the order of their making. @param after the id before the first to list, or null */
    static List<ApiKey> list(Handle handle, int limit, @Nullable String after) {
        return handle.createQuery("""
                        SELECT * FROM api_keys WHERE revoked_at IS NULL AND id > :after ORDER BY id LIMIT :limit
                        """)
                .bind("after", after == null ? "" : after)
                .bind("limit", limit)
                .map(KEY)
                .list();
    }

    /** Those that an account made for itself, in the order of their making. */
    static List<ApiKey> listOf(Handle handle, String owner) {
        return handle.createQuery("SELECT * FROM api_keys WHERE owner = :owner AND revoked_at IS NULL ORDER BY id")
                .bind("owner", owner)
                .map(KEY)
                .list();
    }

    /** The admin keys that never expire and are no account's, locked until the transaction ends. */
    static List<ApiKey> lockAdmins(Handle handle) {
        return handle.createQuery("""
                        SELECT * FROM api_keys WHERE revoked_at IS NULL AND expires_at IS NULL AND owner IS NULL
                          AND scopes LIKE '%admin%'
                        ORDER BY id FOR UPDATE
                        """).map(KEY).list();
    }

    /** Whether a key that is let in may do what {@code scope} stands for, other than by being an admin's. */
    static boolean isAny(Handle handle, Scope scope, Instant now) {
        return handle.createQuery("""
                        SELECT EXISTS (
                            SELECT 1 FROM api_keys WHERE revoked_at IS NULL AND (expires_at IS NULL OR expires_at > :now)
                                AND CONCAT(' ', scopes, ' ') LIKE :scope)
                        """)
                .bind("now", now.toEpochMilli())
                .bind("scope", "% " + scope.label() + " %")
                .mapTo(Boolean.class)
                .one();
    }

    static boolean revoke(Handle handle, String id, Instant now) {
        return handle.createUpdate("UPDATE api_keys SET revoked_at = :now WHERE id = :id AND revoked_at IS NULL")
                        .bind("now", now.toEpochMilli())
                        .bind("id", id)
                        .execute()
                == 1;
    }

    /** Revokes what an earlier setting brought, except the key with {@code hash}. */
    static void revokeFormerSetting(Handle handle, byte[] hash, Instant now) {
        handle.createUpdate("""
                        UPDATE api_keys SET revoked_at = :now
                        WHERE from_setting = TRUE AND revoked_at IS NULL AND hash <> :hash
                        """)
                .bind("now", now.toEpochMilli())
                .bind("hash", hash)
                .execute();
    }

    /** Makes the key with {@code hash} an admin key from the setting, revoked or not. */
    static boolean reinstate(Handle handle, byte[] hash) {
        return handle.createUpdate("""
                        UPDATE api_keys SET revoked_at = NULL, expires_at = NULL, scopes = 'admin', campaign = NULL,
                          owner = NULL, from_setting = TRUE WHERE hash = :hash
                        """).bind("hash", hash).execute() == 1;
    }
}
