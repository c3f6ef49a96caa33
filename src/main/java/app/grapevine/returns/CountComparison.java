package app.grapevine.returns;

import java.util.Optional;

/**
 * Two counts of as many days compared, as those before a campaign and those of it: how many times as many. Pure.
 *
 * @param during how many in the days of the campaign
 * @param before how many in as many days before
 */
public record CountComparison(long during, long before) {
    /** @throws IllegalArgumentException if either is negative */
    public CountComparison {
        if (during < 0 || before < 0) {
            throw new IllegalArgumentException(during + " after " + before);
        }
    }

    /** Empty where there were none before. */
    public Optional<Double> ratio() {
        return before == 0 ? Optional.empty() : Optional.of((double) during / before);
    }

    /**
     * Of the ratio, for events that do not depend on each other: of all of both, those of the later time are a share r / (1 + r), whose
     * interval is Wilson's (J. Przyborowski and H. Wilenski, Homogeneity of Results in Testing Samples from Poisson Series, Biometrika
     * 31, 1940, 313–323; the score's form in P. L. Graham, K. Mengersen and A. P. Morton, Confidence Limits for the Ratio of Two
     * Rates Based on Likelihood Scores, Statistics in Medicine 22, 2003, 2071–2083). Sales that come in waves vary more than that.
     *
     * @return from 0 to infinity; empty where there were none at all
     */
    public Optional<Bounds> ratioInterval() {
        return new Proportion(during, during + before)
                .interval()
                .map(share -> new Bounds(odds(share.low()), odds(share.high())));
    }

    private static double odds(double share) {
        return share == 1 ? Double.POSITIVE_INFINITY : share / (1 - share);
    }

    /** Whether either is of few. */
    public boolean isSmall() {
        return SmallNumbers.isSmall(during) || SmallNumbers.isSmall(before);
    }
}
