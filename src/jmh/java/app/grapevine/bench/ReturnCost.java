package app.grapevine.bench;

import app.grapevine.attribution.Attributor;
import app.grapevine.channels.ChannelCatalogue;
import app.grapevine.clicks.Clicks;
import app.grapevine.journal.JournalSettings;
import app.grapevine.rollups.Rollups;
import app.grapevine.storage.Database;
import app.grapevine.storage.DatabaseSettings;
import app.grapevine.visits.Click;
import app.grapevine.visits.VisitFilter;
import app.grapevine.visits.VisitRange;
import app.grapevine.visits.VisitStores;
import com.github.f4b6a3.tsid.TsidCreator;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * What the report of a campaign's return costs: of a campaign with very many visits and conversions, and of one with a hundredth of
 * them in the same database, by HTTP, in turns. By channel and by audience, and their conversions as CSV. Links are of five channels, four
 * audiences and four generations; one conversion in twenty is called off. The service has a heap of 256 MB.
 *
 * <pre>mvn -q -Pbench test-compile exec:java -Dexec.mainClass=app.grapevine.bench.ReturnCost -Dexec.args="1000000 100000"</pre>
 *
 * Arguments: visits of the large campaign (1000000), its conversions (100000), its links (2000), questions of each kind (9), h2 or
 * postgresql (h2).
 */
public final class ReturnCost {
    private static final String[] CHANNELS = {"whatsapp", "telegram", "messenger", "signal", "email"};
    private static final String[] AUDIENCES = {"regulars", "new", "lapsed", "staff"};
    private static final String[] HEARD = {"whatsapp", "a friend", "telegram"};
    private static final int GENERATIONS = 4;
    private static final int SMALL = 100;
    private static final int WARM_UP = 3;
    private static final int STEP = 100_000;
    private static final int AT_ONCE = 10_000;
    private static final long SPAN = Duration.ofDays(29).toMillis();

    private final Database database;
    private final Path data;
    private final long begin = Clock.systemUTC().millis() - SPAN;
    private final Random random = new Random(1);

    private ReturnCost(Database database, Path data) {
        this.database = database;
        this.data = data;
    }

