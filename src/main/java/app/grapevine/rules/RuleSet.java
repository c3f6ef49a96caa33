package app.grapevine.rules;

import java.util.List;

/**
 * A link's rules, made ready to be asked. The shares of visitors count on from rule to rule: of two rules with a share of 30
 * the first has the first 30 of a hundred parts, the second the next 30, so that each gets 30 and not the second 30 of what the
 * first has left; behind the hundredth part comes the first again. Immutable.
 */
public final class RuleSet {
    public static final RuleSet NONE = new RuleSet(List.of());

    private final When[] conditions;
    private final int[] firstParts;

    public RuleSet(List<Rule> rules) {
        conditions = rules.stream().map(Rule::when).toArray(When[]::new);
        firstParts = new int[conditions.length];
        int next = 0;
        for (int i = 0; i < conditions.length; i++) {
            Long share = conditions[i].share();
            firstParts[i] = next;
            next += share == null ? 0 : share.intValue();
        }
    }

    public boolean isEmpty() {
        return conditions.length == 0;
    }

    /** The place of the first rule that holds, from 0 on; -1 where none does. */
    public int first(Asked asked) {
        for (int i = 0; i < conditions.length; i++) {
            if (conditions[i].holds(asked, firstParts[i])) {
                return i;
            }
        }
        return -1;
    }
}
