package app.grapevine.clicks;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** When the writer's thread waits, and what wakes it. Safe for use by many threads. */
final class Pacing {
    /**
     * Visits gather for ten times as long as the last batch took, within these bounds. A database writes whole
     * pages, so a visit costs the less the more of them come at once; few are written at once all the same.
     */
    private static final int GATHERING = 10;

    private static final Duration SHORTEST_LINGER = Duration.ofMillis(50);
    private static final Duration LONGEST_LINGER = Duration.ofSeconds(1);

    private static final Duration FIRST_REST = Duration.ofMillis(50);
    private static final Duration LONGEST_REST = Duration.ofSeconds(3);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Duration rest = FIRST_REST;
    private boolean urgent;
    private boolean finishing;
    private boolean stopping;

    /**
     * The writer lets visits gather, unless somebody waits for them.
     *
     * @param spent what the last batch took, in nanoseconds
     */
    void linger(long spent) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long nanos = Math.min(LONGEST_LINGER.toNanos(), Math.max(SHORTEST_LINGER.toNanos(), GATHERING * spent));
            while (nanos > 0 && !finishing && !urgent) {
                nanos = changed.awaitNanos(nanos);
            }
            urgent = false;
        } finally {
            lock.unlock();
        }
    }

    /** The writer pauses after a failure, longer each time; false when it is to finish, and not to wait. */
    boolean rest() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long nanos = rest.toNanos();
            Duration doubled = rest.multipliedBy(2);
            rest = doubled.compareTo(LONGEST_REST) < 0 ? doubled : LONGEST_REST;
            while (nanos > 0 && !finishing) {
                nanos = changed.awaitNanos(nanos);
            }
            return !finishing;
        } finally {
            lock.unlock();
        }
    }

    /** Something was committed. */
    void progressed() {
        lock.lock();
        try {
            rest = FIRST_REST;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for {@code reached}, and has the writer hurry; false if it was not so in time. */
    boolean await(BooleanSupplier reached, Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long nanos = patience.toNanos();
            while (!reached.getAsBoolean()) {
                if (nanos <= 0) {
                    return false;
                }
                urgent = true;
                changed.signalAll();
                nanos = changed.awaitNanos(nanos);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** The writer is to take what there is, and to wait for nothing. */
    void finish() {
        lock.lock();
        try {
            finishing = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The writer is to end after the batch that it has. */
    void stop() {
        lock.lock();
        try {
            stopping = true;
        } finally {
            lock.unlock();
        }
        finish();
    }

    boolean isFinishing() {
        lock.lock();
        try {
            return finishing;
        } finally {
            lock.unlock();
        }
    }

    boolean isStopping() {
        lock.lock();
        try {
            return stopping;
        } finally {
            lock.unlock();
        }
    }
}
