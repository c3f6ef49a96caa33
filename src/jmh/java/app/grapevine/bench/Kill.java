package app.grapevine.bench;

import app.grapevine.base.EpochDay;
import app.grapevine.bench.UnderWay.Work;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Kills the service with {@code kill -9} in mid-load, again and again, starts it after each, and looks whether
 * every answered visit is there, and none twice. Each kill waits for a kind of work in turn (see {@link Work}): the
 * takeover of the version before, on which it begins with H2; merging; retention, which has one more day to delete
 * after every few kills; the erasure of links; a start.
 *
 * <p>Half of the visits give each click an id, which the Location names and the export names again, so those are compared
 * one by one; a quarter goes through the fast path and is compared by count: a visit whose answer was cut off may or may
 * not have been recorded. The last quarter is to links that are erased. At the end nothing may be left of those; of the
 * visits from before exactly those that retention keeps; and the counts are compared with the visits and with a recount.
 *
 * <pre>mvn -q -Pbench test-compile exec:java -Dexec.mainClass=app.grapevine.bench.Kill -Dexec.args="h2 100"</pre>
 *
 * Arguments: h2 or postgresql; kills (30); {@code process} or {@code always}; visits of the version before (300000), on H2.
 */
public final class Kill {
    private static final int KEPT_DAYS = 30;
    private static final int LEAST_ANSWERS = 200;
    private static final int PATIENCE_MILLIS = 5_000;
    private static final int PATIENCE_WITH_START_MILLIS = 120_000;
    /** What was seen within so many milliseconds before a kill counts as hit by it. */
    private static final int HIT_MILLIS = 30;

    private static final Pattern TOTAL = Pattern.compile("\"total\"\\s*:\\s*\\{([^}]*)}");
    private static final Pattern COUNT =
            Pattern.compile("\"(?:clicks|previews|bots|suppressed|unusual)\"\\s*:\\s*(\\d+)");

    private final Path directory;
    private final boolean embedded;
    private final Map<String, String> settings;
    private final Past past;
    private final KillLoad load;
    private final Set<String> erased = new LinkedHashSet<>();
    private final Set<String> toErase = new LinkedHashSet<>();
    private final Map<Work, Integer> hits = new EnumMap<>(Work.class);
    private int starts;

    private Kill(Path directory, Map<String, String> settings, Past past) throws Exception {
        this.directory = directory;
        this.embedded = !settings.containsKey("GRAPEVINE_DATABASE_URL");
        this.settings = settings;
        this.past = past;
        try (GrapevineProcess first = GrapevineProcess.start(directory, settings)) {
            load = new KillLoad(first);
            first.server().kill(); // before it has taken over what the version before left
        }
    }

