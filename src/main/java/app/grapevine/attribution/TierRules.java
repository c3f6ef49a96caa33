package app.grapevine.attribution;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * From what a click shows, and what is known of its link, to channel and tier: an ordered table, the first rule that
 * applies decides.
 */
final class TierRules {
    /**
     * A click to be judged.
     *
     * @param declared the channel that the link was issued for, or null
     * @param previewedAsDeclared whether that channel, or the family it belongs to, fetched a preview of the link
     * @param previewed the only channel or family that fetched previews of the link; null where it was none or several
     */
    record Case(
            @Nullable String declared,
            Seen seen,
            boolean previewedAsDeclared,
            @Nullable String previewed) {
        boolean isSeen() {
            return seen.outcome() == Seen.Outcome.AGREE;
        }
    }

    /**
     * @param name stands in the evidence
     * @param channel the channel or family that the verdict names, or null
     * @param evidence that this rule decided
     */
    record Rule(
            String name,
            Predicate<Case> applies,
            Tier tier,
            Function<Case, @Nullable String> channel,
            Evidence evidence) {
        Rule(String name, Predicate<Case> applies, Tier tier, Function<Case, @Nullable String> channel) {
            this(name, applies, tier, channel, new Evidence("verdict", name, tier.label()));
        }
    }

    static final List<Rule> RULES = List.of(
            new Rule("signs-disagree", c -> c.seen.outcome() == Seen.Outcome.DISAGREE, Tier.AMBIGUOUS, c -> null),
            new Rule(
                    "seen-where-issued",
                    c -> c.isSeen() && c.seen.firm() && c.declared != null && c.declared.equals(c.seen.named()),
                    Tier.CONFIRMED,
                    Case::declared),
            new Rule("seen-fits-issued", c -> c.isSeen() && c.seen.fits(c.declared), Tier.SUPPORTED, Case::declared),
            new Rule("seen-elsewhere", c -> c.isSeen() && c.declared != null, Tier.RESHARED, c -> c.seen.named()),
            new Rule("seen", Case::isSeen, Tier.OBSERVED, c -> c.seen.named()),
            new Rule("issued-and-previewed", Case::previewedAsDeclared, Tier.SUPPORTED, Case::declared),
            new Rule("issued", c -> c.declared != null, Tier.DECLARED, Case::declared),
            new Rule("previewed", c -> c.previewed != null, Tier.INFERRED, Case::previewed),
            new Rule("nothing-known", c -> true, Tier.DARK, c -> null));

    private TierRules() {}

    static Rule first(Case click) {
        for (Rule rule : RULES) {
            if (rule.applies.test(click)) {
                return rule;
            }
        }
        throw new IllegalStateException("the last rule applies to everything");
    }
}
