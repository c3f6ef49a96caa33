package app.grapevine.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Latency of redirects at a steady rate, as {@link RedirectLatency} takes it, and resident memory, with each collector of
 * the Java that this runs in and a heap of 256 MB: in turns, each in a process of its own.
 *
 * <pre>mvn -q -Pbench test-compile exec:java -Dexec.mainClass=app.grapevine.bench.Collectors</pre>
 *
 * Arguments: requests a second (2000), seconds a turn (20), turns (3), and in place of the collectors any other options
 * that are to be compared, each set of them as {@code name@option,option}.
 */
public final class Collectors {
    private static final Map<String, List<String>> ON_17 = Map.of(
            "serial", List.of("-XX:+UseSerialGC"),
            "parallel", List.of("-XX:+UseParallelGC"),
            "G1, goal 10 ms", List.of("-XX:+UseG1GC", "-XX:MaxGCPauseMillis=10"));
    private static final Map<String, List<String>> ON_25 = Map.of(
            "serial", List.of("-XX:+UseSerialGC"),
            "parallel", List.of("-XX:+UseParallelGC"),
            "ZGC", List.of("-XX:+UseZGC"),
            "Shenandoah, generational", List.of("-XX:+UseShenandoahGC", "-XX:ShenandoahGCMode=generational"));

    private Collectors() {}

    public static void main(String[] args) throws Exception {
        int rate = args.length > 0 ? Integer.parseInt(args[0]) : 2000;
        int seconds = args.length > 1 ? Integer.parseInt(args[1]) : 20;
        int turns = args.length > 2 ? Integer.parseInt(args[2]) : 3;
        Map<String, List<String>> all = args.length > 3
                ? named(Arrays.asList(args).subList(3, args.length))
                : Runtime.version().feature() >= 25 ? ON_25 : ON_17;
        String java = ProcessHandle.current().info().command().orElse("java");
        System.out.printf("Java %s, %d requests a second, milliseconds, MiB%n", Runtime.version(), rate);
        System.out.printf("%-26s %8s %8s %8s %8s %9s%n", "", "p50", "p99", "p99.9", "max", "resident");
        for (int turn = 0; turn < turns; turn++) {
            for (Map.Entry<String, List<String>> collector : all.entrySet()) {
                List<String> command = new ArrayList<>(List.of(java, "-Xmx256m", "-XX:MetaspaceSize=96m"));
                command.addAll(collector.getValue());
                measure(collector.getKey(), command, rate, seconds);
            }
        }
    }

    private static Map<String, List<String>> named(List<String> sets) {
        Map<String, List<String>> named = new LinkedHashMap<>();
        for (String set : sets) {
            String[] parts = set.split("@", 2);
            named.put(parts[0], parts.length < 2 ? List.of() : List.of(parts[1].split(",")));
        }
        return named;
    }

    private static void measure(String name, List<String> command, int rate, int seconds) throws Exception {
        Path directory = Files.createTempDirectory("grapevine-bench-");
        try (GrapevineProcess process = GrapevineProcess.startWith(command, directory)) {
            List<String> codes = process.createLinks(1000, false);
            RedirectLatency.run(process.port(), codes, rate, 8, new ConcurrentHistogram(3));
            Histogram found = RedirectLatency.run(process.port(), codes, rate, seconds, new ConcurrentHistogram(3));
            System.out.printf(
                    "%-26s %s %9.0f%n",
                    name, Figures.latency(found), process.server().residentMebibytes());
        }
    }
}
