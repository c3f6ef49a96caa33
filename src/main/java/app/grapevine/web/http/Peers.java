package app.grapevine.web.http;

import java.net.InetAddress;
import java.net.SocketAddress;
import org.eclipse.jetty.http.HttpFields;

/** Whose connections and requests are. Safe for use by many threads. */
public interface Peers {
    /** The client's address, as far as it is known. For telling clients apart, never for writing down. */
    InetAddress of(SocketAddress peer, HttpFields headers);

    /** Whether those who come from this address are many clients: it is a proxy's that is trusted. */
    boolean isProxy(InetAddress peer);
}
