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
    /** The kind of the evidence that names the rule. */
    static final String EVIDENCE = "verdict";

    /**
     * A click to be judged.
     *
     * @param declared the channel that the link was issued for, or null
     * @param declaredPublic whether the link is meant for anybody's eyes
     * @param elsewhere where it came from, if that is no channel; or null
     * @param unproven whether something in the request contradicts what it claims to come from
     * @param previewedAsDeclared whether the declared channel, or the family it belongs to, fetched a preview of the link
     * @param previewed of a link that was issued for no channel: the only channel or family of whose fetches of it something
     *     follows; null where it was none or several
     */
    record Case(
            @Nullable String declared,
            boolean declaredPublic,
            Seen seen,
            @Nullable Elsewhere elsewhere,
            boolean unproven,
            boolean previewedAsDeclared,
            @Nullable String previewed) {
        boolean isSeen() {
            return seen.outcome() == Seen.Outcome.AGREE;
        }

        /** Whether somebody scanned it and an app shows: phones scan with the cameras of their chats too. */
        boolean isScannedInAnApp() {
            return Channel.SCAN.equals(declared) && isSeen() && seen.isBy(Sign.Strength.STRONG);
        }

        boolean isDeclared() {
            return declared != null;
        }

        boolean isSeenWhereIssued() {
            return isSeen() && declared != null && declared.equals(seen.named());
        }

        /** Whether it came from a place that is no channel; what travels in an address does not speak against that. */
        boolean isElsewhere() {
            return elsewhere != null && elsewhere.isPlace() && (!isSeen() || seen.isBy(Sign.Strength.PARAMETER));
        }

        /** Whether it went through something that tells nothing of where the link stood. */
        boolean isPassedThrough() {
            return elsewhere != null && elsewhere.isPassage();
        }

        /** Whether an app shows in which a page of somewhere else was open. */
        boolean isHereAndElsewhere() {
            return elsewhere != null && elsewhere.isPlace() && isSeen() && seen.isBy(Sign.Strength.STRONG);
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
            this(name, applies, tier, channel, new Evidence(EVIDENCE, name, tier.label()));
        }
    }

    static final List<Rule> RULES = List.of(
            new Rule("unproven-issued", c -> c.unproven && c.isDeclared(), Tier.DECLARED, Case::declared),
            new Rule("unproven", c -> c.unproven, Tier.DARK, c -> null),
            new Rule("signs-disagree", c -> c.seen.outcome() == Seen.Outcome.DISAGREE, Tier.AMBIGUOUS, c -> null),
            new Rule("seen-in-an-app-on-another-page", Case::isHereAndElsewhere, Tier.AMBIGUOUS, c -> null),
            new Rule("elsewhere-than-issued", c -> c.isElsewhere() && c.isDeclared(), Tier.RESHARED, c -> null),
            new Rule("elsewhere", Case::isElsewhere, Tier.OBSERVED, c -> null),
            new Rule("scanned-in-an-app", Case::isScannedInAnApp, Tier.DECLARED, Case::declared),
            new Rule("seen-where-issued", c -> c.isSeenWhereIssued() && c.seen.firm(), Tier.CONFIRMED, Case::declared),
            new Rule(
                    "seen-in-public-where-issued",
                    c -> c.isSeenWhereIssued() && c.seen.isBy(Sign.Strength.PUBLIC_PAGE) && c.declaredPublic,
                    Tier.CONFIRMED,
                    Case::declared),
            new Rule("seen-fits-issued", c -> c.isSeen() && c.seen.fits(c.declared), Tier.SUPPORTED, Case::declared),
            new Rule("seen-elsewhere", c -> c.isSeen() && c.isDeclared(), Tier.RESHARED, c -> c.seen.named()),
            new Rule("seen", Case::isSeen, Tier.OBSERVED, c -> c.seen.named()),
            new Rule(
                    "issued-and-passed-through",
                    c -> c.isPassedThrough() && c.isDeclared(),
                    Tier.DECLARED,
                    Case::declared),
            new Rule("passed-through-only", Case::isPassedThrough, Tier.DARK, c -> null),
            new Rule("issued-and-previewed", Case::previewedAsDeclared, Tier.SUPPORTED, Case::declared),
            new Rule("issued", Case::isDeclared, Tier.DECLARED, Case::declared),
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
