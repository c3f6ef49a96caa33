package app.grapevine.erasure;

import app.grapevine.storage.LinkKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is asked to be erased: what was recorded of a link, of a campaign's links or of all; of all time or of a part; or
 * one visit.
 *
 * @param campaign a slug
 * @param clickId the public id of a visit
 * @param from the first moment; null for the beginning
 * @param to the moment before which the visits are; null for now
 * @param linksToo whether the links go as well, and with a campaign the campaign; their codes may be issued again then
 * @param requestedBy the name of who asks
 */
public record ErasureDraft(
        @Nullable LinkKey link,
        @Nullable String campaign,
        @Nullable String clickId,
        @Nullable Instant from,
        @Nullable Instant to,
        boolean linksToo,
        String requestedBy) {
    boolean isOfTime() {
        return from != null || to != null;
    }
}
