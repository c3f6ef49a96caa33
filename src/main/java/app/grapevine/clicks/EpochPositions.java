package app.grapevine.clicks;

import app.grapevine.clicks.PositionDao.Position;
import app.grapevine.journal.Sequences;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/**
 * A position for each epoch of a node: on PostgreSQL, where a process that runs on a copy of a data directory writes to the
 * same tables as the node that the directory was copied from. Each has an epoch of its own for what it records. What one of
 * them has left of an epoch, the other's too perhaps, is taken by whoever comes first, once; and what only one of them has
 * is not passed over, whatever the other has recorded in later epochs.
 *
 * <p>Of epochs before the first that the table has of a node all is recorded: an earlier version of this program, which had
 * one position for all of them, has passed them. Where it has begun the last epoch, it has been at work since, and the
 * table is begun anew.
 */
final class EpochPositions implements Positions {
    private final long node;

    EpochPositions(long node) {
        this.node = node;
    }

    @Override
    public long part(long epoch) {
        return epoch;
    }

    @Override
    public Claim claim(Handle handle, Set<Long> onDisk, long nowMillis) {
        Position before = PositionDao.lock(handle, node, nowMillis);
        SortedMap<Long, Long> known = known(handle, before);
        long last = onDisk.isEmpty() ? 0 : Collections.max(onDisk);
        long reached = Math.max(before.epoch(), Sequences.epoch(before.sequence()));
        long epoch = 1 + Math.max(Math.max(last, reached), known.isEmpty() ? 0 : known.lastKey());
        PositionDao.begin(handle, node, epoch, nowMillis);
        Map<Long, Long> recorded = begun(handle, known, onDisk);
        recorded.putAll(begun(handle, known, Set.of(epoch)));
        return new Claim(epoch, recorded);
    }

    /** The table's rows, brought to where an earlier version of this program may have left the node. */
    private SortedMap<Long, Long> known(Handle handle, Position before) {
        SortedMap<Long, Long> known = new TreeMap<>(PositionDao.epochs(handle, node));
        if (before.epoch() > 0 && !known.containsKey(before.epoch())) {
            PositionDao.forgetEpochs(handle, node);
            known.clear();
        }
        long reached = Sequences.epoch(before.sequence());
        if (before.sequence() > known.getOrDefault(reached, 0L)) {
            PositionDao.setEpoch(handle, node, reached, before.sequence());
            known.put(reached, before.sequence());
        }
        return known;
    }

    /** What is recorded of these epochs; of those that have no row yet, and are not passed, one is made. */
    private Map<Long, Long> begun(Handle handle, SortedMap<Long, Long> known, Set<Long> epochs) {
        Map<Long, Long> recorded = recorded(known, epochs);
        recorded.forEach((epoch, sequence) -> {
            if (!known.containsKey(epoch) && sequence == Sequences.of(epoch, 0)) {
                PositionDao.setEpoch(handle, node, epoch, sequence);
            }
        });
        return recorded;
    }

    private static Map<Long, Long> recorded(SortedMap<Long, Long> known, Set<Long> epochs) {
        Map<Long, Long> recorded = new HashMap<>();
        for (long epoch : epochs) {
            boolean passed = !known.isEmpty() && epoch < known.firstKey();
            recorded.put(
                    epoch, known.getOrDefault(epoch, passed ? Sequences.of(epoch + 1, 0) - 1 : Sequences.of(epoch, 0)));
        }
        return recorded;
    }

    @Override
    public Map<Long, Long> find(Handle handle, Set<Long> epochs) {
        return recorded(new TreeMap<>(PositionDao.epochs(handle, node)), epochs);
    }

    @Override
    public Map<Long, Long> restore(Handle handle, Set<Long> epochs, long nowMillis) {
        Position found = PositionDao.lock(handle, node, nowMillis);
        PositionDao.begin(handle, node, Math.max(found.epoch(), Collections.max(epochs)), nowMillis);
        return begun(handle, new TreeMap<>(PositionDao.epochs(handle, node)), epochs);
    }

    @Override
    public boolean advance(Handle handle, long from, long to, long nowMillis) {
        if (!PositionDao.advanceEpoch(handle, node, from, to)) {
            return false;
        }
        PositionDao.raise(handle, node, to, nowMillis);
        return true;
    }
}
