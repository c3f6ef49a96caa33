package app.grapevine.bench;

import app.grapevine.base.Parameters;
import app.grapevine.channels.ChannelCatalogue;
import app.grapevine.rollups.Rollups;
import app.grapevine.stats.Stats;
import app.grapevine.stats.StatsAnswer;
import app.grapevine.stats.StatsQuery;
import app.grapevine.stats.StatsSettings;
import app.grapevine.storage.Database;
import app.grapevine.storage.DatabaseSettings;
import app.grapevine.visits.Click;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * What rankings cost over very many links, each of which was visited in every second block of four hours: the first ten
 * links, campaigns and tags, the whole, and one link. In a JVM of its own, with {@code config/jvm.options} and a heap of
 * 256 MB, on H2.
 *
 * <pre>mvn -q -Pbench test-compile exec:java -Dexec.mainClass=app.grapevine.bench.Rankings</pre>
 *
 * Arguments: links (12000), days (30), rounds (5), in every which block a link is visited (2), a directory that was filled
 * before, or is to be (a new one).
 */
public final class Rankings {
    private static final int BATCH = 5000;
    private static final long FOUR_HOURS = Duration.ofHours(4).toMillis();
    private static final Instant END = Instant.parse("2026-09-15T00:00:00Z");
    private static final String[] QUESTIONS = {
        "by=link&limit=10",
        "by=campaign&limit=10",
        "by=tag&limit=10",
        "by=time",
        "by=link&limit=10&tz=Asia/Kathmandu",
        "by=channel",
        "by=time,channel&code=code7"
    };

    private Rankings() {}

    public static void main(String[] args) throws Exception {
        int status = ServerProcess.run(Asking.class.getName(), Map.of(), args);
        if (status != 0) {
            throw new IllegalStateException("it ended with status " + status);
        }
    }

    /** The measured program. */
    static final class Asking {
        public static void main(String[] args) throws Exception {
            int links = args.length > 0 ? Integer.parseInt(args[0]) : 12_000;
            int days = args.length > 1 ? Integer.parseInt(args[1]) : 30;
            int rounds = args.length > 2 ? Integer.parseInt(args[2]) : 5;
            int every = args.length > 3 ? Integer.parseInt(args[3]) : 2;
            Path directory = args.length > 4 ? Path.of(args[4]) : Files.createTempDirectory("grapevine-bench-");
            Files.createDirectories(directory);
            boolean filled = Files.exists(directory.resolve("grapevine.mv.db"));
            try (Database database = Database.open(DatabaseSettings.embedded(directory))) {
                database.migrate();
                if (!filled) {
                    fill(database, links, days, every);
                }
            }
            try (Database database = Database.open(DatabaseSettings.embedded(directory))) {
                ask(database, days, rounds);
            }
            System.out.printf("the database's file: %,d bytes%n", Files.size(directory.resolve("grapevine.mv.db")));
        }
    }

    private static void fill(Database database, int links, int days, int every) {
        database.writeOnly(handle -> {
            PreparedBatch rows = handle.prepareBatch("""
                    INSERT INTO links (id, domain, code, destination, campaign, generation, forward_query,
                        track_conversions, disabled, uses, created_at, updated_at)
                    VALUES (:id, 'go.example', :code, 'https://example.com/', :campaign, 0, FALSE, FALSE, FALSE, 0, 0, 0)""");
            PreparedBatch tags = handle.prepareBatch("INSERT INTO link_tags VALUES (:id, :tag)");
            for (int link = 1; link <= links; link++) {
                rows.bind("id", link)
                        .bind("code", "code" + link)
                        .bind("campaign", link % 7 == 0 ? null : "campaign-" + link % 60)
                        .add();
                tags.bind("id", link).bind("tag", "tag-" + link % 80).add();
                if (link % 3 == 0) {
                    tags.bind("id", link).bind("tag", "both-" + link % 20).add();
                }
            }
            rows.execute();
            tags.execute();
        });
        Rollups rollups = new Rollups(database);
        JudgedVisits visits = new JudgedVisits(1);
        long begin = END.minus(Duration.ofDays(days)).toEpochMilli();
        long began = System.nanoTime();
        long visited = 0;
        List<Click> batch = new ArrayList<>();
        for (int block = 0; block < days * 6; block++) {
            for (int link = 1; link <= links; link++) {
                if ((link + block) % every == 0) {
                    long at = begin + block * FOUR_HOURS + FOUR_HOURS * link / (links + 1);
                    batch.add(visits.next(link, at));
                    visited++;
                }
                if (batch.size() == BATCH || link == links && !batch.isEmpty()) {
                    database.writeOnly(handle -> rollups.add(handle, batch));
                    batch.clear();
                }
            }
            rollups.mergeSome(begin + (block + 1) * FOUR_HOURS);
        }
        System.out.printf("%,d visits counted in %.1f s%n", visited, (System.nanoTime() - began) / 1e9);
        merge(rollups);
        System.out.printf("and merged after %.1f s%n", (System.nanoTime() - began) / 1e9);
    }

    private static void merge(Rollups rollups) {
        long now = END.toEpochMilli() + Duration.ofHours(1).toMillis();
        rollups.mergeSome(now);
        do {
            now += Duration.ofMinutes(1).toMillis();
        } while (rollups.mergeSome(now)
                || rollups.mergeSome(now + Duration.ofMinutes(1).toMillis()));
    }

    private static void ask(Database database, int days, int rounds) {
        Clock clock = Clock.fixed(END, ZoneOffset.UTC);
        Stats stats = new Stats(database, new StatsSettings("EUR"), ChannelCatalogue.load(null), clock);
        double[][] millis = new double[QUESTIONS.length][rounds];
        double[][] processor = new double[QUESTIONS.length][rounds];
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        for (int round = -2; round < rounds; round++) { // the first two warm up
            for (int i = 0; i < QUESTIONS.length; i++) {
                StatsQuery query = query(QUESTIONS[i], days, clock);
                long busy = threads.getCurrentThreadCpuTime();
                long began = System.nanoTime();
                StatsAnswer answer = stats.answer(query);
                double took = (System.nanoTime() - began) / 1e6;
                if (round >= 0) {
                    millis[i][round] = took;
                    processor[i][round] = (threads.getCurrentThreadCpuTime() - busy) / 1e6;
                } else if (round == -2) {
                    System.out.printf(
                            "%s: %d rows, %d clicks in all, first asked %.0f ms%n",
                            QUESTIONS[i], answer.rows().size(), answer.total().clicks(), took);
                }
            }
        }
        System.out.printf("answers over %d days, ms; and of the processor's time%n", days);
        for (int i = 0; i < QUESTIONS.length; i++) {
            System.out.printf("  %-36s %s %s%n", QUESTIONS[i], Figures.spread(millis[i]), Figures.spread(processor[i]));
        }
    }

    private static StatsQuery query(String question, int days, Clock clock) {
        Map<String, List<String>> raw = new HashMap<>();
        for (String pair : question.split("&")) {
            String[] parts = pair.split("=");
            raw.put(parts[0], List.of(parts[1]));
        }
        raw.put("from", List.of(END.minus(Duration.ofDays(days)).toString().substring(0, 10)));
        raw.put("to", List.of(END.toString().substring(0, 10)));
        return StatsQuery.parse(new Parameters(raw), clock);
    }
}
