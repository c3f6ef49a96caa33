package app.grapevine.webhooks;

import app.grapevine.attribution.Kind;
import app.grapevine.attribution.Verdict;
import app.grapevine.clicks.ClickIds;
import app.grapevine.clicks.PastEpochs;
import app.grapevine.clicks.PositionDao;
import app.grapevine.clicks.PositionDao.Reached;
import app.grapevine.links.Link;
import app.grapevine.links.LinkStates;
import app.grapevine.previews.PreviewLedger;
import app.grapevine.storage.Database;
import app.grapevine.visits.Click;
import app.grapevine.visits.ClickRow;
import app.grapevine.visits.VisitFilter;
import app.grapevine.visits.VisitRange;
import app.grapevine.visits.VisitStore;
import app.grapevine.visits.VisitStores;
import app.grapevine.webhooks.TailDao.Part;
import app.grapevine.webhooks.TailDao.Told;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Tells of clicks and of first previews. The table of visits is what they are told from: this follows it, and where it stands
 * is committed with the messages. So a visit that is recorded is told once, whatever ends the process at whatever moment; and
 * neither the redirect nor the writer does anything for it. Safe for use by many threads and nodes, of which any tells of the
 * visits of any.
 *
 * <p>Of visits that were brought from elsewhere nobody is told: they are no news.
 *
 * <p>A second is told when it is over. What of it is recorded later than that, after a database was away, is told as another
 * message of the same second.
 */
final class VisitEvents {
    /** Of a message: so many clicks a second are told in several. */
    static final int MOST_CLICKS = 100;

    private static final int AT_ONCE = 2000;
    private static final long SECOND = 1000;
    /** A visit that is this far ahead of the clock was recorded by another one, or before it was put back: it is not waited for. */
    private static final long CLOCKS = 5 * SECOND;

    private final Database database;
    private final VisitStore store;
    private final LinkStates links;
    private final ClickIds ids;
    private final Clock clock;

