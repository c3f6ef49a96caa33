package app.grapevine.rollups;

/**
 * Which counts are asked for.
 *
 * @param fromQuarter the first quarter-hour since 1970 UTC
 * @param toQuarter the first one after
 * @param links whose; {@link LinkSet#SUM} for all together
 * @param group by whose facets
 * @param totals whether sums of links will do, where the facets of a time are all wanted and are one
 */
public record CountQuestion(long fromQuarter, long toQuarter, LinkSet links, FacetGroup group, boolean totals) {}
