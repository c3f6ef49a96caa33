package app.grapevine.stats;

import app.grapevine.conversions.Conversion;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A conversion as it is listed and exported, with what is known of its click. Of one that is tied to none, and of one whose click is
 * not stored yet, nothing is.
 *
 * @param conversion with its link's present campaign, where it has a click
 * @param cancelledAt when it was called off; null where it was not
 * @param channel in the API's words
 * @param origin in the API's words
 * @param tier in the API's words
 */
public record RecordedConversion(
        Conversion conversion,
        @Nullable Instant cancelledAt,
        @Nullable Instant clickedAt,
        @Nullable String code,
        @Nullable String domain,
        @Nullable String channel,
        @Nullable String origin,
        @Nullable String tier) {}
