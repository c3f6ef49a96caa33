package app.grapevine.webhooks;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * How long a line rests after a failure: as the convention suggests, a moment first and then longer and longer. What has
 * waited for a day, in a line that has failed for a day, is given up.
 */
final class Pauses {
    /** Of a message, and of the line that it is the head of. */
    static final Duration PATIENCE = Duration.ofHours(24);

    private static final List<Duration> STEPS = List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10));
    /** So that lines which failed together do not come back together. */
    private static final double JITTER = 0.1;

    private Pauses() {}

    /** @param failures how often it failed in a row, from 1 */
    static Duration after(int failures, RandomGenerator random) {
        long millis = STEPS.get(Math.min(failures, STEPS.size()) - 1).toMillis();
        return Duration.ofMillis(millis + (long) (random.nextDouble() * JITTER * millis));
    }
}
