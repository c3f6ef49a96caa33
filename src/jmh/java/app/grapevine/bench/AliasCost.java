package app.grapevine.bench;

import app.grapevine.channels.ChannelCatalogue;
import app.grapevine.links.BroughtLink;
import app.grapevine.links.BroughtLinks;
import app.grapevine.links.LinkDraft;
import app.grapevine.links.LinkSettings;
import app.grapevine.links.Links;
import app.grapevine.links.Maker;
import app.grapevine.storage.ChangeFeed;
import app.grapevine.storage.Database;
import app.grapevine.storage.DatabaseSettings;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * CPU time of a redirect by a link's code, by an alias that could be chosen here, and by aliases that were brought: with a dot, of two
 * segments, in other letters; in one process, round by round. And how often the database was read for it. 32 keep-alive
 * connections, 1,000 links. CPU time is the kernel's, of the server's process.
 *
 * <pre>mvn -q -Pbench test-compile exec:java -Dexec.mainClass=app.grapevine.bench.AliasCost</pre>
 *
 * Arguments: rounds (9), requests a round and kind (20000), links besides (0), of which each has an alias. Four rounds before
 * them warm up.
 */
public final class AliasCost {
    private static final int LINKS = 1000;
    private static final int WARM_UP = 4;
    private static final String SITE = "https://go.example";
    private static final String USER_AGENT =
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148";

    private AliasCost() {}

    public static void main(String[] args) throws Exception {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 9;
        int requests = args.length > 1 ? Integer.parseInt(args[1]) : 20_000;
        int more = args.length > 2 ? Integer.parseInt(args[2]) : 0;
        Path directory = Files.createTempDirectory("grapevine-bench-");
        bring(Files.createDirectory(directory.resolve("data")), more);
        try (GrapevineProcess grapevine = GrapevineProcess.start(directory, Map.of("GRAPEVINE_PUBLIC_URL", SITE))) {
            ServerProcess server = grapevine.server();
            List<Rounds.Kind> kinds = List.of(
                    kind("by its code", server, i -> "code-" + i),
                    kind("by an alias of that shape", server, i -> "alias-" + i),
                    kind("by one with a dot", server, i -> "page." + i),
                    kind("by one of two segments", server, i -> "docs/" + i),
                    kind("by one in other letters", server, i -> "%E6%97%A5%E6%9C%AC" + i));
            new Rounds(WARM_UP, requests).run(0, kinds, kind -> RedirectCost.awaitDrained(grapevine));
            double loads = grapevine.metric("grapevine_cache_loads_total");
            new Rounds(0, requests).run(rounds, kinds, kind -> RedirectCost.awaitDrained(grapevine));
            Rounds.print(kinds, kinds.get(0));
            System.out.printf(
                    "looks into the database in %d requests: %.0f%n",
                    rounds * requests * kinds.size(), grapevine.metric("grapevine_cache_loads_total") - loads);
        }
    }

    private static void bring(Path data, int more) {
        try (Database database = Database.open(DatabaseSettings.embedded(data));
                ChangeFeed feed = new ChangeFeed(database)) {
            database.migrate();
            LinkSettings settings = new LinkSettings(URI.create(SITE), List.of());
            BroughtLinks links =
                    new Links(database, feed, settings, ChannelCatalogue.load(null), Clock.systemUTC()).brought();
            make(links, LINKS, i -> one("code-" + i, "alias-" + i, "page." + i, "docs/" + i, "日本" + i));
            make(links, more, i -> one("more-" + i, "more." + i));
        }
    }

    private static BroughtLink one(String code, String... aliases) {
        LinkDraft draft = LinkDraft.to("https://example.com/landing/" + code);
        return new BroughtLink(draft, code, List.of(aliases), null, null);
    }

    private static void make(BroughtLinks links, int count, Function<Integer, BroughtLink> one) {
        for (int from = 0; from < count; from += 1000) {
            links.makeAll(
                    IntStream.range(from, Math.min(count, from + 1000))
                            .mapToObj(one::apply)
                            .toList(),
                    Maker.NOBODY);
        }
    }

    private static Rounds.Kind kind(String name, ServerProcess server, Function<Integer, String> path) {
        return Rounds.Kind.of(
                name,
                302,
                server,
                IntStream.range(0, LINKS).mapToObj(i -> "/" + path.apply(i)).toList(),
                USER_AGENT);
    }
}
