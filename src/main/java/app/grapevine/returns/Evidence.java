package app.grapevine.returns;

import app.grapevine.attribution.Tier;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How much of what a campaign brought rests on what.
 *
 * @param sure on what showed itself: the click was seen in a channel, or the channel that its link was issued for fetched a preview
 * @param word on the link alone: it was issued for the channel, and nothing speaks for or against
 * @param open on less, or on signs that disagree; and what those brought who asked not to be tracked, or whose clicks are set apart
 */
public record Evidence(Brought sure, Brought word, Brought open) {
    private static final Set<Tier> SURE = EnumSet.of(Tier.CONFIRMED, Tier.OBSERVED, Tier.RESHARED, Tier.SUPPORTED);

    static Evidence of(Map<@Nullable Tier, Brought> byTier) {
        Brought sure = Brought.NOTHING;
        Brought word = Brought.NOTHING;
        Brought open = Brought.NOTHING;
        for (Map.Entry<@Nullable Tier, Brought> one : byTier.entrySet()) {
            @Nullable Tier tier = one.getKey();
            if (tier != null && SURE.contains(tier)) {
                sure = sure.plus(one.getValue());
            } else if (tier == Tier.DECLARED) {
                word = word.plus(one.getValue());
            } else {
                open = open.plus(one.getValue());
            }
        }
        return new Evidence(sure, word, open);
    }
}
