package app.grapevine.links;

import app.grapevine.attribution.Channel;
import app.grapevine.attribution.Visibility;
import app.grapevine.channels.ChannelCatalogue;
import org.jspecify.annotations.Nullable;

/**
 * A link as its row holds it.
 *
 * @param ownVisibility the owner's word, or null where the channel's holds: kept apart, so that the link follows
 *     a change of its channel
 */
record StoredLink(Link link, @Nullable Visibility ownVisibility) {
    /** The visibility of a link: the owner's word, or else the channel's. */
    static Visibility visibility(@Nullable Visibility own, @Nullable String channel, ChannelCatalogue channels) {
        if (own != null) {
            return own;
        }
        return channel == null
                ? Visibility.UNKNOWN
                : channels.find(channel).map(Channel::visibility).orElse(Visibility.UNKNOWN);
    }

    /** The draft that would make it again. */
    LinkDraft asDraft() {
        return new LinkDraft(
                link.destination(),
                link.code(),
                link.domain(),
                link.channel(),
                ownVisibility,
                link.audience(),
                link.campaign(),
                link.tags(),
                link.title(),
                link.forwarding(),
                link.validFrom(),
                link.validUntil(),
                link.maxClicks(),
                link.expiredDestination(),
                link.forwardQuery(),
                link.utm(),
                link.card(),
                link.trackConversions(),
                link.disabled());
    }
}
