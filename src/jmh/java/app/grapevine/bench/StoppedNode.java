package app.grapevine.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Two nodes on one PostgreSQL record visits and previews of the same links, and one of them is stopped (SIGSTOP) again and again,
 * wherever it is just then: how far the other's database is behind its visits meanwhile, at worst, asked every 50 milliseconds,
 * beside the same before the stop; and whether at the end each visit that was answered is recorded.
 *
 * <pre>mvn -q -Pbench test-compile exec:java -Dexec.mainClass=app.grapevine.bench.StoppedNode</pre>
 *
 * Arguments: stops (10), seconds of each (8), visits a second to each node (300).
 */
public final class StoppedNode {
    private static final int LINKS = 50;
    private static final int CONNECTIONS = 4;
    private static final List<String> USER_AGENTS = List.of(
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
                    + " Version/18.1 Mobile/15E148 Safari/604.1",
            "WhatsApp/2.24.20.89 A");

    private final AtomicLong answered = new AtomicLong();
    private final int rate;
    private volatile boolean over;

    private StoppedNode(int rate) {
        this.rate = rate;
    }

    public static void main(String[] args) throws Exception {
        int stops = args.length > 0 ? Integer.parseInt(args[0]) : 10;
        int seconds = args.length > 1 ? Integer.parseInt(args[1]) : 8;
        int rate = args.length > 2 ? Integer.parseInt(args[2]) : 300;
        Path directory = Files.createTempDirectory("grapevine-bench-");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().start();
                GrapevineProcess one = start(directory.resolve("one"), postgres);
                GrapevineProcess other = start(directory.resolve("other"), postgres)) {
            new StoppedNode(rate).run(one, other, stops, seconds);
        }
    }

    private static GrapevineProcess start(Path directory, EmbeddedPostgres postgres) throws IOException {
        Files.createDirectories(directory);
        return GrapevineProcess.start(
                directory,
                Map.of(
                        "GRAPEVINE_DATABASE_URL", postgres.getJdbcUrl("postgres", "postgres"),
                        "GRAPEVINE_DATABASE_USER", "postgres",
                        "GRAPEVINE_DATABASE_PASSWORD", "postgres"));
    }

    private void run(GrapevineProcess one, GrapevineProcess other, int stops, int seconds) throws Exception {
        List<String> codes = one.createLinks(LINKS, false);
        List<Thread> visitors = new ArrayList<>();
        for (GrapevineProcess process : List.of(one, other)) {
            for (int i = 0; i < CONNECTIONS; i++) {
                Thread visitor = new Thread(() -> visit(process.port(), codes));
                visitors.add(visitor);
                visitor.start();
            }
        }
        behind(other, 10);
        System.out.printf("%4s %28s %28s%n", "stop", "behind at most, s: before it", "while one node is stopped");
        double worst = 0;
        for (int stop = 1; stop <= stops; stop++) {
            double before = behind(other, 4);
            signal("STOP", one);
            double behind = behind(other, seconds);
            signal("CONT", one);
            worst = Math.max(worst, behind);
            System.out.printf("%4d %28.2f %28.2f%n", stop, before, behind);
        }
        over = true;
        for (Thread visitor : visitors) {
            visitor.join();
        }
        RedirectCost.awaitDrained(one);
        RedirectCost.awaitDrained(other);
        double recorded = one.metric("grapevine_visits_total") + other.metric("grapevine_visits_total");
        System.out.printf("worst %.2f s; %d visits answered, %.0f recorded%n", worst, answered.get(), recorded);
    }

    private void visit(int port, List<String> codes) {
        long interval = TimeUnit.SECONDS.toNanos(CONNECTIONS) / rate;
        byte[][] requests = USER_AGENTS.stream()
                .flatMap(agent -> codes.stream().map(code -> LoadClient.get(port, "/" + code, agent)))
                .toArray(byte[][]::new);
        try (LoadClient client = new LoadClient(port)) {
            while (!over) {
                client.exchange(BareServers.any(requests));
                answered.incrementAndGet();
                LockSupport.parkNanos(interval);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How far a node is behind, at most, in some seconds. */
    private static double behind(GrapevineProcess process, int seconds) throws Exception {
        double most = 0;
        for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
                System.nanoTime() < end;
                Thread.sleep(50)) {
            most = Math.max(most, process.metric("grapevine_journal_lag_seconds"));
        }
        return most;
    }

    private static void signal(String name, GrapevineProcess process) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, String.valueOf(process.server().pid()))
                .inheritIO()
                .start()
                .waitFor();
    }
}
