package app.grapevine.redirect;

import app.grapevine.base.ReadableHost;
import app.grapevine.links.Link;
import app.grapevine.links.LinkDraft;
import org.jspecify.annotations.Nullable;

/**
 * An address that a link leads to, made ready: with the link's code where it is asked for, and with its utm parameters.
 * Immutable.
 *
 * @param text as it goes into the Location header, for who makes no click
 * @param pattern the same with places for the click's id, see {@link Placeholders}; null where it has none
 * @param asItIs whether nothing is added to it
 */
record Prepared(String text, @Nullable String pattern, boolean asItIs) {
    private static final String CLICK_ID = "gv_click";

    /**
     * @param fillsIn whether {@code {click}} and {@code {code}} in it are more than these characters
     * @param channel that the utm parameters tell
     */
    static Prepared of(String address, Link link, boolean fillsIn, UtmTags utm, @Nullable String channel) {
        String own = fillsIn ? Placeholders.prepared(address, link.code()) : address;
        boolean asItIs = AsTheyAre.is(address);
        String tagged = asItIs ? own : Destination.withParameters(own, utm.of(link, channel));
        return Placeholders.hasPlace(tagged)
                ? new Prepared(Placeholders.filled(tagged, null), tagged, asItIs)
                : new Prepared(tagged, null, asItIs);
    }

    /**
     * Where a visit goes.
     *
     * @param forward what of {@code query} is handed on
     * @param query raw, of the visit; null without one
     * @param clickId by which a conversion names the click; null for a visit that is none, or is not known by an id
     */
    String location(Link link, LinkDraft.ForwardQuery forward, @Nullable String query, @Nullable String clickId) {
        String address = pattern == null ? text : Placeholders.filled(pattern, clickId);
        if (asItIs) {
            return address;
        }
        String whole = query == null || forward == LinkDraft.ForwardQuery.NONE
                ? address
                : ForwardedQuery.added(address, query, forward, link.forwardedWins());
        return clickId != null && link.trackConversions() ? Destination.withParameter(whole, CLICK_ID, clickId) : whole;
    }

    /** As people are shown it: with {@code {click}} where a click's id will stand. */
    String shown() {
        return pattern == null ? text : Placeholders.shown(pattern);
    }

    /** Whether it is a page; else another app is opened, which writes a mail, say. */
    boolean isWeb() {
        return ReadableHost.isWeb(text);
    }
}
