package app.grapevine.outgoing;

import app.grapevine.base.AddressLiteral;
import app.grapevine.base.PrivateAddresses;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.SocketAddressResolver;

/**
 * Looks hosts up, as each connection is made, and gives addresses that were checked: the connection goes to one of them, so
 * that a name which leads elsewhere a moment later (DNS rebinding) leads nowhere. A name with a single private address among
 * its addresses is refused, unless the operator vouches for it. Literal addresses are looked up, and checked, like names. Safe
 * for use by many threads.
 */
public final class CheckedAddresses implements SocketAddressResolver {
    private final Vouching vouching;
    private final Names names;
    private final Executor executor;

    /** For which hosts the operator vouches, wherever they are. */
    public interface Vouching {
        boolean vouchesFor(String host, int port);
    }

    /** The addresses of a name, or of what is one already. */
    public interface Names {
        Names OF_MACHINE = InetAddress::getAllByName;

        InetAddress[] find(String host) throws UnknownHostException;
    }

    /** @param executor whose threads wait for the names */
    public CheckedAddresses(Vouching vouching, Names names, Executor executor) {
        this.vouching = vouching;
        this.names = names;
        this.executor = executor;
    }

    /** A host is this machine or in a private network. */
    public static final class PrivateHostException extends IOException {
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
        InetAddress[] found = names.find(host);
        if (!vouching.vouchesFor(host, port) && Stream.of(found).anyMatch(CheckedAddresses::isUnfit)) {
            throw new PrivateHostException();
        }
        List<InetSocketAddress> checked = new ArrayList<>();
        for (InetAddress address : found) {
            checked.add(new InetSocketAddress(named(host, address), port));
        }
        return checked;
    }

    /** The address with the name that it was found by, for TLS asks for that name and compares the certificate with it. */
    private static InetAddress named(String host, InetAddress address) throws UnknownHostException {
        return AddressLiteral.find(host).isPresent() ? address : InetAddress.getByAddress(host, address.getAddress());
    }

    private static boolean isUnfit(InetAddress address) {
        return PrivateAddresses.contain(address) || address.isMulticastAddress();
    }
}
