package app.grapevine.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * CPU time of what chats add to links, in one process, round by round: a code that is nobody's, and the same with a bracket,
 * an invisible space or in capitals; a link, and the same with a bracket. And how often the database was read for it. 32
 * keep-alive connections, 1,000 codes of each kind. What is nobody's is asked for by HEAD, for the client reads no pages. CPU time is the kernel's, of the server's process.
 *
 * <pre>mvn -q -Pbench test-compile exec:java -Dexec.mainClass=app.grapevine.bench.PastedCost</pre>
 *
 * Arguments: rounds (9), requests a round and kind (20000). Four rounds before them warm up.
 */
public final class PastedCost {
    private static final int CONNECTIONS = 32;
    private static final int CODES = 1000;
    private static final int WARM_UP = 4;
    private static final String USER_AGENT =
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148";

    private PastedCost() {}

    private record Kind(String name, int status, byte[][] requests, List<Double> micros) {}

    public static void main(String[] args) throws Exception {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 9;
        int requests = args.length > 1 ? Integer.parseInt(args[1]) : 20_000;
        Path directory = Files.createTempDirectory("grapevine-bench-");
        try (GrapevineProcess grapevine =
                GrapevineProcess.start(directory, Map.of("GRAPEVINE_LIMIT_UNKNOWN", "100000000"))) {
            int port = grapevine.server().port();
            List<String> links = grapevine.createLinks(CODES, false);
            List<String> nobodys =
                    IntStream.range(0, CODES).mapToObj(i -> "nobodys-" + i).toList();
            List<Kind> kinds = List.of(
                    kind("404, as it is", 404, port, nobodys, ""),
                    kind("404, with a bracket", 404, port, nobodys, ")."),
                    kind("404, with an invisible space", 404, port, nobodys, "%E2%80%8B"),
                    kind("404, emphasised", 404, port, nobodys, "_"),
                    kind("302, as it is", 302, port, links, ""),
                    kind("302, with a bracket", 302, port, links, ")."));
            double loads = 0;
            for (int round = -WARM_UP; round < rounds; round++) {
                if (round == 0) {
                    loads = grapevine.metric("grapevine_cache_loads_total");
                }
                for (Kind kind : kinds) {
                    double before = grapevine.server().cpuSeconds();
                    drive(port, kind, requests);
                    double after = grapevine.server().cpuSeconds();
                    RedirectCost.awaitDrained(grapevine);
                    if (round >= 0) {
                        kind.micros.add((after - before) / requests * 1e6);
                    }
                }
            }
            print(kinds);
            System.out.printf(
                    "looks into the database in %d requests: %.0f%n",
                    rounds * requests * kinds.size(), grapevine.metric("grapevine_cache_loads_total") - loads);
        }
    }

    private static Kind kind(String name, int status, int port, List<String> codes, String added) {
        byte[][] requests = codes.stream()
                .map(code -> LoadClient.get(port, "/" + code + added, USER_AGENT))
                .map(get -> status == 404 ? asHead(get) : get)
                .toArray(byte[][]::new);
        return new Kind(name, status, requests, new ArrayList<>());
    }

    private static byte[] asHead(byte[] get) {
        byte[] head = new byte[get.length + 1];
        System.arraycopy("HEAD".getBytes(StandardCharsets.US_ASCII), 0, head, 0, 4);
        System.arraycopy(get, 3, head, 4, get.length - 3);
        return head;
    }

    private static void drive(int port, Kind kind, int requests) throws Exception {
        AtomicInteger left = new AtomicInteger(requests);
        AtomicInteger wrong = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(CONNECTIONS);
        for (int i = 0; i < CONNECTIONS; i++) {
            new Thread(() -> {
                        try (LoadClient client = new LoadClient(port)) {
                            while (left.getAndDecrement() > 0) {
                                client.exchange(BareServers.any(kind.requests));
                                if (client.status() != kind.status) {
                                    wrong.incrementAndGet();
                                }
                            }
                        } catch (IOException e) {
                            wrong.addAndGet(requests);
                        } finally {
                            done.countDown();
                        }
                    })
                    .start();
        }
        done.await();
        if (wrong.get() > 0) {
            throw new IllegalStateException(kind.name + ": " + wrong.get() + " answers were others");
        }
    }

    private static void print(List<Kind> kinds) {
        Map<Integer, double[]> plain = new LinkedHashMap<>();
        for (Kind kind : kinds) {
            double[] micros = Figures.array(kind.micros);
            double[] first = plain.computeIfAbsent(kind.status, status -> micros);
            System.out.printf("%-30s %s µs", kind.name, Figures.spread(micros));
            System.out.println(first == micros ? "" : ", as a ratio " + Figures.spread(Figures.ratios(micros, first)));
        }
    }
}
