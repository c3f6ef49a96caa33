package app.grapevine.redirect;

import app.grapevine.attribution.Channel;
import app.grapevine.base.ReadableHost;
import app.grapevine.hostlists.HostLists;
import app.grapevine.links.Link;
import app.grapevine.links.LinkDraft;
import app.grapevine.links.LinkSettings;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A link as the redirect remembers it, with its destination made ready and judged.
 *
 * @param location the destination with its utm parameters, as it goes into the Location header, for who makes no click
 * @param pattern the same with places for the click's id, see {@link Placeholders}; null where it has none
 * @param forward what of a visit's query is handed on
 * @param blocked whether the operator's lists keep recipients from there
 * @param generation of the lists that say so
 * @param utm by which its utm parameters are made
 */
public record Target(
        Link link,
        String location,
        @Nullable String pattern,
        LinkDraft.ForwardQuery forward,
        boolean blocked,
        int generation,
        UtmTags utm) {
    private static final String CLICK_ID = "gv_click";
    /** Of a {@code Location}, in bytes: what proxies take at least for a header, as they come. */
    private static final int MOST = 8 * 1024;
    /** What becomes of one character of a query, in bytes. */
    private static final int MOST_OF_CHARACTER = 9;

    static Target of(Link.Found found, LinkSettings settings) {
        Link link = found.link();
        UtmTags utm = new UtmTags(found.utmOfCampaign(), found.namesCampaign(), settings.media());
        HostLists hosts = settings.destinations().hosts();
        // Before the lists are asked: where they change meanwhile, they are asked again.
        int generation = hosts.generation();
        return of(
                link,
                prepared(link, utm, link.channel()),
                AsTheyAre.is(link.destination()) ? LinkDraft.ForwardQuery.NONE : settings.forwardQuery(link),
                hosts.blocks(link.destination()),
                generation,
                utm);
    }

    private static Target of(
            Link link, String prepared, LinkDraft.ForwardQuery forward, boolean blocked, int generation, UtmTags utm) {
        boolean hasPlace = Placeholders.hasPlace(prepared);
        return new Target(
                link,
                hasPlace ? Placeholders.filled(prepared, null) : prepared,
                hasPlace ? prepared : null,
                forward,
                blocked,
                generation,
                utm);
    }

    private static String prepared(Link link, UtmTags utm, @Nullable String channel) {
        String destination = link.destination();
        String own = link.draft().placeholders() ? Placeholders.prepared(destination, link.code()) : destination;
        return AsTheyAre.is(destination) ? own : Destination.withParameters(own, utm.of(link, channel));
    }

    /**
     * What who scanned the link's QR code gets: the source that the destination is told is the code. A link without a channel
     * tells none.
     */
    public Target scanned() {
        return link.channel() == null
                ? this
                : of(link, prepared(link, utm, Channel.SCAN), forward, blocked, generation, utm);
    }

    /** As the lists judge it now. */
    Target judgedAnew(HostLists hosts) {
        int now = hosts.generation();
        return new Target(link, location, pattern, forward, hosts.blocks(link.destination()), now, utm);
    }

    /**
     * Whether every visit at {@code now} with {@code query} gets {@link #location(String)} and no more has to be known: no
     * card that a preview would get, no uses to count, no password to ask for, no id of a click to add or to put in, no other
     * app that a browser within an app would not open, and surely not too long for a header.
     *
     * @param query the raw query of the visit, or null
     */
    public boolean isPlain(Instant now, @Nullable String query) {
        return !blocked
                && !link.isGuarded()
                && !link.trackConversions()
                && pattern == null
                && isWeb()
                && (query == null
                        || forward == LinkDraft.ForwardQuery.NONE
                        || location.length() + MOST_OF_CHARACTER * query.length() < MOST)
                && link.card().isEmpty()
                && (unlimitedInTime() ? !link.disabled() : link.status(now) == Link.Status.ACTIVE);
    }

    /** Where a visit with {@code query} goes. @param query raw, or null */
    public String location(@Nullable String query) {
        return withQuery(location, query);
    }

    /**
     * As {@link #location(String)}, for a visit that is a click and known by its id, which a conversion names.
     *
     * @param clickId null where it is none
     */
    String location(@Nullable String query, @Nullable String clickId) {
        String location = withQuery(pattern == null ? this.location : Placeholders.filled(pattern, clickId), query);
        return clickId != null && link.trackConversions() && !AsTheyAre.is(link.destination())
                ? Destination.withParameter(location, CLICK_ID, clickId)
                : location;
    }

    private String withQuery(String location, @Nullable String query) {
        return query == null || forward == LinkDraft.ForwardQuery.NONE
                ? location
                : ForwardedQuery.added(location, query, forward, link.forwardedWins());
    }

    /** Whether a click's id is part of where it leads. */
    boolean takesClickId() {
        return link.trackConversions() || pattern != null;
    }

    /** Where it leads, as people are shown it: with {@code {click}} where a click's id will stand. */
    public String shown() {
        return pattern == null ? location : Placeholders.shown(pattern);
    }

    /** Whether it leads to a page; else another app is opened, which writes a mail, say. */
    public boolean isWeb() {
        return ReadableHost.isWeb(location);
    }

    /** Whether {@code location} can stand in a header that browsers and proxies take; a longer one is for a page. */
    public static boolean fitsHeader(String location) {
        return location.length() <= MOST;
    }

    private boolean unlimitedInTime() {
        return link.validFrom() == null && link.validUntil() == null;
    }
}
