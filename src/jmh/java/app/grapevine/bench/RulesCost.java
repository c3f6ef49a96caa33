package app.grapevine.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * CPU time of a redirect of a link with five rules, beside that of one without and beside a Javalin route that records nothing,
 * round by round: where the first rule holds, where none does after all five were asked, and by a share of the visitors. 32
 * keep-alive connections, 1,000 links of each kind, recording on. CPU time is the kernel's, of the server's process.
 *
 * <pre>mvn -q -Pbench test-compile exec:java -Dexec.mainClass=app.grapevine.bench.RulesCost</pre>
 *
 * Arguments: rounds (9), requests a round and kind (20000), the jar of a version without rules, with its libraries in {@code
 * lib} beside it, whose links without rules are redirected in the same rounds (none). Six rounds before them warm up.
 */
public final class RulesCost {
    private static final int CONNECTIONS = 32;
    private static final int CODES = 1000;
    private static final int WARM_UP = 6;
    private static final Pattern CODE = Pattern.compile("\"code\":\"([^\"]+)\"");
    private static final String USER_AGENT =
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
                    + " Version/18.1 Mobile/15E148 Safari/604.1";

    private static final String OTHERS = """
            {"when": {"device": "android"}, "destination": "https://example.com/android"},
            {"when": {"language": ["de", "fr"]}, "destination": "https://example.com/de"},
            {"when": {"app": "instagram"}, "destination": "https://example.com/instagram"},
            {"when": {"query": [{"name": "ref", "value": "partner"}]}, "destination": "https://example.com/partner"}""";

    private RulesCost() {}

    private record Kind(String name, ServerProcess server, byte[][] requests, List<Double> micros) {}

    public static void main(String[] args) throws Exception {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 9;
        int requests = args.length > 1 ? Integer.parseInt(args[1]) : 20_000;
        Path directory = Files.createTempDirectory("grapevine-bench-");
        try (GrapevineProcess grapevine = GrapevineProcess.start(directory, Map.of());
                GrapevineProcess before = args.length > 2 ? RedirectCost.another(Path.of(args[2])) : null;
                ServerProcess javalin = RedirectCost.bare(BareServers.JavalinRoute.class, directory)) {
            ServerProcess server = grapevine.server();
            List<String> codes = grapevine.createLinks(CODES, false);
            List<Kind> kinds = new ArrayList<>();
            kinds.add(kind("no rules", server, codes));
            kinds.add(kind(
                    "five rules, the first holds",
                    server,
                    links(grapevine, rule("{\"device\": \"ios\"}") + "," + OTHERS)));
            kinds.add(kind(
                    "five rules, none holds",
                    server,
                    links(grapevine, OTHERS + "," + rule("{\"before\": \"2020-01-01T00:00:00Z\"}"))));
            kinds.add(kind(
                    "five rules, the last a share", server, links(grapevine, OTHERS + "," + rule("{\"share\": 50}"))));
            if (before != null) {
                kinds.add(kind("the version without rules", before.server(), before.createLinks(CODES, false)));
            }
            kinds.add(kind("Javalin 7 route, bare", javalin, codes));
            for (int round = -WARM_UP; round < rounds; round++) {
                for (Kind kind : kinds) {
                    double begin = kind.server.cpuSeconds();
                    drive(kind, requests);
                    double end = kind.server.cpuSeconds();
                    await(grapevine, before, kind);
                    if (round >= 0) {
                        kind.micros.add((end - begin) / requests * 1e6);
                    }
                }
            }
            print(kinds);
        }
    }

    private static void await(GrapevineProcess grapevine, GrapevineProcess before, Kind kind) throws Exception {
        if (kind.server == grapevine.server()) {
            RedirectCost.awaitDrained(grapevine);
        } else if (before != null && kind.server == before.server()) {
            RedirectCost.awaitDrained(before);
        }
    }

    private static String rule(String when) {
        return "{\"when\": " + when + ", \"destination\": \"https://example.com/rule\"}";
    }

    private static List<String> links(GrapevineProcess grapevine, String rules) throws Exception {
        String link =
                "{\"destination\": \"https://example.com/own\", \"channel\": \"whatsapp\", \"rules\": [" + rules + "]}";
        List<String> codes = new ArrayList<>();
        String made = grapevine.post("/api/v1/links/bulk", "[" + (link + ",").repeat(CODES - 1) + link + "]");
        for (Matcher matcher = CODE.matcher(made); matcher.find(); ) {
            codes.add(matcher.group(1));
        }
        if (codes.size() != CODES) {
            throw new IllegalStateException(codes.size() + " links were made: " + made);
        }
        return codes;
    }

    private static Kind kind(String name, ServerProcess server, List<String> codes) {
        byte[][] requests = codes.stream()
                .map(code -> LoadClient.get(server.port(), "/" + code, USER_AGENT))
                .toArray(byte[][]::new);
        return new Kind(name, server, requests, new ArrayList<>());
    }

    private static void drive(Kind kind, int requests) throws Exception {
        AtomicInteger left = new AtomicInteger(requests);
        AtomicInteger wrong = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(CONNECTIONS);
        for (int i = 0; i < CONNECTIONS; i++) {
            new Thread(() -> {
                        try (LoadClient client = new LoadClient(kind.server.port())) {
                            while (left.getAndDecrement() > 0) {
                                client.exchange(BareServers.any(kind.requests));
                                if (client.status() != 302) {
                                    wrong.incrementAndGet();
                                }
                            }
                        } catch (IOException e) {
                            wrong.addAndGet(requests);
                        } finally {
                            done.countDown();
                        }
                    })
                    .start();
        }
        done.await();
        if (wrong.get() > 0) {
            throw new IllegalStateException(kind.name + ": " + wrong.get() + " answers were others");
        }
    }

    private static void print(List<Kind> kinds) {
        double[] plain = Figures.array(kinds.get(0).micros);
        double[] bare = Figures.array(kinds.get(kinds.size() - 1).micros);
        for (Kind kind : kinds) {
            double[] micros = Figures.array(kind.micros);
            System.out.printf(
                    "%-30s %s µs, to no rules %s, to the bare route %s%n",
                    kind.name,
                    Figures.spread(micros),
                    Figures.spread(Figures.ratios(micros, plain)),
                    Figures.spread(Figures.ratios(micros, bare)));
        }
    }
}
