package app.grapevine.returns;

/** The standard normal distribution. Pure. */
final class Normal {
    /** What 95 % of its values lie within, on either side of 0. */
    static final double Z95 = 1.959963984540054;

    private static final double SQRT_2_PI = Math.sqrt(2 * Math.PI);
    /** Beyond, the tail is smaller than a double can tell from nothing. */
    private static final double FURTHEST = 38;

    private Normal() {}

    /**
     * The share of its values below {@code x}: by the series of the error function near the middle, by a continued fraction in the
     * tails (Marsaglia, Evaluating the Normal Distribution, J. Stat. Software 11(4), 2004; Abramowitz and Stegun 26.2.14). About 15
     * digits.
     */
    static double below(double x) {
        if (Double.isNaN(x)) {
            throw new IllegalArgumentException("not a number");
        }
        if (Math.abs(x) > FURTHEST) {
            return x < 0 ? 0 : 1;
        }
        if (Math.abs(x) > 5) {
            double tail = tail(Math.abs(x));
            return x < 0 ? tail : 1 - tail;
        }
        double term = x;
        double sum = x;
        for (int i = 3; Math.abs(term) > Math.ulp(sum) / 4 && term != 0; i += 2) {
            term *= x * x / i;
            sum += term;
        }
        return 0.5 + sum * density(x);
    }

    private static double tail(double x) {
        double fraction = x;
        for (int k = 100; k > 0; k--) {
            fraction = x + k / fraction;
        }
        return density(x) / fraction;
    }

    private static double density(double x) {
        return Math.exp(-x * x / 2) / SQRT_2_PI;
    }

    /**
     * The value below which a share of its values lies, found by halving; to 12 digits.
     *
     * @param share more than 0 and less than 1
     */
    static double quantile(double share) {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException(share + " is no share");
        }
        double low = -FURTHEST;
        double high = FURTHEST;
        while (high - low > 1e-13) {
            double middle = (low + high) / 2;
            if (middle <= low || middle >= high) {
                break;
            }
            if (below(middle) < share) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }
}
