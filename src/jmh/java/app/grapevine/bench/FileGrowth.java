package app.grapevine.bench;

import app.grapevine.attribution.Attributor;
import app.grapevine.channels.ChannelCatalogue;
import app.grapevine.clicks.Clicks;
import app.grapevine.journal.JournalSettings;
import app.grapevine.privacy.Pseudonyms;
import app.grapevine.privacy.SaltKeeper;
import app.grapevine.rollups.Rollups;
import app.grapevine.storage.Database;
import app.grapevine.storage.DatabaseSettings;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * What the data directory takes while visits come in at a steady rate. The commits are real ones, of as many visits as
 * gather in 50 ms at that rate, one after another without waiting; the visits' times go on by their rate. So it is
 * harder on the file than the rate itself, where there are pauses to tidy in. In a JVM of its own, with the options of
 * {@code config/jvm.options} and the heap of the other servers here.
 *
 * <pre>mvn -q -Pbench test-compile exec:java -Dexec.mainClass=app.grapevine.bench.FileGrowth -Dexec.args="100 100000"</pre>
 *
 * Arguments: visits a second (100), visits (100000), days over which they are spread (as long as the rate takes), and
 * {@code together} to have all of them wait in the journal when the writer begins.
 */
public final class FileGrowth {
    private static final int LINKS = 1000;
    private static final double GATHERING_SECONDS = 0.05;
    private static final double MEBIBYTE = 1 << 20;

    private FileGrowth() {}

    public static void main(String[] args) throws Exception {
        int status = ServerProcess.run(Growing.class.getName(), Map.of(), args);
        if (status != 0) {
            throw new IllegalStateException("it ended with status " + status);
        }
    }

    /** The measured program. */
    static final class Growing {
        public static void main(String[] args) throws Exception {
            measure(args);
        }
    }

    /** The time of the visit that is under way. */
    private static final class VisitClock extends Clock {
        private final AtomicLong millis = new AtomicLong();

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(millis.get());
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    }

    private static void measure(String[] args) throws Exception {
        int rate = args.length > 0 ? Integer.parseInt(args[0]) : 100;
        int visits = args.length > 1 ? Integer.parseInt(args[1]) : 100_000;
        double days = args.length > 2 ? Double.parseDouble(args[2]) : visits / (double) rate / 86_400;
        boolean together = args.length > 3 && args[3].equals("together");
        int batch = together ? visits : Math.max(1, (int) (rate * GATHERING_SECONDS));
        Path directory = Files.createTempDirectory("grapevine-bench-");
        VisitClock clock = new VisitClock();
        long step = (long) (days * 86_400_000 / visits);
        clock.millis.set(System.currentTimeMillis() - step * visits);
        ChannelCatalogue channels = ChannelCatalogue.load(null);
        Traffic traffic = new Traffic(1, LongStream.rangeClosed(1, LINKS).toArray(), "whatsapp");
        Sizes sizes = new Sizes(directory);
        try (Database database = Database.open(DatabaseSettings.embedded(directory))) {
            database.migrate();
            Pseudonyms pseudonyms = new Pseudonyms(database, new SaltKeeper(database, directory, 1), clock);
            pseudonyms.renewSalts();
            try (Clicks clicks = Clicks.open(
                    JournalSettings.in(directory),
                    database,
                    new Attributor(channels.all()),
                    channels.all(),
                    new Rollups(database),
                    clock)) {
                sizes.start();
                long cpu = cpuNanos();
                long began = System.nanoTime();
                long hour = 0;
                for (int i = 0; i < visits; i += batch) {
                    for (int k = 0; k < batch; k++) {
                        clicks.record(traffic.next(clock.millis.addAndGet(step)), receipt -> {});
                    }
                    if (!clicks.await(Duration.ofMinutes(10))) {
                        throw new IllegalStateException("the journal was not drained in ten minutes");
                    }
                    if (clock.millis() / 3_600_000 != hour) {
                        hour = clock.millis() / 3_600_000;
                        pseudonyms.renewSalts();
                    }
                    sizes.recorded = i + batch;
                }
                double seconds = (System.nanoTime() - began) / 1e9;
                System.out.printf(
                        "%d visits in batches of %d, %.1f s, %.1f µs of CPU a visit, all threads%n",
                        visits, batch, seconds, (cpuNanos() - cpu) / 1e3 / visits);
                System.out.printf(
                        "at the end of them:   %s; %s%n",
                        sizes.now(), database.file().figures());
                Thread.sleep(15_000);
                System.out.printf(
                        "15 s later:           %s; %s%n",
                        sizes.now(), database.file().figures());
            }
            sizes.end();
            System.out.printf("greatest:             %.1f MiB at visit %d%n", sizes.most / MEBIBYTE, sizes.mostAt);
            database.closeCompacted();
        }
        System.out.printf("stopped and compacted: %s%n", sizes.now());
        long live = Files.size(directory.resolve("grapevine.mv.db"));
        System.out.printf(
                "that is %.0f bytes a visit; the greatest moment was %.2f x the compacted file and %.1f MiB over it%n",
                live / (double) visits, sizes.most / (double) live, (sizes.most - live) / MEBIBYTE);
        System.out.printf(
                "the worst moment against 300 bytes a visit and 20 MB: %.1f MiB over%n", sizes.worst / MEBIBYTE);
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    /** Looks at the directory every 50 ms. */
    private static final class Sizes {
        private final Path directory;
        private final Thread thread = new Thread(this::watch, "sizes");
        private volatile boolean ended;
        volatile int recorded;
        private long most;
        private int mostAt;
        private long worst = Long.MIN_VALUE;

        Sizes(Path directory) {
            this.directory = directory;
            thread.setDaemon(true);
        }

        void start() {
            thread.start();
        }

        void end() throws InterruptedException {
            ended = true;
            thread.join();
        }

        private void watch() {
            while (!ended) {
                int visits = recorded;
                long bytes = bytes(directory);
                if (bytes > most) {
                    most = bytes;
                    mostAt = visits;
                }
                worst = Math.max(worst, bytes - 300L * visits - 20_000_000);
                try {
                    Thread.sleep(50);
                } catch (InterruptedException e) {
                    return;
                }
            }
        }

        String now() {
            return "%.1f MiB, of them the journal %.1f"
                    .formatted(bytes(directory) / MEBIBYTE, bytes(directory.resolve("journal")) / MEBIBYTE);
        }

        private static long bytes(Path directory) {
            try (Stream<Path> files = Files.walk(directory)) {
                return files.mapToLong(Sizes::size).sum();
            } catch (IOException | java.io.UncheckedIOException e) {
                return 0; // a file that went as it was looked at
            }
        }

        private static long size(Path file) {
            try {
                return Files.isRegularFile(file) ? Files.size(file) : 0;
            } catch (IOException e) {
                return 0;
            }
        }
    }
}
