package app.grapevine.conversions;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That a conversion is called off: it counts nowhere any more, nor does it where it comes later.
 *
 * @param externalId what its caller knows the conversion by
 * @param occurredAt when; null for now
 */
public record Cancellation(String externalId, @Nullable Instant occurredAt) implements Reported {}
