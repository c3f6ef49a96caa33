package app.grapevine.links;

import java.net.URI;
import java.util.List;

/**
 * @param publicUrl what short URLs of the default domain begin with, without a trailing slash
 * @param domains further domains, lower case
 */
public record LinkSettings(URI publicUrl, List<String> domains) {
    public LinkSettings {
        domains = List.copyOf(domains);
    }

    /** The host of the public URL in lower case. */
    public String defaultDomain() {
        return publicUrl.getHost().toLowerCase(java.util.Locale.ROOT);
    }

    /** Whether links can be issued on {@code domain}. */
    public boolean serves(String domain) {
        return domain.equals(defaultDomain()) || domains.contains(domain);
    }

    /** The short URL of a code: on a further domain with the scheme of the public URL. */
    public String shortUrl(String domain, String code) {
        return domain.equals(defaultDomain())
                ? publicUrl + "/" + code
                : publicUrl.getScheme() + "://" + domain + "/" + code;
    }
}
