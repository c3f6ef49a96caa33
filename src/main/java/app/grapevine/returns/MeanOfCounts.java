package app.grapevine.returns;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The mean of counts of which most are small and a few are large, such as how many came through each who passed a link on,
 * with an interval by the bootstrap: the counts are drawn anew, as many as there are and each perhaps several times, {@value
 * #DRAWS} times, and the means of these draws say how much the mean varies. Immutable.
 *
 * <p>The ends are not simply those between which 95 % of the means lie, for counts that lean to one side make those too low:
 * they are corrected for bias and for the lean, BCa (B. Efron, Better Bootstrap Confidence Intervals, JASA 82, 1987, 171–185;
 * Efron and Tibshirani, An Introduction to the Bootstrap, 1993, chapter 14). Of a mean the correction for the lean has a
 * closed form: a sixth of the skewness over the square root of their number.
 *
 * <p>What is drawn follows from the counts, whatever their order: so one question has one answer. Of more than {@value #MOST_DRAWN}
 * counts the mean is as good as normal, and its interval is made of the standard error and the skewness (N. J. Johnson, Modified t Tests and Confidence
 * Intervals for Asymmetrical Populations, JASA 73, 1978, 536–544), which takes no time.
 */
public final class MeanOfCounts {
    static final int DRAWS = 2000;
    static final int MOST_DRAWN = 5_000;

    private static final double TAIL = 0.025;

    private final long[] counts;
    private final double mean;

    /** @param counts one for each, in any order; not negative */
    public MeanOfCounts(long[] counts) {
        this.counts = counts.clone();
        Arrays.sort(this.counts);
        if (counts.length > 0 && this.counts[0] < 0) {
            throw new IllegalArgumentException("a count of " + this.counts[0]);
        }
        this.mean = Arrays.stream(this.counts).asDoubleStream().sum() / counts.length;
    }

    /** How many there are. */
    public int size() {
        return counts.length;
    }

    /** Their mean; empty where there are none. */
    public Optional<Double> mean() {
        return counts.length == 0 ? Optional.empty() : Optional.of(mean);
    }

    /** Whether there are so few that the interval is a rough one. */
    public boolean isSmall() {
        return SmallNumbers.isSmall(counts.length);
    }

    /** Empty where they say nothing of how much they vary: of one, or where all are alike. */
    public Optional<Bounds> interval() {
        if (counts.length < 2 || counts[0] == counts[counts.length - 1]) {
            return Optional.empty();
        }
        return Optional.of(counts.length > MOST_DRAWN ? ofSkewness() : ofDraws());
    }

    private Bounds ofSkewness() {
        double squares = moment(2);
        double n = counts.length;
        double error = Math.sqrt(squares / (n - 1) / n);
        double lean = moment(3) / (6 * n * squares);
        double z2 = Normal.Z95 * Normal.Z95;
        double middle = mean + lean * (1 + 2 * z2);
        return new Bounds(middle - Normal.Z95 * error, middle + Normal.Z95 * error);
    }

    private Bounds ofDraws() {
        double[] means = means();
        double below = 0;
        for (double drawn : means) {
            below += drawn < mean ? 1 : drawn == mean ? 0.5 : 0;
        }
        double bias = Normal.quantile(Math.min(Math.max(below, 0.5), DRAWS - 0.5) / DRAWS);
        double squares = moment(2);
        double lean = moment(3) / (6 * Math.pow(squares, 1.5));
        return new Bounds(
                quantile(means, corrected(Normal.quantile(TAIL), bias, lean)),
                quantile(means, corrected(Normal.quantile(1 - TAIL), bias, lean)));
    }

    private static double corrected(double z, double bias, double lean) {
        double shifted = bias + z;
        return Normal.below(bias + shifted / (1 - lean * shifted));
    }

    private double[] means() {
        SplittableRandom random = new SplittableRandom(seed());
        double[] means = new double[DRAWS];
        for (int draw = 0; draw < DRAWS; draw++) {
            double sum = 0;
            for (int i = 0; i < counts.length; i++) {
                sum += counts[random.nextInt(counts.length)];
            }
            means[draw] = sum / counts.length;
        }
        Arrays.sort(means);
        return means;
    }

    private long seed() {
        long seed = counts.length;
        for (long count : counts) {
            seed = seed * 31 + count;
        }
        return seed;
    }

    private double moment(int power) {
        double sum = 0;
        for (long count : counts) {
            sum += Math.pow(count - mean, power);
        }
        return sum;
    }

    /** Between its neighbours, as most packages have it (Hyndman and Fan's seventh). */
    private static double quantile(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int before = (int) Math.floor(place);
        double part = place - before;
        return part == 0 ? sorted[before] : sorted[before] + part * (sorted[before + 1] - sorted[before]);
    }
}
