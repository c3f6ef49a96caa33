package app.grapevine.security;

import app.grapevine.base.Reach;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** The table of accounts. */
final class AccountDao {
    private static final RowMapper<Account> ACCOUNT = (row, context) -> new Account(
            row.getString("id"),
            row.getString("name"),
            Scope.ofColumn(row.getString("scopes")),
            new Reach(row.getString("campaign")),
            row.getBoolean("disabled"),
            row.getInt("epoch"),
            Instant.ofEpochMilli(row.getLong("created_at")));

    private AccountDao() {}

    /** An account with the hash of its password. */
    record WithHash(Account account, String hash) {}

    /** @return whether the name was free */
    static boolean insert(Handle handle, Account account, String folded, String hash) {
        return handle.createUpdate("""
                        INSERT INTO accounts (id, name, folded_name, hash, scopes, campaign, disabled, epoch, created_at)
                        VALUES (:id, :name, :folded, :hash, :scopes, :campaign, :disabled, :epoch, :createdAt)
                        ON CONFLICT DO NOTHING
                        """)
                        .bind("id", account.id())
                        .bind("name", account.name())
                        .bind("folded", folded)
                        .bind("hash", hash)
                        .bind("scopes", Scope.column(account.scopes()))
                        .bind("campaign", account.reach().campaign())
                        .bind("disabled", account.disabled())
                        .bind("epoch", account.epoch())
                        .bind("createdAt", account.createdAt().toEpochMilli())
                        .execute()
                == 1;
    }

    static Optional<Account> find(Handle handle, String id) {
        return handle.createQuery("SELECT * FROM accounts WHERE id = :id")
                .bind("id", id)
                .map(ACCOUNT)
                .findOne();
    }

    static Optional<WithHash> findByName(Handle handle, String folded) {
        return handle.createQuery("SELECT * FROM accounts WHERE folded_name = :folded")
                .bind("folded", folded)
                .map((row, context) -> new WithHash(ACCOUNT.map(row, context), row.getString("hash")))
                .findOne();
    }

    /** The account with its hash, locked until the transaction ends. */
    static Optional<WithHash> lock(Handle handle, String id) {
        return handle.createQuery("SELECT * FROM accounts WHERE id = :id FOR UPDATE")
                .bind("id", id)
                .map((row, context) -> new WithHash(ACCOUNT.map(row, context), row.getString("hash")))
                .findOne();
    }

    /** In the order of their making. @param after the id before the first to list, or null */
    static List<Account> list(Handle handle, int limit, @Nullable String after) {
        return handle.createQuery("SELECT * FROM accounts WHERE id > :after ORDER BY id LIMIT :limit")
                .bind("after", after == null ? "" : after)
                .bind("limit", limit)
                .map(ACCOUNT)
                .list();
    }

    /** Writes all that can change of an account. */
    static void update(Handle handle, Account account, String folded, String hash) {
        handle.createUpdate("""
                        UPDATE accounts SET name = :name, folded_name = :folded, hash = :hash, scopes = :scopes,
                          campaign = :campaign, disabled = :disabled, epoch = :epoch
                        WHERE id = :id
                        """)
                .bind("id", account.id())
                .bind("name", account.name())
                .bind("folded", folded)
                .bind("hash", hash)
                .bind("scopes", Scope.column(account.scopes()))
                .bind("campaign", account.reach().campaign())
                .bind("disabled", account.disabled())
                .bind("epoch", account.epoch())
                .execute();
    }

    static boolean delete(Handle handle, String id) {
        return handle.createUpdate("DELETE FROM accounts WHERE id = :id")
                        .bind("id", id)
                        .execute()
                == 1;
    }
}
