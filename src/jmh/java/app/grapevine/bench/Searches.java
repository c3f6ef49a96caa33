package app.grapevine.bench;

import app.grapevine.base.Reach;
import app.grapevine.campaigns.CampaignSearch;
import app.grapevine.channels.ChannelCatalogue;
import app.grapevine.links.BulkLinks;
import app.grapevine.links.LinkDraft;
import app.grapevine.links.LinkSearch;
import app.grapevine.links.LinkSettings;
import app.grapevine.links.Links;
import app.grapevine.search.Hit;
import app.grapevine.search.Wanted;
import app.grapevine.storage.ChangeFeed;
import app.grapevine.storage.Database;
import app.grapevine.storage.DatabaseSettings;
import app.grapevine.tags.TagSearch;
import java.net.URI;
import java.nio.file.Files;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * How long the search over all that has a name takes, as somebody types, on the embedded database: by what many links have, by what few have, by what none
 * has, by a code.
 *
 * <pre>mvn -q -Pbench test-compile exec:java -Dexec.mainClass=app.grapevine.bench.Searches</pre>
 *
 * Arguments: links (100000).
 */
public final class Searches {
    private static final int ROUNDS = 9;
    private static final int WARM_UP = 3;

    private Searches() {}

    public static void main(String[] args) throws Exception {
        int count = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
        try (Database database =
                Database.open(DatabaseSettings.embedded(Files.createTempDirectory("grapevine-bench-")))) {
            database.migrate();
            ChangeFeed feed = new ChangeFeed(database);
            LinkSettings settings = new LinkSettings(URI.create("https://go.example"), List.of());
            Links links = new Links(database, feed, settings, ChannelCatalogue.load(null), Clock.systemUTC());
            fill(links, count, new Random(7));
            System.out.printf("%-28s %8s %12s%n", "typed", "found", "median, ms");
            for (String typed : List.of(
                    "a",
                    "autumn",
                    "boots 4242",
                    "edition=77777",
                    "group 31",
                    "campaign-7",
                    "few",
                    "first-1",
                    "nothing")) {
                measure(database, typed);
            }
            feed.close();
        }
    }

    private static void fill(Links links, int count, Random random) {
        for (int made = 0; made < count; made += BulkLinks.MAX_BULK) {
            List<LinkDraft> drafts = new ArrayList<>();
            for (int i = made; i < Math.min(count, made + BulkLinks.MAX_BULK); i++) {
                drafts.add(new LinkDraft.Builder()
                        .destination("https://shop.example/products/" + random.nextInt(1_000_000) + "?edition=" + i)
                        .channel("whatsapp")
                        .code(i % 10_000 == 1 ? "first-" + i : null)
                        .campaign("campaign-" + i % 50)
                        .audience("Group " + i % 100)
                        .tags(i % 500 == 1 ? List.of("few", "rare") : List.of())
                        .title(i % 5 == 0 ? null : "Autumn boots " + random.nextInt(1_000_000))
                        .draft());
            }
            links.bulk().createAll(drafts);
        }
    }

    private static void measure(Database database, String typed) {
        LinkSearch links = new LinkSearch(database);
        CampaignSearch campaigns = new CampaignSearch(database);
        TagSearch tags = new TagSearch(database);
        Wanted wanted = Wanted.of(typed);
        List<Double> millis = new ArrayList<>();
        int found = 0;
        for (int i = 0; i < ROUNDS + WARM_UP; i++) {
            // H2 answers a question that it has just answered from memory, unless something was written since.
            database.writeOnly(handle -> handle.execute("UPDATE links SET uses = uses + 1 WHERE code = 'first-1'"));
            long begin = System.nanoTime();
            List<Hit> all = new ArrayList<>(campaigns.find(wanted, Reach.ALL));
            all.addAll(links.find(wanted, Wanted.code(typed), Reach.ALL));
            all.addAll(tags.find(wanted, Reach.ALL));
            found = Wanted.best(all, 20, 10).size();
            if (i >= WARM_UP) {
                millis.add((System.nanoTime() - begin) / 1e6);
            }
        }
        millis.sort(null);
        System.out.printf("%-28s %8d %12.1f%n", typed, found, millis.get(ROUNDS / 2));
    }
}
