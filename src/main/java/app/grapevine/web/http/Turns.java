package app.grapevine.web.http;

import io.javalin.http.Handler;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * The share of the machine that questions have: so many are answered at once, the others wait in the order in which they
 * came, and where very many wait the next is refused. So a processor and the threads of the pool are left to redirects,
 * however much is asked. Safe for use by many threads.
 *
 * <p>What is answered piece by piece takes a turn for each: a client that reads slowly must not hold one.
 */
public final class Turns {
    private static final int MOST_WAITING = 64;

    private final Semaphore free;
    private final int mostWaiting;

    /** With room for {@value #MOST_WAITING} to wait, half of the threads of their lane, see {@link WebSettings#threads}. */
    public Turns(int atOnce) {
        this(atOnce, MOST_WAITING);
    }

    /** @param mostWaiting how many may wait for a turn */
    Turns(int atOnce, int mostWaiting) {
        this.free = new Semaphore(atOnce, true);
        this.mostWaiting = mostWaiting;
    }

    /** A handler that takes a turn for all that it does. */
    public Handler of(Handler handler) {
        return ctx -> {
            enter();
            try {
                handler.handle(ctx);
            } finally {
                free.release();
            }
        };
    }

    /**
     * Does a piece of work in a turn, the first of a request.
     *
     * @throws ProblemException if too many wait
     */
    public <T> T take(Supplier<T> work) {
        enter();
        return finish(work);
    }

    /** {@link #take} for the next piece, which is never refused. */
    public <T> T takeAgain(Supplier<T> work) {
        await();
        return finish(work);
    }

    private void enter() {
        if (waiting() >= mostWaiting) {
            throw Problems.unavailable("Too many questions wait for an answer.");
        }
        await();
    }

    /** How many wait, about. */
    public int waiting() {
        return free.getQueueLength();
    }

    private void await() {
        try {
            free.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problems.unavailable("The service is being stopped.");
        }
    }

    private <T> T finish(Supplier<T> work) {
        try {
            return work.get();
        } finally {
            free.release();
        }
    }
}
