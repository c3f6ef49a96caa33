package app.grapevine.demo;

import app.grapevine.links.Link;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that is to be recorded.
 *
 * @param atMillis when, in milliseconds since 1970 UTC
 * @param scanned whether its address was read off the link's QR code
 * @param query what an app has added to the URL, or null
 * @param outcome what it leads to; null for nothing
 */
record PlannedVisit(
        long atMillis,
        Link link,
        boolean head,
        boolean scanned,
        Map<String, String> headers,
        @Nullable String query,
        InetAddress address,
        @Nullable Outcome outcome) {

    /**
     * @param event as it is reported
     * @param amount in the currency of the settings; null for none
     * @param afterMillis how long after the visit
     * @param heardFrom where the person says to have heard of it; null for who was not asked
     */
    record Outcome(
            String event,
            @Nullable BigDecimal amount,
            long afterMillis,
            @Nullable String heardFrom) {}
}
