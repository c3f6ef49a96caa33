package app.grapevine.returns;

import app.grapevine.attribution.Tier;
import app.grapevine.visits.VisitKey;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A conversion that counts, with what is known of the visit that led to it.
 *
 * @param ofClick whether that visit is among the clicks, and not set apart or of somebody who asked not to be tracked
 * @param tier null where there is no verdict
 * @param generation of its link
 * @param amount in {@code currency}; null, like that, where it has no value. A negative one takes back, and is no conversion
 */
record Effect(
        VisitKey visit,
        boolean ofClick,
        Cell cell,
        @Nullable Tier tier,
        int generation,
        String event,
        @Nullable BigDecimal amount,
        @Nullable String currency) {
    boolean isCorrection() {
        return amount != null && amount.signum() < 0;
    }
}
