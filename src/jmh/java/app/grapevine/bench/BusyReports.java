package app.grapevine.bench;

import app.grapevine.storage.Database;
import app.grapevine.storage.DatabaseSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * What redirects at a steady rate have to wait while many clients ask the heaviest questions that there are: rankings over
 * 30 days of 12,000 links, each visited in every second block of four hours; all that the overview shows; pages of the
 * visits of a campaign; exports of all visits. Quiet and busy by turns, taken as {@link RedirectLatency} does.
 *
 * <pre>mvn -q -Pbench test-compile exec:java -Dexec.mainClass=app.grapevine.bench.BusyReports</pre>
 *
 * Arguments: redirects a second (2000), seconds a turn (20), turns (5), clients (16), a directory that was filled before, or
 * is to be (a new one).
 */
public final class BusyReports {
    private static final int LINKS = 12_000;
    private static final int DAYS = 30;
    private static final int WARM_UP_SECONDS = 15;
    private static final List<String> QUESTIONS = List.of(
            "by=link&limit=10",
            "by=campaign&limit=10",
            "by=tag&limit=10",
            "by=link&limit=10&tz=Asia/Kathmandu",
            "by=time,channel",
            "by=country,device");

    private final GrapevineProcess process;
    private final String range;
    private final AtomicInteger answered = new AtomicInteger();

    private BusyReports(GrapevineProcess process, String range) {
        this.process = process;
        this.range = range;
    }

    public static void main(String[] args) throws Exception {
        int rate = args.length > 0 ? Integer.parseInt(args[0]) : 2000;
        int seconds = args.length > 1 ? Integer.parseInt(args[1]) : 20;
        int turns = args.length > 2 ? Integer.parseInt(args[2]) : 5;
        int clients = args.length > 3 ? Integer.parseInt(args[3]) : 16;
        Path directory = args.length > 4 ? Path.of(args[4]) : Files.createTempDirectory("grapevine-bench-");
        Instant end = Instant.now().truncatedTo(ChronoUnit.DAYS);
        fill(directory.resolve("data"), end);
        String range = "from=" + end.minus(DAYS, ChronoUnit.DAYS).toString().substring(0, 10);
        try (GrapevineProcess process =
                GrapevineProcess.start(directory, Map.of("GRAPEVINE_PUBLIC_URL", "https://go.example"))) {
            new BusyReports(process, range).measure(rate, seconds, turns, clients);
        }
    }

    private static void fill(Path data, Instant end) throws IOException {
        if (Files.exists(data.resolve("grapevine.mv.db"))) {
            return;
        }
        Files.createDirectories(data);
        try (Database database = Database.open(DatabaseSettings.embedded(data))) {
            database.migrate();
            RankedLinks.fill(database, LINKS, end, DAYS, 2, true);
        }
    }

    private void measure(int rate, int seconds, int turns, int clients) throws Exception {
        List<String> codes = process.createLinks(1000, false);
        run(codes, rate, WARM_UP_SECONDS, 0);
        run(codes, rate, WARM_UP_SECONDS, clients);
        double[] ratios = new double[turns];
        System.out.printf("%d redirects a second, milliseconds%n", rate);
        System.out.printf("%-22s %8s %8s %8s %8s %12s%n", "", "p50", "p99", "p99.9", "max", "questions/s");
        for (int turn = 0; turn < turns; turn++) {
            Histogram quiet = run(codes, rate, seconds, 0);
            System.out.printf("%-22s %s%n", "quiet", Figures.latency(quiet));
            Histogram busy = run(codes, rate, seconds, clients);
            System.out.printf(
                    "%-22s %s %12.1f%n",
                    clients + " clients asking", Figures.latency(busy), answered.get() / (double) seconds);
            ratios[turn] = busy.getValueAtPercentile(99) / (double) quiet.getValueAtPercentile(99);
        }
        System.out.println("p99 busy to quiet: " + Figures.spread(ratios));
        System.out.printf("the most resident: %.0f MiB%n", process.server().mostResidentMebibytes());
    }

    private Histogram run(List<String> codes, int rate, int seconds, int clients) throws Exception {
        AtomicBoolean ended = new AtomicBoolean();
        answered.set(0);
        List<Thread> askers = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            Random random = new Random(i);
            Thread asker = new Thread(() -> ask(random, ended));
            asker.start();
            askers.add(asker);
        }
        Histogram found = RedirectLatency.run(process.port(), codes, rate, seconds, new ConcurrentHistogram(3));
        ended.set(true);
        for (Thread asker : askers) {
            asker.join();
        }
        return found;
    }

    private void ask(Random random, AtomicBoolean ended) {
        try {
            while (!ended.get()) {
                question(random, ended);
                answered.incrementAndGet();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void question(Random random, AtomicBoolean ended) throws IOException, InterruptedException {
        int number = random.nextInt(QUESTIONS.size() + 4);
        if (number < QUESTIONS.size()) {
            process.read("/api/v1/stats?" + QUESTIONS.get(number) + "&" + range, "application/json", ended);
        } else if (number == QUESTIONS.size()) {
            StringBuilder all = new StringBuilder("/api/v1/stats/several?");
            for (String question : QUESTIONS.subList(0, QUESTIONS.size() - 1)) {
                all.append("&question=").append(URLEncoder.encode(question + "&" + range, StandardCharsets.UTF_8));
            }
            process.read(all.toString(), "application/json", ended);
        } else if (number == QUESTIONS.size() + 1) {
            process.read("/api/v1/clicks?" + range, random.nextBoolean() ? "text/csv" : "application/x-ndjson", ended);
        } else {
            process.read(
                    "/api/v1/clicks?limit=500&campaign=campaign-" + random.nextInt(60) + "&" + range,
                    "application/json",
                    ended);
        }
    }
}
