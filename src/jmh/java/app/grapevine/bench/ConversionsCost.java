package app.grapevine.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * CPU time of a redirect of a link whose destination is told the click's id, beside that of one whose is not: with conversions
 * ({@code gv_click}), and with a place for the id in the destination. 1,000 links of each kind, recording on.
 *
 * <pre>mvn -q -Pbench test-compile exec:java -Dexec.mainClass=app.grapevine.bench.ConversionsCost</pre>
 *
 * Arguments: rounds (9), requests a round and kind (20000). Six rounds before them warm up.
 */
public final class ConversionsCost {
    private static final int CODES = 1000;
    private static final int WARM_UP = 6;
    private static final String USER_AGENT =
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
                    + " Version/18.1 Mobile/15E148 Safari/604.1";

    private ConversionsCost() {}

    public static void main(String[] args) throws Exception {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 9;
        int requests = args.length > 1 ? Integer.parseInt(args[1]) : 20_000;
        Path directory = Files.createTempDirectory("grapevine-bench-");
        try (GrapevineProcess grapevine = GrapevineProcess.start(directory, Map.of())) {
            List<Rounds.Kind> kinds = List.of(
                    kind(grapevine, "without an id", "https://example.com/own", false),
                    kind(grapevine, "with conversions", "https://example.com/own", true),
                    kind(grapevine, "with a place for the id", "https://example.com/{click}", false));
            new Rounds(WARM_UP, requests).run(rounds, kinds, kind -> RedirectCost.awaitDrained(grapevine));
            Rounds.print(kinds, kinds.get(0));
        }
    }

    private static Rounds.Kind kind(GrapevineProcess grapevine, String name, String destination, boolean conversions)
            throws Exception {
        String link = "{\"destination\": \"" + destination + "\", \"channel\": \"whatsapp\", \"trackConversions\": "
                + conversions + "}";
        List<String> paths = grapevine.createLinks(CODES, link).stream()
                .map(code -> "/" + code)
                .toList();
        return Rounds.Kind.of(name, 302, grapevine.server(), paths, USER_AGENT);
    }
}
