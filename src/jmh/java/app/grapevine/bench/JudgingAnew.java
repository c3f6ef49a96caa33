package app.grapevine.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * How long a running service on H2 takes to judge recorded visits anew, asked for by its API, while it takes visits at a
 * steady rate; and what those have to wait.
 *
 * <pre>mvn -q -Pbench test-compile exec:java -Dexec.mainClass=app.grapevine.bench.JudgingAnew</pre>
 *
 * Arguments: visits recorded (1000000), visits a second (500).
 */
public final class JudgingAnew {
    private static final int SECONDS = 40;
    private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*\"([^\"]+)\"");
    private static final Pattern EXAMINED = Pattern.compile("\"examined\"\\s*:\\s*(\\d+)");

    private JudgingAnew() {}

    public static void main(String[] args) throws Exception {
        String visits = args.length > 0 ? args[0] : "1000000";
        int rate = args.length > 1 ? Integer.parseInt(args[1]) : 500;
        Path directory = Files.createTempDirectory("grapevine-bench-");
        Path data = Files.createDirectories(directory.resolve("data"));
        ServerProcess.run(Restart.Filling.class.getName(), Map.of(), data.toString(), visits);
        try (GrapevineProcess process = GrapevineProcess.start(directory, Map.of())) {
            List<String> codes = process.createLinks(1000, false);
            RedirectLatency.run(process.port(), codes, rate, 10, new ConcurrentHistogram(3));
            CompletableFuture<Histogram> load = CompletableFuture.supplyAsync(() -> load(process, codes, rate));
            Thread.sleep(2000);
            long began = System.nanoTime();
            Matcher id = ID.matcher(process.post("/api/v1/reattributions", "{}"));
            if (!id.find()) {
                throw new IllegalStateException("no run");
            }
            String run = process.get("/api/v1/reattributions/" + id.group(1), "application/json");
            while (!run.contains("\"finished\"")) {
                Thread.sleep(100);
                run = process.get("/api/v1/reattributions/" + id.group(1), "application/json");
            }
            double seconds = (System.nanoTime() - began) / 1e9;
            Matcher examined = EXAMINED.matcher(run);
            System.out.printf(
                    "%s visits judged anew in %.1f s at %d visits a second%n",
                    examined.find() ? examined.group(1) : "?", seconds, rate);
            System.out.println("p50, p99, p99.9, max of the answers, ms: " + Figures.latency(load.join()));
            System.out.printf("waiting in the journal then: %.0f%n", process.metric("grapevine_visits_pending"));
        }
    }

    private static Histogram load(GrapevineProcess process, List<String> codes, int rate) {
        try {
            return RedirectLatency.run(process.port(), codes, rate, SECONDS, new ConcurrentHistogram(3));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
