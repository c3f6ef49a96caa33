package app.grapevine.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;

/**
 * A million links on one node with a heap of 256 MB: how fast bulk creation is, what a redirect costs that is in no
 * cache, and how much memory is resident under load.
 *
 * <pre>mvn -q -Pbench test-compile exec:java -Dexec.mainClass=app.grapevine.bench.ManyLinks</pre>
 *
 * Arguments: links (1000000).
 */
public final class ManyLinks {
    private static final String USER_AGENT = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X)"
            + " AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1";

    private ManyLinks() {}

    public static void main(String[] args) throws Exception {
        int links = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
        Path directory = Files.createTempDirectory("grapevine-bench-");
        List<String> codes = new ArrayList<>();
        try (GrapevineProcess grapevine = GrapevineProcess.start(directory, Map.of())) {
            int step = 100_000;
            List<Double> rates = new ArrayList<>();
            for (int made = 0; made < links; made += step) {
                long began = System.nanoTime();
                codes.addAll(grapevine.createLinks(Math.min(step, links - made), false));
                rates.add(Math.min(step, links - made) / ((System.nanoTime() - began) / 1e9));
            }
            System.out.println("links made in bulk a second: " + Figures.spread(Figures.array(rates)));
        }
        // A new process: nothing is in its cache.
        try (GrapevineProcess grapevine = GrapevineProcess.start(directory, Map.of())) {
            Random random = new Random(1);
            List<Double> cold = new ArrayList<>();
            try (LoadClient client = new LoadClient(grapevine.port())) {
                for (int i = 0; i < 2000; i++) {
                    byte[] request =
                            LoadClient.get(grapevine.port(), "/" + codes.get(random.nextInt(codes.size())), USER_AGENT);
                    long began = System.nanoTime();
                    client.exchange(request);
                    double millis = (System.nanoTime() - began) / 1e6;
                    if (i >= 500) { // the program itself is cold before
                        cold.add(millis);
                    }
                }
            }
            System.out.println("redirect that is in no cache, ms: " + Figures.spread(Figures.array(cold)));
            load(grapevine.port(), codes, 200_000);
            System.out.printf(
                    "resident memory under load, heap of 256 MB: %.0f MiB%n",
                    grapevine.server().residentMebibytes());
        }
    }

    private static void load(int port, List<String> codes, int requests) throws InterruptedException {
        int connections = 32;
        CountDownLatch done = new CountDownLatch(connections);
        for (int i = 0; i < connections; i++) {
            Random random = new Random(i);
            new Thread(() -> {
                        try (LoadClient client = new LoadClient(port)) {
                            for (int n = 0; n < requests / connections; n++) {
                                String code = codes.get((int) (Math.pow(random.nextDouble(), 3) * codes.size()));
                                client.exchange(LoadClient.get(port, "/" + code, USER_AGENT));
                            }
                        } catch (IOException e) {
                            throw new IllegalStateException(e);
                        } finally {
                            done.countDown();
                        }
                    })
                    .start();
        }
        done.await();
    }
}
