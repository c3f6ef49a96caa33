package app.grapevine.rollups;

/**
 * What is counted of visits in each quarter-hour. The order of the constants is that of the stored form: new
 * ones go to the end. {@code darkAfter} is not among them, for it is the clicks of a facet of that tier.
 */
public enum Measure {
    CLICKS,
    /** Clicks that were the first of their visitor on their link on their UTC day. */
    VISITORS,
    PREVIEWS,
    BOTS,
    SUPPRESSED,
    /** Clicks without a referrer. */
    DARK_BEFORE,
    /** Previews that count as an attempt to share, see {@code signals}: not those that a cache repeats. */
    SHARES;

    public static final int COUNT = values().length;
}
