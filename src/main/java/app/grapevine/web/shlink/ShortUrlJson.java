package app.grapevine.web.shlink;

import app.grapevine.links.Link;
import app.grapevine.links.LinkDraft;
import app.grapevine.links.LinkSettings;
import app.grapevine.shlink.AsGiven;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A link as Shlink writes it. @param domain null for the default one */
record ShortUrlJson(
        String shortCode,
        String shortUrl,
        String longUrl,
        String dateCreated,
        List<String> tags,
        Meta meta,
        @Nullable String domain,
        @Nullable String title,
        boolean crawlable,
        boolean forwardQuery,
        VisitsSummary visitsSummary,
        boolean hasRedirectRules) {
    record Meta(
            @Nullable String validSince,
            @Nullable String validUntil,
            @Nullable Long maxVisits) {}

    static ShortUrlJson of(Link link, AsGiven given, VisitsSummary visits, LinkSettings settings) {
        return new ShortUrlJson(
                link.code(),
                settings.shortUrl(link.domain(), link.code()),
                given.address(link.destination()),
                String.valueOf(ShlinkDates.text(link.createdAt())),
                given.inOrder(link.tags()),
                new Meta(ShlinkDates.text(link.validFrom()), ShlinkDates.text(link.validUntil()), link.maxClicks()),
                new Authorities(settings).told(link),
                link.title(),
                given.crawlable(),
                forwardsQuery(link, settings),
                visits,
                !link.rules().isEmpty());
    }

    /** Whether all of a visit's query is handed on; the ids of clicks alone are not all. */
    static boolean forwardsQuery(Link link, LinkSettings settings) {
        return settings.forwardQuery(link) == LinkDraft.ForwardQuery.ALL;
    }
}
