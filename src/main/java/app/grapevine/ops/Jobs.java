package app.grapevine.ops;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is to be done now and then, one job at a time on one thread. A job that fails is logged and tried again. */
public final class Jobs implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);

    static final Duration SOON = Duration.ofMinutes(1);

    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "grapevine-jobs");
        thread.setDaemon(true);
        return thread;
    });

    private final Queue<Runnable> all = new ConcurrentLinkedQueue<>();

    /**
     * Runs {@code job} now and then: a period from now for the first time, but within {@link #SOON}, so that what is due
     * gets done as well where the service is started anew again and again.
     */
    public void every(Duration period, String name, Runnable job) {
        Runnable watched = () -> run(name, job);
        all.add(watched);
        var unused = executor.scheduleWithFixedDelay(
                watched, firstAfter(period).toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    static Duration firstAfter(Duration period) {
        return period.compareTo(SOON) < 0 ? period : SOON;
    }

    /** Runs every job once, whatever its period, and waits for that; for who cannot wait for a period. */
    public void runAll() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        executor.execute(() -> {
            all.forEach(Runnable::run);
            done.countDown();
        });
        done.await();
    }

    private static void run(String name, Runnable job) {
        try {
            job.run();
        } catch (RuntimeException e) {
            LOG.warn("{} failed, and is tried again: {}", name, e.toString());
        }
    }

    @Override
    public void close() {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(10, TimeUnit.SECONDS)) {
                executor.shutdownNow();
            }
        } catch (InterruptedException e) {
            executor.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
