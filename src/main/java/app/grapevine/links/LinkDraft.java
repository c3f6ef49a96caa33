package app.grapevine.links;

import app.grapevine.attribution.Channel;
import app.grapevine.attribution.Visibility;
import app.grapevine.base.Characters;
import app.grapevine.campaigns.Labels;
import app.grapevine.campaigns.Utm;
import app.grapevine.channels.ChannelCatalogue;
import app.grapevine.rules.Rule;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asks a link to be. Unchecked, until {@link Links} has checked it; that of a {@link Link} is in order.
 * All but {@code destination} may be null.
 *
 * @param visibility the owner's word; null where the channel's holds, so that the link follows a change of its channel
 * @param aliases further codes under which it is found
 * @param people how many people it is sent to, its audience's size; null where nobody says
 * @param campaign a campaign's slug
 * @param forwarding whether recipients may pass the link on; null for a link without {@code maxClicks}, which is what
 *     a checked draft has in place of true
 * @param maxClicks how many people are redirected before it is used up
 * @param rules where it leads instead, and when, in their order
 * @param forwardQuery what of a visit's query is handed on; null where the setting says it
 * @param forwardedWins whether a parameter of the visit takes the place of one of that name in the destination
 * @param disabled whether the owner switched it off
 * @param archived whether it is kept out of lists, while it leads on
 * @param passwordHash what {@code security} made of the password that recipients have to give; null for none
 * @param placeholders whether {@code {click}} and {@code {code}} in the destination are filled in; false for a link of an
 *     earlier version or of another program, which leads where it led until it is given another destination
 */
