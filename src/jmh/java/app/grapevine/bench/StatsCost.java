package app.grapevine.bench;

import app.grapevine.attribution.Attributor;
import app.grapevine.channels.ChannelCatalogue;
import app.grapevine.clicks.Clicks;
import app.grapevine.journal.JournalSettings;
import app.grapevine.rollups.Rollups;
import app.grapevine.storage.Database;
import app.grapevine.storage.DatabaseSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What a question to the stats costs that is about one link over 30 days, by day and channel: the same for a link
 * with few visits and for one with very many. Both links lie in one database; the questions go by HTTP, in turns.
 *
 * <pre>mvn -q -Pbench test-compile exec:java -Dexec.mainClass=app.grapevine.bench.StatsCost</pre>
 *
 * Arguments: visits of the one link (10000), of the other (5000000), questions of each (200).
 */
public final class StatsCost {
    private static final int STEP = 200_000;

    private StatsCost() {}

    public static void main(String[] args) throws Exception {
        int few = args.length > 0 ? Integer.parseInt(args[0]) : 10_000;
        int many = args.length > 1 ? Integer.parseInt(args[1]) : 5_000_000;
        int questions = args.length > 2 ? Integer.parseInt(args[2]) : 200;
        Path directory = Files.createTempDirectory("grapevine-bench-");
        List<String> codes;
        try (GrapevineProcess process = GrapevineProcess.start(directory, Map.of())) {
            codes = process.createLinks(2, false);
        }
        fill(directory.resolve("data"), codes, few, many);
        try (GrapevineProcess process = GrapevineProcess.start(directory, Map.of())) {
            double[] little = new double[questions];
            double[] much = new double[questions];
            for (int i = -50; i < questions; i++) { // the first warm up
                double first = ask(process, codes.get(0));
                double second = ask(process, codes.get(1));
                if (i >= 0) {
                    little[i] = first;
                    much[i] = second;
                }
            }
            System.out.printf("GET /stats by day and channel, one link, 30 days, ms%n");
            System.out.printf("  %9d visits: %s%n", few, Figures.spread(little));
            System.out.printf("  %9d visits: %s%n", many, Figures.spread(much));
            System.out.printf("  ratio of the medians: %.2f%n", Figures.median(much) / Figures.median(little));
        }
    }

    private static double ask(GrapevineProcess process, String code) throws Exception {
        long began = System.nanoTime();
        process.get("/api/v1/stats?by=time,channel&interval=day&code=" + code, "application/json");
        return (System.nanoTime() - began) / 1e6;
    }

    private static void fill(Path data, List<String> codes, int few, int many) throws Exception {
        ChannelCatalogue channels = ChannelCatalogue.load(null);
        try (Database database = Database.open(DatabaseSettings.embedded(data));
                Clicks clicks = Clicks.open(
                        JournalSettings.in(data),
                        database,
                        new Attributor(channels.all()),
                        channels.all(),
                        new Rollups(database),
                        Clock.systemUTC())) {
            visit(clicks, id(database, codes.get(0)), few);
            visit(clicks, id(database, codes.get(1)), many);
        }
    }

    private static long id(Database database, String code) {
        return database.read(handle -> handle.createQuery("SELECT id FROM links WHERE code = :code")
                .bind("code", code)
                .mapTo(Long.class)
                .one());
    }

    private static void visit(Clicks clicks, long link, int visits) throws InterruptedException {
        long span = Duration.ofDays(29).toMillis();
        long begin = Clock.systemUTC().millis() - span;
        Traffic traffic = new Traffic(link, new long[] {link}, "whatsapp");
        for (int i = 0; i < visits; i++) {
            clicks.record(traffic.next(begin + (long) (span * ((double) i / visits))), receipt -> {});
            if (i % STEP == STEP - 1 && !clicks.await(Duration.ofMinutes(10))) {
                throw new IllegalStateException("the journal was not drained in ten minutes");
            }
        }
        clicks.await(Duration.ofMinutes(10));
    }
}
