package app.grapevine.conversions;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A conversion as somebody reports it, unchecked: {@link Conversions#record} checks it.
 *
 * @param clickId the id that the destination was given as {@code gv_click}
 * @param amount its value; null, like the currency, where it has none. A negative one corrects what was counted: it is in the
 *     revenue, and no conversion
 * @param externalId what the caller knows it by, so that it is counted once; or null
 * @param occurredAt when; null for now
 */
public record ConversionDraft(
        @Nullable String clickId,
        @Nullable String event,
        @Nullable BigDecimal amount,
        @Nullable String currency,
        @Nullable String externalId,
        @Nullable Instant occurredAt)
        implements Reported {}
