package app.grapevine.clicks;

import app.grapevine.journal.Sequences;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** How far each node is. */
public final class PositionDao {
    private PositionDao() {}

    /** A row of {@code journal_positions}. */
    record Position(long epoch, long sequence) {}

    /**
     * Begins a new epoch of a node, above all that the journal or the database has seen. From then on a process
     * of an earlier epoch commits nothing more.
     */
    static Position claim(Handle handle, long node, long lastEpochOnDisk, long nowMillis) {
        handle.createUpdate("""
                        INSERT INTO journal_positions (node, epoch, sequence, updated_at) VALUES (:node, 0, 0, :now)
                        ON CONFLICT DO NOTHING
                        """).bind("node", node).bind("now", nowMillis).execute();
        Position before = handle.createQuery(
                        "SELECT epoch, sequence FROM journal_positions WHERE node = :node FOR UPDATE")
                .bind("node", node)
                .map((row, context) -> new Position(row.getLong(1), row.getLong(2)))
                .one();
        long epoch = 1 + Math.max(lastEpochOnDisk, Math.max(before.epoch, Sequences.epoch(before.sequence)));
        handle.createUpdate("UPDATE journal_positions SET epoch = :epoch, updated_at = :now WHERE node = :node")
                .bind("epoch", epoch)
                .bind("now", nowMillis)
                .bind("node", node)
                .execute();
        return new Position(epoch, before.sequence);
    }

    static Optional<Position> find(Handle handle, long node) {
        return handle.createQuery("SELECT epoch, sequence FROM journal_positions WHERE node = :node")
                .bind("node", node)
                .map((row, context) -> new Position(row.getLong(1), row.getLong(2)))
                .findOne();
    }

    /** Takes a node whose row went back, or is gone, for an epoch that was claimed before. */
    static void restore(Handle handle, long node, Position position, long nowMillis) {
        handle.createUpdate("""
                        INSERT INTO journal_positions (node, epoch, sequence, updated_at)
                        VALUES (:node, :epoch, :sequence, :now)
                        ON CONFLICT DO NOTHING
                        """)
                .bind("node", node)
                .bind("epoch", position.epoch)
                .bind("sequence", position.sequence)
                .bind("now", nowMillis)
                .execute();
        handle.createUpdate("""
                        UPDATE journal_positions SET epoch = :epoch, updated_at = :now
                        WHERE node = :node AND epoch < :epoch AND sequence = :sequence
                        """)
                .bind("epoch", position.epoch)
                .bind("now", nowMillis)
                .bind("node", node)
                .bind("sequence", position.sequence)
                .execute();
    }

    /** False where the row is not as this process left it. */
    static boolean advance(Handle handle, long node, Position from, long to, long nowMillis) {
        return handle.createUpdate("""
                                UPDATE journal_positions SET sequence = :to, updated_at = :now
                                WHERE node = :node AND epoch = :epoch AND sequence = :from
                                """)
                        .bind("to", to)
                        .bind("now", nowMillis)
                        .bind("node", node)
                        .bind("epoch", from.epoch)
                        .bind("from", from.sequence)
                        .execute()
                == 1;
    }

    /** Whether a visit of a known node may still be in its journal. */
    public static boolean isAhead(Handle handle, long node, long sequence) {
        return handle.createQuery("SELECT 1 FROM journal_positions WHERE node = :node AND sequence < :sequence")
                .bind("node", node)
                .bind("sequence", sequence)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }
}
