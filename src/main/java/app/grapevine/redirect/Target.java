package app.grapevine.redirect;

import app.grapevine.links.Link;
import java.time.Instant;

/**
 * A link as the redirect remembers it, with its destination made ready.
 *
 * @param location the destination with its utm parameters, as it goes into the Location header
 */
public record Target(Link link, String location) {

    static Target of(Link link) {
        return new Target(link, Destination.withUtm(link));
    }

    /**
     * Whether every visit at {@code now} gets {@link #location} and no more has to be known: no card that a
     * preview would get, no uses to count, nothing to add to the destination.
     */
    public boolean isPlain(Instant now) {
        return link.maxClicks() == null
                && !link.trackConversions()
                && !link.forwardQuery()
                && link.card().isEmpty()
                && (unlimitedInTime() ? !link.disabled() : link.status(now) == Link.Status.ACTIVE);
    }

    private boolean unlimitedInTime() {
        return link.validFrom() == null && link.validUntil() == null;
    }
}
