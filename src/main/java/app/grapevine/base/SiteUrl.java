package app.grapevine.base;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** The URL of a whole site: http or https, a host, perhaps a port, and nothing behind it but a slash. */
public final class SiteUrl {
    private static final int LAST_PORT = 65_535;

    private SiteUrl() {}

    /** The URL without a slash at its end; empty for what is none of a whole site. */
    public static Optional<URI> find(String text) {
        URI url;
        try {
            url = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
        boolean bare = url.getRawPath() == null || url.getRawPath().isEmpty();
        boolean whole = isHttp(url)
                && bare
                && url.getPort() <= LAST_PORT
                && url.getRawUserInfo() == null
                && url.getRawQuery() == null
                && url.getRawFragment() == null;
        return whole ? Optional.of(url) : Optional.empty();
    }

    /** Whether it is http or https and names a host. */
    public static boolean isHttp(URI url) {
        return url.getHost() != null && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()));
    }
}
