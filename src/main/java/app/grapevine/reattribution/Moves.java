package app.grapevine.reattribution;

import app.grapevine.attribution.Verdict;
import app.grapevine.reattribution.Reattribution.Judged;
import app.grapevine.reattribution.Reattribution.Move;
import app.grapevine.visits.Click;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts visits that are judged otherwise now by what decided, and what came of it, before and after. */
final class Moves {
    /** The length of the column; the names of our rules are half as long. */
    private static final int LONGEST_RULE = 64;

    private record Way(Judged before, Judged after) {}

    private Moves() {}

    /** @param before as they were @param after the same visits in the same order, as they are */
    static List<Move> of(List<Click> before, List<Click> after) {
        Map<Way, Long> counts = new HashMap<>();
        for (int i = 0; i < before.size(); i++) {
            counts.merge(new Way(judged(before.get(i)), judged(after.get(i))), 1L, Long::sum);
        }
        return counts.entrySet().stream()
                .map(way -> new Move(way.getKey().before(), way.getKey().after(), way.getValue()))
                .toList();
    }

    private static Judged judged(Click visit) {
        Verdict verdict = visit.verdict();
        if (verdict == null) {
            return new Judged(null, visit.kind().label(), null, null);
        }
        return new Judged(
                cut(verdict.decidedBy()),
                visit.kind().label(),
                verdict.channel(),
                verdict.tier() == null ? null : verdict.tier().label());
    }

    private static @Nullable String cut(@Nullable String rule) {
        return rule == null || rule.length() <= LONGEST_RULE ? rule : rule.substring(0, LONGEST_RULE);
    }
}
