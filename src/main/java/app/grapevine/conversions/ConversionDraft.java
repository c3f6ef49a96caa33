package app.grapevine.conversions;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A conversion as somebody reports it, unchecked: {@link Conversions#record} checks it.
 *
 * @param clickIds the ids that the destination was given as {@code gv_click}, of all taps that are known to its caller, in any
 *     order; none where it knows of none
 * @param amount its value; null, like the currency, where it has none. A negative one corrects what was counted: it is in the
 *     revenue, and no conversion
 * @param externalId what the caller knows it by, so that it is counted once; or null
 * @param occurredAt when; null for now
 * @param heardFrom where the person says to have heard of it: a channel's id or name, or words of the caller's; or null
 * @param campaign whose it is if no click says; or null
 */
public record ConversionDraft(
        List<String> clickIds,
        @Nullable String event,
        @Nullable BigDecimal amount,
        @Nullable String currency,
        @Nullable String externalId,
        @Nullable Instant occurredAt,
        @Nullable String heardFrom,
        @Nullable String campaign)
        implements Reported {
    public ConversionDraft {
        clickIds = List.copyOf(clickIds);
    }

    /** Whether it takes back of what was counted, and is no conversion. */
    boolean isCorrection() {
        return amount != null && amount.signum() < 0;
    }

    /** Of one click, of which nobody said where they heard of it. */
    public ConversionDraft(
            @Nullable String clickId,
            @Nullable String event,
            @Nullable BigDecimal amount,
            @Nullable String currency,
            @Nullable String externalId,
            @Nullable Instant occurredAt) {
        this(
                clickId == null ? List.of() : List.of(clickId),
                event,
                amount,
                currency,
                externalId,
                occurredAt,
                null,
                null);
    }
}
