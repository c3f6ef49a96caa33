package app.grapevine.returns;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A conversion of a campaign that is tied to no click.
 *
 * @param reason why, by the label of an {@link app.grapevine.conversions.UnattributedReason}
 * @param heardFrom as of an {@link Effect}
 * @param amount as of an {@link Effect}
 */
record Untied(
        String reason,
        @Nullable String heardFrom,
        @Nullable BigDecimal amount,
        @Nullable String currency) {
    boolean isCorrection() {
        return amount != null && amount.signum() < 0;
    }
}
