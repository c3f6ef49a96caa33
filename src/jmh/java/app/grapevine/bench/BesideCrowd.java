package app.grapevine.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * What redirects at a steady rate, from an address of their own, have to wait quietly, beside a {@link CrowdProcess} that holds up
 * another server of the machine, which does next to nothing with it, and beside one that holds up the service; by turns, and of
 * all turns together, taken as {@link RedirectLatency} does. Beside them what the page of a link and the question for health wait. Then as
 * many connections as may be send requests as fast as they are answered, which is more than the machine can carry: what it
 * refuses, the memory that it takes, and how it answers ten seconds after.
 *
 * <pre>mvn -q -Pbench test-compile exec:java -Dexec.mainClass=app.grapevine.bench.BesideCrowd</pre>
 *
 * Arguments: redirects a second (1000), seconds a turn (20), turns (3), clients of the crowd (5000), their addresses (20).
 */
public final class BesideCrowd {
    private static final int FLOOD_ADDRESSES = 20;
    private static final int FLOOD_CONNECTIONS = 1000;

    private BesideCrowd() {}

    public static void main(String[] args) throws Exception {
        int rate = number(args, 0, 1000);
        int seconds = number(args, 1, 20);
        int turns = number(args, 2, 3);
        Path directory = Files.createTempDirectory("grapevine-bench-");
        try (GrapevineProcess process = GrapevineProcess.start(directory, Map.of());
                ServerProcess holding = ServerProcess.start(
                        HoldingServer.class.getName(), Map.of(), directory.resolve("holding.log"))) {
            List<String> codes = process.createLinks(1000, false);
            measure(process, codes, rate, 15);
            System.out.printf(
                    "%-9s %8s %8s %8s %8s %10s %10s%n", "", "p50", "p99", "p99.9", "max", "page, max", "resident");
            Histogram quiet = new Histogram(3);
            Histogram elsewhere = new Histogram(3);
            Histogram crowd = new Histogram(3);
            for (int turn = 0; turn < turns; turn++) {
                quiet.add(print("quiet", process, measure(process, codes, rate, seconds)));
                elsewhere.add(beside("elsewhere", holding, process, codes, args));
                crowd.add(beside("crowd", process.server(), process, codes, args));
            }
            System.out.printf("all turns%n");
            System.out.printf("%-9s %s%n", "quiet", Figures.latency(quiet));
            System.out.printf("%-9s %s%n", "elsewhere", Figures.latency(elsewhere));
            System.out.printf("%-9s %s%n", "crowd", Figures.latency(crowd));
            flood(process, codes);
            Thread.sleep(10_000);
            print("10 s on", process, measure(process, codes, rate, seconds));
            System.out.print(cuts(process));
        }
    }

    private static int number(String[] args, int place, int otherwise) {
        return args.length > place ? Integer.parseInt(args[place]) : otherwise;
    }

    /** Measures while a crowd holds up a server. */
    private static Histogram beside(
            String name, ServerProcess heldUp, GrapevineProcess process, List<String> codes, String[] args)
            throws Exception {
        int rate = number(args, 0, 1000);
        int seconds = number(args, 1, 20);
        Histogram found;
        try (CrowdProcess others = new CrowdProcess(heldUp.port(), number(args, 3, 5000), number(args, 4, 20))) {
            measure(process, codes, rate, 10); // until they are there
            double before = process.server().cpuSeconds();
            found = print(name, process, measure(process, codes, rate, seconds));
            double busy = (process.server().cpuSeconds() - before) / seconds;
            System.out.printf("%-9s %s; the service used %.2f processors%n", "", others.count(), busy);
        }
        Thread.sleep(2000);
        return found;
    }

    private record Found(Histogram redirects, long pageMillis) {}

    private static Found measure(GrapevineProcess process, List<String> codes, int rate, int seconds) throws Exception {
        AtomicBoolean ended = new AtomicBoolean();
        AtomicLong worst = new AtomicLong();
        Thread asking = new Thread(() -> ask(process.port(), codes.get(0), ended, worst));
        asking.start();
        Histogram redirects = RedirectLatency.run(process.port(), codes, rate, seconds, new ConcurrentHistogram(3));
        ended.set(true);
        asking.join();
        return new Found(redirects, worst.get());
    }

    /** A page of a link and the question for health, again and again. */
    private static void ask(int port, String code, AtomicBoolean ended, AtomicLong worst) {
        HttpClient client = HttpClient.newHttpClient();
        try {
            while (!ended.get()) {
                for (String path : List.of("/" + code + "+", "/health/live")) {
                    long began = System.nanoTime();
                    URI uri = URI.create("http://127.0.0.1:" + port + path);
                    int status = client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
                            .statusCode();
                    worst.accumulateAndGet((System.nanoTime() - began) / 1_000_000, Math::max);
                    if (status != 200) {
                        System.out.println(path + " got " + status);
                    }
                }
                Thread.sleep(100);
            }
        } catch (IOException | InterruptedException e) {
            System.out.println("a page was not answered: " + e);
        }
    }

    private static Histogram print(String name, GrapevineProcess process, Found found) throws IOException {
        System.out.printf(
                "%-9s %s %10d %10.0f%n",
                name,
                Figures.latency(found.redirects),
                found.pageMillis,
                process.server().residentMebibytes());
        return found.redirects;
    }

    /** Connections that ask anew as soon as they are answered, half of them for codes that are nobody's. */
    private static void flood(GrapevineProcess process, List<String> codes) throws Exception {
        AtomicLong answered = new AtomicLong();
        AtomicLong refused = new AtomicLong();
        AtomicLong closed = new AtomicLong();
        long end = System.nanoTime() + 15_000_000_000L;
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < FLOOD_CONNECTIONS; i++) {
            String address = "127.0.1." + (1 + i % FLOOD_ADDRESSES);
            String path = i % 2 == 0 ? "/" + codes.get(i % codes.size()) : "/nobodys-" + i;
            byte[] request =
                    ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
            Thread thread = new Thread(() -> {
                byte[] buffer = new byte[16 * 1024];
                while (System.nanoTime() < end) {
                    try (Socket socket = new Socket()) {
                        socket.bind(new InetSocketAddress(address, 0));
                        socket.connect(new InetSocketAddress("127.0.0.1", process.port()), 5000);
                        socket.setSoTimeout(10_000);
                        while (System.nanoTime() < end) {
                            socket.getOutputStream().write(request);
                            int read = socket.getInputStream().read(buffer);
                            if (read < 12) {
                                throw new IOException("closed");
                            }
                            (buffer[9] == '3' || buffer[9] == '4' ? answered : refused).incrementAndGet();
                        }
                    } catch (IOException e) {
                        closed.incrementAndGet();
                    }
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        System.out.printf(
                "flood: %.0f answered a second, %.0f refused a second, %d connections lost, resident %.0f MiB%n",
                answered.get() / 15.0,
                refused.get() / 15.0,
                closed.get(),
                process.server().residentMebibytes());
    }

    private static String cuts(GrapevineProcess process) throws Exception {
        StringBuilder found = new StringBuilder();
        for (String line : process.get("/metrics", "text/plain").split("\n")) {
            if (line.startsWith("grapevine_clients_cut_total") && !line.endsWith(" 0.0")) {
                found.append(line).append('\n');
            }
        }
        return found.toString();
    }
}
