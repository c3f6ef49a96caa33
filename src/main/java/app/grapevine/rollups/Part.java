package app.grapevine.rollups;

/**
 * A piece of a run: what is fetched at once.
 *
 * @param kinds what is in it: bit i for the {@link FacetGroup} with ordinal i, or {@link #TOTALS}
 * @param firstLink the first link that it has counts of
 * @param lastLink the last one
 * @param size of its content, in bytes
 */
record Part(int kinds, long firstLink, long lastLink, int size) {
    /** Sums of links over the whole time of the run, instead of facets. */
    static final int TOTALS = 1 << FacetGroup.values().length;

    static final int ALL_GROUPS = TOTALS - 1;

    static int kind(FacetGroup group) {
        return 1 << group.ordinal();
    }

    boolean has(int kind) {
        return (kinds & kind) != 0;
    }

    boolean hasSomeOf(LinkSet links) {
        return links.hasBetween(firstLink, lastLink);
    }
}
