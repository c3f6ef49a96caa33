package app.grapevine.rollups;

/** Counts by link, links ascending. Not safe for use by many threads. */
interface LinkSource {
    /** Goes to the next link; false behind the last. */
    boolean next();

    /** Where it stands; defined between a {@link #next} that said true and one that said false. */
    long link();

    /** Adds the link's counts to what is gathered of it. */
    void into(Cells cells);
}
