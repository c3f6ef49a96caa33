package app.grapevine.moves;

import java.util.Locale;
import java.util.Set;

/**
 * What the operator says of other programs that are asked for their links.
 *
 * @param asks whether any is
 * @param hosts of programs that may be anywhere, in a private network too, without TLS and on any port: {@code host} or
 *     {@code host:port} in lower case
 */
public record FetchSettings(boolean asks, Set<String> hosts) {
    public FetchSettings {
        hosts = Set.copyOf(hosts);
    }

    public boolean vouchesFor(String host, int port) {
        String name = host.toLowerCase(Locale.ROOT);
        return hosts.contains(name) || hosts.contains(name + ":" + port);
    }
}
