package app.grapevine.links;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where short links are reached.
 *
 * @param publicUrl what short URLs of the default domain begin with: http or https, a host, a port perhaps, and no
 *     path; kept without a trailing slash
 * @param domains further domains: hosts in ASCII and lower case, without a port
 */
public record LinkSettings(URI publicUrl, List<String> domains) {
    private static final Pattern PUBLIC_URL = Pattern.compile("(?i)(https?://[^/?#@]+)/?");
    private static final Pattern DOMAIN = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?");

    /** @throws IllegalArgumentException naming the setting that is wrong */
    public LinkSettings {
        Matcher matcher = PUBLIC_URL.matcher(publicUrl.toString());
        if (!matcher.matches() || publicUrl.getHost() == null) {
            throw new IllegalArgumentException(
                    "public.url must be http:// or https:// and a host, without a path: " + publicUrl);
        }
        publicUrl = URI.create(matcher.group(1));
        domains = List.copyOf(domains);
        for (String domain : domains) {
            if (!DOMAIN.matcher(domain).matches()) {
                throw new IllegalArgumentException(
                        "domains must be hosts in lower case and ASCII (xn--…), without a port: " + domain);
            }
        }
    }

    /** The host of the public URL in lower case. */
    public String defaultDomain() {
        return publicUrl.getHost().toLowerCase(Locale.ROOT);
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
