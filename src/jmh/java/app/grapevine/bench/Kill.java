package app.grapevine.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Kills the service with {@code kill -9} in mid-load, again and again, starts it after each, and looks whether
 * every answered visit is there, and none twice. Half of the links give each click an id, which the Location
 * names and the export names again, so those visits are compared one by one; the other half goes through the
 * fast path and is compared by count: a visit whose answer was cut off may or may not have been recorded. At the
 * end the rollups are compared with a recount of the clicks.
 *
 * <pre>mvn -q -Pbench test-compile exec:java -Dexec.mainClass=app.grapevine.bench.Kill -Dexec.args="h2 30"</pre>
 *
 * Arguments: h2 or postgresql; kills (30); {@code process} or {@code always}.
 */
public final class Kill {
    private static final int CONNECTIONS = 16;
    private static final Pattern CLICK = Pattern.compile("gv_click=([0-9A-Za-z]+)");
    private static final Pattern EXPORTED = Pattern.compile("\"id\"\\s*:\\s*\"([^\"]+)\"");

    private final Map<String, String> settings = new HashMap<>();
    private final Path directory;
    private final Set<String> answeredIds = ConcurrentHashMap.newKeySet();
    private final AtomicLong answeredPlain = new AtomicLong();
    private final AtomicLong cutOff = new AtomicLong();

    private Kill(Path directory) {
        this.directory = directory;
    }

    public static void main(String[] args) throws Exception {
        String database = args.length > 0 ? args[0] : "h2";
        int kills = args.length > 1 ? Integer.parseInt(args[1]) : 30;
        Kill kill = new Kill(Files.createTempDirectory("grapevine-kill-"));
        kill.settings.put("GRAPEVINE_JOURNAL_SYNC", args.length > 2 ? args[2] : "process");
        boolean good;
        if (database.equals("postgresql")) {
            try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().start()) {
                kill.settings.put("GRAPEVINE_DATABASE_URL", postgres.getJdbcUrl("postgres", "postgres"));
                good = kill.run(kills);
            }
        } else {
            good = kill.run(kills);
        }
        System.out.println(good ? "nothing lost, nothing doubled" : "FAILED");
        if (!good) {
            System.exit(1);
        }
    }

    private boolean run(int kills) throws Exception {
        List<String> tracked;
        List<String> plain;
        try (GrapevineProcess first = GrapevineProcess.start(directory, settings)) {
            tracked = first.createLinks(20, true);
            plain = first.createLinks(20, false);
        }
        for (int i = 1; i <= kills; i++) {
            GrapevineProcess process = GrapevineProcess.start(directory, settings);
            load(process, tracked, plain, 300 + ThreadLocalRandom.current().nextInt(1500));
            System.out.printf(
                    "kill %d of %d: %d visits answered so far, %d cut off%n",
                    i, kills, answeredIds.size() + answeredPlain.get(), cutOff.get());
        }
        boolean good;
        try (GrapevineProcess last = GrapevineProcess.start(directory, settings)) {
            while (last.metric("grapevine_visits_pending") > 0) {
                Thread.sleep(50);
            }
            good = compare(last, plain);
        }
        int check = ServerProcess.run("app.grapevine.Main", GrapevineProcess.environment(directory, settings), "check");
        System.out.println(check == 0 ? "the rollups equal a recount" : "the rollups differ from a recount");
        return good && check == 0;
    }

    private void load(GrapevineProcess process, List<String> tracked, List<String> plain, int millis) throws Exception {
        AtomicBoolean killed = new AtomicBoolean();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            boolean tracks = i % 2 == 0;
            List<String> codes = tracks ? tracked : plain;
            Thread thread = new Thread(() -> visit(process.port(), codes, tracks, killed));
            thread.start();
            threads.add(thread);
        }
        Thread.sleep(millis);
        process.server().kill();
        killed.set(true);
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void visit(int port, List<String> codes, boolean tracks, AtomicBoolean killed) {
        try (LoadClient client = new LoadClient(port)) {
            while (true) {
                String code = codes.get(ThreadLocalRandom.current().nextInt(codes.size()));
                String agent = "Mozilla/5.0 (Linux; Android 15; Pixel "
                        + ThreadLocalRandom.current().nextInt(50)
                        + ") AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36";
                int length;
                try {
                    length = client.exchange(LoadClient.get(port, "/" + code, agent));
                } catch (IOException e) {
                    cutOff.incrementAndGet();
                    return;
                }
                if (client.status() != 302) {
                    throw new IllegalStateException("answered " + client.head(length));
                }
                if (tracks) {
                    Matcher matcher = CLICK.matcher(client.head(length));
                    if (!matcher.find() || !answeredIds.add(matcher.group(1))) {
                        throw new IllegalStateException("no id, or one given twice: " + client.head(length));
                    }
                } else {
                    answeredPlain.incrementAndGet();
                }
            }
        } catch (IOException e) {
            if (!killed.get()) {
                throw new IllegalStateException(e);
            }
        }
    }

    private boolean compare(GrapevineProcess process, List<String> plain) throws Exception {
        long recordedPlain = 0;
        for (String code : plain) {
            recordedPlain += ids(process, "&code=" + code).size();
        }
        List<String> all = ids(process, "");
        Set<String> distinct = new HashSet<>(all);
        Set<String> missing = new HashSet<>(answeredIds);
        missing.removeAll(distinct);
        System.out.printf("recorded %d, of them distinct %d%n", all.size(), distinct.size());
        System.out.printf("compared one by one: answered %d, missing %d%n", answeredIds.size(), missing.size());
        System.out.printf(
                "compared by count: answered %d, recorded %d, cut off %d%n",
                answeredPlain.get(), recordedPlain, cutOff.get());
        String total = process.get("/api/v1/stats?from=2020-01-01", "application/json");
        Matcher clicks = Pattern.compile("\"clicks\"\\s*:\\s*(\\d+)").matcher(total);
        long counted = clicks.find() ? Long.parseLong(clicks.group(1)) : -1;
        System.out.printf("clicks in the rollups: %d%n", counted);
        long most = answeredIds.size() + answeredPlain.get() + cutOff.get();
        return missing.isEmpty()
                && distinct.size() == all.size()
                && counted == all.size()
                && all.size() <= most
                && recordedPlain >= answeredPlain.get();
    }

    private static List<String> ids(GrapevineProcess process, String filter) throws Exception {
        List<String> ids = new ArrayList<>();
        Matcher matcher =
                EXPORTED.matcher(process.get("/api/v1/clicks?from=2020-01-01" + filter, "application/x-ndjson"));
        while (matcher.find()) {
            ids.add(matcher.group(1));
        }
        return ids;
    }
}
