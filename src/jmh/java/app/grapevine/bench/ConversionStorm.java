package app.grapevine.bench;

import app.grapevine.conversions.ConversionLedger;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Very many orders, told by a shop in random order through several connections, a fifth of them twice, one in twenty called off, while
 * the service is killed ({@code kill -9}) again and again and started anew; what was not answered is told again. Each click is made by a
 * real redirect when it is first told of, so that it waits in the journal then, and when the service is killed. At the end what is
 * counted and listed is compared, to the cent and link by link, with the shop's own ledger: what was tied to clicks, and what could be
 * tied to none.
 *
 * <pre>mvn -q -Pbench test-compile exec:java -Dexec.mainClass=app.grapevine.bench.ConversionStorm -Dexec.args="100000 10"</pre>
 *
 * Arguments: orders (100000), kills (10), seed (1), h2 or postgresql or the URL of an empty PostgreSQL (h2). Each start has a log of
 * its own, {@code server-0.log} and so on, in the directory that is said at the begin.
 */
public final class ConversionStorm {
    private static final int SENDERS = 3;
    private static final int LINKS = 40;
    private static final int TAPS = 2_000;
    private static final int ERASED = 20;
    private static final int MOST_AT_ONCE = 500;
    /** How long after a place in the storm it may be until a kill. */
    private static final int WITHIN_MILLIS = 300;

    private static final int PAUSE_MILLIS = 20;
    private static final String LINK =
            "{\"destination\":\"https://example.com/landing\",\"channel\":\"whatsapp\",\"trackConversions\":true}";
    private static final String USER_AGENT =
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
                    + " Version/18.1 Mobile/15E148 Safari/604.1";
    private static final Pattern CLICK = Pattern.compile("gv_click=([0-9A-Za-z]+)");
    private static final Pattern FINISHED = Pattern.compile("\"finishedAt\"\\s*:\\s*\"");

    private final Path directory;
    private final Map<String, String> settings;
    private final Random random;
    private final ConversionLedger ledger;
    private final Map<Integer, String> clicks = new ConcurrentHashMap<>();
    private final BlockingDeque<ConversionLedger.Batch> toTell;
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final AtomicInteger untold;
    private volatile GrapevineProcess service;
    private int starts;

    private ConversionStorm(Path directory, Map<String, String> settings, int orders, long seed) throws Exception {
        this.directory = directory;
        this.settings = settings;
        this.random = new Random(seed);
        service = start();
        List<String> links = service.createLinks(LINKS, LINK);
        ledger = new ConversionLedger(seed, orders, links, TAPS, erasedClicks(), MOST_AT_ONCE);
        toTell = new LinkedBlockingDeque<>(ledger.batches());
        untold = new AtomicInteger(toTell.size());
    }

