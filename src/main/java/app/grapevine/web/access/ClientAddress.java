package app.grapevine.web.access;

import io.javalin.http.Context;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.util.InetAddressSet;
import org.jspecify.annotations.Nullable;

/**
 * Whose request it is: the peer's address, or, where the peer is a proxy that is trusted, the last address of
 * X-Forwarded-For that is not such a proxy's. Safe for use by many threads. What it returns is for hashing and
 * looking up, never for writing down.
 */
public final class ClientAddress {
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final InetAddress NONE = InetAddress.getLoopbackAddress();

    private final @Nullable InetAddressSet trusted;

    /** @throws IllegalArgumentException for what is no CIDR */
    public ClientAddress(List<String> trustedProxies) {
        InetAddressSet set = new InetAddressSet();
        for (String cidr : trustedProxies) {
            set.add(cidr);
        }
        trusted = trustedProxies.isEmpty() ? null : set;
    }

    /** Of a request that came through Javalin. */
    public InetAddress of(Context ctx) {
        ServletContextRequest request = ServletContextRequest.getServletContextRequest(ctx.req());
        return of(request.getConnectionMetaData().getRemoteSocketAddress(), request.getHeaders());
    }

    public InetAddress of(SocketAddress peer, HttpFields headers) {
        InetAddress address = peer instanceof InetSocketAddress inet ? inet.getAddress() : NONE;
        if (trusted == null || !trusted.test(address)) {
            return address;
        }
        List<String> forwarded = headers.getCSV(HttpHeader.X_FORWARDED_FOR, false);
        for (int i = forwarded.size() - 1; i >= 0; i--) {
            InetAddress next = literal(forwarded.get(i));
            if (next == null) {
                return address;
            }
            address = next;
            if (!trusted.test(address)) {
                return address;
            }
        }
        return address;
    }

    /** Whether the client's side of the connection is encrypted, as far as is known. */
    public boolean isSecure(Context ctx) {
        ServletContextRequest request = ServletContextRequest.getServletContextRequest(ctx.req());
        return isSecure(
                request.getConnectionMetaData().getRemoteSocketAddress(), request.getHeaders(), request.isSecure());
    }

    /** Whether the recipient's side of the connection is encrypted, as far as is known. */
    public boolean isSecure(SocketAddress peer, HttpFields headers, boolean secureHere) {
        InetAddress address = peer instanceof InetSocketAddress inet ? inet.getAddress() : NONE;
        if (trusted == null || !trusted.test(address)) {
            return secureHere;
        }
        String proto = headers.get(HttpHeader.X_FORWARDED_PROTO);
        return proto == null ? secureHere : proto.equalsIgnoreCase("https");
    }

    /** An address written as such, with or without a port; null for all else, so that no name is looked up. */
    private static @Nullable InetAddress literal(String text) {
        String host = text.trim();
        if (host.startsWith("[")) {
            int end = host.indexOf(']');
            host = end < 0 ? "" : host.substring(1, end);
        } else if (host.indexOf(':') == host.lastIndexOf(':') && host.indexOf(':') > 0) {
            host = host.substring(0, host.indexOf(':'));
        }
        boolean v6 = host.indexOf(':') >= 0;
        if (!v6 && !IPV4.matcher(host).matches()) {
            return null;
        }
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            return null;
        }
    }
}
