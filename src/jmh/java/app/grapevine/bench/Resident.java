package app.grapevine.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.ConcurrentHistogram;

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
            for (int minute = 1; minute <= minutes; minute++) {
                RedirectLatency.run(process.port(), codes, rate, 60, new ConcurrentHistogram(3));
                System.out.printf(
                        "after %d minutes: %.0f MiB resident%n",
                        minute, process.server().residentMebibytes());
            }
            System.out.printf("the most: %.0f MiB%n", process.server().mostResidentMebibytes());
        }
    }
}