    public static void main(String[] args) throws Exception {
        int visits = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
        int conversions = args.length > 1 ? Integer.parseInt(args[1]) : 100_000;
        int links = args.length > 2 ? Integer.parseInt(args[2]) : 2000;
        int questions = args.length > 3 ? Integer.parseInt(args[3]) : 9;
        Path directory = Files.createTempDirectory("grapevine-bench-");
        if (args.length > 4 && args[4].equals("postgresql")) {
            try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
                String url = postgres.getJdbcUrl("postgres", "postgres");
                DatabaseSettings settings = new DatabaseSettings(url, "postgres", "postgres", 8, Duration.ofSeconds(5));
                fill(settings, directory.resolve("data"), visits, conversions, links);
                ask(directory, Map.of("GRAPEVINE_DATABASE_URL", url), questions);
            }
        } else {
            Path data = Files.createDirectories(directory.resolve("data"));
            fill(DatabaseSettings.embedded(data), data, visits, conversions, links);
            ask(directory, Map.of(), questions);
        }
    }

    private static void fill(DatabaseSettings settings, Path data, int visits, int conversions, int links)
            throws Exception {
        try (Database database = Database.open(settings)) {
            database.migrate();
            ReturnCost all = new ReturnCost(database, data);
            all.campaign("large", 0, links, visits, conversions);
            all.campaign("small", links, Math.max(links / SMALL, 40), visits / SMALL, conversions / SMALL);
        }
    }

    private void campaign(String slug, int before, int links, int visits, int conversions) throws Exception {
        long[] ids = LongStream.rangeClosed(before + 1L, before + links).toArray();
        database.writeOnly(handle -> {
            handle.execute(
                    "INSERT INTO campaigns (slug, name, created_at, updated_at) VALUES (?, ?, 0, 0)", slug, slug);
            PreparedBatch batch = handle.prepareBatch("""
                    INSERT INTO links (id, domain, code, destination, campaign, channel, audience, generation, forward_query,
                        track_conversions, disabled, uses, created_at, updated_at)
                    VALUES (?, 'go.example', ?, 'https://example.com/', ?, ?, ?, ?, FALSE, TRUE, FALSE, 0, 0, 0)""");
            for (long id : ids) {
                int i = (int) id;
                batch.add(id, "code" + id, slug, channel(id), AUDIENCES[i / 5 % 4], i / 20 % GENERATIONS);
            }
            batch.execute();
        });
        visit(ids, visits);
        convert(ids, visits, conversions);
    }

    private static String channel(long link) {
        return CHANNELS[(int) (link % CHANNELS.length)];
    }

    private void visit(long[] links, int visits) throws Exception {
        ChannelCatalogue channels = ChannelCatalogue.load(null);
        List<Traffic> all = new ArrayList<>();
        for (int i = 0; i < CHANNELS.length; i++) {
            String channel = CHANNELS[i];
            long[] ofIt = LongStream.of(links)
                    .filter(link -> channel(link).equals(channel))
                    .toArray();
            all.add(new Traffic(links[0] + i, ofIt, channel));
        }
        try (Clicks clicks = Clicks.open(
                JournalSettings.in(data),
                database,
                new Attributor(channels.all()),
                channels.all(),
                new Rollups(database),
                Clock.systemUTC())) {
            for (int i = 0; i < visits; i++) {
                long at = begin + (long) (SPAN * ((double) i / visits));
                clicks.record(all.get(i % all.size()).next(at), receipt -> {});
                if (i % STEP == STEP - 1 && !clicks.await(Duration.ofMinutes(10))) {
                    throw new IllegalStateException("the journal was not drained in ten minutes");
                }
            }
            clicks.await(Duration.ofMinutes(10));
        }
    }

    /** Of clicks by chance, in an order that is not theirs. */
    private void convert(long[] links, int visits, int conversions) {
        Set<Long> ofCampaign = LongStream.of(links).boxed().collect(Collectors.toSet());
        List<Click> clicks = new ArrayList<>();
        double share = Math.min(1, 2.0 * conversions / visits);
        database.snapshot(handle -> {
            VisitStores.of(database.dialect())
                    .each(handle, VisitRange.ofLinks(ofCampaign), VisitFilter.CLICKS, click -> {
                        if (random.nextDouble() < share) {
                            clicks.add(click);
                        }
                    });
            return true;
        });
        for (int from = 0; from < conversions; from += AT_ONCE) {
            int first = from;
            int end = Math.min(conversions, from + AT_ONCE);
            database.writeOnly(handle -> {
                PreparedBatch batch = handle.prepareBatch("""
                        INSERT INTO conversions (id, node, sequence, link_id, clicked_at, event, amount, currency, external_id,
                            heard_from, occurred_at, created_at)
                        VALUES (?, ?, ?, ?, ?, ?, 12.5, 'EUR', ?, ?, ?, ?)""");
                PreparedBatch cancels = handle.prepareBatch(
                        "INSERT INTO conversion_cancels (external_id, occurred_at, created_at) VALUES (?, ?, ?)");
                for (int i = first; i < end; i++) {
                    Click click = clicks.get(random.nextInt(clicks.size()));
                    String order = "order-" + links[0] + "-" + i;
                    long at = click.atMillis() + 60_000;
                    batch.add(
                            TsidCreator.getTsid().toLowerCase(),
                            click.node(),
                            click.sequence(),
                            click.linkId(),
                            click.atMillis(),
                            i % 4 == 0 ? "lead" : "sale",
                            order,
                            i % 3 == 0 ? HEARD[i / 3 % HEARD.length] : null,
                            at,
                            at);
                    if (i % 20 == 0) {
                        cancels.add(order, at, at);
                    }
                }
                batch.execute();
                cancels.execute();
            });
        }
    }

    private static void ask(Path directory, Map<String, String> settings, int questions) throws Exception {
        try (GrapevineProcess process = GrapevineProcess.start(directory, settings)) {
            process.awaitReady();
            for (String[] kind : new String[][] {
                {"return by channel", "/api/v1/campaigns/%s/return", "application/json"},
                {"return by audience", "/api/v1/campaigns/%s/return?by=audience", "text/csv"},
                {"its conversions", "/api/v1/conversions?campaign=%s", "text/csv"}
            }) {
                double[] little = new double[questions];
                double[] much = new double[questions];
                for (int i = -WARM_UP; i < questions; i++) {
                    double few = milliseconds(process, kind[1].replace("%s", "small"), kind[2]);
                    double many = milliseconds(process, kind[1].replace("%s", "large"), kind[2]);
                    if (i >= 0) {
                        little[i] = few;
                        much[i] = many;
                    }
                }
                System.out.printf(
                        "%s, ms%n  small: %s%n  large: %s%n", kind[0], Figures.spread(little), Figures.spread(much));
            }
            System.out.printf("most resident: %.0f MiB%n", process.server().mostResidentMebibytes());
        }
    }

    private static double milliseconds(GrapevineProcess process, String path, String accept) throws Exception {
        long began = System.nanoTime();
        process.get(path, accept);
        return (System.nanoTime() - began) / 1e6;
    }
}
