package app.grapevine.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Latency of redirects at a steady rate, from the moment at which a request was due and not from when it could
 * be sent, so that a server that stalls is charged for all that it kept waiting (no coordinated omission).
 * First with {@code journal.sync=process}, then with {@code always}, in turns.
 *
 * <pre>mvn -q -Pbench test-compile exec:java -Dexec.mainClass=app.grapevine.bench.RedirectLatency</pre>
 *
 * Arguments: requests a second (2000), seconds a turn (15), turns of each (3).
 */
public final class RedirectLatency {
    private static final int CONNECTIONS = 64;
    private static final String USER_AGENT = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X)"
            + " AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1";

    private RedirectLatency() {}

    public static void main(String[] args) throws Exception {
        int rate = args.length > 0 ? Integer.parseInt(args[0]) : 2000;
        int seconds = args.length > 1 ? Integer.parseInt(args[1]) : 15;
        int turns = args.length > 2 ? Integer.parseInt(args[2]) : 3;
        Path directory = Files.createTempDirectory("grapevine-bench-");
        Path other = Files.createTempDirectory("grapevine-bench-");
        try (GrapevineProcess process = GrapevineProcess.start(directory, Map.of());
                GrapevineProcess always = GrapevineProcess.start(other, Map.of("GRAPEVINE_JOURNAL_SYNC", "always"))) {
            List<String> codes = process.createLinks(1000, false);
            List<String> otherCodes = always.createLinks(1000, false);
            run(process.port(), codes, rate, 5, new ConcurrentHistogram(3));
            run(always.port(), otherCodes, rate, 5, new ConcurrentHistogram(3));
            System.out.printf("%d requests a second, %d connections, milliseconds%n", rate, CONNECTIONS);
            System.out.printf("%-14s %8s %8s %8s %8s%n", "journal.sync", "p50", "p99", "p99.9", "max");
            for (int turn = 0; turn < turns; turn++) {
                print("process", run(process.port(), codes, rate, seconds, new ConcurrentHistogram(3)));
                print("always", run(always.port(), otherCodes, rate, seconds, new ConcurrentHistogram(3)));
            }
        }
    }

    static Histogram run(int port, List<String> codes, int rate, int seconds, Histogram histogram) throws Exception {
        byte[][] requests = codes.stream()
                .map(code -> LoadClient.get(port, "/" + code, USER_AGENT))
                .toArray(byte[][]::new);
        long intervalNanos = TimeUnit.SECONDS.toNanos(CONNECTIONS) / rate;
        long begin = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(200);
        int each = rate * seconds / CONNECTIONS;
        CountDownLatch done = new CountDownLatch(CONNECTIONS);
        List<Throwable> failures = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            long first = begin + intervalNanos * i / CONNECTIONS;
            new Thread(() -> {
                        try (LoadClient client = new LoadClient(port)) {
                            for (int n = 0; n < each; n++) {
                                long due = first + n * intervalNanos;
                                for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                                    LockSupport.parkNanos(left);
                                }
                                client.exchange(BareServers.any(requests));
                                histogram.recordValue(System.nanoTime() - due);
                            }
                        } catch (IOException e) {
                            synchronized (failures) {
                                failures.add(e);
                            }
                        } finally {
                            done.countDown();
                        }
                    })
                    .start();
        }
        done.await();
        if (!failures.isEmpty()) {
            throw new IllegalStateException("a connection failed", failures.get(0));
        }
        return histogram;
    }

    private static void print(String name, Histogram histogram) {
        System.out.printf(
                "%-14s %8.2f %8.2f %8.2f %8.2f%n",
                name,
                histogram.getValueAtPercentile(50) / 1e6,
                histogram.getValueAtPercentile(99) / 1e6,
                histogram.getValueAtPercentile(99.9) / 1e6,
                histogram.getMaxValue() / 1e6);
    }
}
