package app.grapevine.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * The memory that is resident under a steady load on 1,000 links, with a heap of 256 MB: each minute, and the most.
 *
 * <pre>mvn -q -Pbench test-compile exec:java -Dexec.mainClass=app.grapevine.bench.Resident</pre>
 *
 * Arguments: requests a second (2000), minutes (10).
 */
public final class Resident {
    private Resident() {}

    public static void main(String[] args) throws Exception {
        int rate = args.length > 0 ? Integer.parseInt(args[0]) : 2000;
        int minutes = args.length > 1 ? Integer.parseInt(args[1]) : 10;
        Path directory = Files.createTempDirectory("grapevine-bench-");
        try (GrapevineProcess process = GrapevineProcess.start(directory, Map.of())) {
            List<String> codes = process.createLinks(1000, false);
            // All of it on the same connections, as a proxy in front keeps them.
            ExecutorService loading = Executors.newSingleThreadExecutor();
            Future<Histogram> load = loading.submit(() ->
                    RedirectLatency.run(process.port(), codes, rate, 60 * minutes + 2, new ConcurrentHistogram(3)));
            for (int minute = 1; minute <= minutes; minute++) {
                Thread.sleep(60_000);
                System.out.printf(
                        "after %d minutes: %.0f MiB resident%n",
                        minute, process.server().residentMebibytes());
            }
            System.out.printf("answered: %d%n", load.get().getTotalCount());
            loading.shutdown();
            System.out.printf("the most: %.0f MiB%n", process.server().mostResidentMebibytes());
        }
    }
}
