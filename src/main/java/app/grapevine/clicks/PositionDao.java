package app.grapevine.clicks;

import app.grapevine.journal.Sequences;
import app.grapevine.storage.Dialect;
import app.grapevine.visits.VisitKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * How far each node is: {@code journal_positions}, the epoch that was begun last and the greatest sequence that is recorded;
 * and on PostgreSQL {@code journal_epochs}, see {@link EpochPositions}.
 */
public final class PositionDao {
    private PositionDao() {}

    /** A row of {@code journal_positions}. */
    record Position(long epoch, long sequence) {}

    /** The row of a node, locked; it is made where there is none. */
    static Position lock(Handle handle, long node, long nowMillis) {
        handle.createUpdate("""
                        INSERT INTO journal_positions (node, epoch, sequence, updated_at) VALUES (:node, 0, 0, :now)
                        ON CONFLICT DO NOTHING
                        """).bind("node", node).bind("now", nowMillis).execute();
        return handle.createQuery("SELECT epoch, sequence FROM journal_positions WHERE node = :node FOR UPDATE")
                .bind("node", node)
                .map((row, context) -> new Position(row.getLong(1), row.getLong(2)))
                .one();
    }

    static void begin(Handle handle, long node, long epoch, long nowMillis) {
        handle.createUpdate("UPDATE journal_positions SET epoch = :epoch, updated_at = :now WHERE node = :node")
                .bind("epoch", epoch)
                .bind("now", nowMillis)
                .bind("node", node)
                .execute();
    }

    static Optional<Position> find(Handle handle, long node) {
        return handle.createQuery("SELECT epoch, sequence FROM journal_positions WHERE node = :node")
                .bind("node", node)
                .map((row, context) -> new Position(row.getLong(1), row.getLong(2)))
                .findOne();
    }

    /** False where the row is not as it was left. */
    static boolean advance(Handle handle, long node, long from, long to, long nowMillis) {
        return handle.createUpdate("""
                                UPDATE journal_positions SET sequence = :to, updated_at = :now
                                WHERE node = :node AND sequence = :from
                                """)
                        .bind("to", to)
                        .bind("now", nowMillis)
                        .bind("node", node)
                        .bind("from", from)
                        .execute()
                == 1;
    }

    /** Does nothing, and locks nothing, where another process of the node is further, in a later epoch. */
    static void raise(Handle handle, long node, long to, long nowMillis) {
        handle.createUpdate("""
                        UPDATE journal_positions SET sequence = :to, updated_at = :now
                        WHERE node = :node AND sequence < :to
                        """)
                .bind("to", to)
                .bind("now", nowMillis)
                .bind("node", node)
                .execute();
    }

    /** Forgets nodes that have recorded nothing, so that one of them may have had a past in another database. */
    public static void forgetIdle(Handle handle) {
        handle.execute("DELETE FROM journal_positions WHERE sequence = 0");
    }

    /** By epoch, the sequence up to which it is recorded. */
    static Map<Long, Long> epochs(Handle handle, long node) {
        Map<Long, Long> epochs = new HashMap<>();
        handle.createQuery("SELECT epoch, sequence FROM journal_epochs WHERE node = :node")
                .bind("node", node)
                .map((row, context) -> epochs.put(row.getLong(1), row.getLong(2)))
                .list();
        return epochs;
    }

    static void setEpoch(Handle handle, long node, long epoch, long sequence) {
        handle.execute("DELETE FROM journal_epochs WHERE node = ? AND epoch = ?", node, epoch);
        handle.execute("INSERT INTO journal_epochs (node, epoch, sequence) VALUES (?, ?, ?)", node, epoch, sequence);
    }

    static void forgetEpochs(Handle handle, long node) {
        handle.execute("DELETE FROM journal_epochs WHERE node = ?", node);
    }

    /** False where the row is not as it was left. */
    static boolean advanceEpoch(Handle handle, long node, long from, long to) {
        return handle.createUpdate("""
                                UPDATE journal_epochs SET sequence = :to
                                WHERE node = :node AND epoch = :epoch AND sequence = :from
                                """)
                        .bind("to", to)
                        .bind("node", node)
                        .bind("epoch", Sequences.epoch(to))
                        .bind("from", from)
                        .execute()
                == 1;
    }

    /** Those of some visits that may still be in the journal of a known node. */
    public static Set<VisitKey> ahead(Handle handle, Collection<VisitKey> visits) {
        Map<Epoch, Optional<Long>> recorded = new HashMap<>();
        return visits.stream()
                .filter(visit -> recorded.computeIfAbsent(
                                new Epoch(visit.node(), Sequences.epoch(visit.sequence())), of -> recorded(handle, of))
                        .filter(sequence -> sequence < visit.sequence())
                        .isPresent())
                .collect(Collectors.toSet());
    }

    /**
     * Up to where the visits of a part of a node's journal are recorded. On PostgreSQL a part is an epoch, as
     * {@link EpochPositions} has them; on H2 it is all, and called 0.
     *
     * @param begin the sequence behind which it begins
     */
    public record Reached(long node, long part, long begin, long sequence) {}

    /** All of them. Behind each sequence there are visits to come, and before it none. */
    public static List<Reached> reached(Handle handle, Dialect dialect) {
        String sql = dialect == Dialect.H2
                ? "SELECT node, 0, sequence FROM journal_positions"
                : "SELECT node, epoch, sequence FROM journal_epochs";
        return handle.createQuery(sql)
                .map((row, context) ->
                        new Reached(row.getLong(1), row.getLong(2), Sequences.of(row.getLong(2), 0), row.getLong(3)))
                .list();
    }

    /** Whether a visit of a known node may still be in its journal. */
    public static boolean isAhead(Handle handle, long node, long sequence) {
        return !ahead(handle, List.of(new VisitKey(node, sequence))).isEmpty();
    }

    /** Up to where a node's epoch is recorded; empty for a node that is not known. */
    private static Optional<Long> recorded(Handle handle, Epoch of) {
        return handle.createQuery("""
                        SELECT COALESCE(e.sequence, p.sequence) FROM journal_positions p
                        LEFT JOIN journal_epochs e ON e.node = p.node AND e.epoch = :epoch
                        WHERE p.node = :node
                        """)
                .bind("epoch", of.epoch())
                .bind("node", of.node())
                .mapTo(Long.class)
                .findOne();
    }

    private record Epoch(long node, long epoch) {}
}
