package app.grapevine.links;

import app.grapevine.base.FaultCode;
import app.grapevine.base.Faults;
import app.grapevine.base.HostName;
import app.grapevine.base.Page;
import app.grapevine.base.Paging;
import app.grapevine.base.Reach;
import app.grapevine.base.RefusedException;
import app.grapevine.base.UnicodeHost;
import app.grapevine.channels.ChannelCatalogue;
import app.grapevine.storage.Database;
import app.grapevine.storage.LinkKey;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The lists of links: those that fit a filter, in an order, a page at a time or among some. Safe for use by many threads. Every
 * method may throw DatabaseUnavailableException.
 */
public final class LinkLists {
    private final Database database;
    private final LinkSettings settings;
    private final LinkDao links;
    private final Clock clock;

    public LinkLists(Database database, LinkSettings settings, ChannelCatalogue channels, Clock clock) {
        this.database = database;
        this.settings = settings;
        this.links = new LinkDao(channels);
        this.clock = clock;
    }

    /** {@link #list(LinkFilter, LinkSort, int, String)}, newest first. */
    public Page<Link> list(LinkFilter filter, int limit, @Nullable String cursor) {
        return list(filter, LinkSort.NEWEST, limit, cursor);
    }

    /**
     * A page costs the same wherever it is in the list.
     *
     * @throws RefusedException INVALID for a cursor that is not of this list with these filters, a limit out
     *     of 1…500, or a filter that no link can match
     */
    public Page<Link> list(LinkFilter filter, LinkSort sort, int limit, @Nullable String cursor) {
        return list(filter, Reach.ALL, sort, limit, cursor);
    }

    /**
     * As {@link #list(LinkFilter, LinkSort, int, String)}, of the links within {@code reach}.
     *
     * @param given names the campaign that {@code reach} is limited to
     */
    public Page<Link> list(LinkFilter given, Reach reach, LinkSort sort, int limit, @Nullable String cursor) {
        reach.require(given.campaign());
        Paging paging = new Paging("links " + sort + " " + given, limit);
        LinkSort.Position after = paging.position(cursor, sort.start(), sort::position);
        LinkFilter filter = checked(given);
        List<Link> read = database.read(handle -> {
            List<Long> ids = found(handle, filter, sort, after, clock.instant())
                    .map(dao -> dao.ids(paging.toRead()))
                    .orElse(List.of());
            return inOrder(handle, reach, ids);
        });
        return paging.page(read, sort::after);
    }

    /**
     * Those of some links that fit, in no order.
     *
     * @param given names the campaign that {@code reach} is limited to
     * @throws RefusedException INVALID for a filter that no link can match
     */
    public List<Link> listAmong(LinkFilter given, Reach reach, List<Long> ids) {
        LinkFilter filter = checked(given);
        return database.read(handle -> {
            LinkSort.Position start = LinkSort.NEWEST.start();
            List<Long> fitting = found(handle, filter, LinkSort.NEWEST, start, clock.instant())
                    .map(dao -> dao.among(ids).ids(ids.size()))
                    .orElse(List.of());
            return inOrder(handle, reach, fitting);
        });
    }

    /** The newest links that fit, of those whose id is below one; as with {@link #listAmong}. */
    public List<Link> listBefore(LinkFilter given, Reach reach, long id, int limit) {
        LinkFilter filter = checked(given);
        return database.read(handle -> {
            LinkSort.Position below = new LinkSort.Position(id, id);
            List<Long> ids = found(handle, filter, LinkSort.NEWEST, below, clock.instant())
                    .map(dao -> dao.ids(limit))
                    .orElse(List.of());
            return inOrder(handle, reach, ids);
        });
    }

    private List<Link> inOrder(Handle handle, Reach reach, List<Long> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        Map<Long, Link> found = new HashMap<>();
        links.listByIds(handle, ids).forEach(link -> found.put(link.id(), link));
        return links.shown(
                handle,
                reach,
                ids.stream().flatMap(id -> Stream.ofNullable(found.get(id))).toList());
    }

    /** What finds a page; empty where the filter names a parent that is not. @param filter {@link #checked} */
    Optional<LinkListDao> found(Handle handle, LinkFilter filter, LinkSort sort, LinkSort.Position after, Instant now) {
        @Nullable Long parent = filter.parent() == null ? null : parentId(handle, filter);
        return filter.parent() != null && parent == null
                ? Optional.empty()
                : Optional.of(new LinkListDao(handle, filter, parent, sort, after, now));
    }

    /** Null where there is none of the kind. */
    private @Nullable Long parentId(Handle handle, LinkFilter filter) {
        LinkKey key = new LinkKey(
                filter.domain() == null ? settings.defaultDomain() : filter.domain(), String.valueOf(filter.parent()));
        return CodeShape.canBe(key) ? LinkKeyDao.findId(handle, key).orElse(null) : null;
    }

    /** A filter as it is looked for. @throws RefusedException INVALID for what no link can match */
    static LinkFilter checked(LinkFilter filter) {
        Faults faults = new Faults();
        faults.line("domain", filter.domain(), 253);
        faults.line("channel", filter.channel(), 40);
        faults.line("campaign", filter.campaign(), 64);
        faults.line("tag", filter.tag(), 64);
        String search = faults.line("search", filter.search(), 2048);
        faults.line("shareSet", filter.shareSet(), 32);
        faults.line("parent", filter.parent(), 64);
        LinkFilter.Trace trace = filter.trace();
        faults.line("createdBy", trace.createdBy(), 32);
        String host = trace.host() == null ? null : host(faults, trace.host());
        faults.refuseIfAny();
        return filter.searched(search)
                .traced(new LinkFilter.Trace(
                        host, trace.createdBy(), trace.createdFrom(), trace.createdTo(), trace.changedAt()));
    }

    private static @Nullable String host(Faults faults, String given) {
        String host = UnicodeHost.toAscii(HostName.withoutFinalDot(given)).orElse("");
        if (host.isEmpty() || host.length() > 253 || !host.matches("[a-z0-9._-]+|\\[[0-9a-f:.]+]")) {
            faults.add("host", FaultCode.NOT_A_HOST);
            return null;
        }
        return host;
    }
}
