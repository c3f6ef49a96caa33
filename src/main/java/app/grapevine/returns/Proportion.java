package app.grapevine.returns;

import java.util.Optional;

/**
 * How many of so many, each of whom did it or did not.
 *
 * @param hits how many did
 * @param of of how many
 */
public record Proportion(long hits, long of) {
    /** @throws IllegalArgumentException if more did than there are, or either is negative */
    public Proportion {
        if (hits < 0 || hits > of) {
            throw new IllegalArgumentException(hits + " of " + of);
        }
    }

    /** Empty where there is nobody; or more hits than there are to hit, as of counts that look at different things. */
    public static Optional<Proportion> find(long hits, long of) {
        return of > 0 && hits >= 0 && hits <= of ? Optional.of(new Proportion(hits, of)) : Optional.empty();
    }

    /** The share; not a number where there is nobody. */
    public double share() {
        return (double) hits / of;
    }

    /**
     * Wilson's score interval: it holds what it promises for few and for rare, stays within 0 and 1, and is wide, not nothing,
     * for 0 of n (E. B. Wilson, Probable Inference, the Law of Succession, and Statistical Inference, JASA 22, 1927, 209–212;
     * recommended by Brown, Cai and DasGupta, Interval Estimation for a Binomial Proportion, Statistical Science 16, 2001,
     * 101–133). Without a correction for continuity.
     *
     * @return empty where there is nobody
     */
    public Optional<Bounds> interval() {
        if (of == 0) {
            return Optional.empty();
        }
        double z2 = Normal.Z95 * Normal.Z95;
        double n = of;
        double p = share();
        double middle = (p + z2 / (2 * n)) / (1 + z2 / n);
        double half = Normal.Z95 / (1 + z2 / n) * Math.sqrt(p * (1 - p) / n + z2 / (4 * n * n));
        // At its ends exactly, which rounding would miss.
        return Optional.of(
                new Bounds(hits == 0 ? 0 : Math.max(0, middle - half), hits == of ? 1 : Math.min(1, middle + half)));
    }

    /** Whether it is of few people, or few of them did it: see {@link SmallNumbers}. */
    public boolean isSmall() {
        return of < SmallNumbers.PEOPLE || SmallNumbers.isSmall(hits);
    }
}
