package app.grapevine.reattribution;

import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread of the service that does what is entered to be judged anew, and first what an earlier process left
 * unfinished. It writes in short transactions, in turn with the click writer. Safe for use by many threads.
 */
public final class ReattributionWorker implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ReattributionWorker.class);
    /** Now and then it looks by itself, for what other nodes were asked to do. */
    private static final Duration LOOK = Duration.ofMinutes(1);

    private static final Duration AFTER_FAILURE = Duration.ofSeconds(10);

    private final Reattributions reattributions;
    private final RunWalk walk;
    private final Thread thread = new Thread(this::run, "reattribution");
    private final Object monitor = new Object();
    private boolean called;
    private volatile boolean stopping;

    public ReattributionWorker(Reattributions reattributions) {
        this.reattributions = reattributions;
        this.walk = reattributions.walk();
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** Says that something was entered. */
    public void call() {
        synchronized (monitor) {
            called = true;
            monitor.notifyAll();
        }
    }

    private void run() {
        try {
            while (!stopping) {
                try {
                    if (!work()) {
                        rest(LOOK);
                    }
                } catch (RuntimeException e) {
                    log.warn("re-attribution failed, and is tried again", e);
                    rest(AFTER_FAILURE);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether there was something to do. */
    private boolean work() {
        Optional<String> id = reattributions.findNext();
        if (id.isPresent() && !walk.step(id.get())) {
            log.info("re-attribution {} is finished", id.get());
        }
        return id.isPresent();
    }

    private void rest(Duration most) throws InterruptedException {
        long until = System.nanoTime() + most.toNanos();
        synchronized (monitor) {
            long left = most.toMillis();
            while (!called && !stopping && left > 0) {
                monitor.wait(left);
                left = Duration.ofNanos(until - System.nanoTime()).toMillis();
            }
            called = false;
        }
    }

    /** Ends after the transaction that is being done. */
    @Override
    public void close() {
        stopping = true;
        call();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
