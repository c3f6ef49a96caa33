package app.grapevine.webhooks;

import app.grapevine.base.RefusedException;
import app.grapevine.clicks.ClickIds;
import app.grapevine.clicks.Retention;
import app.grapevine.links.LinkStates;
import app.grapevine.storage.Database;
import app.grapevine.webhooks.LineDao.Line;
import app.grapevine.webhooks.MessageDao.Message;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The door of webhooks: who is told what happens here, how that stands, and the sending. Safe for use by many threads. Every
 * method may throw DatabaseUnavailableException.
 */
public final class Webhooks implements AutoCloseable {
    private static final int PINGS_AT_ONCE = 2;

    private final Database database;
    private final WebhookSettings settings;
    private final Subscriptions subscriptions;
    private final Sender sender;
    private final Deliveries deliveries;
    private final Clock clock;
    private volatile long waiting;
    private volatile long givenUp;
    private final Semaphore pings = new Semaphore(PINGS_AT_ONCE);

    public Webhooks(Database database, LinkStates links, ClickIds ids, WebhookSettings settings, Clock clock) {
        this(database, links, ids, settings, clock, new Sender(settings, clock));
    }

    Webhooks(Database database, LinkStates links, ClickIds ids, WebhookSettings settings, Clock clock, Sender sender) {
        this.database = database;
        this.settings = settings;
        this.subscriptions = new Subscriptions(database, new SubscriptionCheck(settings), clock);
        this.sender = sender;
        this.deliveries = new Deliveries(database, new VisitEvents(database, links, ids, clock), sender, clock);
        this.clock = clock;
    }

    /** By what others may post as well, checked as receivers are; open as long as this is. */
    public Posting posting() {
        return sender.posting();
    }

    /** Begins to deliver what waits. */
    public void start() {
        deliveries.start();
    }

    /** A subscription at one of the moments when its secret is known. */
    public record Made(Standing standing, String secret) {}

    /** @throws RefusedException INVALID with every fault */
    public Made create(SubscriptionDraft draft) {
        SubscriptionDao.Row row = subscriptions.create(draft);
        return new Made(
                new Standing(row.subscription(), Standing.State.NONE),
                row.secret().text());
    }

    /** All, the oldest first. */
    public List<Standing> list() {
        Map<String, List<Line>> lines = new HashMap<>();
        Map<String, MessageDao.Count> counts = new HashMap<>();
        List<SubscriptionDao.Row> rows = database.snapshot(handle -> {
            LineDao.list(handle)
                    .forEach(line -> lines.computeIfAbsent(line.key().subscription(), none -> new ArrayList<>())
                            .add(line));
            counts.putAll(MessageDao.counts(handle));
            return SubscriptionDao.list(handle);
        });
        return rows.stream()
                .map(SubscriptionDao.Row::subscription)
                .map(one -> new Standing(
                        one,
                        Standing.State.of(
                                counts.getOrDefault(one.id(), MessageDao.Count.NONE),
                                lines.getOrDefault(one.id(), List.of()))))
                .toList();
    }

    /** @throws RefusedException NOT_FOUND */
    public Standing get(String id) {
        return list().stream()
                .filter(one -> one.subscription().id().equals(id))
                .findFirst()
                .orElseThrow(() -> Subscriptions.unknown(id));
    }

    /**
     * Changes one to what {@code change} makes of it.
     *
     * @throws RefusedException NOT_FOUND, or INVALID with every fault
     */
    public Subscription change(String id, UnaryOperator<SubscriptionDraft> change) {
        return subscriptions.change(id, change);
    }

    /** Gives it a new secret; for a day both sign. @throws RefusedException NOT_FOUND */
    public Made rotate(String id) {
        SubscriptionDao.Row row = subscriptions.rotate(id);
        return new Made(
                new Standing(row.subscription(), get(id).state()), row.secret().text());
    }

    /** Takes it away, with all that it is yet to be told. @throws RefusedException NOT_FOUND */
    public void delete(String id) {
        subscriptions.delete(id);
    }

    /**
     * What came of a ping.
     *
     * @param outcome {@code delivered}, or why not
     * @param status what the receiver answered; null where it did not
     */
    public record Pinged(String outcome, @Nullable Integer status) {}

