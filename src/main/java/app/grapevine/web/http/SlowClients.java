package app.grapevine.web.http;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.jspecify.annotations.Nullable;

/**
 * Cuts off clients that send the head of a request too slowly. The idle timeout does not: it begins anew with
 * every byte, so that a byte every few seconds holds a connection for ever.
 *
 * <p>All connections are looked at once a second, which costs a request nothing. A connection on which no
 * request is being answered, and which has received bytes since the last one, is in the middle of a head; how
 * long it has been so is what is limited. Bodies have a limit of their own, see {@link Bodies}.
 */
final class SlowClients extends AbstractLifeCycle implements Runnable {
    private final ServerConnector connector;
    private final Duration patience;
    private final Duration interval;
    /** Used by one sweep at a time. */
    private Map<EndPoint, Watched> watched = new HashMap<>();

    SlowClients(ServerConnector connector, Duration patience) {
        this.connector = connector;
        this.patience = patience;
        this.interval = patience.dividedBy(10);
    }

    /**
     * A connection as the last sweep saw it.
     *
     * @param requests how many requests it has begun
     * @param bytes how many bytes it had received when that number was first seen
     * @param since when, by System.nanoTime, more bytes were first seen than these; null while there are none
     */
    private record Watched(
            long requests, long bytes, @Nullable Long since) {}

    @Override
    protected void doStart() {
        schedule();
    }

    private void schedule() {
        connector.getScheduler().schedule(this, interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void run() {
        if (!isRunning()) {
            return;
        }
        Map<EndPoint, Watched> next = new HashMap<>();
        long now = System.nanoTime();
        for (EndPoint endPoint : connector.getConnectedEndPoints()) {
            Connection connection = endPoint.getConnection();
            if (connection != null) {
                look(endPoint, connection, now, next);
            }
        }
        watched = next;
        schedule();
    }

    private void look(EndPoint endPoint, Connection connection, long now, Map<EndPoint, Watched> next) {
        long requests = connection.getMessagesIn();
        long bytes = connection.getBytesIn();
        Watched last = watched.get(endPoint);
        if (requests > connection.getMessagesOut()) {
            next.put(endPoint, new Watched(requests, bytes, null));
        } else if (last == null || last.requests() != requests) {
            // Of a new connection every byte belongs to its first head.
            boolean begun = requests == 0 && bytes > 0;
            next.put(endPoint, new Watched(requests, bytes, begun ? now : null));
        } else if (last.since() != null && now - last.since() > patience.toNanos()) {
            endPoint.close(new TimeoutException("the head of a request came too slowly"));
        } else if (last.since() == null && bytes > last.bytes()) {
            next.put(endPoint, new Watched(requests, last.bytes(), now));
        } else {
            next.put(endPoint, last);
        }
    }
}