    public static void main(String[] args) throws Exception {
        boolean embedded = args.length == 0 || args[0].equals("h2");
        int kills = args.length > 1 ? Integer.parseInt(args[1]) : 30;
        int earlier = args.length > 3 ? Integer.parseInt(args[3]) : 300_000;
        Path directory = Files.createTempDirectory("grapevine-kill-");
        Map<String, String> settings = new HashMap<>();
        settings.put("GRAPEVINE_JOURNAL_SYNC", args.length > 2 ? args[2] : "process");
        boolean good;
        if (embedded) {
            Past past = Past.layEarlierVersion(directory.resolve("data"), earlier);
            good = new Kill(directory, settings, past).run(kills);
        } else {
            try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().start()) {
                settings.put("GRAPEVINE_DATABASE_URL", postgres.getJdbcUrl("postgres", "postgres"));
                Past past = Past.visit(directory, settings);
                good = new Kill(directory, settings, past).run(kills);
            }
        }
        System.out.println(good ? "nothing lost, nothing doubled, nothing back" : "FAILED, see " + directory);
        System.exit(good ? 0 : 1);
    }

    private boolean run(int kills) throws Exception {
        List<Work> targets = embedded
                ? List.of(Work.values())
                : List.of(Work.RECORDING, Work.MERGING_COUNTS, Work.RETENTION, Work.ERASURE, Work.SUMMING_MONTHS);
        for (int i = 0; i < kills; i++) {
            settings.put(
                    "GRAPEVINE_RETENTION_CLICKS_DAYS", String.valueOf(Past.DAYS - (Past.DAYS - KEPT_DAYS) * i / kills));
            // What the version before left is taken over first of all.
            Work target = embedded && i % 2 == 0 && i < kills / 3
                    ? i % 4 == 0 ? Work.TAKING_VISITS_OVER : Work.TAKING_COUNTS_OVER
                    : targets.get(i % targets.size());
            Set<Work> hit = kill(target);
            hit.forEach(work -> hits.merge(work, 1, Integer::sum));
            System.out.printf(
                    "kill %d of %d, meant for %s, hit %s; %d answered%n", i + 1, kills, target, hit, load.answered());
        }
        System.out.printf("killed within %d ms of %s; %d of them before it served%n", HIT_MILLIS, hits, starts);
        return end();
    }

    private Set<Work> kill(Work target) throws Exception {
        UnderWay seen = UnderWay.watched(note());
        if (target == Work.ERASURE) {
            return killErasure(seen);
        }
        if (target == Work.REPAIR) {
            starts++;
            return killStart(seen);
        }
        try (GrapevineProcess process = service()) {
            load.begin(process.port());
            // What is taken over may be done before anybody is answered.
            if (target != Work.TAKING_VISITS_OVER && target != Work.TAKING_COUNTS_OVER) {
                load.awaitAnswers(LEAST_ANSWERS + ThreadLocalRandom.current().nextInt(LEAST_ANSWERS));
            }
            await(target, seen, PATIENCE_MILLIS, process.server()::isAlive);
            return killed(process, seen);
        }
    }

    private Set<Work> killed(GrapevineProcess process, UnderWay seen) throws Exception {
        long at = System.currentTimeMillis();
        process.server().kill();
        load.end();
        return seen.before(at, HIT_MILLIS);
    }

    private Set<Work> killStart(UnderWay seen) throws Exception {
        Victim victim = victim(KilledService.class, List.of());
        Thread.sleep(500 + ThreadLocalRandom.current().nextInt(5000));
        long at = System.currentTimeMillis();
        victim.kill();
        return seen.before(at, HIT_MILLIS);
    }

    /** On PostgreSQL the service is killed with it. */
    private Set<Work> killErasure(UnderWay seen) throws Exception {
        toErase.addAll(load.retire(2));
        past.codes().stream()
                .filter(code -> !erased.contains(code) && !toErase.contains(code))
                .limit(past.codes().size() / 2 - erased.size() > 0 ? 2 : 0)
                .forEach(toErase::add);
        try (GrapevineProcess process = embedded ? null : service()) {
            if (process != null) {
                drain(process);
                load.begin(process.port());
            }
            Victim victim = victim(ErasingProcess.class, List.copyOf(toErase));
            await(Work.ERASURE, seen, PATIENCE_WITH_START_MILLIS, victim::isAlive);
            long at = System.currentTimeMillis();
            victim.kill();
            noteErased(victim);
            Set<Work> hit = seen.before(at, HIT_MILLIS);
            if (process != null) {
                hit.addAll(killed(process, seen));
            }
            return hit;
        }
    }

    private void noteErased(Victim victim) {
        for (String line : victim.said()) {
            if (line.startsWith(ErasingProcess.ERASED)) {
                String code = line.substring(ErasingProcess.ERASED.length());
                erased.add(code);
                toErase.remove(code);
            }
        }
    }

    private interface Life {
        boolean goesOn();
    }

    private static void await(Work target, UnderWay seen, int patience, Life life) throws InterruptedException {
        long until = System.currentTimeMillis() + patience;
        while (!seen.before(System.currentTimeMillis(), HIT_MILLIS / 2).contains(target)
                && life.goesOn()
                && System.currentTimeMillis() < until) {
            Thread.sleep(1);
        }
        // Somewhere within it, and now and then just behind.
        Thread.sleep(ThreadLocalRandom.current().nextInt(HIT_MILLIS));
    }

    private Path note() {
        return directory.resolve("under-way");
    }

    private GrapevineProcess service() throws Exception {
        return GrapevineProcess.startAs(
                KilledService.class.getName(), directory, settings, "-D" + UnderWay.FILE + "=" + note());
    }

    private Victim victim(Class<?> program, List<String> arguments) throws Exception {
        return new Victim(
                program.getName(),
                GrapevineProcess.environment(directory, settings),
                directory.resolve("victim.log"),
                List.of("-D" + UnderWay.FILE + "=" + note()),
                arguments);
    }

    private static void drain(GrapevineProcess process) throws Exception {
        while (process.metric("grapevine_visits_pending") > 0) {
            Thread.sleep(20);
        }
    }

    private boolean end() throws Exception {
        settings.put("GRAPEVINE_RETENTION_CLICKS_DAYS", String.valueOf(KEPT_DAYS));
        boolean good;
        try (GrapevineProcess before = service()) {
            drain(before);
        }
        Victim eraser = victim(ErasingProcess.class, List.copyOf(toErase));
        good = eraser.await() == 0;
        noteErased(eraser);
        try (GrapevineProcess last = service()) {
            drain(last);
            good &= compare(last);
        }
        int check = ServerProcess.run("app.grapevine.Main", GrapevineProcess.environment(directory, settings), "check");
        System.out.println(check == 0 ? "the counts equal a recount" : "the counts differ from a recount");
        return good && check == 0;
    }

    private boolean compare(GrapevineProcess process) throws Exception {
        long keptFrom = EpochDay.of(System.currentTimeMillis()) - KEPT_DAYS;
        Recorded recorded = Recorded.of(process);
        long expected = past.codes().stream()
                .filter(code -> !erased.contains(code))
                .mapToLong(code -> past.of(code, keptFrom))
                .sum();
        for (int i = 0; i < 60 && past.codes().stream().mapToLong(recorded::of).sum() > expected; i++) {
            Thread.sleep(500); // until retention is through
            recorded = Recorded.of(process);
        }
        boolean good = load.compare(recorded) & recorded.ids().size() == recorded.visits();
        long wrong = 0;
        long wronglyCounted = 0;
        for (String code : past.codes()) {
            boolean gone = erased.contains(code);
            wrong += Math.abs(recorded.of(code) - (gone ? 0 : past.of(code, keptFrom)));
            wronglyCounted += Math.abs(counted(process, code) - (gone ? 0 : past.of(code, Long.MIN_VALUE)));
        }
        for (String code : load.kept()) {
            wronglyCounted += Math.abs(counted(process, code) - recorded.of(code));
        }
        long back = 0;
        for (String code : erased) {
            back += recorded.of(code) + counted(process, code);
        }
        System.out.printf(
                "of %d from before, %d within retention and not erased: %d wrong; counts wrong by %d; %d links erased, of them back %d; twice %d%n",
                past.all(),
                expected,
                wrong,
                wronglyCounted,
                erased.size(),
                back,
                recorded.visits() - recorded.ids().size());
        return good && wrong == 0 && wronglyCounted == 0 && back == 0;
    }

    private static long counted(GrapevineProcess process, String code) throws Exception {
        Matcher total = TOTAL.matcher(process.get("/api/v1/stats?from=2020-01-01&code=" + code, "application/json"));
        if (!total.find()) {
            throw new IllegalStateException("no total");
        }
        Matcher count = COUNT.matcher(total.group(1));
        long sum = 0;
        while (count.find()) {
            sum += Long.parseLong(count.group(1));
        }
        return sum;
    }
}
