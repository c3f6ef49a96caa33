package app.grapevine.privacy;

import app.grapevine.storage.Dialect;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What nodes that share a database say to each other of the salts of the days; see {@link SaltKeeper}. */
final class SaltDao {
    private SaltDao() {}

    /**
     * A node that has no salt yet.
     *
     * @param publicKey under which it is to be sealed
     */
    @SuppressWarnings("ArrayRecordComponent") // compared with nothing
    record Waiting(long node, byte[] publicKey) {}

    /** The salt as earlier versions kept it. */
    static Optional<byte[]> former(Handle handle, long epochDay) {
        return handle.createQuery("SELECT salt FROM salts WHERE epoch_day = :day")
                .bind("day", epochDay)
                .mapTo(byte[].class)
                .findOne();
    }

    static void deleteFormer(Handle handle, long epochDay) {
        handle.execute("DELETE FROM salts WHERE epoch_day = ?", epochDay);
    }

    /**
     * Asks for the salt, to be sealed under a key; with another key than before it is asked for anew. Where that was done it
     * locks nothing: two nodes hand on to each other's rows.
     */
    static void ask(Handle handle, long epochDay, long node, byte[] publicKey, long nowMillis) {
        boolean isAsked = handle.createQuery("""
                        SELECT COUNT(*) FROM salt_shares
                        WHERE epoch_day = :day AND node = :node AND public_key = :publicKey
                        """)
                        .bind("day", epochDay)
                        .bind("node", node)
                        .bind("publicKey", publicKey)
                        .mapTo(Long.class)
                        .one()
                > 0;
        if (isAsked) {
            return;
        }
        handle.createUpdate("""
                        INSERT INTO salt_shares (epoch_day, node, public_key, asked_at)
                        VALUES (:day, :node, :publicKey, :now)
                        ON CONFLICT (epoch_day, node)
                        DO UPDATE SET public_key = EXCLUDED.public_key, asked_at = EXCLUDED.asked_at, sealed = NULL
                        """)
                .bind("day", epochDay)
                .bind("node", node)
                .bind("publicKey", publicKey)
                .bind("now", nowMillis)
                .execute();
    }

    static Optional<byte[]> sealed(Handle handle, long epochDay, long node) {
        return handle.createQuery("""
                        SELECT sealed FROM salt_shares WHERE epoch_day = :day AND node = :node AND sealed IS NOT NULL
                        """)
                .bind("day", epochDay)
                .bind("node", node)
                .mapTo(byte[].class)
                .findOne();
    }

    /** @param sealed null to ask for it again */
    static void seal(Handle handle, long epochDay, long node, byte @Nullable [] sealed) {
        handle.createUpdate("UPDATE salt_shares SET sealed = :sealed WHERE epoch_day = :day AND node = :node")
                .bind("sealed", sealed)
                .bind("day", epochDay)
                .bind("node", node)
                .execute();
    }

    static List<Waiting> waiting(Handle handle, long epochDay) {
        return handle.createQuery("""
                        SELECT node, public_key FROM salt_shares WHERE epoch_day = :day AND sealed IS NULL ORDER BY node
                        """)
                .bind("day", epochDay)
                .map((row, context) -> new Waiting(row.getLong(1), row.getBytes(2)))
                .list();
    }

    /** @return whether no node has made the day's salt before */
    static boolean begin(Handle handle, long epochDay, long node) {
        return handle.execute(
                        "INSERT INTO salt_days (epoch_day, node) VALUES (?, ?) ON CONFLICT DO NOTHING", epochDay, node)
                == 1;
    }

    static boolean isBegunBy(Handle handle, long epochDay, long node) {
        return handle.createQuery("SELECT COUNT(*) FROM salt_days WHERE epoch_day = :day AND node = :node")
                        .bind("day", epochDay)
                        .bind("node", node)
                        .mapTo(Long.class)
                        .one()
                > 0;
    }

    /** @return whether this node has asked since {@code before} in vain, and makes the salt in place of who has gone */
    static boolean takeOver(Handle handle, long epochDay, long node, long before) {
        // Of two that take over, the second is to see what the first has handed on.
        handle.execute("SELECT node FROM salt_days WHERE epoch_day = ? FOR UPDATE", epochDay);
        return handle.createUpdate("""
                        UPDATE salt_days SET node = :node WHERE epoch_day = :day AND EXISTS
                          (SELECT 1 FROM salt_shares s WHERE s.epoch_day = :day AND s.node = :node
                            AND s.sealed IS NULL AND s.asked_at <= :before)
                        """)
                        .bind("day", epochDay)
                        .bind("node", node)
                        .bind("before", before)
                        .execute()
                == 1;
    }

    static void deleteBefore(Handle handle, Dialect dialect, long epochDay) {
        handle.execute("DELETE FROM salts WHERE epoch_day < ?", epochDay);
        if (dialect == Dialect.POSTGRESQL) {
            handle.execute("DELETE FROM salt_shares WHERE epoch_day < ?", epochDay);
            handle.execute("DELETE FROM salt_days WHERE epoch_day < ?", epochDay);
        }
    }
}
