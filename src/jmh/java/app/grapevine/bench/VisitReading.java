package app.grapevine.bench;

import app.grapevine.attribution.Attributor;
import app.grapevine.base.Parameters;
import app.grapevine.channels.ChannelCatalogue;
import app.grapevine.clicks.ClickIds;
import app.grapevine.clicks.VisitErasure;
import app.grapevine.reattribution.Reattribution;
import app.grapevine.reattribution.Reattributions;
import app.grapevine.rollups.Rollups;
import app.grapevine.stats.VisitQuery;
import app.grapevine.stats.Visits;
import app.grapevine.storage.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * What recorded visits cost when they are asked for: the first page of a link with few, an export of all,
 * judging anew, and erasing a link; and how many bytes a visit takes. Visits of 30 days over 1,000 links, one of which has
 * 100 and another 10,000. In a JVM of its own with a heap of 256 MB; a PostgreSQL is on the same machine.
 *
 * <pre>mvn -q -Pbench test-compile exec:java -Dexec.mainClass=app.grapevine.bench.VisitReading</pre>
 *
 * Arguments: visits (5000000), rounds of the page (20), {@code h2} or {@code postgresql}.
 */
public final class VisitReading {

    private VisitReading() {}

    public static void main(String[] args) throws Exception {
        int status = ServerProcess.run(Reading.class.getName(), Map.of(), args);
        if (status != 0) {
            throw new IllegalStateException("it ended with status " + status);
        }
    }

    /** The measured program. */
    static final class Reading {
        public static void main(String[] args) throws Exception {
            int visits = args.length > 0 ? Integer.parseInt(args[0]) : 5_000_000;
            int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 20;
            Path directory = Files.createTempDirectory("grapevine-bench-");
            try (BenchDatabase place = BenchDatabase.open(args.length > 2 ? args[2] : "h2", directory)) {
                FilledSite.fill(place.database(), directory, visits);
                bytes(place, visits);
                report(place, visits, rounds);
            }
        }
    }

    private static void bytes(BenchDatabase place, int visits) throws IOException {
        System.out.printf("bytes a visit of the database as it stands: %.1f%n", place.bytes() / (double) visits);
        if (place.isPostgres()) {
            System.out.printf(
                    "of that the visits with their indexes: %.1f; counts: %.1f; who was counted, until the salt is gone: %.1f%n",
                    place.bytesOf("^(clicks|visit_|visits)") / (double) visits,
                    place.bytesOf("^count_") / (double) visits,
                    place.bytesOf("^daily_visitors") / (double) visits);
        } else {
            long packed = bytes(place.database(), "visit_groups");
            System.out.printf("bytes a visit of its group: %.1f%n", packed / (double) visits);
        }
    }

    private static void report(BenchDatabase place, int visits, int rounds) throws IOException {
        Database database = place.database();
        Visits door = new Visits(database, ClickIds.open(database));
        double[] pages = new double[rounds];
        for (int i = -5; i < rounds; i++) {
            long began = System.nanoTime();
            int found = door.page(query("code" + FilledSite.RARE)).items().size();
            if (found != 50) {
                throw new IllegalStateException("a page of " + found);
            }
            if (i >= 0) {
                pages[i] = (System.nanoTime() - began) / 1e6;
            }
        }
        System.out.println("first page of a link with 100 visits, ms: " + Figures.spread(pages));
        System.out.println("  " + place.processor(() -> export(door)));
        System.out.println("  " + place.processor(() -> erase(database)));
        System.out.println("  " + place.processor(() -> judge(database, visits)));
        System.out.printf("memory in use: %d MB%n", Runtime.getRuntime().totalMemory() >> 20);
    }

    /** As the API does it. */
    private static final int EXPORTED_AT_ONCE = 1000;

    private static void export(Visits door) {
        long began = System.nanoTime();
        Visits.Export export = door.export(VisitQuery.export(new Parameters(Map.of())));
        int exported = 0;
        int some = export.some(EXPORTED_AT_ONCE).size();
        while (some > 0) {
            exported += some;
            some = export.some(EXPORTED_AT_ONCE).size();
        }
        System.out.printf("export: %.0f a second%n", exported / ((System.nanoTime() - began) / 1e9));
    }

    private static VisitQuery query(String code) {
        return VisitQuery.page(new Parameters(Map.of("code", List.of(code), "limit", List.of("50"))));
    }

    private static void erase(Database database) {
        VisitErasure erasure = new VisitErasure(database, new Rollups(database));
        long began = System.nanoTime();
        int erased = 0;
        int some = erasure.eraseSome(FilledSite.ERASED);
        while (some > 0) {
            erased += some;
            some = erasure.eraseSome(FilledSite.ERASED);
        }
        System.out.printf("erasing a link with %d visits: %.2f s%n", erased, (System.nanoTime() - began) / 1e9);
    }

    private static void judge(Database database, int visits) {
        ChannelCatalogue channels = ChannelCatalogue.load(null);
        Reattributions anew = new Reattributions(
                database, new Attributor(channels.all()), channels.all(), new Rollups(database), Clock.systemUTC());
        long began = System.nanoTime();
        Reattribution run = anew.run(anew.enter(null, null).id(), progress -> {});
        System.out.printf(
                "judging %d anew: %.1f s for a million, %d changed%n",
                visits, (System.nanoTime() - began) / 1e3 / run.examined(), run.changed());
    }

    private static long bytes(Database database, String table) {
        return database.read(handle -> handle.createQuery("SELECT SUM(LENGTH(content)) FROM " + table)
                .mapTo(Long.class)
                .one());
    }
}
