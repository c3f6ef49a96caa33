package app.grapevine.links;

import static java.util.Objects.requireNonNull;

import app.grapevine.attribution.Visibility;
import app.grapevine.brought.OpeningBalance;
import app.grapevine.campaigns.Utm;
import app.grapevine.rules.Rule;
import app.grapevine.storage.LinkKey;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A short code on a domain, its destination, and what it was issued for. Times are kept to the millisecond.
 *
 * @param id made by the application, rising with time; internal, and never 0
 * @param draft what its owner asked for, checked: the draft that would make it again, with code and domain. The methods
 *     named after its fields are short for asking it
 * @param visibility the owner's word, or else the channel's
 * @param shareSet the id of the share set that it was issued in, or that the link it comes from was issued in
 * @param lineage whether a recipient passed it on, and from which link
 * @param creator who made it; null where nobody is known to have
 * @param balance what was counted of it before it was brought here; null where nothing was
 */
public record Link(
        long id,
        LinkDraft draft,
        Visibility visibility,
        @Nullable String shareSet,
        Lineage lineage,
        @Nullable Creator creator,
        long uses,
        Instant createdAt,
        Instant updatedAt,
        @Nullable OpeningBalance balance) {
    public Link {
        requireNonNull(draft.domain());
        requireNonNull(draft.code());
        requireNonNull(draft.destination());
    }

    /** A link passed on this often is not passed on again: what is deeper is no person's chain of friends. */
    public static final int MAX_GENERATION = 20;

    public String domain() {
        return requireNonNull(draft.domain());
    }

    public String code() {
        return requireNonNull(draft.code());
    }

    public LinkKey key() {
        return new LinkKey(domain(), code());
    }

    /** Further codes under which it is found, in their order. */
    public List<String> aliases() {
        return draft.aliases();
    }

    public String destination() {
        return requireNonNull(draft.destination());
    }

    public @Nullable String channel() {
        return draft.channel();
    }

    public @Nullable String audience() {
        return draft.audience();
    }

    public @Nullable Long people() {
        return draft.people();
    }

    public @Nullable String campaign() {
        return draft.campaign();
    }

    public List<String> tags() {
        return draft.tags();
    }

    public @Nullable String title() {
        return draft.title();
    }

    public @Nullable Instant validFrom() {
        return draft.validFrom();
    }

    public @Nullable Instant validUntil() {
        return draft.validUntil();
    }

    public @Nullable Long maxClicks() {
        return draft.maxClicks();
    }

    public @Nullable String expiredDestination() {
        return draft.expiredDestination();
    }

    /** Where it leads instead, and when, in their order. */
    public List<Rule> rules() {
        return draft.rules();
    }

    /** What of a visit's query its owner wants to be handed on; null where the setting says it. */
    public LinkDraft.@Nullable ForwardQuery forwardQuery() {
        return draft.forwardQuery();
    }

    public boolean forwardedWins() {
        return draft.forwardedWins();
    }

    public Utm utm() {
        return draft.utm();
    }

    public Card card() {
        return draft.card();
    }

    public boolean trackConversions() {
        return draft.trackConversions();
    }

    public boolean disabled() {
        return draft.disabled();
    }

    public boolean archived() {
        return draft.archived();
    }

    /** What {@code security} made of the password that recipients have to give; null where they need none. */
    public @Nullable String passwordHash() {
        return draft.passwordHash();
    }

    public boolean isProtected() {
        return passwordHash() != null;
    }

    /**
     * Whether its destination is told to nobody but a person who takes a use of it, or gives its password: not to programs,
     * whatever they call themselves, and on no page beside it.
     */
    public boolean isGuarded() {
        return maxClicks() != null || isProtected();
    }

    /**
     * Whether its owner lets recipients pass it on. One with {@code maxClicks} never is: each copy would have them all; nor is
     * one with a password, whose destination the page for it would tell.
     */
    public boolean mayBeForwarded() {
        return !Boolean.FALSE.equals(draft.forwarding()) && !isGuarded();
    }

    /** Whether a recipient can pass it on, as long as it is active. */
    public boolean isForwardable() {
        return mayBeForwarded() && lineage.generation() < MAX_GENERATION;
    }

    /** What a redirect does with it at {@code now}. */
    public Status status(Instant now) {
        if (disabled()) {
            return Status.DISABLED;
        }
        Instant validFrom = validFrom();
        if (validFrom != null && now.isBefore(validFrom)) {
            return Status.SCHEDULED;
        }
        Instant validUntil = validUntil();
        if (validUntil != null && !now.isBefore(validUntil)) {
            return Status.EXPIRED;
        }
        Long maxClicks = maxClicks();
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

    /** This link, shown to somebody who is not to see what it comes from. */
    Link withoutParent() {
        Lineage hidden = new Lineage(lineage.parentId(), null, lineage.generation());
        return new Link(id, draft, visibility, shareSet, hidden, creator, uses, createdAt, updatedAt, balance);
    }

    /**
     * A link, and what its campaign says of its destination.
     *
     * @param utmOfCampaign utm parameters, which may have placeholders
     * @param namesCampaign whether {@code utm_campaign} is the campaign's slug where nobody says another; false for a link
     *     of an earlier version, which leads where it led
     */
    public record Found(Link link, Utm utmOfCampaign, boolean namesCampaign) {}

    /**
     * Who made a link, as they were called then.
     *
     * @param kind {@code key} or {@code account}
     * @param id of the key or the account
     */
    public record Creator(String kind, String id, String name) {}

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
}
