package app.grapevine.web.http;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.jspecify.annotations.Nullable;

/**
 * Threads of their own for one kind of requests, and places to wait for one: bounded, and of both no client gets more than
 * a part. Safe for use by many threads.
 */
final class Lane extends AbstractLifeCycle {
    private static final long REST_SECONDS = 60;
    private static final long END_SECONDS = 10;

    private final ThreadPoolExecutor threads;
    private final int perClient;
    /** How many requests of each client are at work or wait. */
    private final Map<Object, Integer> clients = new ConcurrentHashMap<>();

    /**
     * @param waiting how many requests may wait for a thread
     * @param perClient how many of one client may be at work or wait
     */
    Lane(String name, int size, int waiting, int perClient) {
        this.perClient = perClient;
        AtomicInteger number = new AtomicInteger();
        threads = new ThreadPoolExecutor(
                size, size, REST_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(waiting), work -> {
                    Thread thread = new Thread(work, name + "-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * Has a thread do {@code work} as soon as there is one.
     *
     * @return null; or, where it is not done, why
     */
    @Nullable
    Cut run(Object client, Runnable work) {
        int others = clients.merge(client, 1, Integer::sum) - 1;
        if (others >= perClient) {
            leave(client);
            return Cut.REQUESTS_OF_CLIENT;
        }
        try {
            threads.execute(() -> {
                try {
                    work.run();
                } finally {
                    leave(client);
                }
            });
            return null;
        } catch (RejectedExecutionException e) {
            leave(client);
            return Cut.REQUESTS;
        }
    }

    private void leave(Object client) {
        clients.computeIfPresent(client, (key, count) -> count == 1 ? null : count - 1);
    }

    /** Requests that are at work or wait. */
    int requests() {
        return threads.getActiveCount() + threads.getQueue().size();
    }

    @Override
    protected void doStop() throws InterruptedException {
        ExecutorService all = threads;
        all.shutdown();
        if (!all.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
            all.shutdownNow();
        }
    }
}
