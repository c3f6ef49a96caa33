package app.grapevine.rollups;

/** Is shown counts, by link and time; arrays are valid during the call. */
public interface CountTaker {
    /** What is wanted of a facet. */
    enum Detail {
        NOTHING,
        TOTAL,
        QUARTERS
    }

    /** Whether a time, from one quarter-hour to another, both included, lies in the range and in one step of a series. */
    boolean isOne(long firstQuarter, long lastQuarter);

    /**
     * All that was counted of a link within a time that is one.
     *
     * @param counts by {@link Measure}, and behind them the clicks that stay dark
     */
    void total(long link, long firstQuarter, long[] counts);

    /**
     * What comes next is of this link, and of a time that begins with this quarter-hour.
     *
     * @param one whether that time is one
     * @return whether it is wanted
     */
    boolean link(long link, long firstQuarter, boolean one);

    Detail facet(Facet facet);

    /** The sum of the last facet by {@link Measure}, where that is wanted. */
    void total(long[] counts);

    /** Counts of the last facet by {@link Measure}, where they are wanted; the quarter-hour since 1970 UTC. */
    void quarter(long quarter, long[] counts);
}
