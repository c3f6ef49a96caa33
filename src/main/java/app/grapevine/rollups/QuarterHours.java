package app.grapevine.rollups;

import java.time.Instant;

/**
 * The grain of the rollups: quarter-hours, numbered since 1970 UTC. All zones' offsets have been multiples of
 * it for decades, so that days and hours of any zone are whole numbers of them.
 */
public final class QuarterHours {
    public static final long MILLIS = 15 * 60 * 1000L;
    static final int PER_DAY = 96;

    private QuarterHours() {}

    /** The quarter-hour that holds a moment. */
    static long of(long millis) {
        return Math.floorDiv(millis, MILLIS);
    }

    /** The last quarter-hour that begins at or before {@code instant}. */
    public static long floor(Instant instant) {
        return Math.floorDiv(instant.getEpochSecond(), 900L);
    }

    /** The first quarter-hour that begins at or after {@code instant}. */
    public static long ceiling(Instant instant) {
        long floor = floor(instant);
        return start(floor).equals(instant) ? floor : floor + 1;
    }

    public static Instant start(long quarter) {
        return Instant.ofEpochSecond(quarter * 900L);
    }
}
