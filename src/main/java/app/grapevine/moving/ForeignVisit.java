package app.grapevine.moving;

import java.net.InetAddress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A visit as its source has it. It is held in memory alone: what is kept of it is what is kept of any visit.
 *
 * @param linkId ours, of the link that was visited
 * @param at to the precision of the source, often a second
 * @param referrer an address; empty where there was none, or nobody knows
 * @param userAgent empty where nobody knows
 * @param query the raw query of the address that was visited, or null
 * @param country ISO 3166-1 alpha-2; null where the source does not say
 * @param address null where the source does not tell it, and then nobody knows which visits are one person's
 */
public record ForeignVisit(
        long linkId,
        Instant at,
        String referrer,
        String userAgent,
        @Nullable String query,
        @Nullable String country,
        @Nullable InetAddress address) {
    /** Without the address, so that no log can have it. */
    @Override
    public String toString() {
        return "visit to " + linkId + " at " + at;
    }
}
