package app.grapevine.returns;

import app.grapevine.conversions.Money;
import org.jspecify.annotations.Nullable;

/**
 * What was spent at a place: in a channel, on an audience, on one in the other, or on the whole campaign.
 *
 * @param channel null for any
 * @param audience null for any
 * @param sent to how many it went; null where nobody said
 * @param cost null where nobody said
 */
record Spending(
        @Nullable String channel,
        @Nullable String audience,
        @Nullable Long sent,
        @Nullable Money cost) {
    /** Whether a visit there is of what it was spent on. */
    boolean covers(Cell cell) {
        return (channel == null || channel.equals(cell.channel()))
                && (audience == null || audience.equals(cell.audience()));
    }

    boolean isIn(String currency) {
        return cost != null && cost.currency().equals(currency);
    }
}
