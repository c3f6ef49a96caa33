package app.grapevine.cards;

import java.util.Locale;
import java.util.Set;

/**
 * What the operator says of pages that are asked for their cards.
 *
 * @param asksPages whether any is
 * @param hosts pages that may be anywhere, in a private network too, and on any port: {@code host} or {@code host:port} in lower case
 */
public record CardSettings(boolean asksPages, Set<String> hosts) {
    public CardSettings {
        hosts = Set.copyOf(hosts);
    }

    boolean vouchesFor(String host, int port) {
        String name = host.toLowerCase(Locale.ROOT);
        return hosts.contains(name) || hosts.contains(name + ":" + port);
    }
}
