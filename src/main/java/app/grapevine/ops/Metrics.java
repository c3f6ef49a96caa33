package app.grapevine.ops;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What is counted and measured, and how it is written for Prometheus. The one place that knows the client
 * library. Safe for use by many threads.
 */
public final class Metrics {
    /** Upper bounds in seconds: a redirect takes tens of microseconds, a question to the stats milliseconds. */
    private static final double[] BOUNDS = {
        0.000_05, 0.000_1, 0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10
    };

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final PrometheusTextFormatWriter writer =
            PrometheusTextFormatWriter.builder().build();

    /** Counts one kind of event. */
    public interface Events {
        void increment();
    }

    /** Measures how long something takes. */
    public interface Timer {
        void observe(long nanos);
    }

    /**
     * A family of metrics read at one moment.
     *
     * @param name without the suffix {@code _total}
     * @param label the label's name; empty for none
     * @param values by the label's value; the key is of no account where there is no label
     */
    public record Family(String name, String help, boolean counter, String label, Map<String, Double> values) {
        public Family {
            values = Map.copyOf(values);
        }
    }

    /** One counter for each of {@code values} of a label, in their order. */
    public List<Events> counters(String name, String help, String label, List<String> values) {
        Counter counter = Counter.builder()
                .name(name)
                .help(help)
                .labelNames(label)
                .withoutExemplars()
                .register(registry);
        return values.stream()
                .map(value -> (Events) counter.labelValues(value)::inc)
                .toList();
    }

    public Timer timer(String name, String help) {
        Histogram histogram = histogram(name, help);
        return nanos -> histogram.observe(nanos / 1e9);
    }

    /** One timer for each of {@code values} of a label, in their order. */
    public List<Timer> timers(String name, String help, String label, List<String> values) {
        Histogram histogram = histogram(name, help, label);
        return values.stream()
                .map(histogram::labelValues)
                .map(series -> (Timer) nanos -> series.observe(nanos / 1e9))
                .toList();
    }

    private Histogram histogram(String name, String help, String... labels) {
        return Histogram.builder()
                .name(name)
                .help(help)
                .labelNames(labels)
                .classicOnly()
                .classicUpperBounds(BOUNDS)
                .withoutExemplars()
                .register(registry);
    }

    /** Families that are read together, so that they agree with one another. */
    public void collect(Supplier<List<Family>> families) {
        registry.register((MultiCollector) () -> new MetricSnapshots(
                families.get().stream().map(Metrics::snapshot).toList()));
    }

    private static MetricSnapshot snapshot(Family family) {
        if (family.counter()) {
            CounterSnapshot.Builder builder =
                    CounterSnapshot.builder().name(family.name()).help(family.help());
            family.values()
                    .forEach((value, count) -> builder.dataPoint(CounterDataPointSnapshot.builder()
                            .labels(labels(family, value))
                            .value(count)
                            .build()));
            return builder.build();
        }
        GaugeSnapshot.Builder builder =
                GaugeSnapshot.builder().name(family.name()).help(family.help());
        family.values()
                .forEach((value, count) -> builder.dataPoint(GaugeDataPointSnapshot.builder()
                        .labels(labels(family, value))
                        .value(count)
                        .build()));
        return builder.build();
    }

    private static Labels labels(Family family, String value) {
        return family.label().isEmpty() ? Labels.EMPTY : Labels.of(family.label(), value);
    }

    public String contentType() {
        return writer.getContentType();
    }

    public void writeTo(OutputStream out) throws IOException {
        writer.write(out, registry.scrape());
    }
}
