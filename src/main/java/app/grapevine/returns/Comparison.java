package app.grapevine.returns;

import java.util.Optional;

/**
 * Two groups compared: by how much the share of the one is above the other's, and how many times it is that. Pure.
 *
 * @param group those who were addressed
 * @param baseline those who were not
 */
public record Comparison(Proportion group, Proportion baseline) {
    /** What a share may be off by its rounding. */
    private static final double ROUNDED = 1e-12;

    /** @throws IllegalArgumentException if there is nobody in either */
    public Comparison {
        if (group.of() == 0 || baseline.of() == 0) {
            throw new IllegalArgumentException("nobody to compare: " + group + ", " + baseline);
        }
    }

    /** How much larger the group's share is. */
    public double difference() {
        return group.share() - baseline.share();
    }

    /**
     * Of the difference, made of the Wilson intervals of both: hybrid score, method 10 of R. G. Newcombe, Interval Estimation for the
     * Difference Between Independent Proportions, Statistics in Medicine 17, 1998, 873–890. It is never wider than from −1 to 1,
     * and not nothing where both are 0.
     */
    public Bounds differenceInterval() {
        Bounds of = group.interval().orElseThrow();
        Bounds base = baseline.interval().orElseThrow();
        double difference = difference();
        return new Bounds(
                difference - Math.hypot(group.share() - of.low(), base.high() - baseline.share()),
                difference + Math.hypot(of.high() - group.share(), baseline.share() - base.low()));
    }

    /** How many times the baseline's share the group's is; empty where nobody of the baseline did it. */
    public Optional<Double> ratio() {
        return baseline.hits() == 0 ? Optional.empty() : Optional.of(group.share() / baseline.share());
    }

    /**
     * Of the ratio, by the score: those ratios that a test would not refuse (P. A. R. Koopman, Confidence Intervals for the Ratio of Two
     * Binomial Proportions, Biometrics 40, 1984, 513–517; recommended by Fagerland, Lydersen and Laake, Recommended Confidence Intervals
     * for Two Independent Binomial Proportions, Statistical Methods in Medical Research 24, 2015, 224–254). Unlike the interval of the
     * logarithm (Katz and others, 1978) it has an answer where one of both is 0 of n, and keeps its promise for few.
     *
     * @return from 0 to infinity, and empty where nobody of both did it, which excludes no ratio
     */
    public Optional<Bounds> ratioInterval() {
        return group.hits() + baseline.hits() == 0
                ? Optional.empty()
                : Optional.of(new Bounds(
                        group.hits() == 0 ? 0 : end(-1), baseline.hits() == 0 ? Double.POSITIVE_INFINITY : end(1)));
    }

    /** Whether it rests on few, on either side. */
    public boolean isSmall() {
        return group.isSmall() || baseline.isSmall();
    }

    /** Where the score reaches the bound, by halving on the scale of logarithms: below the ratio or above it. */
    private double end(int side) {
        double inside = Math.log(startingRatio());
        double outside = inside + side;
        while (isWithin(Math.exp(outside))) {
            outside += side;
        }
        for (int i = 0; i < 200; i++) {
            double middle = (inside + outside) / 2;
            if (middle == inside || middle == outside) {
                break;
            }
            if (isWithin(Math.exp(middle))) {
                inside = middle;
            } else {
                outside = middle;
            }
        }
        return Math.exp((inside + outside) / 2);
    }

    /** One within: the ratio, or near it where it is 0 or infinite. */
    private double startingRatio() {
        double of = group.hits() == 0 ? 0.5 : group.hits();
        double base = baseline.hits() == 0 ? 0.5 : baseline.hits();
        double ratio = of / group.of() / (base / baseline.of());
        int side = group.hits() == 0 ? -1 : 1;
        for (int i = 0; i < 60 && !isWithin(ratio); i++) {
            ratio *= Math.exp(side);
        }
        return ratio;
    }

    /** Whether the test of the score would not refuse that the ratio is this one. */
    private boolean isWithin(double ratio) {
        double base = likeliestBaseline(ratio);
        double score = square(group, ratio * base) + square(baseline, base);
        return score <= Normal.Z95 * Normal.Z95;
    }

    private static double square(Proportion observed, double expected) {
        double n = observed.of();
        double off = observed.hits() - n * expected;
        double variance = n * expected * (1 - expected);
        return Math.abs(off) <= ROUNDED * n ? 0 : variance <= 0 ? Double.POSITIVE_INFINITY : off * off / variance;
    }

    /** The baseline's share that is likeliest where the group's is so many times it: a root of a square equation. */
    private double likeliestBaseline(double ratio) {
        double n = group.of();
        double m = baseline.of();
        double a = (n + m) * ratio;
        double b = -(n * ratio + group.hits() + m + baseline.hits() * ratio);
        double c = (double) group.hits() + baseline.hits();
        // The smaller root, in the form that does not cancel out.
        double root = 2 * c / (-b + Math.sqrt(Math.max(0, b * b - 4 * a * c)));
        return Math.min(root, Math.min(1, 1 / ratio));
    }
}
