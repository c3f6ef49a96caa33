package app.grapevine.returns;

import app.grapevine.attribution.Tier;
import app.grapevine.visits.VisitKey;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A conversion that counts, with what is known of the visit that led to it.
 *
 * @param ofClick whether that visit is among the clicks, and not set apart or of somebody who asked not to be tracked
 * @param channel that the click is found to have come from; null where that is not known
 * @param tier null where there is no verdict
 * @param generation of its link
 * @param heardFrom what who did it said to have heard of it by, a channel's id where it is one; null where nobody asked
 * @param amount in {@code currency}; null, like that, where it has no value. A negative one takes back, and is no conversion
 */
record Effect(
        VisitKey visit,
        boolean ofClick,
        Cell cell,
        @Nullable String channel,
        @Nullable Tier tier,
        int generation,
        String event,
        @Nullable String heardFrom,
        @Nullable BigDecimal amount,
        @Nullable String currency) {
    boolean isCorrection() {
        return amount != null && amount.signum() < 0;
    }
}
