package app.grapevine.security;

import app.grapevine.base.Reach;
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
            Instant.ofEpochMilli(row.getLong("created_at")));

    private ApiKeyDao() {}

    /** Inserts a key, unless its secret is known already. */
    static void insert(Handle handle, ApiKey key, byte[] hash, boolean fromSetting) {
        handle.createUpdate("""
                        INSERT INTO api_keys (id, name, hash, scopes, campaign, from_setting, created_at)
                        VALUES (:id, :name, :hash, :scopes, :campaign, :fromSetting, :createdAt)
                        ON CONFLICT DO NOTHING
                        """)
                .bind("id", key.id())
                .bind("name", key.name())
                .bind("hash", hash)
                .bind("scopes", Scope.column(key.scopes()))
                .bind("campaign", key.reach().campaign())
                .bind("fromSetting", fromSetting)
                .bind("createdAt", key.createdAt().toEpochMilli())
                .execute();
    }

    static Optional<ApiKey> findByHash(Handle handle, byte[] hash) {
        return handle.createQuery("SELECT * FROM api_keys WHERE hash = :hash AND revoked_at IS NULL")
                .bind("hash", hash)
                .map(KEY)
                .findOne();
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

    /** The admin keys, locked until the transaction ends. */
    static List<ApiKey> lockAdmins(Handle handle) {
        return handle.createQuery("""
                        SELECT * FROM api_keys WHERE revoked_at IS NULL AND scopes LIKE '%admin%'
                        ORDER BY id FOR UPDATE
                        """).map(KEY).list();
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
                        UPDATE api_keys SET revoked_at = NULL, scopes = 'admin', campaign = NULL, from_setting = TRUE WHERE hash = :hash
                        """).bind("hash", hash).execute() == 1;
    }
}
