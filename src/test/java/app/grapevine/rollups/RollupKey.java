package app.grapevine.rollups;

import java.util.Comparator;

/**
 * A row of the rollups: what one node recorded on one link within one block of time.
 *
 * @param linkId the link; {@link #ALL_LINKS} for the sum of all
 * @param part {@link #MAIN_PART} or {@link #DETAIL_PART}
 * @param block the block of {@value Block#QUARTERS} quarter-hours, numbered since 1970 UTC
 * @param node the node that recorded, so that nodes never wait for each other's rows
 */
record RollupKey(long linkId, int part, int block, long node) implements Comparable<RollupKey> {
    static final long ALL_LINKS = LinkSet.ALL_LINKS;

    /** Channel, origin, visibility, tier, who fetched a preview: what nearly every question is about. */
    static final int MAIN_PART = FacetGroup.MAIN_PART;

    /** The same with the platform, the place or the source: many more facets. */
    static final int DETAIL_PART = FacetGroup.DETAIL_PART;

    private static final Comparator<RollupKey> ORDER = Comparator.comparingLong(RollupKey::linkId)
            .thenComparingInt(RollupKey::part)
            .thenComparingInt(RollupKey::block)
            .thenComparingLong(RollupKey::node);

    @Override
    public int compareTo(RollupKey other) {
        return ORDER.compare(this, other);
    }
}
