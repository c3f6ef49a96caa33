package app.grapevine.web.visit;

import app.grapevine.client.KeptConnection;
import app.grapevine.client.Visitors;
import app.grapevine.web.http.LoopbackServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The service practises redirects on itself, once, before it says that it is ready: the virtual machine compiles what
 * runs often, and until then a redirect takes many times its processor's time.
 *
 * <p>What practises is the code of real redirects, in a second server on a port of this machine alone, over links that
 * are in no database and with a recorder that forgets: nothing of it is a visit, is counted or is logged. It keeps
 * nobody waiting: the service listens already, and answers whoever comes meanwhile. It ends after {@link #REQUESTS}, or
 * when {@link #SECONDS} are over.
 */
public final class RedirectPractice implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RedirectPractice.class);
    /** So many that most of a redirect is compiled on two quiet cores. */
    private static final int REQUESTS = 4000;

    private static final int SECONDS = 3;
    /** In turns, so that a thread that has just answered does not find the next request of the same connection there. */
    private static final int CONNECTIONS = 4;

    private static final int PATIENCE_SECONDS = 5;

    private final RedirectHandler handler;
    private final List<String> paths;
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "practice");
    private volatile boolean stopped;
    private volatile Runnable then = () -> {};

    /** @param paths that {@code handler} redirects */
    RedirectPractice(RedirectHandler handler, List<String> paths) {
        this.handler = handler;
        this.paths = paths;
        thread.setDaemon(true);
    }

    /** Begins, on a thread of its own. @param next what is to begin when it has ended by itself */
    public void begin(Runnable next) {
        then = next;
        thread.start();
    }

    /** Whether it has ended; false before it has begun. */
    public boolean isOver() {
        return over.getCount() == 0;
    }

    private void run() {
        try (LoopbackServer server = new LoopbackServer("practice", handler)) {
            List<KeptConnection> connections = new ArrayList<>();
            try {
                for (int i = 0; i < CONNECTIONS; i++) {
                    connections.add(new KeptConnection(server.url()));
                }
                ask(connections, Visitors.requests(server.url(), paths));
            } finally {
                for (KeptConnection connection : connections) {
                    connection.close();
                }
            }
        } catch (Exception e) {
            // Without practice the service is colder, and otherwise the same.
            log.warn("the service could not practise before it is ready: {}", e.toString());
        } finally {
            over.countDown();
        }
        if (!stopped) {
            then.run();
        }
    }

    private void ask(List<KeptConnection> connections, List<byte[]> requests) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        for (int i = 0; i < REQUESTS && !stopped && System.nanoTime() < end; i++) {
            int status = connections.get(i % CONNECTIONS).ask(requests.get(i % requests.size()));
            if (status != 302) {
                throw new IllegalStateException("a made-up link was answered " + status);
            }
        }
    }

    /** Ends it early, where it has not ended. */
    @Override
    public void close() throws InterruptedException {
        stopped = true;
        thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
    }
}
