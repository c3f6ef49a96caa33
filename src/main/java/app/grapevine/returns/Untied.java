package app.grapevine.returns;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Conversions of a campaign that are tied to no click, of one kind.
 *
 * @param reason why, by the label of an {@link app.grapevine.conversions.UnattributedReason}
 * @param heardFrom as of an {@link Effect}
 * @param conversions how many, without corrections
 * @param amount their sum; null, like the currency, where they have no value
 */
record Untied(
        String reason,
        @Nullable String heardFrom,
        long conversions,
        @Nullable BigDecimal amount,
        @Nullable String currency) {}
