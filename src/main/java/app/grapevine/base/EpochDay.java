package app.grapevine.base;

import java.time.Duration;

/** Days of UTC, numbered since 1970, of which each has as many milliseconds as any other. */
public final class EpochDay {
    public static final long MILLIS = Duration.ofDays(1).toMillis();

    private EpochDay() {}

    /** The day that holds a moment. @param millis since 1970 UTC */
    public static long of(long millis) {
        return Math.floorDiv(millis, MILLIS);
    }

    /** The first moment of a day, in milliseconds since 1970 UTC. */
    public static long start(long epochDay) {
        return epochDay * MILLIS;
    }
}
