package app.grapevine.web.http;

import app.grapevine.base.Subscriber;
import io.javalin.http.Context;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.Connection;
import org.jspecify.annotations.Nullable;

/**
 * Caps the connections, in all and of each subscriber, unless it is a trusted proxy. Where there is one too many, one that
 * rests gives way, for its client only opens another: many people behind one address each leave a resting connection behind.
 * Where all of one subscriber are at work, the new one is closed; where all there may be are at work, or all of a network that
 * has many, the oldest of the network that has most, so that some addresses that take all there is leave room for the
 * others, and those of others that rest, which are wanted again in a moment, are left to them. Safe for use by many threads.
 */
public final class Connections implements Connection.Listener {
    /** How many are looked at for one that rests, so that a flood of new ones costs little. */
    private static final int LOOKED_AT = 32;

    private final int most;
    private final int mostOfAddress;
    private final Peers peers;
    private final Cuts cuts;
    /** In the order in which they came, with their address; a closed one may not know it any more. Null where many clients come from there. */
    private final Map<Connection, @Nullable InetAddress> all = new LinkedHashMap<>();

    private final Groups<String, Connection> subscribers = new Groups<>();
    private final Groups<String, Connection> networks = new Groups<>();

    Connections(WebSettings settings, Peers peers, Cuts cuts) {
        this.most = settings.connections();
        this.mostOfAddress = settings.connectionsOfAddress();
        this.peers = peers;
        this.cuts = cuts;
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
        InetAddress address = address(connection);
        all.put(connection, address);
        if (address != null) {
            networks.add(Subscriber.networkOf(address), connection);
            Set<Connection> others = subscribers.add(Subscriber.of(address), connection);
            if (others.size() > mostOfAddress) {
                Connection resting = resting(others, connection);
                return resting == null ? cut(Cut.CONNECTIONS_OF_ADDRESS, connection) : resting;
            }
        }
        return all.size() > most ? oneOfAll(connection) : null;
    }

    private Connection oneOfAll(Connection added) {
        Set<Connection> largest = networks.largest();
        Connection resting = resting(largest, added);
        if (resting == null && largest.size() <= mostOfAddress / 4) {
            resting = resting(all.keySet(), added);
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

    private @Nullable Connection resting(Set<Connection> connections, Connection added) {
        int looked = 0;
        for (Connection one : connections) {
            if (one != added && one.getEndPoint() instanceof ClientEndPoint client && !client.isAtWork()) {
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

    private @Nullable InetAddress address(Connection connection) {
        InetAddress address = connection.getEndPoint().getRemoteSocketAddress() instanceof InetSocketAddress inet
                ? inet.getAddress()
                : null;
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
