package app.grapevine.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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
    private static final int CODES = 1000;
    private static final int WARM_UP = 6;
    private static final String USER_AGENT =
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
                    + " Version/18.1 Mobile/15E148 Safari/604.1";

    private static final String OTHERS = """
            {"when": {"device": "android"}, "destination": "https://example.com/android"},
            {"when": {"language": ["de", "fr"]}, "destination": "https://example.com/de"},
            {"when": {"app": "instagram"}, "destination": "https://example.com/instagram"},
            {"when": {"query": [{"name": "ref", "value": "partner"}]}, "destination": "https://example.com/partner"}""";

    private RulesCost() {}

    public static void main(String[] args) throws Exception {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 9;
        int requests = args.length > 1 ? Integer.parseInt(args[1]) : 20_000;
        Path directory = Files.createTempDirectory("grapevine-bench-");
        try (GrapevineProcess grapevine = GrapevineProcess.start(directory, Map.of());
                GrapevineProcess before = args.length > 2 ? RedirectCost.another(Path.of(args[2])) : null;
                ServerProcess javalin = RedirectCost.bare(BareServers.JavalinRoute.class, directory)) {
            ServerProcess server = grapevine.server();
            List<String> codes = grapevine.createLinks(CODES, false);
            List<Rounds.Kind> kinds = new ArrayList<>();
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
            new Rounds(WARM_UP, requests).run(rounds, kinds, kind -> await(grapevine, before, kind));
            Rounds.print(kinds, kinds.get(0), kinds.get(kinds.size() - 1));
        }
    }

    private static void await(GrapevineProcess grapevine, GrapevineProcess before, Rounds.Kind kind) throws Exception {
        if (kind.server() == grapevine.server()) {
            RedirectCost.awaitDrained(grapevine);
        } else if (before != null && kind.server() == before.server()) {
            RedirectCost.awaitDrained(before);
        }
    }

    private static String rule(String when) {
        return "{\"when\": " + when + ", \"destination\": \"https://example.com/rule\"}";
    }

    private static List<String> links(GrapevineProcess grapevine, String rules) throws Exception {
        return grapevine.createLinks(
                CODES,
                "{\"destination\": \"https://example.com/own\", \"channel\": \"whatsapp\", \"rules\": [" + rules
                        + "]}");
    }

    private static Rounds.Kind kind(String name, ServerProcess server, List<String> codes) {
        return Rounds.Kind.of(
                name, 302, server, codes.stream().map(code -> "/" + code).toList(), USER_AGENT);
    }
}
