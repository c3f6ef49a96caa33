package app.grapevine.web.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * A client's connection, which knows what Jetty's does not: how much has really gone out, whether somebody waits for more to
 * go, and whether a request of it is being answered. Safe for use by many threads.
 */
final class ClientEndPoint extends SocketChannelEndPoint {
    private final AtomicLong sent = new AtomicLong();
    private final AtomicInteger inHand = new AtomicInteger();

    ClientEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler scheduler) {
        super(channel, selector, key, scheduler);
    }

    static ClientEndPoint of(Request request) {
        return (ClientEndPoint) request.getConnectionMetaData().getConnection().getEndPoint();
    }

    @Override
    public boolean flush(ByteBuffer... buffers) throws IOException {
        long before = remaining(buffers);
        boolean isAll = super.flush(buffers);
        sent.lazySet(sent.get() + before - remaining(buffers)); // written by one thread at a time
        return isAll;
    }

    private static long remaining(ByteBuffer... buffers) {
        long remaining = 0;
        for (ByteBuffer buffer : buffers) {
            remaining += buffer.remaining();
        }
        return remaining;
    }

    /** Bytes that the client's side has taken. */
    long sent() {
        return sent.get();
    }

    /** Whether something is to be sent and cannot be, for the client reads no more. */
    boolean isWriting() {
        return getWriteFlusher().isPending();
    }

    /** From now on, until what this gives is called, a request of it is in somebody's hands. */
    Callback inHand(Callback callback) {
        inHand.incrementAndGet();
        return Callback.from(inHand::decrementAndGet, callback);
    }

    /** Whether a request is read, in somebody's hands, or an answer is being sent. Jetty's counts alone do not say it. */
    boolean isAtWork() {
        Connection connection = getConnection();
        return inHand.get() > 0
                || isWriting()
                || (connection != null && connection.getMessagesIn() > connection.getMessagesOut());
    }
}
