package app.grapevine.rollups;

import app.grapevine.clicks.ClickSink;
import app.grapevine.storage.Database;
import app.grapevine.visits.Click;
import app.grapevine.visits.VisitStore;
import app.grapevine.visits.VisitStores;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The rollups: visits counted by link, quarter-hour and facet, kept in the transactions that write the click
 * table, and so always equal to a recount of it. Safe for use by many threads.
 *
 * <p>One row holds what one node recorded within four hours on one link, or on all links together, in one of
 * two parts ({@link RollupKey}); {@link BlockCodec} describes what is in it. So a batch of visits touches
 * two rows for each of its links, however many facets there are; that number is what the writer's speed
 * hangs on. A transaction holds a lock on a node's rollups until it ends, so that whoever else changes them
 * (re-attribution) waits, and nobody meets in a deadlock over single rows.
 */
public final class Rollups implements ClickSink {
    private final Database database;
    private final VisitStore store;

    public Rollups(Database database) {
        this.database = database;
        this.store = VisitStores.of(database.dialect());
    }

    @Override
    public void add(Handle handle, List<Click> clicks) {
        BlockTally tally = new BlockTally();
        clicks.forEach(click -> tally.count(click, 1));
        apply(handle, tally.blocks());
    }

    @Override
    public void move(Handle handle, List<Click> before, List<Click> after) {
        BlockTally tally = new BlockTally();
        before.forEach(click -> tally.count(click, -1));
        after.forEach(click -> tally.count(click, 1));
        apply(handle, tally.blocks());
    }

    @Override
    public void forget(Handle handle, long linkId) {
        SortedMap<RollupKey, Block> changes = new TreeMap<>();
        RollupDao.readLink(handle, linkId).forEach((key, counts) -> {
            Block taken = BlockCodec.decode(counts).negated();
            changes.put(key, taken);
            changes.put(new RollupKey(RollupKey.ALL_LINKS, key.part(), key.block(), key.node()), taken);
        });
        apply(handle, changes);
    }

    private void apply(Handle handle, SortedMap<RollupKey, Block> changes) {
        SortedSet<Long> nodes = new TreeSet<>();
        changes.keySet().forEach(key -> nodes.add(key.node()));
        nodes.forEach(node -> RollupDao.lock(handle, database.dialect(), node));

        Map<RollupKey, byte[]> present = RollupDao.read(handle, new ArrayList<>(changes.keySet()));
        Map<RollupKey, byte[]> inserts = new TreeMap<>();
        Map<RollupKey, byte[]> updates = new TreeMap<>();
        List<RollupKey> deletions = new ArrayList<>();
        changes.forEach((key, change) -> {
            byte[] before = present.get(key);
            byte[] after = BlockMerge.merge(before == null ? new byte[0] : before, change);
            if (before == null && after.length > 0) {
                inserts.put(key, after);
            } else if (before != null && after.length > 0) {
                updates.put(key, after);
            } else if (before != null) {
                deletions.add(key);
            }
        });
        RollupDao.insert(handle, inserts);
        RollupDao.update(handle, updates);
        RollupDao.delete(handle, deletions);
    }

    @Override
    public void rebuild(Handle handle, long node, long epochDay) {
        RollupDao.lock(handle, database.dialect(), node);
        int first = Math.toIntExact(epochDay * Block.PER_DAY);
        for (int block = first; block < first + Block.PER_DAY; block++) {
            RollupDao.deleteBlock(handle, node, block);
            RollupDao.insert(handle, recount(handle, node, block));
        }
    }

    private Map<RollupKey, byte[]> recount(Handle handle, long node, int block) {
        BlockTally tally = new BlockTally();
        RecordedVisits.ofBlock(handle, store, node, block, click -> tally.count(click, 1));
        Map<RollupKey, byte[]> rows = new TreeMap<>();
        tally.blocks().forEach((key, counts) -> rows.put(key, BlockMerge.encode(counts)));
        return rows;
    }

    /** A row of the rollups that differs from a recount of the click table, with both as text. */
    public record Difference(long linkId, int part, int block, long node, String stored, String recounted) {}

    /**
     * Compares the rollups of whole UTC days with a recount of the click table, while the service runs: each
     * four hours of each node in a short unit of work that writers wait for.
     *
     * <p>Days whose single visits retention has deleted cannot be recounted, and are passed over.
     *
     * @param lastDay included
     * @return what differs; empty when all is well
     */
    public List<Difference> verify(long firstDay, long lastDay) {
        List<Difference> differences = new ArrayList<>();
        for (RecordedVisits.NodeBlock next :
                database.read(handle -> RollupDao.blocks(handle, store, firstDay, lastDay))) {
            differences.addAll(database.write(handle -> differences(handle, next.node(), next.block())));
        }
        return differences;
    }

    private List<Difference> differences(Handle handle, long node, int block) {
        RollupDao.lock(handle, database.dialect(), node);
        Map<RollupKey, byte[]> stored = RollupDao.readBlock(handle, node, block);
        Map<RollupKey, byte[]> recounted = recount(handle, node, block);
        SortedSet<RollupKey> keys = new TreeSet<>(stored.keySet());
        keys.addAll(recounted.keySet());
        List<Difference> differences = new ArrayList<>();
        for (RollupKey key : keys) {
            String is = describe(stored.get(key));
            String shouldBe = describe(recounted.get(key));
            if (!is.equals(shouldBe)) {
                differences.add(new Difference(key.linkId(), key.part(), block, node, is, shouldBe));
            }
        }
        return differences;
    }

    private static String describe(byte @Nullable [] counts) {
        return counts == null ? "nothing" : BlockCodec.decode(counts).toString();
    }
}
