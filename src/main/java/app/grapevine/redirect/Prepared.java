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
 * @param tracked the same, with one more at its end, by which a conversion names the click; null where its link asks for none
 * @param asItIs whether nothing is added to it
 */
record Prepared(
        String text, @Nullable String pattern, @Nullable String tracked, boolean asItIs) {
    private static final String CLICK_ID = "gv_click";
    /** As long as ids are. */
    private static final String LONGEST_ID = "0".repeat(22);

    /**
     * @param fillsIn whether {@code {click}} and {@code {code}} in it are more than these characters
     * @param channel that the utm parameters tell
     */
    static Prepared of(String address, Link link, boolean fillsIn, UtmTags utm, @Nullable String channel) {
        String own = fillsIn ? Placeholders.prepared(address, link.code()) : address;
        boolean asItIs = AsTheyAre.is(address);
        String tagged = asItIs ? own : Destination.withParameters(own, utm.of(link, channel));
        String pattern = Placeholders.hasPlace(tagged) ? tagged : null;
        String tracked =
                link.trackConversions() && !asItIs ? Destination.withPlace(tagged, CLICK_ID, Placeholders.PLACE) : null;
        return new Prepared(pattern == null ? tagged : Placeholders.filled(pattern, null), pattern, tracked, asItIs);
    }

    /**
     * Where a visit goes.
     *
     * @param forward what of {@code query} is handed on
     * @param query raw, of the visit; null without one
     * @param clickId by which a conversion names the click; null for a visit that is none, or is not known by an id
     */
    String location(Link link, LinkDraft.ForwardQuery forward, @Nullable String query, @Nullable String clickId) {
        boolean isAlone = asItIs || query == null || forward == LinkDraft.ForwardQuery.NONE;
        if (isAlone && tracked != null && clickId != null) {
            return Placeholders.filled(tracked, clickId);
        }
        String address = pattern == null ? text : Placeholders.filled(pattern, clickId);
        if (isAlone || query == null) {
            return address;
        }
        String whole = ForwardedQuery.added(address, query, forward, link.forwardedWins());
        return clickId != null && tracked != null ? Destination.withParameter(whole, CLICK_ID, clickId) : whole;
    }

    /** How long it is at most, with a click's id wherever one is put, in bytes. */
    int length() {
        String longest = tracked != null ? tracked : pattern;
        return longest == null
                ? text.length()
                : Placeholders.filled(longest, LONGEST_ID).length();
    }

    /** Whether a click's id is put in anywhere. */
    boolean takesClickId() {
        return pattern != null || tracked != null;
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
