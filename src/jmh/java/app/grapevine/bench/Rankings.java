package app.grapevine.bench;

import app.grapevine.base.Parameters;
import app.grapevine.channels.ChannelCatalogue;
import app.grapevine.stats.Stats;
import app.grapevine.stats.StatsAnswer;
import app.grapevine.stats.StatsQuery;
import app.grapevine.stats.StatsSettings;
import app.grapevine.storage.Database;
import app.grapevine.storage.DatabaseSettings;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
                    RankedLinks.fill(database, links, END, days, every, false);
                }
            }
            try (Database database = Database.open(DatabaseSettings.embedded(directory))) {
                ask(database, days, rounds);
            }
            System.out.printf("the database's file: %,d bytes%n", Files.size(directory.resolve("grapevine.mv.db")));
        }
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
