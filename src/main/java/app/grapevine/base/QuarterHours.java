package app.grapevine.base;

import java.time.Duration;
import java.time.Instant;

/**
 * The grain of the rollups, and of what is kept of a person who asked not to be tracked: quarter-hours, numbered
 * since 1970 UTC. All zones' offsets have been multiples of it for decades, so that days and hours of any zone are
 * whole numbers of them.
 */
public final class QuarterHours {
    public static final long MILLIS = Duration.ofMinutes(15).toMillis();
    private static final long SECONDS = Duration.ofMillis(MILLIS).toSeconds();

    public static final int PER_DAY = (int) (EpochDay.MILLIS / MILLIS);

    private QuarterHours() {}

    /** The quarter-hour that holds a moment. @param millis since 1970 UTC */
    public static long of(long millis) {
        return Math.floorDiv(millis, MILLIS);
    }

    /** The last quarter-hour that begins at or before {@code instant}. */
    public static long floor(Instant instant) {
        return Math.floorDiv(instant.getEpochSecond(), SECONDS);
    }

    /** The first quarter-hour that begins at or after {@code instant}. */
    public static long ceiling(Instant instant) {
        long floor = floor(instant);
        return start(floor).equals(instant) ? floor : floor + 1;
    }

    public static Instant start(long quarter) {
        return Instant.ofEpochSecond(quarter * SECONDS);
    }

    /** The first moment of a quarter-hour, in milliseconds since 1970 UTC. */
    public static long startMillis(long quarter) {
        return quarter * MILLIS;
    }
}
