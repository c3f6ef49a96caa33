package app.grapevine.bench;

import app.grapevine.storage.Database;
import app.grapevine.storage.DatabaseSettings;
import app.grapevine.storage.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Takes backups of a service under a steady load, by its command, restores each into a directory of its own, and looks whether it
 * has exactly the visits up to one moment between begin and end: none missing, by their numbers, and as many as were answered
 * between. {@code check} must find nothing. Then redirects' latency beside backups, and without.
 *
 * <pre>mvn -q -Pbench test-compile exec:java -Dexec.mainClass=app.grapevine.bench.Backups -Dexec.args="20 500"</pre>
 *
 * Arguments: backups (20); visits a second (500); {@code process} or {@code always}.
 */
public final class Backups {
    private static final int CONNECTIONS = 64;
    private static final int SECONDS_AT_ONCE = 5;
    private static final int QUIET_SECONDS = 20;
    private static final int LINKS = 1000;
    private static final String MAIN = "app.grapevine.Main";

    private final Path root;
    private final Map<String, String> settings;
    private final GrapevineProcess service;
    private final Histogram beside = new ConcurrentHistogram(3);
    private long earlier;

    private Backups(Path root, Map<String, String> settings, GrapevineProcess service) {
        this.root = root;
        this.settings = settings;
        this.service = service;
    }

    public static void main(String[] args) throws Exception {
        int backups = args.length > 0 ? Integer.parseInt(args[0]) : 20;
        int rate = args.length > 1 ? Integer.parseInt(args[1]) : 500;
        Map<String, String> settings = Map.of("GRAPEVINE_JOURNAL_SYNC", args.length > 2 ? args[2] : "process");
        Path root = Files.createTempDirectory("grapevine-backups-");
        int good;
        try (GrapevineProcess service = GrapevineProcess.start(root, settings)) {
            good = new Backups(root, settings, service).run(backups, rate);
        }
        System.out.printf("%d of %d consistent%n", good, backups);
        System.exit(good == backups ? 0 : 1);
    }

    private int run(int backups, int rate) throws Exception {
        List<String> codes = service.createLinks(LINKS, false);
        Histogram warm = RedirectLatency.run(
                service.port(), codes, rate, QUIET_SECONDS, new ConcurrentHistogram(3)); // before what is counted
        Histogram quiet = RedirectLatency.run(service.port(), codes, rate, QUIET_SECONDS, new ConcurrentHistogram(3));
        earlier = warm.getTotalCount() + quiet.getTotalCount();
        AtomicBoolean ended = new AtomicBoolean();
        Thread load = new Thread(() -> {
            while (!ended.get()) {
                load(codes, rate);
            }
        });
        load.start();
        int good = 0;
        for (int i = 0; i < backups && load.isAlive(); i++) {
            good += isGood(i) ? 1 : 0;
        }
        ended.set(true);
        load.join();
        System.out.printf("%-30s %8s %8s %8s %8s%n", "milliseconds", "p50", "p99", "p99.9", "max");
        System.out.printf("%-30s %s%n", "without", Figures.latency(quiet));
        System.out.printf("%-30s %s%n", "beside backups and restores", Figures.latency(beside));
        return good;
    }

    private void load(List<String> codes, int rate) {
        try {
            var unused = RedirectLatency.run(service.port(), codes, rate, SECONDS_AT_ONCE, beside);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean isGood(int number) throws Exception {
        Path target = root.resolve(number % 2 == 0 ? number + ".zip" : String.valueOf(number));
        long before = earlier + beside.getTotalCount();
        long began = System.nanoTime();
        int taken = ServerProcess.run(
                MAIN,
                GrapevineProcess.environment(root, settings),
                "backup",
                target.toString(),
                "--url",
                "http://localhost:" + service.port());
        double seconds = (System.nanoTime() - began) / 1e9;
        long after = earlier + beside.getTotalCount() + CONNECTIONS;
        Path copy = Files.createDirectory(root.resolve("restored-" + number));
        Map<String, String> there = GrapevineProcess.environment(copy, settings);
        int restored = ServerProcess.run(MAIN, there, "restore", target.toString());
        int checked = ServerProcess.run(MAIN, there, "check");
        boolean good = taken + restored + checked == 0;
        if (good) {
            List<Long> numbers = numbers(copy.resolve("data"));
            long gaps = numbers.get(numbers.size() - 1) - numbers.get(0) + 1 - numbers.size();
            good = gaps == 0 && before <= numbers.size() && numbers.size() <= after;
            System.out.printf(
                    "backup %d, %.1f s with the command's start: %d visits, of %d to %d answered; %d gaps%n",
                    number + 1, seconds, numbers.size(), before, after, gaps);
        }
        TestDatabase.delete(copy);
        TestDatabase.delete(target);
        return good;
    }

    private static List<Long> numbers(Path data) {
        try (Database database = Database.open(DatabaseSettings.embedded(data))) {
            return TestDatabase.list(database, Long.class, "SELECT sequence FROM clicks ORDER BY sequence");
        }
    }
}