    /**
     * Sends a message of type {@code ping} at once, past what waits, and waits for what comes of it: at most as long as sending
     * may take. A receiver that takes it is sent at once what has waited.
     *
     * @throws RefusedException NOT_FOUND; BUSY while others wait for theirs
     */
    public Pinged ping(String id) {
        SubscriptionDao.Row row = subscriptions.get(id);
        if (!pings.tryAcquire()) {
            throw new RefusedException(RefusedException.Reason.BUSY, "Others are being tried: try again in a moment.");
        }
        try {
            Event ping = Event.of(EventType.PING, null, 0, clock.instant(), JsonNodeFactory.instance.objectNode());
            Outcome outcome = sender.send(
                            row.subscription().url(), ping.id(), ping.body(), row.secrets(clock.instant()))
                    .join();
            if (outcome.isDelivered()) {
                database.writeOnly(handle -> LineDao.wake(handle, id, clock.millis()));
            }
            return new Pinged(outcome.kind().label(), outcome.status() == 0 ? null : outcome.status());
        } finally {
            pings.release();
        }
    }

    /**
     * A message that is yet to be delivered, or was given up.
     *
     * @param id the {@code webhook-id}
     * @param place where it stands among those of its receiver; for the next page of a list
     * @param at when that happened which it tells of
     */
    public record Delivery(
            String id,
            String place,
            String type,
            @Nullable String campaign,
            Instant at,
            int attempts,
            @Nullable Instant givenUpAt) {
        private static Delivery of(Message message) {
            String campaign = message.line().campaign();
            Long givenUpAt = message.givenUpAt();
            return new Delivery(
                    message.eventId(),
                    Long.toString(message.id(), Character.MAX_RADIX),
                    message.type(),
                    campaign.isEmpty() ? null : campaign,
                    Instant.ofEpochMilli(message.at()),
                    message.attempts(),
                    givenUpAt == null ? null : Instant.ofEpochMilli(givenUpAt));
        }
    }

    /**
     * Messages of a receiver in the order in which they are sent within their lines.
     *
     * @param givenUp whether they were given up; null for both
     * @param after the place behind which they stand; null for the first
     * @throws RefusedException NOT_FOUND
     */
    public List<Delivery> deliveries(String id, @Nullable Boolean givenUp, @Nullable String after, int limit) {
        long place = after == null ? Long.MIN_VALUE : Long.parseLong(after, Character.MAX_RADIX);
        subscriptions.get(id);
        return database.read(handle -> MessageDao.list(handle, id, givenUp, place, limit)).stream()
                .map(Delivery::of)
                .toList();
    }

    /**
     * Has what was given up be sent again, before what waits behind it.
     *
     * @param delivery one {@code webhook-id}; null for all
     * @return how many
     * @throws RefusedException NOT_FOUND
     */
    public int replay(String id, @Nullable String delivery) {
        return database.<Integer>write(handle -> {
            Subscriptions.require(handle, id);
            long now = clock.millis();
            LineDao.beginAnew(handle, id, now);
            return MessageDao.replay(handle, id, delivery, now);
        });
    }

    /**
     * Forgets what was given up too long ago, and secrets that are over; and what tells of visits that retention has deleted, be it
     * waiting or not, for a message says more of a visit than what is left of it. To be called now and then, after {@link Retention}.
     */
    public void keep() {
        long now = clock.millis();
        long kept = now - settings.kept().toMillis();
        database.writeOnly(handle -> {
            MessageDao.forget(handle, kept, kept - Pauses.PATIENCE.toMillis());
            MessageDao.forgetVisits(handle, Retention.visitsKeptFrom(handle));
            SubscriptionDao.forgetFormer(handle, now);
        });
    }

    /** Sees to it that visits are followed if somebody wants to be told of them; to be called now and then. */
    public void follow() {
        database.writeOnly(handle -> VisitEvents.follow(handle, database));
    }

    /**
     * Figures for the metrics.
     *
     * @param delivered by this process
     * @param failed attempts of this process
     */
    public record Figures(long waiting, long givenUp, long delivered, long failed) {}

    /** Counts what waits and what was given up, for {@link #figures}; to be called now and then. */
    public void count() {
        Collection<MessageDao.Count> counts = database.read(MessageDao::counts).values();
        waiting = counts.stream().mapToLong(MessageDao.Count::waiting).sum();
        givenUp = counts.stream().mapToLong(MessageDao.Count::givenUp).sum();
    }

    /** As they were last counted: who asks for them asks no database. */
    public Figures figures() {
        return new Figures(waiting, givenUp, deliveries.delivered(), deliveries.failed());
    }

    /** Longest that {@link #ping} takes. */
    public static Duration patience() {
        return Posting.TIMEOUT;
    }

    @Override
    public void close() {
        deliveries.close();
    }
}
