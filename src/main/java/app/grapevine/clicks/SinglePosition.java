package app.grapevine.clicks;

import app.grapevine.clicks.PositionDao.Position;
import app.grapevine.journal.Sequences;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** One position for all epochs: on H2, which one process writes to. What is beyond it {@link Repair} removes. */
final class SinglePosition implements Positions {
    private static final long ALL = 0;

    private final long node;

    SinglePosition(long node) {
        this.node = node;
    }

    @Override
    public long part(long epoch) {
        return ALL;
    }

    @Override
    public Claim claim(Handle handle, Set<Long> onDisk, long nowMillis) {
        Position before = PositionDao.lock(handle, node, nowMillis);
        long last = onDisk.isEmpty() ? 0 : Collections.max(onDisk);
        long epoch = 1 + Math.max(last, Math.max(before.epoch(), Sequences.epoch(before.sequence())));
        PositionDao.begin(handle, node, epoch, nowMillis);
        return new Claim(epoch, Map.of(ALL, before.sequence()));
    }

    @Override
    public Map<Long, Long> find(Handle handle, Set<Long> epochs) {
        return Map.of(
                ALL, PositionDao.find(handle, node).map(Position::sequence).orElse(0L));
    }

    @Override
    public Map<Long, Long> restore(Handle handle, Set<Long> epochs, long nowMillis) {
        Position found = PositionDao.lock(handle, node, nowMillis);
        PositionDao.begin(handle, node, Math.max(found.epoch(), Collections.max(epochs)), nowMillis);
        return Map.of(ALL, found.sequence());
    }

    @Override
    public boolean advance(Handle handle, long from, long to, long nowMillis) {
        return PositionDao.advance(handle, node, from, to, nowMillis);
    }
}
