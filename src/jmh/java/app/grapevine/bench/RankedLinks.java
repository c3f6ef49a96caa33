package app.grapevine.bench;

import app.grapevine.rollups.Rollups;
import app.grapevine.storage.Database;
import app.grapevine.storage.Dialect;
import app.grapevine.visits.Click;
import app.grapevine.visits.ClickRow;
import app.grapevine.visits.VisitStores;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Very many links in campaigns and with tags, each of which was visited in every so many blocks of four hours; on H2. */
final class RankedLinks {
    private static final int BATCH = 5000;
    private static final long FOUR_HOURS = Duration.ofHours(4).toMillis();

    private RankedLinks() {}

    /** @param recorded whether visits are recorded, or counted alone */
    static void fill(Database database, int links, Instant end, int days, int every, boolean recorded) {
        database.writeOnly(handle -> {
            PreparedBatch rows = handle.prepareBatch("""
                    INSERT INTO links (id, domain, code, destination, campaign, generation, forward_query,
                        track_conversions, disabled, uses, created_at, updated_at)
                    VALUES (:id, 'go.example', :code, 'https://example.com/', :campaign, 0, FALSE, FALSE, FALSE, 0, 0, 0)""");
            PreparedBatch tags = handle.prepareBatch("INSERT INTO link_tags VALUES (:id, :tag)");
            for (int link = 1; link <= links; link++) {
                rows.bind("id", link)
                        .bind("code", "code" + link)
                        .bind("campaign", link % 7 == 0 ? null : "campaign-" + link % 60)
                        .add();
                tags.bind("id", link).bind("tag", "tag-" + link % 80).add();
                if (link % 3 == 0) {
                    tags.bind("id", link).bind("tag", "both-" + link % 20).add();
                }
            }
            rows.execute();
            tags.execute();
            handle.execute("INSERT INTO tags (folded, tag) SELECT DISTINCT tag, tag FROM link_tags");
        });
        Rollups rollups = new Rollups(database);
        JudgedVisits visits = new JudgedVisits(1);
        long begin = end.minus(Duration.ofDays(days)).toEpochMilli();
        long began = System.nanoTime();
        long visited = 0;
        List<Click> batch = new ArrayList<>();
        for (int block = 0; block < days * 6; block++) {
            for (int link = 1; link <= links; link++) {
                if ((link + block) % every == 0) {
                    long at = begin + block * FOUR_HOURS + FOUR_HOURS * link / (links + 1);
                    batch.add(visits.next(link, at));
                    visited++;
                }
                if (batch.size() == BATCH || link == links && !batch.isEmpty()) {
                    database.writeOnly(handle -> add(handle, rollups, batch, recorded));
                    batch.clear();
                }
            }
            rollups.mergeSome(begin + (block + 1) * FOUR_HOURS);
        }
        System.out.printf("%,d visits counted in %.1f s%n", visited, (System.nanoTime() - began) / 1e9);
        merge(rollups, end);
        System.out.printf("and merged after %.1f s%n", (System.nanoTime() - began) / 1e9);
    }

    private static void add(Handle handle, Rollups rollups, List<Click> visits, boolean recorded) {
        rollups.add(handle, visits);
        if (recorded) {
            VisitStores.of(Dialect.H2)
                    .add(
                            handle,
                            visits.stream()
                                    .map(visit -> new ClickRow(visit, null, null, null, 0, null))
                                    .toList());
        }
    }

    private static void merge(Rollups rollups, Instant end) {
        long now = end.toEpochMilli() + Duration.ofHours(1).toMillis();
        rollups.mergeSome(now);
        do {
            now += Duration.ofMinutes(1).toMillis();
        } while (rollups.mergeSome(now)
                || rollups.mergeSome(now + Duration.ofMinutes(1).toMillis()));
    }
}
