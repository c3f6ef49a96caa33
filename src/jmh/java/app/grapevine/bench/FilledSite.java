package app.grapevine.bench;

import app.grapevine.attribution.Attributor;
import app.grapevine.channels.ChannelCatalogue;
import app.grapevine.clicks.Clicks;
import app.grapevine.journal.JournalSettings;
import app.grapevine.rollups.Rollups;
import app.grapevine.storage.Database;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.LongStream;

/** Visits of 30 days over 1,000 links, and two more: one that was visited rarely, and one that is to be erased. */
final class FilledSite {
    static final int LINKS = 1000;
    static final long RARE = 5001;
    static final long ERASED = 5002;
    static final int OF_ERASED = 10_000;
    /** In the user agents of its visitors. */
    static final String MARK = " Rarity/8.1.7";

    private static final int OF_RARE = 100;
    private static final int STEP = 100_000;

    private FilledSite() {}

    /** The visits to the link that is to be erased, the same each time: in browsers that nobody else has. */
    static Traffic ofErased() {
        return new Traffic(3, new long[] {ERASED}, "whatsapp", MARK);
    }

    private static void links(Database database) {
        database.writeOnly(handle -> LongStream.concat(LongStream.rangeClosed(1, LINKS), LongStream.of(RARE, ERASED))
                .forEach(link -> handle.execute("""
                        INSERT INTO links (id, domain, code, destination, forward_query, track_conversions,
                            disabled, uses, created_at, updated_at)
                        VALUES (?, 'go.example', ?, 'https://example.com/', FALSE, FALSE, FALSE, 0, 0, 0)""", link, "code" + link)));
    }

    /** Makes the links and records visits of 30 days. */
    static void fill(Database database, Path directory, int visits) throws Exception {
        links(database);
        ChannelCatalogue channels = ChannelCatalogue.load(null);
        long span = Duration.ofDays(29).toMillis();
        long begin = Clock.systemUTC().millis() - span;
        Traffic all = new Traffic(1, LongStream.rangeClosed(1, LINKS).toArray(), "whatsapp");
        Traffic rare = new Traffic(2, new long[] {RARE}, "whatsapp");
        Traffic erased = ofErased();
        long began = System.nanoTime();
        try (Clicks clicks = Clicks.open(
                JournalSettings.in(directory),
                database,
                new Attributor(channels.all()),
                channels.all(),
                new Rollups(database),
                Clock.systemUTC())) {
            for (int i = 0; i < visits; i++) {
                long at = begin + (long) (span * ((double) i / visits));
                Traffic one = i % (visits / OF_RARE) == 0 ? rare : i % (visits / OF_ERASED) == 1 ? erased : all;
                clicks.record(one.next(at), receipt -> {});
                if (i % STEP == STEP - 1 && !clicks.await(Duration.ofMinutes(10))) {
                    throw new IllegalStateException("the journal was not drained in ten minutes");
                }
            }
            clicks.await(Duration.ofMinutes(10));
        }
        System.out.printf("recorded %d visits, %.0f a second%n", visits, visits / ((System.nanoTime() - began) / 1e9));
    }
}
