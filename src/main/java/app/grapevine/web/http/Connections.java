package app.grapevine.web.http;

import app.grapevine.base.Subscriber;
import io.javalin.http.Context;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.IO;
import org.jspecify.annotations.Nullable;

/**
 * Caps the connections, in all and of each subscriber, unless it is a trusted proxy. Where there is one too many, one that
 * rests gives way, for its client only opens another: many people behind one address each leave a resting connection behind.
 * Where all of one subscriber are at work, the new one is closed; where all there may be are at work, or all of a network that
 * has many, the oldest of the network that has most, so that some addresses that take all there is leave room for the
 * others, and those of others that rest, which are wanted again in a moment, are left to them.
 *
 * <p>A subscriber whose connections are cut for slowness again and again has a quarter, until that has ended for some
 * minutes: what is beyond, and finds none that was answered and rests, is refused before anything is made for it. For those
 * who come again at once cost more by coming than by staying; so a refusal takes some seconds, too. Safe for use by many threads.
 */
public final class Connections implements Connection.Listener {
    /** How many are looked at for one that rests, so that a flood of new ones costs little. */
    private static final int LOOKED_AT = 32;

    /** The part of a subscriber's connections that is left to a stubborn one. */
    private static final int STUBBORN_SHARE = 4;

    /** How long somebody who is refused is left to wait for it. */
    static final Duration REFUSAL = Duration.ofSeconds(5);

    /** A connection that is refused, and since when, by System.nanoTime. */
    private record Refused(SelectableChannel channel, long since) {}

    private final int most;
    private final int mostOfAddress;
    private final Peers peers;
    private final Cuts cuts;
    /** In the order in which they came, with their address; a closed one may not know it any more. Null where many clients come from there. */
    private final Map<Connection, @Nullable InetAddress> all = new LinkedHashMap<>();

    /** The oldest first; no more than there may be connections. */
    private final Deque<Refused> refused = new ArrayDeque<>();

    private final Groups<String, Connection> subscribers = new Groups<>();
    private final Groups<String, Connection> networks = new Groups<>();

    Connections(WebSettings settings, Peers peers, Cuts cuts) {
        this.most = settings.connections();
        this.mostOfAddress = settings.connectionsOfAddress();
        this.peers = peers;
        this.cuts = cuts;
    }

    /** Whether a connection that has just come is to be served; where not, nothing but its socket is there yet. */
    boolean lets(SelectableChannel channel) {
        InetAddress address = channel instanceof SocketChannel socket ? address(socket) : null;
        if (address == null) {
            return true;
        }
        String subscriber = Subscriber.of(address);
        if (!cuts.isStubborn(subscriber)) {
            return true;
        }
        List<Connection> closed = new ArrayList<>();
        boolean lets = hasRoom(subscriber, closed);
        closed.forEach(connection -> connection.getEndPoint().close());
        if (!lets) {
            cuts.count(Cut.STUBBORN);
        }
        return lets;
    }

    /** @param closed gets the one that has to go for it: that was answered, and rests, as those of others who share the address do */
    private synchronized boolean hasRoom(String subscriber, List<Connection> closed) {
        Set<Connection> theirs = subscribers.of(subscriber);
        if (theirs.size() < Math.max(1, mostOfAddress / STUBBORN_SHARE)) {
            return true;
        }
        Connection resting = resting(theirs, one -> one.getMessagesOut() > 0);
        if (resting == null) {
            return false;
        }
        remove(resting);
        return closed.add(resting);
    }

    /** Closes what is not let in: after a while, or at once where many wait for that. */
    void refuse(SelectableChannel channel) {
        @Nullable SelectableChannel closed;
        synchronized (refused) {
            refused.add(new Refused(channel, System.nanoTime()));
            closed = refused.size() > most ? refused.remove().channel() : null;
        }
        if (closed != null) {
            IO.close(closed);
        }
    }

