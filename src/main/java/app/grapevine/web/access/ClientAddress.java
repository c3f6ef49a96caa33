package app.grapevine.web.access;

import app.grapevine.base.AddressBlock;
import app.grapevine.base.AddressLiteral;
import app.grapevine.base.HostName;
import app.grapevine.web.http.Peers;
import io.javalin.http.Context;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/**
 * Whose request it is: the peer's address, or, where the peer is a proxy that is trusted, the last address of
 * X-Forwarded-For that is not such a proxy's. Safe for use by many threads. What it returns is for hashing and
 * looking up, never for writing down.
 */
public final class ClientAddress implements Peers {
    private static final InetAddress NONE = InetAddress.getLoopbackAddress();

    private final List<AddressBlock> trusted;

    public ClientAddress(List<AddressBlock> trustedProxies) {
        trusted = List.copyOf(trustedProxies);
    }

    /** Of a request that came through Javalin. */
    public InetAddress of(Context ctx) {
        ServletContextRequest request = ServletContextRequest.getServletContextRequest(ctx.req());
        return of(request.getConnectionMetaData().getRemoteSocketAddress(), request.getHeaders());
    }

    @Override
    public InetAddress of(SocketAddress peer, HttpFields headers) {
        return peer(peer).client(headers);
    }

    /** Who is connected. */
    public Peer peer(SocketAddress peer) {
        InetAddress address = peer instanceof InetSocketAddress inet ? inet.getAddress() : NONE;
        return new Peer(address, isProxy(address));
    }

    /** Who is connected, of whom it was asked once whether it is a proxy that is trusted. Immutable. */
    public final class Peer {
        private final InetAddress address;
        private final boolean proxy;

        private Peer(InetAddress address, boolean proxy) {
            this.address = address;
            this.proxy = proxy;
        }

        /** The client's address. @see ClientAddress */
        public InetAddress client(HttpFields headers) {
            return proxy ? behind(address, headers) : address;
        }

        /**
         * Whether the client's side of the connection is encrypted, as far as is known.
         *
         * @param here whether this side is
         */
        public boolean isSecure(HttpFields headers, boolean here) {
            String proto = proxy ? headers.get(HttpHeader.X_FORWARDED_PROTO) : null;
            return proto == null ? here : proto.equalsIgnoreCase("https");
        }
    }

    /** The last hop that is no proxy's. */
    private InetAddress behind(InetAddress proxy, HttpFields headers) {
        InetAddress address = proxy;
        List<String> hops = hops(headers);
        for (int i = hops.size() - 1; i >= 0; i--) {
            Optional<InetAddress> next = AddressLiteral.find(HostName.withoutPort(hops.get(i)));
            if (next.isEmpty()) {
                return address;
            }
            address = next.get();
            if (!isProxy(address)) {
                return address;
            }
        }
        return address;
    }

    /** Taken apart without a parser that could refuse it: anybody may have written what comes first in it. */
    private static List<String> hops(HttpFields headers) {
        List<String> hops = new ArrayList<>();
        for (String line : headers.getValuesList(HttpHeader.X_FORWARDED_FOR)) {
            for (String hop : line.split(",", -1)) {
                if (!hop.isBlank()) {
                    hops.add(hop.trim());
                }
            }
        }
        return hops;
    }

    /** Whether the client's side of the connection is encrypted, as far as is known. */
    public boolean isSecure(Context ctx) {
        ServletContextRequest request = ServletContextRequest.getServletContextRequest(ctx.req());
        return peer(request.getConnectionMetaData().getRemoteSocketAddress())
                .isSecure(request.getHeaders(), request.isSecure());
    }

    @Override
    public boolean isProxy(InetAddress address) {
        for (AddressBlock block : trusted) {
            if (block.contains(address)) {
                return true;
            }
        }
        return false;
    }
}
