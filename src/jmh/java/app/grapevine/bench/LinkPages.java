package app.grapevine.bench;

import app.grapevine.base.Page;
import app.grapevine.channels.ChannelCatalogue;
import app.grapevine.links.BulkLinks;
import app.grapevine.links.Forwards;
import app.grapevine.links.Link;
import app.grapevine.links.LinkDraft;
import app.grapevine.links.LinkFilter;
import app.grapevine.links.LinkLists;
import app.grapevine.links.LinkSettings;
import app.grapevine.links.LinkSort;
import app.grapevine.links.Links;
import app.grapevine.links.ShareSets;
import app.grapevine.storage.ChangeFeed;
import app.grapevine.storage.Database;
import app.grapevine.storage.DatabaseSettings;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.URI;
import java.nio.file.Files;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What a page of the list of links takes of a processor's time, by filter and order, on the embedded database: the first
 * page of some 50, and one from the middle of the list.
 *
 * <pre>mvn -q -Pbench test-compile exec:java -Dexec.mainClass=app.grapevine.bench.LinkPages</pre>
 *
 * Arguments: links (100000).
 */
public final class LinkPages {
    /** The database runs in the thread that asks. */
    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

    private static final int ROUNDS = 7;
    private static final int WARM_UP = 2;
    private static final int LIMIT = 50;
    private static final String[] CHANNELS = {"whatsapp", "telegram", "sms", "email", "signal", "line", "x"};

    private LinkPages() {}

    public static void main(String[] args) throws Exception {
        int count = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
        try (Database database =
                Database.open(DatabaseSettings.embedded(Files.createTempDirectory("grapevine-bench-")))) {
            database.migrate();
            Clock clock = Clock.systemUTC();
            ChangeFeed feed = new ChangeFeed(database);
            LinkSettings settings = new LinkSettings(URI.create("https://go.example"), List.of("links.example"));
            ChannelCatalogue channels = ChannelCatalogue.load(null);
            Links links = new Links(database, feed, settings, channels, clock);
            LinkLists lists = new LinkLists(database, settings, channels, clock);
            Link last = fill(links, count, new Random(7));
            ShareSets shareSets = new ShareSets(database, feed, settings, channels, links, clock);
            Forwards forwards = new Forwards(database, feed, channels, links, shareSets, clock);
            for (int i = 0; i < 1000; i++) {
                forwards.forward(last.key(), "sms");
            }
            System.out.printf("%-34s %-9s %22s %22s%n", "filter", "sort", "first page, CPU ms", "middle page, CPU ms");
            for (Map.Entry<String, LinkFilter> filter : filters(last).entrySet()) {
                for (LinkSort sort : LinkSort.values()) {
                    String middle = middle(lists, filter.getValue(), sort, count / 2);
                    System.out.printf(
                            "%-34s %-9s %22s %22s%n",
                            filter.getKey(),
                            sort.label(),
                            measured(lists, filter.getValue(), sort, null),
                            middle == null ? "-" : measured(lists, filter.getValue(), sort, middle));
                }
            }
            feed.close();
        }
    }

    private static Link fill(Links links, int count, Random random) {
        Link last = null;
        for (int made = 0; made < count; made += BulkLinks.MAX_BULK) {
            List<LinkDraft> drafts = new ArrayList<>();
            for (int i = made; i < Math.min(count, made + BulkLinks.MAX_BULK); i++) {
                drafts.add(draft(i, random));
            }
            for (BulkLinks.Result result : links.bulk().createAll(drafts)) {
                last = result.link();
            }
        }
        return last;
    }

    private static LinkDraft draft(int i, Random random) {
        return new LinkDraft.Builder()
                .destination(
                        "https://shop.example/products/" + random.nextInt(1_000_000) + "?ref=newsletter&edition=" + i)
                .channel(CHANNELS[random.nextInt(CHANNELS.length)])
                .campaign(i % 10 < 6 ? "large" : i % 200 == 7 ? "small" : "campaign-" + i % 50)
                .tags(i % 2 == 0 ? List.of("half") : i % 500 == 1 ? List.of("few", "rare") : List.of())
                .title(i % 5 == 0 ? null : "Autumn boots " + random.nextInt(1_000_000))
                .disabled(i % 1000 == 0)
                .draft();
    }

    private static Map<String, LinkFilter> filters(Link last) {
        Map<String, LinkFilter> filters = new LinkedHashMap<>();
        filters.put("none", LinkFilter.ANY);
        filters.put("not archived", LinkFilter.ANY.archived(false));
        filters.put("generation=0", filter(null, null, null, null, null, 0, null));
        filters.put("generation=1 (1,000)", filter(null, null, null, null, null, 1, null));
        filters.put("parent (1,000)", filter(null, null, null, null, null, null, last.code()));
        filters.put("campaign (60 %)", filter(null, "large", null, null, null, null, null));
        filters.put("campaign (0.5 %)", filter(null, "small", null, null, null, null, null));
        filters.put("channel (14 %)", filter("whatsapp", null, null, null, null, null, null));
        filters.put("channel (14 %), generation=0", filter("whatsapp", null, null, null, null, 0, null));
        filters.put("tag (50 %)", filter(null, null, "half", null, null, null, null));
        filters.put("tag (0.2 %)", filter(null, null, "few", null, null, null, null));
        filters.put("status=active", filter(null, null, null, null, Link.Status.ACTIVE, null, null));
        filters.put("status=disabled (0.1 %)", filter(null, null, null, null, Link.Status.DISABLED, null, null));
        filters.put("search: many", filter(null, null, null, "autumn", null, null, null));
        filters.put("search: some", filter(null, null, null, "boots 4242", null, null, null));
        filters.put("search: one", filter(null, null, null, "edition=77777", null, null, null));
        filters.put("search: none", filter(null, null, null, "no such thing", null, null, null));
        filters.put("search: none, generation=0", filter(null, null, null, "no such thing", null, 0, null));
        filters.put("search: one, campaign (60 %)", filter(null, "large", null, "edition=77775", null, null, null));
        return filters;
    }

    private static LinkFilter filter(
            String channel,
            String campaign,
            String tag,
            String search,
            Link.Status status,
            Integer generation,
            String parent) {
        return new LinkFilter(null, channel, campaign, tag, search, null, status, generation, parent);
    }

    /** A cursor from the middle of the list; null where the list ends before. */
    private static String middle(LinkLists lists, LinkFilter filter, LinkSort sort, int skip) {
        String cursor = null;
        for (int seen = 0; seen < skip; seen += 500) {
            Page<Link> page = lists.list(filter, sort, 500, cursor);
            if (page.next() == null) {
                return cursor;
            }
            cursor = page.next();
            if (seen > 20_000) {
                break;
            }
        }
        // A cursor goes with every limit.
        return cursor;
    }

    private static String measured(LinkLists lists, LinkFilter filter, LinkSort sort, String cursor) {
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < ROUNDS + WARM_UP; i++) {
            long began = CLOCK.getCurrentThreadCpuTime();
            // Of another length each time, for H2 answers a question that it has just answered from memory.
            lists.list(filter, sort, LIMIT + i, cursor);
            if (i >= WARM_UP) {
                millis.add((CLOCK.getCurrentThreadCpuTime() - began) / 1e6);
            }
        }
        return Figures.spread(Figures.array(millis));
    }
}
