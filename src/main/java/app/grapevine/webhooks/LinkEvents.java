package app.grapevine.webhooks;

import app.grapevine.links.Link;
import app.grapevine.links.LinkSettings;
import app.grapevine.links.LinkStates;
import app.grapevine.storage.ChangeWitness;
import app.grapevine.storage.Database;
import app.grapevine.storage.LinkChange;
import app.grapevine.storage.LinkKey;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;

/**
 * Tells what becomes of links: what somebody does in the unit of work that does it, and that the time of one is over soon after
 * that. Safe for use by many threads and nodes.
 */
public final class LinkEvents implements ChangeWitness {
    /** The moment before which all links whose time ended were told, in milliseconds. */
    private static final Watermark ENDED = new Watermark("webhooks-ended");

    private final Database database;
    private final LinkStates links;
    private final LinkSettings domains;
    private final Clock clock;

    public LinkEvents(Database database, LinkStates links, LinkSettings domains, Clock clock) {
        this.database = database;
        this.links = links;
        this.domains = domains;
        this.clock = clock;
    }

    @Override
    public void changed(Handle handle, Map<LinkKey, LinkChange> changes) {
        Outbox outbox = Outbox.of(handle);
        if (!outbox.wantsAny(EventType.LINK_CREATED, EventType.LINK_CHANGED, EventType.LINK_ENDED)) {
            return;
        }
        Map<LinkKey, Link> found = links.byKey(handle, changes.keySet());
        List<Event> events = new ArrayList<>();
        changes.forEach((key, change) -> {
            Link link = found.get(key);
            if (link != null) {
                events.add(event(link, change));
            }
        });
        outbox.add(events, clock.millis());
    }

    private Event event(Link link, LinkChange change) {
        return switch (change) {
            case MADE -> event(EventType.LINK_CREATED, link, clock.instant());
            case ENDED -> ended(link, clock.instant(), link.disabled() ? "disabled" : "deleted");
            default -> event(EventType.LINK_CHANGED, link, clock.instant());
        };
    }

    private Event event(EventType type, Link link, Instant at) {
        return Event.of(type, link.campaign(), link.id(), at, LinkData.whole(link, domains));
    }

    private Event ended(Link link, Instant at, String why) {
        ObjectNode data = LinkData.whole(link, domains);
        data.put("because", why);
        return Event.of(EventType.LINK_ENDED, link.campaign(), link.id(), at, data);
    }

    /** That a link is erased: its name alone, and whose it was. However often that is told, it is under one id. */
    static Event erased(Link link, Instant at) {
        ObjectNode data = LinkData.name(link);
        data.put("because", "erased");
        String id = "erased_" + Long.toString(link.id(), Character.MAX_RADIX);
        return new Event(EventType.LINK_ENDED, id, link.campaign(), link.id(), at, data);
    }

    /**
     * Tells of links whose time ended since it was called last; to be called now and then. Of those that ended before anybody
     * wanted to know, nothing.
     */
    public void tellEnded() {
        long now = clock.millis();
        database.writeOnly(handle -> {
            Outbox outbox = Outbox.of(handle);
            OptionalLong from = ENDED.find(handle);
            if (!outbox.wantsAny(EventType.LINK_ENDED)) {
                ENDED.remove(handle);
            } else if (from.isEmpty()) {
                ENDED.begin(handle, now);
            } else if (from.getAsLong() < now && ENDED.move(handle, from.getAsLong(), now)) {
                outbox.add(
                        links.ending(handle, from.getAsLong(), now).stream()
                                .sorted(Comparator.comparing(LinkEvents::end))
                                .map(link -> ended(link, end(link), "expired"))
                                .toList(),
                        now);
            }
        });
    }

    private static Instant end(Link link) {
        Instant end = link.validUntil();
        return end == null ? Instant.MAX : end;
    }
}
