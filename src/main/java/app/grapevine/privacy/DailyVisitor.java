package app.grapevine.privacy;

/**
 * A visitor of a link on a day, and the visit by which it was counted.
 *
 * @param id begins with the day modulo 4 and goes on with the visitor's pseudonym, which is of one link and one day: so
 *     one number is unique, and a day is a range
 */
public record DailyVisitor(long id, long linkId, long sequence) {
    private static final int DAY_SHIFT = 61;

    public static DailyVisitor of(long epochDay, long pseudonym, long linkId, long sequence) {
        return new DailyVisitor(first(epochDay) | pseudonym >>> 3, linkId, sequence);
    }

    /** The day that an id was made on, which is near {@code today}. */
    public static long dayOf(long id, long today) {
        long ahead = (id >>> DAY_SHIFT) - today & 3;
        return ahead == 3 ? today - 1 : ahead == 2 ? today - 2 : today + ahead;
    }

    /** The least id of a day, and of every fourth before and after it, which have the same range. */
    static long first(long epochDay) {
        return (epochDay & 3) << DAY_SHIFT;
    }

    /** The greatest. */
    static long last(long epochDay) {
        return first(epochDay) | ((1L << DAY_SHIFT) - 1);
    }
}
