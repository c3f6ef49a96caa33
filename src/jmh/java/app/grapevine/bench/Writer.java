package app.grapevine.bench;

import app.grapevine.attribution.Attributor;
import app.grapevine.channels.ChannelCatalogue;
import app.grapevine.clicks.Clicks;
import app.grapevine.journal.JournalSettings;
import app.grapevine.rollups.Rollups;
import app.grapevine.storage.Database;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * How fast the writer drains the journal into the database: judging, clicks, visitors, rollups and positions. The visits
 * wait in the journal when it begins, as after an outage of the database, and spread over 1,000 links and an hour.
 * In a JVM of its own, with the options of {@code config/jvm.options} and the heap of the other servers here; a
 * PostgreSQL is on the same machine.
 *
 * <pre>mvn -q -Pbench test-compile exec:java -Dexec.mainClass=app.grapevine.bench.Writer</pre>
 *
 * Arguments: visits a turn (200000), turns (5), {@code h2} or {@code postgresql}.
 */
public final class Writer {
    private static final int LINKS = 1000;

    private Writer() {}

    public static void main(String[] args) throws Exception {
        int status = ServerProcess.run(Draining.class.getName(), Map.of(), args);
        if (status != 0) {
            throw new IllegalStateException("it ended with status " + status);
        }
    }

    /** The measured program. */
    static final class Draining {
        public static void main(String[] args) throws Exception {
            measure(args);
        }
    }

    private static void measure(String[] args) throws Exception {
        int visits = args.length > 0 ? Integer.parseInt(args[0]) : 200_000;
        int turns = args.length > 1 ? Integer.parseInt(args[1]) : 5;
        String kind = args.length > 2 ? args[2] : "h2";
        Path directory = Files.createTempDirectory("grapevine-bench-");
        ChannelCatalogue channels = ChannelCatalogue.load(null);
        double[] rates = new double[turns];
        double[] appends = new double[turns];
        double[] own = new double[turns];
        double[] servers = new double[turns];
        try (BenchDatabase place = BenchDatabase.open(kind, directory)) {
            Database database = place.database();
            Rollups rollups = new Rollups(database);
            try (Clicks clicks = Clicks.open(
                    JournalSettings.in(directory),
                    database,
                    new Attributor(channels.all()),
                    channels.all(),
                    rollups,
                    Clock.systemUTC())) {
                long begin = Clock.systemUTC().millis() - Duration.ofHours(1).toMillis();
                Traffic traffic =
                        new Traffic(1, LongStream.rangeClosed(1, LINKS).toArray(), "whatsapp");
                for (int turn = -1; turn < turns; turn++) { // the first warms up
                    long started = System.nanoTime();
                    double before = BenchDatabase.ownSeconds();
                    double serverBefore = place.serverSeconds();
                    for (int i = 0; i < visits; i++) {
                        clicks.record(traffic.next(begin + i * 3_600_000L / visits), receipt -> {});
                    }
                    double append = (System.nanoTime() - started) / 1e3 / visits;
                    if (!clicks.await(Duration.ofMinutes(10))) {
                        throw new IllegalStateException("the journal was not drained in ten minutes");
                    }
                    double rate = visits / ((System.nanoTime() - started) / 1e9);
                    if (turn >= 0) {
                        rates[turn] = rate;
                        appends[turn] = append;
                        own[turn] = (BenchDatabase.ownSeconds() - before) * 1e6 / visits;
                        servers[turn] = (place.serverSeconds() - serverBefore) * 1e6 / visits;
                    }
                }
            }
            System.out.println("visits a second, from the first append to the last commit: " + Figures.spread(rates));
            System.out.println("making and appending one, µs, with the writer beside it:   " + Figures.spread(appends));
            System.out.println("the processor's time of this process, µs a visit:          " + Figures.spread(own));
            System.out.println("the processor's time of the database's server, µs a visit: " + Figures.spread(servers));
            System.out.println("rollup rows that a recount would change: "
                    + rollups.verify(0, Integer.MAX_VALUE).size());
        }
    }
}
