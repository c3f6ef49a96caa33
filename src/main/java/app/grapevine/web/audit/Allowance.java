package app.grapevine.web.audit;

/**
 * How many entries a minute may come from who has shown nothing: so nobody fills the disk by signing in wrongly. What is left
 * out is counted. Safe for use by many threads.
 */
final class Allowance {
    static final int A_MINUTE = 60;
    /** That there is to be no entry. */
    static final int NONE = -1;

    private static final long MINUTE_MILLIS = 60_000;

    private long minute;
    private int taken;
    private int leftOut;

    /** How many were left out since the last entry that was allowed, which this is one of; or {@link #NONE}. */
    synchronized int take(long nowMillis) {
        long now = Math.floorDiv(nowMillis, MINUTE_MILLIS);
        if (now != minute) {
            minute = now;
            taken = 0;
        }
        if (taken == A_MINUTE) {
            leftOut++;
            return NONE;
        }
        taken++;
        int told = leftOut;
        leftOut = 0;
        return told;
    }
}
