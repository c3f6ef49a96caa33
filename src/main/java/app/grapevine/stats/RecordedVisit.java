package app.grapevine.stats;

import app.grapevine.attribution.Evidence;
import app.grapevine.attribution.Kind;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A visit as it is listed and exported. What is not known is null, or {@code unknown} where the API has that
 * word; of a suppressed visit nothing is known but the link and the quarter-hour.
 *
 * @param id see {@link app.grapevine.clicks.ClickIds}
 * @param visibility in the API's words
 * @param tier in the API's words
 * @param evidence the decisive one first
 * @param setApart the rule by which a click is set apart; null for all else
 * @param rule the link's rule that led it; null where none did
 * @param audience whom its link is for, at present; null where that is not known
 * @param rulesVersion the version of the rules that judged; null where no rules did
 */
public record RecordedVisit(
        String id,
        Instant at,
        String code,
        String domain,
        Kind kind,
        @Nullable String channel,
        @Nullable String origin,
        String visibility,
        @Nullable String tier,
        List<Evidence> evidence,
        @Nullable Integer rulesVersion,
        @Nullable String country,
        @Nullable String language,
        String device,
        String os,
        String browser,
        @Nullable String referrerHost,
        @Nullable String previewBy,
        @Nullable String setApart,
        @Nullable String rule,
        @Nullable String audience) {
    public RecordedVisit {
        evidence = List.copyOf(evidence);
    }
}
