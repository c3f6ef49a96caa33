package app.grapevine.web.visit;

import app.grapevine.attribution.Attributor;
import app.grapevine.attribution.Kind;
import app.grapevine.attribution.Referrers;
import app.grapevine.attribution.Signals;
import app.grapevine.base.QuarterHours;
import app.grapevine.journal.Visit;
import app.grapevine.links.Link;
import app.grapevine.privacy.Pseudonyms;
import java.net.InetAddress;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/**
 * The border: makes of a request the immutable, length-capped value that is recorded. All that needs the raw
 * address happens here, and the address goes no further. Safe for use by many threads; does not block.
 */
final class VisitReader {
    private final Attributor attributor;
    private final Pseudonyms pseudonyms;
    private final Function<InetAddress, @Nullable String> countries;

    /** @param countries the country of an address, ISO 3166-1 alpha-2, or null; must not block */
    VisitReader(Attributor attributor, Pseudonyms pseudonyms, Function<InetAddress, @Nullable String> countries) {
        this.attributor = attributor;
        this.pseudonyms = pseudonyms;
        this.countries = countries;
    }

    /**
     * What the request reveals, and whether it asks not to be tracked.
     *
     * @param untracked whether {@code Sec-GPC: 1} or {@code DNT: 1} was sent
     */
    record Revealed(Signals signals, boolean untracked) {}

    /** Reads the headers in one pass. @param query the raw query, or null */
    Revealed read(boolean head, HttpFields headers, @Nullable String query) {
        String userAgent = "";
        String referrer = "";
        String requestedWith = "";
        String purpose = "";
        String acceptLanguage = "";
        FetchMetadata fetch = new FetchMetadata();
        boolean untracked = false;
        for (HttpField field : headers) {
            String value = field.getValue();
            if (value == null) {
                continue;
            }
            HttpHeader header = field.getHeader();
            if (header == HttpHeader.USER_AGENT) {
                userAgent = value;
            } else if (header == HttpHeader.REFERER) {
                referrer = Referrers.origin(value);
            } else if (header == HttpHeader.ACCEPT_LANGUAGE) {
                acceptLanguage = value;
            } else if (header == null) {
                String name = field.getName();
                if (name.regionMatches(true, 0, "Sec-", 0, 4)) {
                    if (name.regionMatches(true, 4, "Fetch-", 0, 6)) {
                        fetch.take(name, value);
                    } else if (name.equalsIgnoreCase("Sec-Purpose")) {
                        purpose = value;
                    } else if (name.equalsIgnoreCase("Sec-GPC")) {
                        untracked |= value.trim().equals("1");
                    }
                } else if (name.equalsIgnoreCase("X-Requested-With")) {
                    requestedWith = value;
                } else if (name.equalsIgnoreCase("DNT")) {
                    untracked |= value.trim().equals("1");
                } else if (purpose.isEmpty() && isPurpose(name)) {
                    purpose = value;
                }
            }
        }
        String markers = query == null ? "" : attributor.markers(query);
        Signals signals =
                new Signals(head, userAgent, referrer, requestedWith, purpose, fetch.joined(), acceptLanguage, markers);
        return new Revealed(signals, untracked);
    }

    /** The Sec-Fetch headers, in the order of {@link Signals#fetchMetadata()} whatever order they came in. */
    private static final class FetchMetadata {
        private String site = "";
        private String mode = "";
        private String dest = "";
        private String user = "";

        void take(String name, String value) {
            if (name.equalsIgnoreCase("Sec-Fetch-Site")) {
                site = value;
            } else if (name.equalsIgnoreCase("Sec-Fetch-Mode")) {
                mode = value;
            } else if (name.equalsIgnoreCase("Sec-Fetch-Dest")) {
                dest = value;
            } else if (name.equalsIgnoreCase("Sec-Fetch-User")) {
                user = value;
            }
        }

        String joined() {
            return join(join(site, mode), join(dest, user));
        }

        private static String join(String first, String second) {
            return first.isEmpty() ? second : second.isEmpty() ? first : first + "/" + second;
        }
    }

    /** An address that no visitor from outside has: a proxy's that is not trusted says nothing of networks. */
    private static boolean isOfThisSite(InetAddress address) {
        return address.isLoopbackAddress() || address.isSiteLocalAddress() || address.isLinkLocalAddress();
    }

    private static boolean isPurpose(String name) {
        return name.equalsIgnoreCase("Purpose") || name.equalsIgnoreCase("X-Purpose") || name.equalsIgnoreCase("X-Moz");
    }

    /** Person, preview, bot, or a person who asked not to be tracked. */
    Kind kind(Revealed revealed) {
        Kind kind = attributor.kind(revealed.signals());
        return kind == Kind.CLICK && revealed.untracked() ? Kind.SUPPRESSED : kind;
    }

    /** What is recorded of a visit to {@code link}. */
    Visit visit(long atMillis, Link link, Revealed revealed, InetAddress address) {
        if (revealed.untracked() && kind(revealed) == Kind.SUPPRESSED) {
            long quarterHour = QuarterHours.startMillis(QuarterHours.of(atMillis));
            return new Visit(quarterHour, link.id(), true, link.channel(), link.visibility(), 0, 0, null, null);
        }
        Signals signals = revealed.signals();
        return new Visit(
                atMillis,
                link.id(),
                false,
                link.channel(),
                link.visibility(),
                pseudonyms.visitor(atMillis, link.id(), address, signals.userAgent()),
                isOfThisSite(address) ? 0 : pseudonyms.network(atMillis, address),
                countries.apply(address),
                signals);
    }
}
