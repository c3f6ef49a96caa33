package app.grapevine.links;

import app.grapevine.base.HostName;
import app.grapevine.base.SiteUrl;
import app.grapevine.campaigns.Utm;
import app.grapevine.cards.PictureAddress;
import app.grapevine.rules.Rule;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where short links are reached, and lead.
 *
 * @param publicUrl what short URLs of the default domain begin with: http or https, a host, a port perhaps, and no
 *     path; kept without a trailing slash
 * @param domains further domains: hosts in ASCII and lower case, without a port
 * @param destinations where links may lead
 * @param mayBePersonal whether a link may be meant for one person
 * @param forwardQuery what of a visit's query is handed on by links that do not say it
 * @param media the default of {@code utm_medium}
 * @param linksAnHour how many links one key or account may make in an hour; 0 for no limit
 * @param knowsCountries whether it is known from which country a visit comes
 */
public record LinkSettings(
        URI publicUrl,
        List<String> domains,
        DestinationSettings destinations,
        boolean mayBePersonal,
        LinkDraft.ForwardQuery forwardQuery,
        Utm.Media media,
        int linksAnHour,
        boolean knowsCountries) {
    /** @throws IllegalArgumentException naming the setting that is wrong */
    public LinkSettings {
        String given = publicUrl.toString();
        publicUrl = SiteUrl.find(given)
                .orElseThrow(() -> new IllegalArgumentException(
                        "public.url must be http:// or https:// and a host, without a path: " + given));
        domains = List.copyOf(domains);
        if (linksAnHour < 0) {
            throw new IllegalArgumentException("limit.links must not be negative: " + linksAnHour);
        }
        for (String domain : domains) {
            if (!HostName.isDomain(domain)) {
                throw new IllegalArgumentException(
                        "domains must be hosts in lower case and ASCII (xn--…), without a port: " + domain);
            }
        }
    }

    /** @throws IllegalArgumentException naming the setting that is wrong */
    public LinkSettings(URI publicUrl, List<String> domains, DestinationSettings destinations) {
        this(publicUrl, domains, destinations, false, LinkDraft.ForwardQuery.IDS, Utm.Media.USUAL, 0, false);
    }

    /** @throws IllegalArgumentException naming the setting that is wrong */
    public LinkSettings(URI publicUrl, List<String> domains) {
        this(publicUrl, domains, DestinationSettings.STRICT);
    }

    /** The host of the public URL in lower case. */
    public String defaultDomain() {
        return publicUrl.getHost().toLowerCase(Locale.ROOT);
    }

    /** The domain that is meant, as it is written everywhere; the default one where none is given. */
    public String domain(@Nullable String given) {
        return given == null ? defaultDomain() : given.toLowerCase(Locale.ROOT);
    }

    /** Whether links can be issued on {@code domain}. */
    public boolean serves(String domain) {
        return domain.equals(defaultDomain()) || domains.contains(domain);
    }

    /** What of a visit's query {@code link} hands on. */
    public LinkDraft.ForwardQuery forwardQuery(Link link) {
        LinkDraft.ForwardQuery own = link.forwardQuery();
        return own == null ? forwardQuery : own;
    }

    /** Whether the operator's lists keep recipients from where a link leads, or would lead when it is over. */
    public boolean isBlocked(Link link) {
        String elsewhere = link.expiredDestination();
        return destinations.hosts().blocks(link.destination())
                || (elsewhere != null && destinations.hosts().blocks(elsewhere))
                || link.rules().stream().anyMatch(this::isBlocked);
    }

    /** Whether the lists keep recipients from where a rule leads in the web. */
    public boolean isBlocked(Rule rule) {
        return rule.webAddresses().stream().anyMatch(destinations.hosts()::blocks);
    }

    /** What a QR code of a link says: its short URL, marked so that a scan is told from a tap. */
    public String scannedUrl(String domain, String code) {
        return shortUrl(domain, code) + CodeShape.SCANNED;
    }

    /** The short URL of a code: on a further domain with the scheme of the public URL. */
    public String shortUrl(String domain, String code) {
        return domain.equals(defaultDomain())
                ? publicUrl + "/" + code
                : publicUrl.getScheme() + "://" + domain + "/" + code;
    }

    /** Where a picture of this service is on a domain. @param name of the picture */
    public String pictureUrl(String domain, String name) {
        return shortUrl(domain, PictureAddress.DIRECTORY + name);
    }

    /** The name of a picture of this service in its address on whichever of the domains. */
    Optional<String> findPicture(@Nullable String url) {
        return PictureAddress.nameIn(url)
                .filter(name -> Stream.concat(Stream.of(defaultDomain()), domains.stream())
                        .anyMatch(domain -> pictureUrl(domain, name).equals(url)));
    }
}
