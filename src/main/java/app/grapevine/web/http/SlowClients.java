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
 * Cuts off clients that send a request, or read an answer, too slowly. The idle timeout does not: it begins anew with
 * every byte, so that a byte every few seconds holds a connection for ever.
 *
 * <p>All connections are looked at every so often, which costs a request nothing. One on which no request is being answered,
 * and which has received bytes since the last one, is in the middle of a head, for which there is a time. One on which a
 * request is being answered may wait for its client: to send more of the body, or to read more of the answer. While it does
 * at each look, {@link #LEAST_BYTES_PER_SECOND} must go through; where the service itself takes its time, nothing is asked.
 */
final class SlowClients extends AbstractLifeCycle implements Runnable {
    static final int LEAST_BYTES_PER_SECOND = 1024;

    private final ServerConnector connector;
    private final Duration patience;
    private final Duration pace;
    private final Duration interval;
    private final Cuts cuts;
    private final Connections connections;
    /** Used by one sweep at a time. */
    private Map<EndPoint, Watched> watched = new HashMap<>();

    SlowClients(ServerConnector connector, WebSettings settings, Cuts cuts, Connections connections) {
        this.connector = connector;
        this.patience = settings.headers();
        this.pace = settings.pace();
        this.interval = patience.dividedBy(10);
        this.cuts = cuts;
        this.connections = connections;
    }

    /** What a connection waits for. */
    private enum State {
        REST(null),
        HEAD(Cut.SLOW_HEAD),
        BODY(Cut.SLOW_BODY),
        READER(Cut.SLOW_READER),
        ANSWER(null);

        private final @Nullable Cut cut;

        State(@Nullable Cut cut) {
            this.cut = cut;
        }
    }

    /**
     * A connection as it was when it was first seen in its state.
     *
     * @param requests how many requests it had begun
     * @param bytes how many bytes had come in; where its client reads, gone out
     * @param since when, by System.nanoTime
     */
    private record Watched(State state, long requests, long bytes, long since) {}

    @Override
    protected void doStart() {
        schedule();
    }

    @Override
    protected void doStop() {
        connections.closeRefused(Duration.ZERO);
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
        for (EndPoint each : connector.getConnectedEndPoints()) {
            Connection connection = each.getConnection();
            if (connection != null && each instanceof ClientEndPoint endPoint) {
                Watched last = watched.get(endPoint);
                Watched seen = look(endPoint, connection, last, now);
                Cut cut = seen.state.cut;
                if (cut != null && isTooSlow(seen, bytes(seen.state, endPoint, connection), now)) {
                    cuts.count(cut);
                    connections.wasSlow(connection);
                    cut(endPoint, connection, seen.state);
                } else {
                    next.put(endPoint, seen);
                }
            }
        }
        watched = next;
        connections.closeRefused(Connections.REFUSAL);
        cuts.tell();
        schedule();
    }

    /** Who is still to send hears why; who does not read, or says not even what it wants, cannot. */
    private static void cut(EndPoint endPoint, Connection connection, State state) {
        TimeoutException reason = new TimeoutException(state.toString());
        if (state != State.BODY || connection.onIdleExpired(reason)) {
            endPoint.close(reason);
        }
    }

    private static long bytes(State state, ClientEndPoint endPoint, Connection connection) {
        return state == State.READER ? endPoint.sent() : connection.getBytesIn();
    }

    /** The connection as it is watched from now on. */
    private Watched look(ClientEndPoint endPoint, Connection connection, @Nullable Watched last, long now) {
        long requests = connection.getMessagesIn();
        State state = state(endPoint, connection, last, requests);
        long bytes = bytes(state, endPoint, connection);
        boolean isBetween = state == State.REST || state == State.HEAD;
        if (last == null || last.state != state || (isBetween && last.requests != requests)) {
            return new Watched(state, requests, bytes, now);
        }
        boolean isFast = (state == State.BODY || state == State.READER)
                && now - last.since > pace.toNanos()
                && !isTooSlow(last, bytes, now);
        return isFast ? new Watched(state, requests, bytes, now) : last;
    }

    private static State state(ClientEndPoint endPoint, Connection connection, @Nullable Watched last, long requests) {
        if (endPoint.isWriting()) {
            return State.READER;
        }
        if (endPoint.isAtWork()) {
            return endPoint.isFillInterested() ? State.BODY : State.ANSWER;
        }
        if (last != null && last.requests == requests && last.state == State.HEAD) {
            return State.HEAD;
        }
        // Of a new connection every byte belongs to its first head.
        long before = last != null && last.requests == requests && last.state == State.REST
                ? last.bytes
                : requests == 0 ? 0 : Long.MAX_VALUE;
        return connection.getBytesIn() > before ? State.HEAD : State.REST;
    }

    private boolean isTooSlow(Watched seen, long bytes, long now) {
        long nanos = now - seen.since;
        if (seen.state == State.HEAD) {
            return nanos > patience.toNanos();
        }
        return nanos > pace.toNanos()
                && bytes - seen.bytes < TimeUnit.NANOSECONDS.toSeconds(nanos) * LEAST_BYTES_PER_SECOND;
    }
}
