package app.grapevine.webhooks;

import app.grapevine.base.PrivateAddresses;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.SocketAddressResolver;

/**
 * Looks receivers up, as each connection is made, and gives addresses that were checked: the connection goes to one of them, so
 * that a name which leads elsewhere a moment later (DNS rebinding) leads nowhere. A name with a single private address among
 * its addresses is refused, unless the operator vouches for it. Literal addresses are looked up, and checked, like names. Safe
 * for use by many threads.
 */
final class CheckedAddresses implements SocketAddressResolver {
    private final WebhookSettings settings;
    private final Executor executor;

    /** @param executor whose threads wait for the name service */
    CheckedAddresses(WebhookSettings settings, Executor executor) {
        this.settings = settings;
        this.executor = executor;
    }

    /** A receiver is on this machine or in a private network. */
    static final class PrivateReceiverException extends IOException {
        private static final long serialVersionUID = 1;
    }

    @Override
    public void resolve(String host, int port, Map<String, Object> context, Promise<List<InetSocketAddress>> promise) {
        executor.execute(() -> {
            try {
                promise.succeeded(resolve(host, port));
            } catch (IOException | RuntimeException e) {
                promise.failed(e);
            }
        });
    }

    private List<InetSocketAddress> resolve(String host, int port) throws IOException {
        InetAddress[] found = lookUp(host);
        if (!settings.vouchesFor(host, port) && Stream.of(found).anyMatch(CheckedAddresses::isUnfit)) {
            throw new PrivateReceiverException();
        }
        return Stream.of(found)
                .map(address -> new InetSocketAddress(address, port))
                .toList();
    }

    private static InetAddress[] lookUp(String host) throws UnknownHostException {
        return InetAddress.getAllByName(host);
    }

    private static boolean isUnfit(InetAddress address) {
        return PrivateAddresses.contain(address) || address.isMulticastAddress();
    }
}