    /** Closes those that have waited for it. */
    void closeRefused(Duration wait) {
        long before = System.nanoTime() - wait.toNanos();
        List<Refused> closed = new ArrayList<>();
        synchronized (refused) {
            while (!refused.isEmpty() && refused.element().since() - before <= 0) {
                closed.add(refused.remove());
            }
        }
        closed.forEach(one -> IO.close(one.channel()));
    }

    private @Nullable InetAddress address(SocketChannel socket) {
        try {
            return address(socket.getRemoteAddress());
        } catch (IOException e) {
            return null; // it has gone again
        }
    }

    /** Counts that it was cut for being slow. */
    void wasSlow(Connection connection) {
        InetAddress address = address(connection.getEndPoint().getRemoteSocketAddress());
        if (address != null) {
            cuts.slow(Subscriber.of(address));
        }
    }

    @Override
    public void onOpened(Connection connection) {
        Connection closed = admit(connection);
        if (closed != null) {
            closed.getEndPoint().close();
        }
    }

    /** @return the one that has to go; it is none of ours any more, however long it takes to close it */
    private synchronized @Nullable Connection admit(Connection connection) {
        Connection tooMany = add(connection);
        if (tooMany != null) {
            remove(tooMany);
        }
        return tooMany;
    }

    private @Nullable Connection add(Connection connection) {
        InetAddress address = address(connection.getEndPoint().getRemoteSocketAddress());
        all.put(connection, address);
        if (address != null) {
            networks.add(Subscriber.networkOf(address), connection);
            Set<Connection> others = subscribers.add(Subscriber.of(address), connection);
            if (others.size() > mostOfAddress) {
                Connection resting = resting(others, one -> one != connection);
                return resting == null ? cut(Cut.CONNECTIONS_OF_ADDRESS, connection) : resting;
            }
        }
        return all.size() > most ? oneOfAll(connection) : null;
    }

    private Connection oneOfAll(Connection added) {
        Set<Connection> largest = networks.largest();
        Connection resting = resting(largest, one -> one != added);
        if (resting == null && largest.size() <= mostOfAddress / 4) {
            resting = resting(all.keySet(), one -> one != added);
        }
        if (resting != null) {
            return resting;
        }
        boolean isTheirs = largest.size() < 2 || largest.contains(added);
        return cut(Cut.CONNECTIONS, isTheirs ? added : largest.iterator().next());
    }

    private Connection cut(Cut reason, Connection connection) {
        cuts.count(reason);
        return connection;
    }

    private @Nullable Connection resting(Set<Connection> connections, Predicate<Connection> isMeant) {
        int looked = 0;
        for (Connection one : connections) {
            if (isMeant.test(one) && one.getEndPoint() instanceof ClientEndPoint client && !client.isAtWork()) {
                return cut(Cut.RESTED, one);
            }
            if (++looked == LOOKED_AT) {
                break;
            }
        }
        return null;
    }

    @Override
    public synchronized void onClosed(Connection connection) {
        remove(connection);
    }

    private void remove(Connection connection) {
        InetAddress address = all.remove(connection);
        if (address != null) {
            subscribers.remove(Subscriber.of(address), connection);
            networks.remove(Subscriber.networkOf(address), connection);
        }
    }

    synchronized int count() {
        return all.size();
    }

    /** Null where it is not known, or many clients come from there. */
    private @Nullable InetAddress address(@Nullable SocketAddress peer) {
        InetAddress address = peer instanceof InetSocketAddress inet ? inet.getAddress() : null;
        return address == null || peers.isProxy(address) ? null : address;
    }

    /**
     * Cuts the connection: an answer that breaks off must not look like one that is complete. The request then ends
     * as if its client had gone, which Javalin takes quietly; that of a request that was aborted it would log.
     */
    public static void cut(Context ctx) {
        ServletContextRequest.getServletContextRequest(ctx.req())
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint()
                .close();
    }
}
