package app.grapevine.conversions;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a click led to, such as a lead or a sale. */
public record Conversion(
        String id,
        String clickId,
        String event,
        @Nullable Money value,
        @Nullable String externalId,
        Instant occurredAt) {}
