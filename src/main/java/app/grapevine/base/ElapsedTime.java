package app.grapevine.base;

import java.time.Clock;
import java.util.concurrent.TimeUnit;

/**
 * How much time has gone by, by a clock that may be put back or forth: while it is put back, no time goes by. So what waits for
 * some time to pass does not wait for a clock to come to where it has been before. Safe for use by many threads.
 */
public final class ElapsedTime {
    private final Clock clock;
    private long last;
    private long elapsed;

    public ElapsedTime(Clock clock) {
        this.clock = clock;
        this.last = clock.millis();
    }

    /** Since this was made. */
    public synchronized long millis() {
        long now = clock.millis();
        elapsed += Math.max(0, now - last);
        last = now;
        return elapsed;
    }

    /** Since this was made. */
    public long nanos() {
        return TimeUnit.MILLISECONDS.toNanos(millis());
    }
}
