package app.grapevine.attribution;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The verdict on a visit.
 *
 * @param kind person, preview or bot, or a click that is set apart; never {@link Kind#SUPPRESSED}, which is decided at the
 *     border
 * @param channel the channel that the visit came from, or the family of channels where no more is known, or null
 * @param origin the channel that the link was issued for, or null
 * @param visibility of {@code channel}; unknown where that is null
 * @param tier of a click, also of one that is set apart; null for a preview or a bot
 * @param evidence the reasons, the decisive one first
 * @param previewBy the app or family that fetched a preview, {@code other} for one that is not of the catalogue; null
 *     for all else
 * @param setApart the rule by which it is shown apart: a click as {@link Kind#UNUSUAL}, or as unproven, which is counted among
 *     clicks; a bot as {@code assistant}, which a person sent; null for all else
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
        @Nullable String setApart,
        int rulesVersion) {
    public Verdict {
        evidence = List.copyOf(evidence);
        if (setApart == null ? kind == Kind.UNUSUAL : kind == Kind.PREVIEW) {
            throw new IllegalArgumentException(kind + " is not set apart by " + setApart);
        }
    }

    /** One that sets nothing apart. */
    public Verdict(
            Kind kind,
            @Nullable String channel,
            @Nullable String origin,
            Visibility visibility,
            @Nullable Tier tier,
            List<Evidence> evidence,
            @Nullable String previewBy,
            int rulesVersion) {
        this(kind, channel, origin, visibility, tier, evidence, previewBy, null, rulesVersion);
    }

    /** This click, set apart for a reason, which is decisive. */
    public Verdict setApart(Evidence reason) {
        if (kind != Kind.CLICK) {
            throw new IllegalStateException("only a click is set apart");
        }
        List<Evidence> reasons = new ArrayList<>();
        reasons.add(reason);
        reasons.addAll(evidence);
        return new Verdict(Kind.UNUSUAL, channel, origin, visibility, tier, reasons, null, reason.rule(), rulesVersion);
    }

    /**
     * The name of the rule that decided: of what is set apart the one that said so, of other clicks that of their tier, else
     * the first that saw something. Null where no evidence is kept.
     */
    public @Nullable String decidedBy() {
        if (setApart != null) {
            return setApart;
        }
        for (Evidence reason : evidence) {
            if (reason.kind().equals(TierRules.EVIDENCE)) {
                return reason.rule();
            }
        }
        return evidence.isEmpty() ? null : evidence.get(0).rule();
    }

    /** The same but for its evidence and the version of the rules. */
    public Verdict with(List<Evidence> newEvidence, int newRulesVersion) {
        return new Verdict(kind, channel, origin, visibility, tier, newEvidence, previewBy, setApart, newRulesVersion);
    }
}
