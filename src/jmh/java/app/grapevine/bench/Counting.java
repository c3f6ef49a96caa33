package app.grapevine.bench;

import app.grapevine.rollups.Rollups;
import app.grapevine.storage.Database;
import app.grapevine.storage.DatabaseSettings;
import app.grapevine.visits.Click;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What it costs to count visits to 1,000 links: the processor's time of the thread that appends and the garbage that it makes, in
 * batches of 300 and of 5,000, merging included as often as a service does it; and what a visit takes on disk in the end, a
 * million of them over 30 days. On H2, in a JVM of its own, with {@code config/jvm.options} and a heap of 256 MB.
 *
 * <pre>mvn -q -Pbench test-compile exec:java -Dexec.mainClass=app.grapevine.bench.Counting</pre>
 *
 * Arguments: visits (1000000), days (30), rounds of each batch (5).
 */
public final class Counting {
    private static final int LINKS = 1000;
    private static final Instant BEGIN = Instant.parse("2026-08-01T00:00:00Z");

    private Counting() {}

    public static void main(String[] args) throws Exception {
        int status = ServerProcess.run(Measured.class.getName(), Map.of(), args);
        if (status != 0) {
            throw new IllegalStateException("it ended with status " + status);
        }
    }

    /** The measured program. */
    static final class Measured {
        public static void main(String[] args) throws Exception {
            int visits = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
            int days = args.length > 1 ? Integer.parseInt(args[1]) : 30;
            int rounds = args.length > 2 ? Integer.parseInt(args[2]) : 5;
            for (int batch : new int[] {300, 5000}) {
                append(batch, rounds);
            }
            bytes(visits, days);
        }
    }

    private static void append(int size, int rounds) throws IOException {
        int visits = 120_000;
        Path directory = Files.createTempDirectory("grapevine-bench-");
        double[] micros = new double[rounds];
        double[] garbage = new double[rounds];
        double[] merging = new double[rounds];
        try (Database database = Database.open(DatabaseSettings.embedded(directory))) {
            database.migrate();
            Rollups rollups = new Rollups(database);
            JudgedVisits made = new JudgedVisits(1);
            long at = BEGIN.toEpochMilli();
            for (int round = -1; round < rounds; round++) { // the first warms up
                long nanos = 0;
                long bytes = 0;
                long merge = 0;
                for (int done = 0; done < visits; done += size) {
                    List<Click> batch = new ArrayList<>(size);
                    for (int i = 0; i < size; i++, at += 10) {
                        batch.add(made.next(made.link(LINKS), at));
                    }
                    long allocated = allocated();
                    long began = processor();
                    database.writeOnly(handle -> rollups.add(handle, batch));
                    nanos += processor() - began;
                    bytes += allocated() - allocated;
                    if (done / size % 16 == 15) {
                        began = processor();
                        rollups.mergeSome(at);
                        merge += processor() - began;
                    }
                }
                if (round >= 0) {
                    micros[round] = nanos / 1e3 / visits;
                    garbage[round] = (double) bytes / visits;
                    merging[round] = merge / 1e3 / visits;
                }
            }
        }
        System.out.printf("batches of %d: µs a visit to append      %s%n", size, Figures.spread(micros));
        System.out.printf("               bytes of garbage a visit   %s%n", Figures.spread(garbage));
        System.out.printf("               µs a visit to merge beside %s%n", Figures.spread(merging));
        System.out.printf(
                "               bytes of the file a visit  %8.1f%n",
                (double) Files.size(directory.resolve("grapevine.mv.db")) / visits / (rounds + 1));
    }

    private static long processor() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    private static void bytes(int visits, int days) throws IOException {
        Path directory = Files.createTempDirectory("grapevine-bench-");
        Path file = directory.resolve("grapevine.mv.db");
        long most = 0;
        long span = Duration.ofDays(days).toMillis();
        long now = BEGIN.toEpochMilli();
        try (Database database = Database.open(DatabaseSettings.embedded(directory))) {
            database.migrate();
            Rollups rollups = new Rollups(database);
            JudgedVisits made = new JudgedVisits(2);
            List<Click> batch = new ArrayList<>();
            for (int i = 0; i < visits; i++) {
                now = BEGIN.toEpochMilli() + (long) ((double) span * i / visits);
                batch.add(made.next(made.link(LINKS), now));
                if (batch.size() == 300 || i == visits - 1) {
                    database.writeOnly(handle -> rollups.add(handle, batch));
                    batch.clear();
                    rollups.mergeSome(now);
                    most = Math.max(most, Files.size(file));
                }
            }
            now += Duration.ofDays(1).toMillis();
            rollups.mergeSome(now);
            do {
                now += Duration.ofMinutes(1).toMillis();
            } while (rollups.mergeSome(now) || rollups.mergeSome(now + 60_000));
            System.out.printf(
                    "%d visits over %d days: %.1f bytes a visit in merged parts%n",
                    visits,
                    days,
                    (double) database.read(
                                    handle -> handle.createQuery("SELECT SUM(OCTET_LENGTH(content)) FROM count_parts")
                                            .mapTo(Long.class)
                                            .one())
                            / visits);
        }
        long closed = Files.size(file);
        try (Database database = Database.open(DatabaseSettings.embedded(directory))) {
            database.closeCompacted();
        }
        System.out.printf(
                "  the file, a visit: at most %.1f bytes while it ran, %.1f when closed, %.1f when compacted%n",
                (double) most / visits, (double) closed / visits, (double) Files.size(file) / visits);
    }
}