    VisitEvents(Database database, LinkStates links, ClickIds ids, Clock clock) {
        this.database = database;
        this.store = VisitStores.of(database.dialect());
        this.links = links;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Begins to follow with what is recorded next, where somebody wants to be told who did not; ends where nobody does. To be
     * called in each unit of work that changes subscriptions, and now and then: two that do so at once may not see each other.
     */
    static void follow(Handle handle, Database database) {
        if (!Outbox.of(handle).wantsAny(EventType.CLICK_RECORDED, EventType.LINK_FIRST_PREVIEW)) {
            TailDao.clear(handle);
        } else if (TailDao.list(handle).isEmpty()) {
            for (Reached reached : PositionDao.reached(handle, database.dialect())) {
                TailDao.insert(handle, new Part(reached.node(), reached.part()), reached.sequence());
            }
        }
    }

    /**
     * Tells of some of what was recorded since.
     *
     * @return whether there may be more
     */
    boolean tellSome() {
        Map<Part, Told> told = database.read(TailDao::list);
        if (told.isEmpty()) {
            return false;
        }
        boolean more = false;
        for (Reached reached : database.read(handle -> PositionDao.reached(handle, database.dialect()))) {
            Part part = new Part(reached.node(), reached.part());
            Told found = told.get(part);
            if (found == null) {
                database.writeOnly(handle -> TailDao.insert(handle, part, reached.begin()));
                more = true;
            } else if (found.sequence() < reached.sequence()) {
                more |= tell(reached, part, found);
            }
        }
        return more;
    }

    /** What was read, and up to where. */
    private record Some(List<Event> events, long upTo, boolean more) {}

    private boolean tell(Reached reached, Part part, Told told) {
        long now = clock.millis();
        Some some = database.snapshot(handle -> read(handle, reached, told.sequence(), now));
        if (some.upTo == told.sequence()) {
            return false;
        }
        boolean advanced = database.<Boolean>write(handle -> {
            boolean first = TailDao.advance(handle, part, told, some.upTo);
            if (first) {
                Outbox.of(handle).add(some.events, now);
            }
            return first;
        });
        return some.more || !advanced;
    }

    private Some read(Handle handle, Reached reached, long after, long now) {
        List<ClickRow> rows = store.recorded(
                handle, reached.node(), after, reached.sequence(), VisitRange.ALL, VisitFilter.ANY, AT_ONCE);
        PastEpochs past = PastEpochs.read(handle);
        List<Click> visits = new ArrayList<>();
        long last = after;
        boolean held = false;
        for (ClickRow row : rows) {
            held = isOfThisSecond(row.click().atMillis(), now);
            if (held) {
                break;
            }
            last = row.click().sequence();
            if (!past.has(reached.node(), last)) {
                visits.add(row.click());
            }
        }
        boolean all = !held && rows.size() < AT_ONCE;
        return new Some(events(handle, visits), all ? reached.sequence() : last, !held && !all);
    }

    private static boolean isOfThisSecond(long at, long now) {
        long begin = now / SECOND * SECOND;
        return at >= begin && at < begin + CLOCKS;
    }

    /** In their order: a preview among the clicks of a second before them. */
    private List<Event> events(Handle handle, List<Click> visits) {
        Set<Long> onLinks = visits.stream().map(Click::linkId).collect(Collectors.toSet());
        Map<Long, Link> named = links.byId(handle, onLinks);
        Map<Long, Long> firsts = PreviewLedger.firstAt(handle, onLinks);
        List<Event> events = new ArrayList<>();
        Map<Second, List<Click>> clicks = new LinkedHashMap<>();
        for (Click visit : visits) {
            Link link = named.get(visit.linkId());
            if (link == null) {
                continue;
            }
            if (visit.kind() == Kind.CLICK) {
                clicks.computeIfAbsent(
                                new Second(link.campaign(), visit.atMillis() / SECOND * SECOND),
                                none -> new ArrayList<>())
                        .add(visit);
            } else if (isFirst(visit, firsts.get(visit.linkId()))) {
                events.add(preview(visit, link));
            }
        }
        clicks.forEach((second, some) -> {
            for (int from = 0; from < some.size(); from += MOST_CLICKS) {
                events.add(clicks(second, some.subList(from, Math.min(some.size(), from + MOST_CLICKS)), named));
            }
        });
        events.sort(Comparator.comparing(Event::at));
        return events;
    }

    /** A second of a campaign. */
    private record Second(@Nullable String campaign, long begin) {}

    private static boolean isFirst(Click visit, @Nullable Long first) {
        return visit.kind() == Kind.PREVIEW && first != null && first == visit.atMillis();
    }

    private Event clicks(Second second, List<Click> clicks, Map<Long, Link> named) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.put("campaign", second.campaign);
        data.put("count", clicks.size());
        ArrayNode list = data.putArray("clicks");
        clicks.forEach(click -> list.add(click(click, Objects.requireNonNull(named.get(click.linkId())))));
        return Event.of(EventType.CLICK_RECORDED, second.campaign, 0, Instant.ofEpochMilli(second.begin), data);
    }

    private ObjectNode click(Click click, Link link) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.put("id", ids.encode(click.node(), click.sequence()));
        data.put("at", Instant.ofEpochMilli(click.atMillis()).toString());
        data.put("domain", link.domain());
        data.put("code", link.code());
        Verdict verdict = click.verdict();
        data.put("channel", verdict == null ? null : verdict.channel());
        data.put("origin", verdict == null ? null : verdict.origin());
        data.put(
                "tier",
                verdict == null || verdict.tier() == null
                        ? null
                        : verdict.tier().label());
        return data;
    }

    private static Event preview(Click visit, Link link) {
        ObjectNode data = LinkData.name(link);
        Instant at = Instant.ofEpochMilli(visit.atMillis());
        data.put("at", at.toString());
        data.put("previewBy", visit.verdict() == null ? null : visit.verdict().previewBy());
        return new Event(
                EventType.LINK_FIRST_PREVIEW,
                "preview_" + Long.toString(link.id(), Character.MAX_RADIX),
                link.campaign(),
                link.id(),
                at,
                data);
    }
}
