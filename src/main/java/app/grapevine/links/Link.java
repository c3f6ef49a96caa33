package app.grapevine.links;

import app.grapevine.attribution.Visibility;
import app.grapevine.storage.LinkKey;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A short code on a domain, its destination, and what it was issued for. Times are kept to the millisecond.
 *
 * @param id made by the application, rising with time; internal, and never 0
 * @param visibility the owner's word, or else the channel's
 * @param campaign a campaign's slug
 * @param shareSet the id of the share set that it was issued in, or that the link it comes from was issued in
 * @param lineage whether a recipient passed it on, and from which link
 * @param forwarding whether its owner lets recipients pass it on, see {@link #isForwardable}
 * @param maxClicks how many people are redirected before it is used up
 * @param disabled whether the owner switched it off
 */
public record Link(
        long id,
        String domain,
        String code,
        String destination,
        @Nullable String channel,
        Visibility visibility,
        @Nullable String audience,
        @Nullable String campaign,
        List<String> tags,
        @Nullable String title,
        @Nullable String shareSet,
        Lineage lineage,
        boolean forwarding,
        @Nullable Instant validFrom,
        @Nullable Instant validUntil,
        @Nullable Long maxClicks,
        @Nullable String expiredDestination,
        boolean forwardQuery,
        Utm utm,
        Card card,
        boolean trackConversions,
        boolean disabled,
        long uses,
        Instant createdAt,
        Instant updatedAt) {
    public Link {
        tags = List.copyOf(tags);
    }

    /** A link passed on this often is not passed on again: what is deeper is no person's chain of friends. */
    public static final int MAX_GENERATION = 20;

    public LinkKey key() {
        return new LinkKey(domain, code);
    }

    /** Whether its owner lets recipients pass it on. One with {@code maxClicks} never is: each copy would have them all. */
    public boolean mayBeForwarded() {
        return forwarding && maxClicks == null;
    }

    /** Whether a recipient can pass it on, as long as it is active. */
    public boolean isForwardable() {
        return mayBeForwarded() && lineage.generation() < MAX_GENERATION;
    }

    /** What a redirect does with it at {@code now}. */
    public Status status(Instant now) {
        if (disabled) {
            return Status.DISABLED;
        }
        if (validFrom != null && now.isBefore(validFrom)) {
            return Status.SCHEDULED;
        }
        if (validUntil != null && !now.isBefore(validUntil)) {
            return Status.EXPIRED;
        }
        return maxClicks != null && uses >= maxClicks ? Status.USED_UP : Status.ACTIVE;
    }

    /** Where a link is in its life. */
    public enum Status {
        ACTIVE,
        SCHEDULED,
        EXPIRED,
        USED_UP,
        DISABLED;

        /** As the API writes it: {@code used-up}. */
        public String label() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * Where a link comes from.
     *
     * @param parentId the id of the link that a recipient passed on; null for an issued link
     * @param parent its code
     * @param generation 0 for an issued link, else one more than the parent's
     */
    public record Lineage(@Nullable Long parentId, @Nullable String parent, int generation) {
        public static final Lineage ISSUED = new Lineage(null, null, 0);
    }

    /** Tags of Google's Urchin scheme, added to the destination; each null where the default holds. */
    public record Utm(
            @Nullable String source,
            @Nullable String medium,
            @Nullable String campaign,
            @Nullable String term,
            @Nullable String content) {
        public static final Utm NONE = new Utm(null, null, null, null, null);
    }

    /** What a preview shows; all null where the destination's own card is to be shown. */
    public record Card(
            @Nullable String title,
            @Nullable String description,
            @Nullable String image) {
        public static final Card NONE = new Card(null, null, null);

        public boolean isEmpty() {
            return title == null && description == null && image == null;
        }
    }
}
