package app.grapevine.links;

import app.grapevine.base.AddressLiteral;
import app.grapevine.base.HostName;
import app.grapevine.hostlists.HostLists;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where links may lead.
 *
 * @param mayBePrivate whether to this machine and to addresses of private networks as well
 * @param listener where this service itself listens, behind whatever it is reached at
 * @param hosts the operator's lists, which change while the service runs
 * @param schemes beyond http and https, in lower case
 */
public record DestinationSettings(boolean mayBePrivate, Listener listener, HostLists hosts, Set<String> schemes) {
    /** Nowhere private, and of no known listener. */
    public static final DestinationSettings STRICT = new DestinationSettings(false, new Listener("", Set.of(), 0));

    public DestinationSettings {
        schemes = Set.copyOf(schemes);
    }

    /** To http and https alone. */
    public DestinationSettings(boolean mayBePrivate, Listener listener, HostLists hosts) {
        this(mayBePrivate, listener, hosts, Set.of());
    }

    /** Without lists. */
    public DestinationSettings(boolean mayBePrivate, Listener listener) {
        this(mayBePrivate, listener, HostLists.NONE);
    }

    /**
     * @param name that was bound, an address perhaps
     * @param addresses that were bound
     */
    public record Listener(String name, Set<InetAddress> addresses, int port) {
        public Listener {
            name = HostName.plain(name);
            addresses = Set.copyOf(addresses);
        }

        /**
         * What is known without a name server of a host and port that were bound: its name; its address, if it is one,
         * or all addresses of this machine, if it means all.
         */
        public static Listener at(String host, int port) {
            Optional<InetAddress> address = AddressLiteral.find(host);
            Set<InetAddress> bound =
                    address.filter(InetAddress::isAnyLocalAddress).isPresent()
                            ? addressesOfThisMachine()
                            : address.map(Set::of).orElse(Set.of());
            return new Listener(host, bound, port);
        }

        private static Set<InetAddress> addressesOfThisMachine() {
            try {
                return NetworkInterface.networkInterfaces()
                        .flatMap(NetworkInterface::inetAddresses)
                        .collect(Collectors.toUnmodifiableSet());
            } catch (SocketException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** @param host without a final dot */
        boolean is(String host, int atPort) {
            Optional<InetAddress> address = AddressLiteral.find(host);
            return atPort == port
                    && (host.equals(name) || address.filter(addresses::contains).isPresent());
        }
    }
}
