package app.grapevine.rollups;

import app.grapevine.base.QuarterHours;
import app.grapevine.visits.Click;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Counts visits in memory, into the rows of the rollups that they belong to: each visit into its link's and
 * into that of all links, and there once in every {@link FacetGroup}. Not safe for use by many threads.
 */
final class BlockTally {
    private static final FacetGroup[] GROUPS = FacetGroup.values();

    private final Map<RollupKey, Block> blocks = new HashMap<>();

    /** @param sign 1 to count the visit, -1 to take it back */
    void count(Click click, int sign) {
        long quarter = QuarterHours.of(click.atMillis());
        int block = Block.of(quarter);
        int slot = Math.floorMod(quarter, Block.QUARTERS);
        for (FacetGroup group : GROUPS) {
            Facet facet = Facet.of(click, group);
            count(click, sign, facet, slot, new RollupKey(click.linkId(), group.part(), block, click.node()));
            count(click, sign, facet, slot, new RollupKey(RollupKey.ALL_LINKS, group.part(), block, click.node()));
        }
    }

    private void count(Click click, int sign, Facet facet, int slot, RollupKey key) {
        Block block = blocks.computeIfAbsent(key, none -> new Block());
        Measure.of(click, measure -> block.add(facet, slot, measure, sign));
    }

    /** What was counted, in the order in which rows are to be touched. */
    SortedMap<RollupKey, Block> blocks() {
        return new TreeMap<>(blocks);
    }
}
