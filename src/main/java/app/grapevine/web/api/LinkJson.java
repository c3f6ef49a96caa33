package app.grapevine.web.api;

import app.grapevine.links.Link;
import app.grapevine.links.LinkSettings;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A link as the API writes it. */
record LinkJson(
        String code,
        String domain,
        String shortUrl,
        String destination,
        @Nullable String channel,
        String visibility,
        @Nullable String audience,
        @Nullable String campaign,
        List<String> tags,
        @Nullable String title,
        @Nullable String shareSet,
        @Nullable String parent,
        int generation,
        boolean forwarding,
        @Nullable Instant validFrom,
        @Nullable Instant validUntil,
        @Nullable Long maxClicks,
        @Nullable String expiredDestination,
        boolean forwardQuery,
        UtmJson utm,
        CardJson card,
        boolean trackConversions,
        String status,
        Instant createdAt,
        Instant updatedAt) {

    record UtmJson(
            @Nullable String source,
            @Nullable String medium,
            @Nullable String campaign,
            @Nullable String term,
            @Nullable String content) {
        static UtmJson of(Link.Utm utm) {
            return new UtmJson(utm.source(), utm.medium(), utm.campaign(), utm.term(), utm.content());
        }
    }

    record CardJson(
            @Nullable String title,
            @Nullable String description,
            @Nullable String image) {
        static CardJson of(Link.Card card) {
            return new CardJson(card.title(), card.description(), card.image());
        }
    }

    static LinkJson of(Link link, LinkSettings settings, Instant now) {
        return new LinkJson(
                link.code(),
                link.domain(),
                settings.shortUrl(link.domain(), link.code()),
                link.destination(),
                link.channel(),
                link.visibility().label(),
                link.audience(),
                link.campaign(),
                link.tags(),
                link.title(),
                link.shareSet(),
                link.lineage().parent(),
                link.lineage().generation(),
                link.mayBeForwarded(),
                link.validFrom(),
                link.validUntil(),
                link.maxClicks(),
                link.expiredDestination(),
                link.forwardQuery(),
                UtmJson.of(link.utm()),
                CardJson.of(link.card()),
                link.trackConversions(),
                link.status(now).label(),
                link.createdAt(),
                link.updatedAt());
    }
}
