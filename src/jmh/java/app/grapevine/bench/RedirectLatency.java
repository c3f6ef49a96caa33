package app.grapevine.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Latency of redirects at a steady rate, from the moment at which a request was due and not from when it could
 * be sent, so that a server that stalls is charged for all that it kept waiting (no coordinated omission). With {@code
 * journal.sync=process}, with {@code always}, and of a bare Javalin route that records nothing, in turns, each in a
 * process of its own with the same options. Beside it what the load itself takes of the processors that they share.
 *
 * <pre>mvn -q -Pbench test-compile exec:java -Dexec.mainClass=app.grapevine.bench.RedirectLatency</pre>
 *
 * Arguments: requests a second, one number or several with commas (2000,5000), seconds a turn (60), turns of each (3).
 */
public final class RedirectLatency {
    private static final int CONNECTIONS = 64;
    private static final int WARM_UP_SECONDS = 15;
    private static final String USER_AGENT = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X)"
            + " AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1";

    private RedirectLatency() {}

    /** Who answers. */
    private record Served(String name, ServerProcess server, List<String> codes) {}

    public static void main(String[] args) throws Exception {
        List<Integer> rates = Arrays.stream((args.length > 0 ? args[0] : "2000,5000").split(","))
                .map(Integer::parseInt)
                .toList();
        int seconds = args.length > 1 ? Integer.parseInt(args[1]) : 60;
        int turns = args.length > 2 ? Integer.parseInt(args[2]) : 3;
        Path directory = Files.createTempDirectory("grapevine-bench-");
        Path other = Files.createTempDirectory("grapevine-bench-");
        try (GrapevineProcess process = GrapevineProcess.start(directory, Map.of());
                GrapevineProcess always = GrapevineProcess.start(other, Map.of("GRAPEVINE_JOURNAL_SYNC", "always"));
                ServerProcess bare = ServerProcess.start(
                        BareServers.JavalinRoute.class.getName(), Map.of(), directory.resolve("bare.log"))) {
            List<Served> all = List.of(
                    new Served("process", process.server(), process.createLinks(1000, false)),
                    new Served("always", always.server(), always.createLinks(1000, false)),
                    new Served("bare Javalin", bare, List.of("code")));
            System.out.printf("%d connections, milliseconds; microseconds of the load's processor time%n", CONNECTIONS);
            System.out.printf("%-8s %-14s %8s %8s %8s %8s %8s%n", "a second", "", "p50", "p99", "p99.9", "max", "load");
            for (int rate : rates) {
                for (Served served : all) {
                    run(served.server.port(), served.codes, rate, WARM_UP_SECONDS, new ConcurrentHistogram(3));
                }
                for (int turn = 0; turn < turns; turn++) {
                    for (Served served : all) {
                        measure(served, rate, seconds);
                    }
                }
            }
        }
    }

    private static void measure(Served served, int rate, int seconds) throws Exception {
        double before = Figures.processorSeconds();
        Histogram found = run(served.server.port(), served.codes, rate, seconds, new ConcurrentHistogram(3));
        double load = (Figures.processorSeconds() - before) * 1e6 / found.getTotalCount();
        System.out.printf("%-8d %-14s %s %8.1f%n", rate, served.name, Figures.latency(found), load);
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
}