    public static void main(String[] args) throws Exception {
        int orders = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
        int kills = args.length > 1 ? Integer.parseInt(args[1]) : 10;
        long seed = args.length > 2 ? Long.parseLong(args[2]) : 1;
        String database = args.length > 3 ? args[3] : "h2";
        Path directory = Files.createTempDirectory("grapevine-storm-");
        System.out.println("logs and data in " + directory);
        boolean good;
        if (database.equals("postgresql")) {
            try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().start()) {
                good = run(directory, postgres.getJdbcUrl("postgres", "postgres"), orders, kills, seed);
            }
        } else {
            good = run(directory, database.equals("h2") ? "" : database, orders, kills, seed);
        }
        System.out.println(good ? "equal to the cent" : "FAILED, see " + directory);
        System.exit(good ? 0 : 1);
    }

    private static boolean run(Path directory, String url, int orders, int kills, long seed) throws Exception {
        Map<String, String> settings = url.isEmpty() ? Map.of() : Map.of("GRAPEVINE_DATABASE_URL", url);
        ConversionStorm storm = new ConversionStorm(directory, settings, orders, seed);
        try {
            storm.tellAll(kills);
            return storm.compare();
        } finally {
            storm.service.close();
        }
    }

    private GrapevineProcess start() throws IOException {
        Path log = directory.resolve("server-" + starts++ + ".log");
        return GrapevineProcess.startLoggingTo(log, directory, settings);
    }

    /** Clicks that were and are no more. */
    private List<String> erasedClicks() throws Exception {
        String code = service.createLinks(1, LINK).get(0);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < ERASED; i++) {
            ids.add(tap(code));
        }
        awaitRecorded();
        service.post("/api/v1/erasures", "{\"link\":\"" + code + "\",\"linksToo\":true}");
        while (!FINISHED.matcher(service.get("/api/v1/erasures", "application/json"))
                .find()) {
            Thread.sleep(PAUSE_MILLIS);
        }
        return ids;
    }

    private void awaitRecorded() throws Exception {
        while (service.metric("grapevine_visits_pending") > 0) {
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    private void tellAll(int kills) throws Exception {
        int all =
                ledger.batches().stream().mapToInt(ConversionLedger.Batch::size).sum();
        ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
        List<Future<?>> told = new ArrayList<>();
        for (int i = 0; i < SENDERS; i++) {
            told.add(senders.submit(() -> {
                tell();
                return true;
            }));
        }
        try {
            for (int i = 0; i < kills; i++) {
                awaitAnswered((int) (all * (i + random.nextDouble()) / (kills + 1)), told);
                Thread.sleep(random.nextInt(WITHIN_MILLIS));
                service.server().kill();
                int atKill = answered.get();
                service = start();
                System.out.printf(
                        "kill %d of %d, after %d of %d; served again after %.1f s%n",
                        i + 1, kills, atKill, all, service.server().startSeconds());
            }
            awaitAnswered(all, told);
        } finally {
            senders.shutdownNow();
        }
        System.out.printf(
                "%d orders in %d messages through %d clicks; %d times no answer came, and all was sent again%n",
                ledger.orders(), all, clicks.size(), unanswered.get());
    }

    private void awaitAnswered(int wanted, List<Future<?>> senders) throws InterruptedException, ExecutionException {
        while (answered.get() < wanted) {
            for (Future<?> sender : senders) {
                if (sender.isDone()) {
                    sender.get(); // what went wrong
                }
            }
            if (!service.server().isAlive()) {
                throw new IllegalStateException("it has ended by itself");
            }
            Thread.sleep(1);
        }
    }

    /** Until nothing is left that was not answered. */
    private void tell() throws InterruptedException {
        while (untold.get() > 0) {
            ConversionLedger.Batch batch = toTell.poll(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
            if (batch != null && told(batch)) {
                answered.addAndGet(batch.size());
                untold.decrementAndGet();
            } else if (batch != null) {
                toTell.addFirst(batch);
                unanswered.incrementAndGet();
                do {
                    Thread.sleep(PAUSE_MILLIS);
                } while (!service.server().isAlive());
            }
        }
    }

    private boolean told(ConversionLedger.Batch batch) throws InterruptedException {
        try {
            HttpResponse<String> answer =
                    service.exchange("/api/v1/conversions/bulk", "application/x-ndjson", batch.lines(this::idOf));
            if (answer.statusCode() == 503) {
                return false; // not yet, or no longer
            }
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(answer.statusCode() + ": " + answer.body());
            }
            batch.requireTaken(answer.body());
            return true;
        } catch (IOException e) {
            return false; // killed
        }
    }

    /** One tap for each number, whoever asks first. */
    private String idOf(int tap) throws IOException, InterruptedException {
        String known = clicks.get(tap);
        if (known != null) {
            return known;
        }
        String id = tap(ledger.linkOf(tap));
        String other = clicks.putIfAbsent(tap, id);
        return other == null ? id : other;
    }

    private String tap(String code) throws IOException, InterruptedException {
        String location = service.visit("/" + code, USER_AGENT)
                .headers()
                .firstValue("Location")
                .orElse("");
        Matcher click = CLICK.matcher(location);
        if (!click.find()) {
            throw new IllegalStateException("no id: " + location);
        }
        return click.group(1);
    }

    private boolean compare() throws Exception {
        awaitRecorded();
        // Whoever tells of one makes the service look for the clicks of those that wait.
        ConversionLedger.Batch any = ledger.batches().get(0);
        if (!told(any)) {
            throw new IllegalStateException("it does not answer");
        }
        List<String> lines = new ArrayList<>();
        service.lines("/api/v1/conversions", "application/x-ndjson", lines::add);
        String stats = service.get("/api/v1/stats?by=link&from=2020-01-01", "application/json");
        List<String> wrong = ledger.differences(stats, lines);
        System.out.println("the ledger: " + ledger.total());
        wrong.forEach(System.out::println);
        return wrong.isEmpty();
    }
}
