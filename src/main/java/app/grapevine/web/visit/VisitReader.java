package app.grapevine.web.visit;

import app.grapevine.attribution.Attributor;
import app.grapevine.attribution.Channel;
import app.grapevine.attribution.Kind;
import app.grapevine.attribution.Signals;
import app.grapevine.base.QuarterHours;
import app.grapevine.journal.Visit;
import app.grapevine.links.Link;
import app.grapevine.privacy.Pseudonyms;
import app.grapevine.rules.Asked;
import app.grapevine.web.visit.HeaderReader.Revealed;
import java.net.InetAddress;
import java.time.Instant;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpFields;
import org.jspecify.annotations.Nullable;

/**
 * The border: makes of a request the immutable, length-capped value that is recorded. All that needs the raw
 * address happens here, and the address goes no further. Safe for use by many threads; does not block.
 */
final class VisitReader {
    private final Attributor attributor;
    private final HeaderReader headers;
    private final Pseudonyms pseudonyms;
    private final Function<InetAddress, @Nullable String> countries;

    /** @param countries the country of an address, ISO 3166-1 alpha-2, or null; must not block */
    VisitReader(Attributor attributor, Pseudonyms pseudonyms, Function<InetAddress, @Nullable String> countries) {
        this.attributor = attributor;
        this.headers = new HeaderReader(attributor);
        this.pseudonyms = pseudonyms;
        this.countries = countries;
    }

    /** @see HeaderReader#read */
    Revealed read(boolean head, boolean https, HttpFields headers, @Nullable String query) {
        return this.headers.read(head, https, headers, query);
    }

    /** An address that no visitor from outside has: a proxy's that is not trusted says nothing of networks. */
    private static boolean isOfThisSite(InetAddress address) {
        return address.isLoopbackAddress() || address.isSiteLocalAddress() || address.isLinkLocalAddress();
    }

    /** Whether a browser asks ahead of a tap that may never come; a fetcher that says so is a fetcher. */
    boolean isSpeculation(Revealed revealed) {
        return attributor.isSpeculation(revealed.signals());
    }

    /** Whether the page is shown within an app that is no browser, as far as it says so. */
    boolean isInApp(Revealed revealed) {
        return attributor.agent(revealed.signals()).browser().equals("in-app");
    }

    /** Person, preview, bot, or a person who asked not to be tracked. */
    Kind kind(Revealed revealed) {
        Kind kind = attributor.kind(revealed.signals());
        return kind == Kind.CLICK && revealed.untracked() ? Kind.SUPPRESSED : kind;
    }

    /** Whether an app fetches a card of the link: it gets that of the link's own destination. */
    boolean isPreview(Revealed revealed) {
        return attributor.isPreview(revealed.signals());
    }

    /** What the request of a visit says that rules ask for; null for a preview. */
    @Nullable
    Asked asked(Instant now, Visit visit, Revealed revealed, @Nullable String query, InetAddress address) {
        return isPreview(revealed)
                ? null
                : new Asked(
                        attributor,
                        revealed.signals(),
                        now,
                        query,
                        revealed.untracked() ? 0 : visit.visitor(),
                        () -> visit.suppressed() ? countries.apply(address) : visit.country());
    }

    /**
     * What is recorded of a visit to {@code link}.
     *
     * @param scanned whether its address was read off the link's QR code, which is a channel of its own whatever the link
     *     was issued for
     */
    Visit visit(long atMillis, Link link, boolean scanned, Revealed revealed, InetAddress address) {
        String channel = scanned ? Channel.SCAN : link.channel();
        if (revealed.untracked() && kind(revealed) == Kind.SUPPRESSED) {
            long quarterHour = QuarterHours.startMillis(QuarterHours.of(atMillis));
            return new Visit(quarterHour, link.id(), true, channel, link.visibility(), 0, 0, null, null);
        }
        Signals signals = revealed.signals()
                .referredBy(OwnHosts.referring(revealed.signals().referrer(), link));
        return new Visit(
                atMillis,
                link.id(),
                false,
                channel,
                link.visibility(),
                pseudonyms.visitor(atMillis, link.id(), address, signals.userAgent()),
                isOfThisSite(address) ? 0 : pseudonyms.network(atMillis, address),
                countries.apply(address),
                signals);
    }
}
