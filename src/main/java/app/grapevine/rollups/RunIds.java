package app.grapevine.rollups;

import java.security.SecureRandom;

/**
 * Ids of runs: numbers that follow one another, so that what is written lies together, behind a random beginning of this
 * process, so that no other process has the same ones, now or later. Safe for use by many threads.
 */
final class RunIds {
    private static final int COUNTER_BITS = 22;

    private final SecureRandom random = new SecureRandom();
    private long next;

    synchronized long next() {
        if ((next & (1L << COUNTER_BITS) - 1) == 0) {
            next = random.nextLong() >>> 1 + COUNTER_BITS << COUNTER_BITS | 1;
        }
        return next++;
    }
}
