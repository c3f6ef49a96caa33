package app.grapevine.links;

import app.grapevine.base.FaultCode;
import app.grapevine.base.RefusedException;
import app.grapevine.channels.ChannelCatalogue;
import app.grapevine.storage.ChangeFeed;
import app.grapevine.storage.Database;
import app.grapevine.storage.LinkChange;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Switches all links off that a filter finds, or on again, some at a time; all nodes hear of each. What is cut off in between
 * is done so far, and can be asked for again. And archives what a campaign has. Safe for use by many threads. Every method may throw
 * DatabaseUnavailableException.
 */
public final class LinkSwitch {
    /** How many of the links are shown. */
    public static final int SHOWN = 20;

    private static final int AT_ONCE = 1000;

    private final Database database;
    private final ChangeFeed feed;
    private final LinkLists lists;
    private final LinkDao dao;
    private final ShareSetDao shareSets = new ShareSetDao();
    private final Clock clock;

    public LinkSwitch(Database database, ChangeFeed feed, ChannelCatalogue channels, LinkLists lists, Clock clock) {
        this.database = database;
        this.feed = feed;
        this.lists = lists;
        this.dao = new LinkDao(channels);
        this.clock = clock;
    }

    /**
     * What was switched, or would be.
     *
     * @param links how many there are that are not so yet
     * @param first the oldest of them
     * @param at when; by this what was switched at once is found again. Null where nothing was done
     */
    public record Switched(
            long links, List<Link> first, @Nullable Instant at) {}

    /** Says what {@link #run} would do. @throws RefusedException INVALID as there */
    public Switched preview(LinkFilter given, boolean disabled) {
        LinkFilter filter = checked(given);
        Instant now = clock.instant();
        return database.read(handle -> {
            Optional<LinkListDao> list = list(handle, filter, disabled, LinkSort.OLDEST.start(), now);
            List<Long> first = list.map(found -> found.ids(SHOWN)).orElse(List.of());
            return new Switched(list.map(LinkListDao::count).orElse(0L), read(handle, first), null);
        });
    }

    /**
     * Switches links off, or on again.
     *
     * @throws RefusedException INVALID for a filter that is none, or that no link can match
     */
    public Switched run(LinkFilter given, boolean disabled) {
        LinkFilter filter = checked(given);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        List<Long> first = List.of();
        LinkSort.Position after = LinkSort.OLDEST.start();
        long switched = 0;
        List<Long> some;
        do {
            LinkSort.Position begin = after;
            some = feed.write((handle, changes) -> {
                List<Long> ids = list(handle, filter, disabled, begin, now)
                        .map(found -> found.ids(AT_ONCE))
                        .orElse(List.of());
                if (!ids.isEmpty()) {
                    dao.switchAll(handle, ids, disabled, now);
                    LinkChange change = disabled ? LinkChange.ENDED : LinkChange.CHANGED;
                    LinkKeyDao.keys(handle, ids).forEach(key -> changes.add(key, change));
                }
                return ids;
            });
            if (switched == 0) {
                first = some.subList(0, Math.min(SHOWN, some.size()));
            }
            if (!some.isEmpty()) {
                Long last = some.get(some.size() - 1);
                after = new LinkSort.Position(last, last);
            }
            switched += some.size();
        } while (some.size() == AT_ONCE);
        List<Long> shown = first;
        return new Switched(switched, database.read(handle -> read(handle, shown)), now);
    }

    /**
     * Archives the links of a campaign, those that recipients passed on too, and the share sets that have then no other; or takes
     * them out of the archive, however they came there. All lead on as before, so that no node needs to hear of it.
     *
     * @param at the moment that they are marked as changed at
     * @param changedAt where only those are meant that another call of this marked so, which this takes back; null for all
     * @return how many links were not so yet
     */
    public int archive(String campaign, boolean archived, Instant at, @Nullable Instant changedAt) {
        return database.write(handle -> {
            int links = dao.archiveOf(handle, campaign, archived, at, changedAt);
            shareSets.archiveOf(handle, campaign, archived);
            return links;
        });
    }

    private static LinkFilter checked(LinkFilter filter) {
        if (filter.equals(LinkFilter.ANY)) {
            throw RefusedException.invalid(
                    "filter.search",
                    FaultCode.ONE_OF_THESE,
                    Map.of("known", "another field of filter, so that not all links are meant"));
        }
        try {
            return LinkLists.checked(filter);
        } catch (RefusedException e) {
            throw e.renamed(field -> "filter." + field);
        }
    }

    /** Those that are not so yet; empty where the filter names a parent that is not. */
    private Optional<LinkListDao> list(
            Handle handle, LinkFilter filter, boolean disabled, LinkSort.Position after, Instant now) {
        return lists.found(handle, filter, LinkSort.OLDEST, after, now).map(found -> found.only(!disabled));
    }

    private List<Link> read(Handle handle, List<Long> ids) {
        return ids.isEmpty()
                ? List.of()
                : dao.listByIds(handle, ids).stream()
                        .sorted((one, other) -> Long.compare(one.id(), other.id()))
                        .toList();
    }
}
