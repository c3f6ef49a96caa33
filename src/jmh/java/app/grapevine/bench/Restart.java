package app.grapevine.bench;

import app.grapevine.attribution.Attributor;
import app.grapevine.channels.ChannelCatalogue;
import app.grapevine.clicks.Clicks;
import app.grapevine.journal.JournalSettings;
import app.grapevine.rollups.Rollups;
import app.grapevine.storage.Database;
import app.grapevine.storage.DatabaseSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.HdrHistogram.ConcurrentHistogram;

/**
 * A start after {@code kill -9} under load, with very many visits stored on H2: seconds to the first redirect, to the
 * answer of {@code /health/ready}, and until nothing waits in the journal. Then the same after a process that was killed with
 * many visits in the journal that no table had.
 *
 * <pre>mvn -q -Pbench test-compile exec:java -Dexec.mainClass=app.grapevine.bench.Restart</pre>
 *
 * Arguments: visits stored (5000000), rounds (5), visits in the journal (1000000), redirects a second before a kill (2000).
 */
public final class Restart {
    private static final int LOAD_SECONDS = 10;

    private Restart() {}

    public static void main(String[] args) throws Exception {
        int visits = args.length > 0 ? Integer.parseInt(args[0]) : 5_000_000;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
        String waiting = args.length > 2 ? args[2] : "1000000";
        int rate = args.length > 3 ? Integer.parseInt(args[3]) : 2000;
        Path directory = Files.createTempDirectory("grapevine-bench-");
        Path data = directory.resolve("data");
        Files.createDirectories(data);
        ServerProcess.run(Filling.class.getName(), Map.of(), data.toString(), String.valueOf(visits));
        List<String> codes;
        try (GrapevineProcess first = GrapevineProcess.start(directory, Map.of())) {
            codes = first.createLinks(1000, false);
        }
        Times underLoad = new Times();
        Times behind = new Times();
        for (int round = 0; round < rounds; round++) {
            try (GrapevineProcess process = GrapevineProcess.start(directory, Map.of())) {
                load(process, codes, rate);
            }
            underLoad.take(directory, codes.get(0));
            ServerProcess.run(Journaling.class.getName(), Map.of(), data.toString(), waiting);
            behind.take(directory, codes.get(0));
        }
        System.out.printf(
                "seconds, %d visits stored; the database's file: %,d bytes%n",
                visits, Files.size(data.resolve("grapevine.mv.db")));
        underLoad.print("killed under load");
        behind.print("killed with " + waiting + " in the journal");
    }

    private static void load(GrapevineProcess process, List<String> codes, int rate) throws Exception {
        Thread killer = new Thread(() -> {
            try {
                TimeUnit.SECONDS.sleep(LOAD_SECONDS);
                process.server().kill();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        killer.start();
        try {
            RedirectLatency.run(process.port(), codes, rate, 2 * LOAD_SECONDS, new ConcurrentHistogram(3));
        } catch (IllegalStateException e) {
            // The connections fail as it is killed.
        }
        killer.join();
    }

    /** What was measured of each start. */
    private static final class Times {
        private final List<Double> redirect = new ArrayList<>();
        private final List<Double> ready = new ArrayList<>();
        private final List<Double> drained = new ArrayList<>();

        void take(Path directory, String code) throws Exception {
            long began = System.nanoTime();
            try (GrapevineProcess process = GrapevineProcess.start(directory, Map.of())) {
                redirect(process.port(), code);
                redirect.add(seconds(began));
                process.awaitReady();
                ready.add(seconds(began));
                while (process.metric("grapevine_visits_pending") > 0) {
                    Thread.sleep(20);
                }
                drained.add(seconds(began));
            }
        }

        void print(String what) {
            System.out.println(what + ", to the first redirect: " + Figures.spread(Figures.array(redirect)));
            System.out.println(what + ", to ready:              " + Figures.spread(Figures.array(ready)));
            System.out.println(what + ", to nothing waiting:    " + Figures.spread(Figures.array(drained)));
        }
    }

    private static double seconds(long began) {
        return (System.nanoTime() - began) / 1e9;
    }

    static void redirect(int port, String code) throws IOException {
        try (LoadClient client = new LoadClient(port)) {
            client.exchange(LoadClient.get(port, "/" + code, "Mozilla/5.0 (iPhone) Mobile Safari/604.1"));
            if (client.status() != 302) {
                throw new IllegalStateException("no redirect: " + client.status());
            }
        }
    }

    /** Fills a data directory. */
    static final class Filling {
        public static void main(String[] args) throws Exception {
            Path data = Path.of(args[0]);
            try (Database database = Database.open(DatabaseSettings.embedded(data))) {
                database.migrate();
                FilledSite.fill(database, data, Integer.parseInt(args[1]));
            }
        }
    }

    /** Puts visits into the journal faster than they are recorded, and ends without a word. */
    static final class Journaling {
        public static void main(String[] args) {
            Path data = Path.of(args[0]);
            int visits = Integer.parseInt(args[1]);
            Database database = Database.open(DatabaseSettings.embedded(data));
            ChannelCatalogue channels = ChannelCatalogue.load(null);
            Clicks clicks = Clicks.open(
                    JournalSettings.in(data),
                    database,
                    new Attributor(channels.all()),
                    channels.all(),
                    new Rollups(database),
                    Clock.systemUTC());
            Traffic traffic =
                    new Traffic(7, LongStream.rangeClosed(1, FilledSite.LINKS).toArray(), "whatsapp");
            for (int i = 0; i < visits; i++) {
                clicks.record(traffic.next(Clock.systemUTC().millis()), receipt -> {});
            }
            System.out.printf(
                    "%d visits, of which %d waited when it was ended%n",
                    visits, clicks.tally().pending());
            System.out.flush();
            Runtime.getRuntime().halt(0);
        }
    }
}
