package app.grapevine.web.http;

import java.util.function.IntSupplier;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;

/**
 * HTTP, with a bound for a memory of Jetty's: it keeps the headers of a connection, which its next request mostly repeats, in
 * a trie of 100 KB. That saves a tenth of a request's time on the few connections of a proxy; with the thousands that there
 * may be it would take all memory. So only the first ones have it.
 */
final class HeaderCaches extends HttpConnectionFactory {
    private static final int MOST = 128;

    private final HttpConnectionFactory without;
    private final IntSupplier connections;

    /** @param connections how many are open */
    HeaderCaches(HttpConfiguration http, IntSupplier connections) {
        super(http);
        this.connections = connections;
        HttpConfiguration lean = new HttpConfiguration(http);
        lean.setHeaderCacheSize(0);
        without = new HttpConnectionFactory(lean);
        installBean(without);
    }

    @Override
    public Connection newConnection(Connector connector, EndPoint endPoint) {
        return connections.getAsInt() < MOST
                ? super.newConnection(connector, endPoint)
                : without.newConnection(connector, endPoint);
    }
}
