package app.grapevine.redirect;

import app.grapevine.attribution.Channel;
import app.grapevine.hostlists.HostLists;
import app.grapevine.links.Link;
import app.grapevine.links.LinkDraft;
import app.grapevine.links.LinkSettings;
import app.grapevine.rules.Asked;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A link as the redirect remembers it, with where it leads made ready and judged.
 *
 * @param own the way to its destination
 * @param ways of its rules
 * @param longest how long a Location without a visit's query is at most, in bytes
 * @param takesClickId whether a click's id is part of any of the addresses
 * @param forward what of a visit's query is handed on
 * @param generation of the operator's lists that say what is blocked
 * @param utm by which its utm parameters are made
 */
public record Target(
        Link link,
        Way own,
        Ways ways,
        int longest,
        boolean takesClickId,
        LinkDraft.ForwardQuery forward,
        int generation,
        UtmTags utm,
        LinkSettings settings) {
    /** Of a {@code Location}, in bytes: what proxies take at least for a header, as they come. */
    private static final int MOST = 8 * 1024;
    /** What becomes of one character of a query, in bytes. */
    private static final int MOST_OF_CHARACTER = 9;
    /** The same where it stands in an intent, and once more in its fallback. */
    private static final int MOST_IN_INTENT = MOST_OF_CHARACTER + 3 * MOST_OF_CHARACTER;

    static Target of(Link.Found found, LinkSettings settings) {
        Link link = found.link();
        UtmTags utm = new UtmTags(found.utmOfCampaign(), found.namesCampaign(), settings.media());
        HostLists hosts = settings.destinations().hosts();
        // Before the lists are asked: where they change meanwhile, they are asked again.
        int generation = hosts.generation();
        return of(link, utm, link.channel(), hosts.blocks(link.destination()), generation, settings);
    }

    private static Target of(
            Link link, UtmTags utm, @Nullable String channel, boolean blocked, int generation, LinkSettings settings) {
        // Links of an earlier version say themselves whether they fill in; they had no rules, and those of others have
        // no braces there.
        Prepared destination =
                Prepared.of(link.destination(), link, link.draft().placeholders(), utm, channel);
        Way own = new Way(null, destination, null, blocked);
        Ways ways = Ways.of(link, settings, own, address -> Prepared.of(address, link, true, utm, channel));
        return new Target(
                link,
                own,
                ways,
                Math.max(own.length(), ways.longest()),
                own.takesClickId() || ways.list().stream().anyMatch(Way::takesClickId),
                settings.forwardQuery(link),
                generation,
                utm,
                settings);
    }

    /** Whether the operator's lists keep recipients from its destination. */
    public boolean blocked() {
        return own.blocked();
    }

    /**
     * What who scanned the link's QR code gets: the source that the destination is told is the code. A link without a channel
     * tells none.
     */
    public Target scanned() {
        return link.channel() == null ? this : of(link, utm, Channel.SCAN, own.blocked(), generation, settings);
    }

    /** As the lists judge it now. */
    Target judgedAnew(HostLists hosts) {
        int now = hosts.generation();
        Way judged = new Way(null, own.location(), null, hosts.blocks(link.destination()));
        return new Target(
                link, judged, ways.judgedAnew(link, hosts), longest, takesClickId, forward, now, utm, settings);
    }

    /** Whether not every visit is led to the same place. */
    public boolean hasRules() {
        return !ways.list().isEmpty();
    }

    /** Where a visit is led. @param asked what its request says; null for its own destination, whatever it says */
    public Way way(@Nullable Asked asked) {
        return asked == null ? own : ways.first(asked, own);
    }

    /**
     * Whether every visit at {@code now} with {@code query} is led along its {@link #way} and no more has to be known than, of a
     * click, its id: no card that a preview would get, no uses to count, no password to ask for, no other app that a browser
     * within an app would not open, and surely not too long for a header.
     *
     * @param query the raw query of the visit, or null
     */
    public boolean isPlain(Instant now, @Nullable String query) {
        return !own.blocked()
                && !link.isGuarded()
                && isWeb()
                && (query == null
                        || forward == LinkDraft.ForwardQuery.NONE
                        || longest + (hasRules() ? MOST_IN_INTENT : MOST_OF_CHARACTER) * query.length() < MOST)
                && longest < MOST
                && link.card().isEmpty()
                && (unlimitedInTime() ? !link.disabled() : link.status(now) == Link.Status.ACTIVE);
    }

    /** Where a visit goes that no rule leads, that has no query, and is no click. */
    public String location() {
        return own.location().text();
    }

    /** The web addresses to which its rules lead, as people are shown them, in their order; none but its own destination's. */
    public List<String> otherLocations() {
        return IntStream.range(0, ways.list().size())
                .boxed()
                .flatMap(i -> Stream.concat(
                        Stream.ofNullable(link.rules().get(i).webOfIntent()),
                        Stream.of(ways.list().get(i).shown())))
                .filter(location -> !location.equals(own.shown()))
                .distinct()
                .toList();
    }

    /** Where a visit with {@code query} that is no click goes by a redirect. @param query raw, or null */
    public String location(Way way, @Nullable String query) {
        return location(way, query, null);
    }

    /** Where a visit goes by a redirect, as {@link Prepared#location} says. */
    public String location(Way way, @Nullable String query, @Nullable String clickId) {
        return led(way, query, clickId).whole();
    }

    /** As {@link Prepared#location}. */
    Led led(Way way, @Nullable String query, @Nullable String clickId) {
        return way.led(link, forward, query, clickId);
    }

    /** Where it leads, as people are shown it: with {@code {click}} where a click's id will stand. */
    public String shown() {
        return own.location().shown();
    }

    /** Whether its own destination is a page; else another app is opened, which writes a mail, say. */
    public boolean isWeb() {
        return own.location().isWeb();
    }

    /** Whether {@code location} can stand in a header that browsers and proxies take; a longer one is for a page. */
    public static boolean fitsHeader(String location) {
        return location.length() <= MOST;
    }

    private boolean unlimitedInTime() {
        return link.validFrom() == null && link.validUntil() == null;
    }
}
