package app.grapevine.links;

import app.grapevine.attribution.Visibility;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asks a link to be, unchecked: {@link Links#create} checks it. All but {@code destination} may
 * be null.
 */
public record LinkDraft(
        @Nullable String destination,
        @Nullable String code,
        @Nullable String domain,
        @Nullable String channel,
        @Nullable Visibility visibility,
        @Nullable String audience,
        @Nullable String campaign,
        List<String> tags,
        @Nullable String title,
        boolean forwarding,
        @Nullable Instant validFrom,
        @Nullable Instant validUntil,
        @Nullable Long maxClicks,
        @Nullable String expiredDestination,
        boolean forwardQuery,
        Link.Utm utm,
        Link.Card card,
        boolean trackConversions,
        boolean disabled) {
    public LinkDraft {
        tags = List.copyOf(tags);
    }

    /** The same for one channel and audience, with a code that is yet to be made. */
    LinkDraft issuedFor(@Nullable String newChannel, @Nullable Visibility newVisibility, @Nullable String newAudience) {
        return new LinkDraft(
                destination,
                null,
                domain,
                newChannel,
                newVisibility,
                newAudience,
                campaign,
                tags,
                title,
                forwarding,
                validFrom,
                validUntil,
                maxClicks,
                expiredDestination,
                forwardQuery,
                utm,
                card,
                trackConversions,
                disabled);
    }

    /** A link to {@code destination} and nothing else. */
    public static LinkDraft to(@Nullable String destination) {
        return new LinkDraft(
                destination,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                null,
                true,
                null,
                null,
                null,
                null,
                false,
                Link.Utm.NONE,
                Link.Card.NONE,
                false,
                false);
    }
}
