package app.grapevine.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

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

    /** The median, p99, p99.9 and the greatest, in milliseconds. */
    static String latency(Histogram nanos) {
        return String.format(
                Locale.ROOT,
                "%8.2f %8.2f %8.2f %8.2f",
                nanos.getValueAtPercentile(50) / 1e6,
                nanos.getValueAtPercentile(99) / 1e6,
                nanos.getValueAtPercentile(99.9) / 1e6,
                nanos.getMaxValue() / 1e6);
    }

    /** What this process has taken of the processors so far. */
    static double processorSeconds() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime() / 1e9;
    }
}
