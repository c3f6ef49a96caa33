package app.grapevine.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Medians and spreads, since these machines are noisy. */
final class Figures {
    private Figures() {}

    static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** The median, and the least and the greatest value behind it. */
    static String spread(double[] values) {
        return String.format(
                Locale.ROOT,
                "%8.2f  (%.2f … %.2f)",
                median(values),
                Arrays.stream(values).min().orElse(Double.NaN),
                Arrays.stream(values).max().orElse(Double.NaN));
    }

    static double[] ratios(double[] values, double[] to) {
        double[] ratios = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            ratios[i] = values[i] / to[i];
        }
        return ratios;
    }
}
