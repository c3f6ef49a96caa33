package app.grapevine.shlink;

import app.grapevine.base.Reach;
import app.grapevine.links.Link;
import app.grapevine.links.Links;
import app.grapevine.storage.Database;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * Links as Shlink's clients list them: by pages that have numbers, of a list whose length is told. Such a page costs the more the
 * later it is, and its length a look at all links; so both are asked of the database at once, and never held. Safe for use by many
 * threads. Every method may throw DatabaseUnavailableException.
 */
public final class ShortUrlLists {
    private final Database database;
    private final Links links;
    private final Clock clock;

    public ShortUrlLists(Database database, Links links, Clock clock) {
        this.database = database;
        this.links = links;
        this.clock = clock;
    }

    /** @param total how many there are on all pages */
    public record Found(List<Link> links, long total) {
        public Found {
            links = List.copyOf(links);
        }
    }

    /**
     * A page, by what links are.
     *
     * @param order by a field that is not counted
     * @param page from 1 on
     */
    public Found page(ShortUrlFilter filter, Reach reach, ShortUrlFilter.Order order, int page, int size) {
        Instant now = clock.instant();
        long from = (page - 1L) * size;
        record Read(List<Long> ids, long total) {}
        Read read = database.read(handle -> new Read(
                ShortUrlDao.page(handle, filter, reach, now, order, from, size),
                ShortUrlDao.count(handle, filter, reach, now)));
        return new Found(inOrder(read.ids), read.total);
    }

    /**
     * A page, by what was counted of links; of as many the newest first.
     *
     * @param count by a link's id
     */
    public Found ranked(
            ShortUrlFilter filter, Reach reach, ToLongFunction<Long> count, boolean descends, int page, int size) {
        Instant now = clock.instant();
        List<Long> all = database.read(handle -> ShortUrlDao.all(handle, filter, reach, now));
        Comparator<Long> byCount = Comparator.comparingLong(count);
        List<Long> ids = all.stream()
                .sorted((descends ? byCount.reversed() : byCount).thenComparing(Comparator.reverseOrder()))
                .skip((page - 1L) * size)
                .limit(size)
                .toList();
        return new Found(inOrder(ids), all.size());
    }

    private List<Link> inOrder(List<Long> ids) {
        Map<Long, Link> found = new HashMap<>();
        links.listByIds(ids).forEach(link -> found.put(link.id(), link));
        return ids.stream().flatMap(id -> Stream.ofNullable(found.get(id))).toList();
    }
}
