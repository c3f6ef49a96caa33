package app.grapevine.web.returns;

import app.grapevine.conversions.Conversion;
import app.grapevine.conversions.Money;
import app.grapevine.conversions.UnattributedReason;
import app.grapevine.web.api.MoneyJson;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A conversion as the API writes it. */
record ConversionJson(
        String id,
        @Nullable String clickId,
        @Nullable String reason,
        @Nullable String campaign,
        String event,
        @Nullable MoneyJson value,
        @Nullable String externalId,
        @Nullable String heardFrom,
        Instant occurredAt) {
    static ConversionJson of(Conversion conversion) {
        Money value = conversion.value();
        UnattributedReason reason = conversion.reason();
        return new ConversionJson(
                conversion.id(),
                conversion.clickId(),
                reason == null ? null : reason.label(),
                conversion.campaign(),
                conversion.event(),
                value == null ? null : MoneyJson.of(value.amount(), value.currency()),
                conversion.externalId(),
                conversion.heardFrom(),
                conversion.occurredAt());
    }
}
