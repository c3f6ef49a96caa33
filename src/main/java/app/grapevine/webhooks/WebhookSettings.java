package app.grapevine.webhooks;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;

/**
 * What the operator says of webhooks.
 *
 * @param hosts receivers that may be anywhere, in a private network too, and without TLS: {@code host} or {@code host:port} in
 *     lower case
 * @param kept how long what was given up is kept, to be sent again
 */
public record WebhookSettings(Set<String> hosts, Duration kept) {
    public WebhookSettings {
        hosts = Set.copyOf(hosts);
    }

    /** Whether the operator vouches for a receiver, wherever it is. */
    boolean vouchesFor(URI url) {
        boolean tls = "https".equalsIgnoreCase(url.getScheme());
        return vouchesFor(url.getHost(), url.getPort() >= 0 ? url.getPort() : tls ? 443 : 80);
    }

    boolean vouchesFor(String host, int port) {
        String name = host.toLowerCase(Locale.ROOT);
        return hosts.contains(name) || hosts.contains(name + ":" + port);
    }
}
