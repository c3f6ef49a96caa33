package app.grapevine.conversions;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a click led to, such as a lead or a sale; or such a thing that can be counted to no click.
 *
 * @param clickId of the click that it is counted to, or will be once that is stored; null where there is none
 * @param reason why there is none; null where there is one
 * @param campaign that the click's link is of now; where there is no click, and while it is not stored yet, the one whose it is said
 *     to be; null for none
 * @param heardFrom where the person says to have heard of it: a channel's id, or other words; null where nobody said
 */
public record Conversion(
        String id,
        @Nullable String clickId,
        @Nullable UnattributedReason reason,
        @Nullable String campaign,
        String event,
        @Nullable Money value,
        @Nullable String externalId,
        @Nullable String heardFrom,
        Instant occurredAt) {}
