package app.grapevine.redirect;

import app.grapevine.hostlists.HostLists;
import app.grapevine.links.Link;
import java.time.Instant;

/**
 * A link as the redirect remembers it, with its destination made ready and judged.
 *
 * @param location the destination with its utm parameters, as it goes into the Location header
 * @param blocked whether the operator's lists keep recipients from there
 * @param generation of the lists that say so
 */
public record Target(Link link, String location, boolean blocked, int generation) {

    static Target of(Link link, HostLists hosts) {
        // Before the lists are asked: where they change meanwhile, they are asked again.
        int generation = hosts.generation();
        return new Target(link, Destination.withUtm(link), hosts.blocks(link.destination()), generation);
    }

    /** As the lists judge it now. */
    Target judgedAnew(HostLists hosts) {
        int now = hosts.generation();
        return new Target(link, location, hosts.blocks(link.destination()), now);
    }

    /**
     * Whether every visit at {@code now} gets {@link #location} and no more has to be known: no card that a
     * preview would get, no uses to count, nothing to add to the destination.
     */
    public boolean isPlain(Instant now) {
        return !blocked
                && link.maxClicks() == null
                && !link.trackConversions()
                && !link.forwardQuery()
                && link.card().isEmpty()
                && (unlimitedInTime() ? !link.disabled() : link.status(now) == Link.Status.ACTIVE);
    }

    private boolean unlimitedInTime() {
        return link.validFrom() == null && link.validUntil() == null;
    }
}
