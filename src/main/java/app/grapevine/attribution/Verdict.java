package app.grapevine.attribution;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The verdict on a visit.
 *
 * @param kind person, preview or bot; never {@link Kind#SUPPRESSED}, which is decided at the border
 * @param channel the channel that the visit came from, or the family of channels where no more is known, or null
 * @param origin the channel that the link was issued for, or null
 * @param visibility of {@code channel}; unknown where that is null
 * @param tier of a click; null for a preview or a bot
 * @param evidence the reasons, the decisive one first
 * @param previewBy the app or family that fetched a preview, {@code other} for one that is not of the catalogue; null
 *     for all else
 * @param rulesVersion the version of the rules that judged
 */
public record Verdict(
        Kind kind,
        @Nullable String channel,
        @Nullable String origin,
        Visibility visibility,
        @Nullable Tier tier,
        List<Evidence> evidence,
        @Nullable String previewBy,
        int rulesVersion) {
    public Verdict {
        evidence = List.copyOf(evidence);
    }
}