public record LinkDraft(
        @Nullable String destination,
        @Nullable String code,
        List<String> aliases,
        @Nullable String domain,
        @Nullable String channel,
        @Nullable Visibility visibility,
        @Nullable String audience,
        @Nullable Long people,
        @Nullable String campaign,
        List<String> tags,
        @Nullable String title,
        @Nullable Boolean forwarding,
        @Nullable Instant validFrom,
        @Nullable Instant validUntil,
        @Nullable Long maxClicks,
        @Nullable String expiredDestination,
        List<Rule> rules,
        @Nullable ForwardQuery forwardQuery,
        boolean forwardedWins,
        Utm utm,
        Card card,
        boolean trackConversions,
        boolean disabled,
        boolean archived,
        @Nullable String passwordHash,
        boolean placeholders) {
    public LinkDraft {
        aliases = List.copyOf(aliases);
        tags = List.copyOf(tags);
        rules = List.copyOf(rules);
    }

    /** A link to {@code destination} and nothing else. */
    public static LinkDraft to(@Nullable String destination) {
        return new Builder().destination(destination).draft();
    }

    /** The same with its campaign's slug, which may be given by a name. A name of which nothing is left stays, to be refused. */
    LinkDraft withSlug() {
        if (campaign == null || Labels.isSlug(campaign)) {
            return this;
        }
        String slug = Labels.slugOf(campaign);
        return but().campaign(
                        !slug.isEmpty() ? slug : Characters.trimmed(campaign).isEmpty() ? null : campaign)
                .draft();
    }

    /** The same, to be changed field by field. */
    public Builder but() {
        Builder builder = new Builder();
        builder.destination = destination;
        builder.code = code;
        builder.aliases = aliases;
        builder.domain = domain;
        builder.channel = channel;
        builder.visibility = visibility;
        builder.audience = audience;
        builder.people = people;
        builder.campaign = campaign;
        builder.tags = tags;
        builder.title = title;
        builder.forwarding = forwarding;
        builder.validFrom = validFrom;
        builder.validUntil = validUntil;
        builder.maxClicks = maxClicks;
        builder.expiredDestination = expiredDestination;
        builder.rules = rules;
        builder.forwardQuery = forwardQuery;
        builder.forwardedWins = forwardedWins;
        builder.utm = utm;
        builder.card = card;
        builder.trackConversions = trackConversions;
        builder.disabled = disabled;
        builder.archived = archived;
        builder.passwordHash = passwordHash;
        builder.placeholders = placeholders;
        return builder;
    }

    /** The same for one channel and audience, with a code that is yet to be made. */
    LinkDraft issuedFor(@Nullable String newChannel, @Nullable Visibility newVisibility, @Nullable String newAudience) {
        return but().code(null)
                .aliases(List.of())
                .channel(newChannel)
                .visibility(newVisibility)
                .audience(newAudience)
                .draft();
    }

    /**
     * Whether it is meant for one person, so that what is counted of it is known of them: it is sent to one, or an audience
     * of an unknown size has one click. What else makes a link personal, such as an audience's name, no program can tell.
     */
    boolean isPersonal() {
        return people != null ? people == 1 : audience != null && maxClicks != null && maxClicks == 1;
    }

    /** The visibility of such a link: the owner's word, or else the channel's. */
    Visibility visibility(ChannelCatalogue channels) {
        if (visibility != null) {
            return visibility;
        }
        return channel == null
                ? Visibility.UNKNOWN
                : channels.find(channel).map(Channel::visibility).orElse(Visibility.UNKNOWN);
    }

    /** What of a visit's query is handed on to the destination. */
    public enum ForwardQuery {
        NONE,
        /** The ids by which systems of ads and mails know a click again. */
        IDS,
        ALL
    }

    /** A draft, made field by field by their names. Used by one thread. */
    public static final class Builder {
        private @Nullable String destination;
        private @Nullable String code;
        private List<String> aliases = List.of();
        private @Nullable String domain;
        private @Nullable String channel;
        private @Nullable Visibility visibility;
        private @Nullable String audience;
        private @Nullable Long people;
        private @Nullable String campaign;
        private List<String> tags = List.of();
        private @Nullable String title;
        private @Nullable Boolean forwarding;
        private @Nullable Instant validFrom;
        private @Nullable Instant validUntil;
        private @Nullable Long maxClicks;
        private @Nullable String expiredDestination;
        private List<Rule> rules = List.of();
        private @Nullable ForwardQuery forwardQuery;
        private boolean forwardedWins;
        private Utm utm = Utm.NONE;
        private Card card = Card.NONE;
        private boolean trackConversions;
        private boolean disabled;
        private boolean archived;
        private @Nullable String passwordHash;
        private boolean placeholders = true;

        public Builder destination(@Nullable String value) {
            destination = value;
            return this;
        }

        public Builder code(@Nullable String value) {
            code = value;
            return this;
        }

        public Builder aliases(List<String> value) {
            aliases = value;
            return this;
        }

        public Builder domain(@Nullable String value) {
            domain = value;
            return this;
        }

        public Builder channel(@Nullable String value) {
            channel = value;
            return this;
        }

        public Builder visibility(@Nullable Visibility value) {
            visibility = value;
            return this;
        }

        public Builder audience(@Nullable String value) {
            audience = value;
            return this;
        }

        public Builder people(@Nullable Long value) {
            people = value;
            return this;
        }

        public Builder campaign(@Nullable String value) {
            campaign = value;
            return this;
        }

        public Builder tags(List<String> value) {
            tags = value;
            return this;
        }

        public Builder title(@Nullable String value) {
            title = value;
            return this;
        }

        public Builder forwarding(@Nullable Boolean value) {
            forwarding = value;
            return this;
        }

        public Builder validFrom(@Nullable Instant value) {
            validFrom = value;
            return this;
        }

        public Builder validUntil(@Nullable Instant value) {
            validUntil = value;
            return this;
        }

        public Builder maxClicks(@Nullable Long value) {
            maxClicks = value;
            return this;
        }

        public Builder expiredDestination(@Nullable String value) {
            expiredDestination = value;
            return this;
        }

        public Builder rules(List<Rule> value) {
            rules = value;
            return this;
        }

        public Builder forwardQuery(@Nullable ForwardQuery value) {
            forwardQuery = value;
            return this;
        }

        public Builder forwardedWins(boolean value) {
            forwardedWins = value;
            return this;
        }

        public Builder utm(Utm value) {
            utm = value;
            return this;
        }

        public Builder card(Card value) {
            card = value;
            return this;
        }

        public Builder trackConversions(boolean value) {
            trackConversions = value;
            return this;
        }

        public Builder disabled(boolean value) {
            disabled = value;
            return this;
        }

        public Builder archived(boolean value) {
            archived = value;
            return this;
        }

        public Builder passwordHash(@Nullable String value) {
            passwordHash = value;
            return this;
        }

        Builder placeholders(boolean value) {
            placeholders = value;
            return this;
        }

        public LinkDraft draft() {
            return new LinkDraft(
                    destination,
                    code,
                    aliases,
                    domain,
                    channel,
                    visibility,
                    audience,
                    people,
                    campaign,
                    tags,
                    title,
                    forwarding,
                    validFrom,
                    validUntil,
                    maxClicks,
                    expiredDestination,
                    rules,
                    forwardQuery,
                    forwardedWins,
                    utm,
                    card,
                    trackConversions,
                    disabled,
                    archived,
                    passwordHash,
                    placeholders);
        }
    }
}
