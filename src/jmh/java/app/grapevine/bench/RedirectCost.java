package app.grapevine.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * CPU time of one redirect with recording on, beside a bare Javalin route and bare Jetty handlers that record
 * nothing. Each server is a JVM of its own, all with the options of {@code config/jvm.options}; rounds go from one
 * to the next, so that the machine's moods hit all alike; 1,000 links, 32 keep-alive connections. CPU time is the
 * kernel's, of the server's process, so the client is not in it.
 *
 * <p>Grapevine is given twice: the redirect's own threads, and the whole process with the writer, which puts
 * the visits into the database meanwhile or later, and with H2's background thread. Collecting garbage, most of which
 * the writer makes, counts to the redirect, and is shown apart as well.
 *
 * <pre>mvn -q -Pbench test-compile exec:java -Dexec.mainClass=app.grapevine.bench.RedirectCost</pre>
 *
 * Arguments: rounds (9), requests a round and server (60000), the jar of another version of Grapevine, with its
 * libraries in {@code lib} beside it, to be compared in the same rounds (none). Six rounds before them warm up: until
 * then the JIT compiler takes as much time as the requests, in every one of the servers.
 */
public final class RedirectCost {
    private static final int CONNECTIONS = 32;
    private static final int LINKS = 1000;
    private static final int WARM_UP = 6;
    /** The thread in which the serial collector runs. */
    private static final String COLLECTOR = "VM Thread";

    private static final String USER_AGENT = "Mozilla/5.0 (Linux; Android 15; Pixel 8 Build/AP3A.241105.007; wv)"
            + " AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/131.0.6778.81 Mobile Safari/537.36 WA4A/2.25.32.75";

    private RedirectCost() {}

    private record Contender(String name, ServerProcess server, byte[][] requests, List<Double> micros) {}

    public static void main(String[] args) throws Exception {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 9;
        int requests = args.length > 1 ? Integer.parseInt(args[1]) : 60_000;
        Path directory = Files.createTempDirectory("grapevine-bench-");
        try (GrapevineProcess grapevine = GrapevineProcess.start(directory, Map.of());
                GrapevineProcess other = args.length > 2 ? another(Path.of(args[2])) : null;
                ServerProcess javalin = bare(BareServers.JavalinRoute.class, directory);
                ServerProcess blocking = bare(BareServers.JettyBlocking.class, directory);
                ServerProcess nonBlocking = bare(BareServers.JettyNonBlocking.class, directory)) {
            List<String> codes = grapevine.createLinks(LINKS, false);
            Contender ours = contender("Grapevine, recording", grapevine.server(), codes);
            List<Contender> contenders = new ArrayList<>(List.of(
                    ours,
                    contender("Javalin 7 route, bare", javalin, codes),
                    contender("Jetty handler, blocking", blocking, codes),
                    contender("Jetty handler, NON_BLOCKING", nonBlocking, codes)));
            if (other != null) {
                contenders.add(
                        1, contender("Grapevine, another version", other.server(), other.createLinks(LINKS, false)));
            }
            List<Double> whole = new ArrayList<>();
            List<Double> collecting = new ArrayList<>();
            for (int round = -WARM_UP; round < rounds; round++) {
                for (Contender contender : contenders) {
                    double writerBefore = writer(contender.server);
                    double collectedBefore = contender.server.cpuSecondsOf(COLLECTOR);
                    double before = contender.server.cpuSeconds();
                    drive(contender, requests);
                    double all = contender.server.cpuSeconds() - before;
                    double path = all - (writer(contender.server) - writerBefore);
                    double collected = contender.server.cpuSecondsOf(COLLECTOR) - collectedBefore;
                    if (other != null && contender.server == other.server()) {
                        awaitDrained(other);
                    }
                    if (contender == ours) {
                        awaitDrained(grapevine);
                        all = contender.server.cpuSeconds() - before;
                    }
                    if (round >= 0) {
                        contender.micros.add(path / requests * 1e6);
                        if (contender == ours) {
                            whole.add(all / requests * 1e6);
                            collecting.add(collected / requests * 1e6);
                        }
                    }
                }
            }
            print(contenders, whole, collecting);
        }
    }

    static GrapevineProcess another(Path jar) throws IOException {
        return GrapevineProcess.startJar(
                jar, Files.createTempDirectory("grapevine-bench-other-"), ServerProcess.OPTIONS, "-Xmx256m");
    }

    static ServerProcess bare(Class<?> main, Path directory) throws IOException {
        return ServerProcess.start(main.getName(), Map.of(), directory.resolve(main.getSimpleName() + ".log"));
    }

    private static Contender contender(String name, ServerProcess server, List<String> codes) {
        return new Contender(name, server, requests(server.port(), codes), new ArrayList<>());
    }

    private static byte[][] requests(int port, List<String> codes) {
        return codes.stream()
                .map(code -> LoadClient.get(port, "/" + code, USER_AGENT))
                .toArray(byte[][]::new);
    }

    private static double writer(ServerProcess server) throws IOException {
        return server.cpuSecondsOf("click-writer") + server.cpuSecondsOf("MVStore");
    }

    static void awaitDrained(GrapevineProcess grapevine) throws Exception {
        while (grapevine.metric("grapevine_visits_pending") > 0) {
            Thread.sleep(20);
        }
    }

    /** Requests to a server that redirects these codes, as of a phone, over all connections. */
    static void drive(int port, List<String> codes, int requests) throws Exception {
        drive("port " + port, port, requests(port, codes), requests);
    }

    private static void drive(Contender contender, int requests) throws Exception {
        drive(contender.name, contender.server.port(), contender.requests, requests);
    }

    private static void drive(String name, int port, byte[][] prepared, int requests) throws Exception {
        AtomicInteger left = new AtomicInteger(requests);
        CountDownLatch done = new CountDownLatch(CONNECTIONS);
        AtomicInteger wrong = new AtomicInteger();
        for (int i = 0; i < CONNECTIONS; i++) {
            new Thread(() -> {
                        try (LoadClient client = new LoadClient(port)) {
                            while (left.getAndDecrement() > 0) {
                                client.exchange(BareServers.any(prepared));
                                if (client.status() != 302) {
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
            throw new IllegalStateException(name + ": " + wrong.get() + " answers were no redirects");
        }
    }

    private static void print(List<Contender> contenders, List<Double> whole, List<Double> collecting) {
        Map<String, double[]> figures = new LinkedHashMap<>();
        contenders.forEach(contender -> figures.put(contender.name, Figures.array(contender.micros)));
        double[] ours = Figures.array(contenders.get(0).micros);
        System.out.printf("%-34s %s%n", "CPU time of a request, µs", "median  (least … greatest)");
        figures.forEach((name, values) -> System.out.printf("%-34s %s%n", name, Figures.spread(values)));
        System.out.printf("%-34s %s%n", "Grapevine with the writer's work", Figures.spread(Figures.array(whole)));
        System.out.printf(
                "%-34s %s%n", "of Grapevine's: collecting garbage", Figures.spread(Figures.array(collecting)));
        System.out.println("Grapevine's redirect as a ratio, round by round, to");
        figures.forEach((name, values) -> {
            if (values != figures.get(contenders.get(0).name)) {
                System.out.printf("  %-32s %s%n", name, Figures.spread(Figures.ratios(ours, values)));
            }
        });
    }
}
