package app.grapevine.web.visit;

import app.grapevine.attribution.Attributor;
import app.grapevine.journal.Visit;
import app.grapevine.links.Link;
import app.grapevine.privacy.Pseudonyms;
import java.net.InetAddress;
import java.util.Map;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/**
 * The border, for requests that did not come over the network: they are read as all are. Safe for use by many
 * threads.
 */
public final class PastVisits {
    private final VisitReader visits;

    /** @param countries the country of an address, ISO 3166-1 alpha-2, or null */
    public PastVisits(Attributor attributor, Pseudonyms pseudonyms, Function<InetAddress, @Nullable String> countries) {
        this.visits = new VisitReader(attributor, pseudonyms, countries);
    }

    /**
     * What is recorded of a request to {@code link}.
     *
     * @param scanned whether its address was read off the link's QR code
     * @param headers with {@code X-Forwarded-Proto: https} among them for one that came encrypted
     * @param query the raw query, or null
     */
    public Visit visit(
            long atMillis,
            Link link,
            boolean head,
            boolean scanned,
            Map<String, String> headers,
            @Nullable String query,
            InetAddress address) {
        HttpFields.Mutable fields = HttpFields.build();
        headers.forEach(fields::add);
        boolean https = "https".equalsIgnoreCase(fields.get(HttpHeader.X_FORWARDED_PROTO));
        return visits.visit(atMillis, link, scanned, visits.read(head, https, fields, query), address);
    }
}
