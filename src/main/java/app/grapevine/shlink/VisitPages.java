package app.grapevine.shlink;

import app.grapevine.attribution.Kind;
import app.grapevine.base.Reach;
import app.grapevine.clicks.UserAgents;
import app.grapevine.links.Link;
import app.grapevine.links.Links;
import app.grapevine.storage.Database;
import app.grapevine.visits.Click;
import app.grapevine.visits.ClickRow;
import app.grapevine.visits.VisitFilter;
import app.grapevine.visits.VisitPlace;
import app.grapevine.visits.VisitRange;
import app.grapevine.visits.VisitStore;
import app.grapevine.visits.VisitStores;
import app.grapevine.visits.VisitWalk;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Single visits by pages that have numbers, newest first, and how many there are. Safe for use by many threads. Every method may
 * throw DatabaseUnavailableException.
 *
 * <p>Visits are read in the order of time and have no numbers: to begin at the ten-thousandth takes a walk past those before it.
 * Clients ask for page after page. So where a page ended is remembered for a minute, with how many visits there were, and the next
 * one begins there; what comes in meanwhile shifts nothing. The first page looks anew.
 */
public final class VisitPages {
    private static final int PIECE = 1000;
    private static final Duration REMEMBERED = Duration.ofMinutes(1);
    private static final int MOST_REMEMBERED = 100;
    private static final Set<Kind> PEOPLE = Set.of(Kind.CLICK, Kind.SUPPRESSED);

    private final Database database;
    private final Links links;
    private final Clock clock;
    private final Map<Asked, Walked> walks = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Asked, Walked> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    public VisitPages(Database database, Links links, Clock clock) {
        this.database = database;
        this.links = links;
        this.clock = clock;
    }

    private record Asked(VisitScope scope, Reach reach) {}

    /** What is known of a list: its length, and after how many visits one is at which place. */
    private record Walked(long total, Instant at, NavigableMap<Long, VisitPlace> places) {}

    /**
     * A visit.
     *
     * @param userAgent empty where it is not kept
     */
    public record Seen(Click visit, Link link, String userAgent) {
        /** Whether it is, or may be, a machine's. */
        public boolean isOfMachine() {
            return !PEOPLE.contains(visit.kind());
        }
    }

    /** @param total how many there are on all pages */
    public record Found(List<Seen> visits, long total) {
        public Found {
            visits = List.copyOf(visits);
        }
    }

    /** @param page from 1 on */
    public Found page(VisitScope scope, Reach reach, int page, int size) {
        VisitStore store = VisitStores.of(database.dialect());
        @Nullable Set<Long> of = linksOf(scope, reach);
        VisitRange range = range(scope, of);
        VisitFilter filter = filter(scope);
        Asked asked = new Asked(scope, reach);
        @Nullable Walked known = page == 1 ? null : known(asked);
        Walked walked =
                known != null ? known : new Walked(count(scope, reach), clock.instant(), new ConcurrentSkipListMap<>());
        long from = (page - 1L) * size;
        if (from >= walked.total) {
            return new Found(List.of(), walked.total);
        }
        Map.Entry<Long, VisitPlace> near = walked.places.floorEntry(from);
        VisitWalk walk =
                store.walk(range, filter, VisitStore.Order.NEWEST_FIRST, near == null ? null : near.getValue());
        skip(walk, from - (near == null ? 0 : near.getKey()));
        List<ClickRow> rows = read(walk, size);
        if (!rows.isEmpty()) {
            walked.places.put(
                    from + rows.size(), VisitPlace.of(rows.get(rows.size() - 1).click()));
        }
        synchronized (walks) {
            walks.put(asked, walked);
        }
        return new Found(database.read(handle -> seen(handle, rows)), walked.total);
    }

    /** Remembers nothing more: visits were taken away. */
    public void forget() {
        synchronized (walks) {
            walks.clear();
        }
    }

    private @Nullable Walked known(Asked asked) {
        synchronized (walks) {
            Walked walked = walks.get(asked);
            return walked == null || walked.at.plus(REMEMBERED).isBefore(clock.instant()) ? null : walked;
        }
    }

    /** How many visits there are of which each is kept. */
    public long count(VisitScope scope, Reach reach) {
        AtomicLong total = new AtomicLong();
        VisitRange range = range(scope, linksOf(scope, reach));
        VisitStore store = VisitStores.of(database.dialect());
        database.snapshot(handle -> {
            store.each(handle, range, filter(scope), visit -> total.incrementAndGet());
            return true;
        });
        return total.get();
    }

    /** Whether there is a link of these. */
    public boolean hasLinks(VisitScope scope, Reach reach) {
        Set<Long> of = linksOf(scope, reach);
        return of == null || !of.isEmpty();
    }

    private @Nullable Set<Long> linksOf(VisitScope scope, Reach reach) {
        if (scope.link() != null) {
            return Set.of(scope.link());
        }
        if (scope.tag() == null && scope.domain() == null && reach.isAll()) {
            return null;
        }
        return Set.copyOf(database.read(handle -> ShortUrlDao.linksOf(handle, scope, reach)));
    }

    private static VisitRange range(VisitScope scope, @Nullable Set<Long> of) {
        Instant from = scope.from();
        Instant to = scope.to();
        return new VisitRange(
                from == null ? Long.MIN_VALUE : from.toEpochMilli(),
                to == null ? Long.MAX_VALUE : to.toEpochMilli() + 1,
                of,
                null);
    }

    private static VisitFilter filter(VisitScope scope) {
        return scope.ofPeople()
                ? new VisitFilter(Map.of(
                        VisitFilter.Property.KIND,
                        PEOPLE.stream().map(Kind::label).collect(Collectors.toSet())))
                : VisitFilter.ANY;
    }

    private void skip(VisitWalk walk, long visits) {
        long left = visits;
        while (left > 0) {
            int piece = (int) Math.min(PIECE, left);
            int read = database.read(handle -> walk.next(handle, piece)).size();
            left = read < piece ? 0 : left - read;
        }
    }

    private List<ClickRow> read(VisitWalk walk, int size) {
        List<ClickRow> rows = new ArrayList<>();
        while (rows.size() < size) {
            int piece = Math.min(PIECE, size - rows.size());
            List<ClickRow> some = database.read(handle -> walk.next(handle, piece));
            rows.addAll(some);
            if (some.size() < piece) {
                break;
            }
        }
        return rows;
    }

    private List<Seen> seen(Handle handle, List<ClickRow> rows) {
        Set<Long> agents = new HashSet<>();
        Set<Long> of = new HashSet<>();
        rows.forEach(row -> {
            of.add(row.click().linkId());
            if (row.userAgentId() != null) {
                agents.add(row.userAgentId());
            }
        });
        Map<Long, String> texts = UserAgents.texts(handle, agents);
        Map<Long, Link> named = new HashMap<>();
        links.listByIds(of).forEach(link -> named.put(link.id(), link));
        List<Seen> seen = new ArrayList<>();
        for (ClickRow row : rows) {
            Link link = named.get(row.click().linkId());
            if (link != null) {
                Long agent = row.userAgentId();
                seen.add(new Seen(row.click(), link, agent == null ? "" : texts.getOrDefault(agent, "")));
            }
        }
        return seen;
    }
}
