package app.grapevine.attribution;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the signs of a click say together: only the strongest kind that is present counts, and all signs of that kind
 * must have a channel in common.
 *
 * @param outcome whether anything is said
 * @param named the channel, or the family where the signs fit several channels alike; null unless they agree
 * @param fits the channels that all signs fit
 * @param strength of the signs that say so; null where nothing is said
 */
record Seen(Outcome outcome, @Nullable String named, List<Channel> fits, Sign.@Nullable Strength strength) {
    /** How the signs stand to one another. */
    enum Outcome {
        NOTHING,
        AGREE,
        DISAGREE
    }

    private static final Seen NOTHING = new Seen(Outcome.NOTHING, null, List.of(), null);
    private static final Seen DISAGREE = new Seen(Outcome.DISAGREE, null, List.of(), null);

    Seen {
        fits = List.copyOf(fits);
    }

    /** @param signs strongest first */
    static Seen of(List<Sign> signs) {
        if (signs.isEmpty()) {
            return NOTHING;
        }
        Sign first = signs.get(0);
        List<Channel> fits = first.channels();
        for (int i = 1; i < signs.size() && signs.get(i).strength() == first.strength(); i++) {
            fits = common(fits, signs.get(i).channels());
        }
        if (fits.isEmpty()) {
            return first.strength() == Sign.Strength.PARAMETER ? NOTHING : DISAGREE;
        }
        return new Seen(Outcome.AGREE, name(first, fits), fits, first.strength());
    }

    private static String name(Sign first, List<Channel> fits) {
        Channel named = first.names();
        if (named != null && fits.contains(named)) {
            return named.id();
        }
        String family = first.family();
        return fits.size() == 1 || family == null ? fits.get(0).id() : family;
    }

    private static List<Channel> common(List<Channel> some, List<Channel> others) {
        if (some.equals(others)) {
            return some;
        }
        List<Channel> common = new ArrayList<>(some);
        common.retainAll(others);
        return common;
    }

    boolean isBy(Sign.Strength kind) {
        return strength == kind;
    }

    /** Whether the signs were set on this very click, by what is the channel's own. */
    boolean firm() {
        return strength == Sign.Strength.STRONG || strength == Sign.Strength.REDIRECTOR;
    }

    boolean fits(@Nullable String channel) {
        for (Channel candidate : fits) {
            if (candidate.id().equals(channel)) {
                return true;
            }
        }
        return false;
    }
}
