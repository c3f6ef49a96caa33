package app.grapevine.bench;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * CPU time of what chats add to links, in one process, round by round: a code that is nobody's, and the same with a bracket,
 * an invisible space or in capitals; a link, and the same with a bracket. And how often the database was read for it. 32
 * keep-alive connections, 1,000 codes of each kind. What is nobody's is asked for by HEAD, for the client reads no pages. CPU time is the kernel's, of the server's process.
 *
 * <pre>mvn -q -Pbench test-compile exec:java -Dexec.mainClass=app.grapevine.bench.PastedCost</pre>
 *
 * Arguments: rounds (9), requests a round and kind (20000). Four rounds before them warm up.
 */
public final class PastedCost {
    private static final int CODES = 1000;
    private static final int WARM_UP = 4;
    private static final String USER_AGENT =
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148";

    private PastedCost() {}

    public static void main(String[] args) throws Exception {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 9;
        int requests = args.length > 1 ? Integer.parseInt(args[1]) : 20_000;
        Path directory = Files.createTempDirectory("grapevine-bench-");
        try (GrapevineProcess grapevine =
                GrapevineProcess.start(directory, Map.of("GRAPEVINE_LIMIT_UNKNOWN", "100000000"))) {
            ServerProcess server = grapevine.server();
            List<String> links = grapevine.createLinks(CODES, false);
            List<String> nobodys =
                    IntStream.range(0, CODES).mapToObj(i -> "nobodys-" + i).toList();
            List<Rounds.Kind> kinds = List.of(
                    kind("404, as it is", 404, server, nobodys, ""),
                    kind("404, with a bracket", 404, server, nobodys, ")."),
                    kind("404, with an invisible space", 404, server, nobodys, "%E2%80%8B"),
                    kind("404, emphasised", 404, server, nobodys, "_"),
                    kind("302, as it is", 302, server, links, ""),
                    kind("302, with a bracket", 302, server, links, ")."));
            new Rounds(WARM_UP, requests).run(0, kinds, kind -> RedirectCost.awaitDrained(grapevine));
            double loads = grapevine.metric("grapevine_cache_loads_total");
            new Rounds(0, requests).run(rounds, kinds, kind -> RedirectCost.awaitDrained(grapevine));
            Rounds.print(kinds, kinds.get(0), kinds.get(4));
            System.out.printf(
                    "looks into the database in %d requests: %.0f%n",
                    rounds * requests * kinds.size(), grapevine.metric("grapevine_cache_loads_total") - loads);
        }
    }

    private static Rounds.Kind kind(String name, int status, ServerProcess server, List<String> codes, String added) {
        Rounds.Kind kind = Rounds.Kind.of(
                name,
                status,
                server,
                codes.stream().map(code -> "/" + code + added).toList(),
                USER_AGENT);
        if (status == 404) {
            Arrays.setAll(kind.requests(), i -> asHead(kind.requests()[i]));
        }
        return kind;
    }

    private static byte[] asHead(byte[] get) {
        byte[] head = new byte[get.length + 1];
        System.arraycopy("HEAD".getBytes(StandardCharsets.US_ASCII), 0, head, 0, 4);
        System.arraycopy(get, 3, head, 4, get.length - 3);
        return head;
    }
}
