package app.grapevine.webhooks;

import app.grapevine.webhooks.LineDao.Key;
import app.grapevine.webhooks.MessageDao.Message;
import com.github.f4b6a3.tsid.TsidCreator;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * Who is to be told in a unit of work, and what: a message for each receiver, kept with what it tells of or not at all. Where
 * nobody is to be told, a unit of work reads a table that is empty, and writes nothing. Of one unit of work.
 */
final class Outbox {
    private final Handle handle;
    private final List<Subscription> active;

    private Outbox(Handle handle, List<Subscription> active) {
        this.handle = handle;
        this.active = active;
    }

    static Outbox of(Handle handle) {
        return new Outbox(
                handle,
                SubscriptionDao.list(handle).stream()
                        .map(SubscriptionDao.Row::subscription)
                        .filter(Subscription::isActive)
                        .toList());
    }

    /** Whether somebody wants any of these. */
    boolean wantsAny(EventType... types) {
        return active.stream().anyMatch(one -> Stream.of(types).anyMatch(one.events()::contains));
    }

    /** Puts down events, in their order, for all who want them. @param now in milliseconds */
    void add(Collection<Event> events, long now) {
        List<Message> messages = new ArrayList<>();
        for (Event event : events) {
            List<Subscription> wanting = active.stream()
                    .filter(one -> one.wants(event.type(), event.campaign()))
                    .toList();
            if (!wanting.isEmpty()) {
                String body = event.body();
                wanting.forEach(one -> messages.add(message(event, new Key(one.id(), event.line()), body, now)));
            }
        }
        if (!messages.isEmpty()) {
            TreeSet<Key> lines = new TreeSet<>();
            messages.forEach(message -> lines.add(message.line()));
            LineDao.ensure(handle, lines);
            MessageDao.insert(handle, messages);
        }
    }

    private static Message message(Event event, Key line, String body, long now) {
        return new Message(
                TsidCreator.getTsid().toLong(),
                line,
                event.id(),
                event.type().label(),
                event.linkId(),
                event.at().toEpochMilli(),
                now,
                null,
                0,
                body);
    }
}
