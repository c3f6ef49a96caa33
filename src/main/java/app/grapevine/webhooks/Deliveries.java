package app.grapevine.webhooks;

import app.grapevine.storage.Database;
import app.grapevine.webhooks.LineDao.Key;
import app.grapevine.webhooks.LineDao.Line;
import app.grapevine.webhooks.MessageDao.Message;
import com.github.f4b6a3.tsid.TsidCreator;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers what waits. A line, what one receiver is told of one campaign, goes one by one: its head is sent, and sent again after
 * longer and longer pauses, until it is taken or given up; nothing of it overtakes. Other lines go on meanwhile, a few of a
 * receiver at a time, so that a slow one holds up nobody but itself.
 *
 * <p>Whoever works on a line holds it for a while, which is prolonged with each message; what became of a message counts only
 * while it is held. So of several nodes one works on a line, and the lines of one that was killed are taken up by another. A
 * message is sent at least once, and again under the same id where the answer was lost.
 *
 * <p>All but the sending is done by one thread, which waits for no receiver. May be read by many.
 */
final class Deliveries implements AutoCloseable {
    /** Longer than sending takes, and what the database may take to note it. */
    static final Duration LEASE = Duration.ofSeconds(60);

    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);
    private static final Duration RHYTHM = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** Of one receiver. */
    private static final int LINES_AT_ONCE = 2;
    /** Of a line, before others of its receiver have their turn. */
    private static final int IN_A_ROW = 50;

    private static final int DUE = 500;

    private final Database database;
    private final VisitEvents visits;
    private final Sender sender;
    private final Clock clock;
    private final RandomGenerator random = new SecureRandom();
    private final String holder = TsidCreator.getTsid().toLowerCase();
    private final ScheduledThreadPoolExecutor executor;
    /** How many lines of each receiver are at work; of the executor's thread. */
    private final Map<String, Integer> atWork = new HashMap<>();

    private final AtomicLong delivered = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private volatile boolean closed;
    private boolean inTrouble;

    Deliveries(Database database, VisitEvents visits, Sender sender, Clock clock) {
        this.database = database;
        this.visits = visits;
        this.sender = sender;
        this.clock = clock;
        this.executor = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "grapevine-webhooks");
            thread.setDaemon(true);
            return thread;
        });
        executor.setRemoveOnCancelPolicy(true);
    }

    void start() {
        var unused = executor.scheduleWithFixedDelay(
                this::round, RHYTHM.toMillis(), RHYTHM.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** How many messages this process has delivered. */
    long delivered() {
        return delivered.get();
    }

    /** How often an attempt of this process failed. */
    long failed() {
        return failed.get();
    }

    private void round() {
        patiently(() -> {
            while (!closed && visits.tellSome()) {
                begin();
            }
            begin();
        });
    }

    /** Does what may fail with the database, and is done again in a moment. */
    private void patiently(Runnable work) {
        try {
            work.run();
            inTrouble = false;
        } catch (RuntimeException e) {
            if (!inTrouble && !closed) {
                LOG.warn(
                        "webhooks have to wait: {}",
                        String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
            }
            inTrouble = true;
        }
    }

    /** Begins with lines that are due, as many as may be at work. */
    private void begin() {
        long now = clock.millis();
        List<String> busy = atWork.entrySet().stream()
                .filter(places -> places.getValue() >= LINES_AT_ONCE)
                .map(Map.Entry::getKey)
                .toList();
        List<Key> due = database.read(handle -> LineDao.due(handle, now, busy, DUE));
        List<Key> chosen = new ArrayList<>();
        Map<String, Integer> places = new HashMap<>(atWork);
        for (Key line : due) {
            if (places.merge(line.subscription(), 1, Integer::sum) <= LINES_AT_ONCE) {
                chosen.add(line);
            }
        }
        for (Key line : chosen) {
            if (!closed) {
                take(line, now);
            }
        }
    }

    /** What is to be sent next, and to whom. */
    private record Next(Message message, SubscriptionDao.Row to) {}

    private void take(Key line, long now) {
        Optional<Next> next = database.<Optional<Next>>write(handle -> {
            if (!LineDao.take(handle, line, holder, now, now + LEASE.toMillis())) {
                return Optional.empty();
            }
            Optional<Next> found = next(handle, line);
            if (found.isEmpty()) {
                LineDao.release(handle, line, now);
            }
            return found;
        });
        next.ifPresent(found -> {
            atWork.merge(line.subscription(), 1, Integer::sum);
            send(found, 1);
        });
    }

    private static Optional<Next> next(Handle handle, Key line) {
        return SubscriptionDao.find(handle, line.subscription())
                .filter(row -> row.subscription().isActive())
                .flatMap(row -> MessageDao.head(handle, line).map(message -> new Next(message, row)));
    }

    private void send(Next next, int inARow) {
        var unused = sender.send(
                        next.to.subscription().url(),
                        next.message.eventId(),
                        next.message.body(),
                        next.to.secrets(clock.instant()))
                .thenAccept(outcome -> {
                    try {
                        executor.execute(() -> sent(next, outcome, inARow));
                    } catch (RejectedExecutionException e) {
                        // It ends: whoever takes the line up sends it again.
                    }
                });
    }

    private void sent(Next next, Outcome outcome, int inARow) {
        Key line = next.message.line();
        AtomicReference<@Nullable Next> more = new AtomicReference<>();
        patiently(() -> {
            more.set(database.<Optional<Next>>write(handle -> settle(handle, next, outcome, inARow))
                    .orElse(null));
            (outcome.isDelivered() ? delivered : failed).incrementAndGet();
        });
        Next behind = more.get();
        if (behind != null && !closed) {
            send(behind, inARow + 1);
        } else {
            atWork.computeIfPresent(line.subscription(), (same, lines) -> lines == 1 ? null : lines - 1);
            patiently(this::begin);
        }
    }

    /** Notes what became of a message. @return what is to be sent next of its line, which is held on for it */
    private Optional<Next> settle(Handle handle, Next next, Outcome outcome, int inARow) {
        Key key = next.message.line();
        Optional<Line> held = LineDao.findHeld(handle, key, holder);
        if (held.isEmpty()) {
            return Optional.empty();
        }
        long now = clock.millis();
        if (!outcome.isDelivered()) {
            fail(handle, next, held.get(), outcome, now);
            return Optional.empty();
        }
        MessageDao.delete(handle, next.message.id());
        LineDao.succeeded(handle, key, outcome.status(), now);
        if (held.get().failures() > 0) {
            LineDao.wake(handle, key.subscription(), now);
        }
        Optional<Next> more = inARow < IN_A_ROW ? next(handle, key) : Optional.empty();
        if (more.isPresent()) {
            LineDao.keep(handle, key, now + LEASE.toMillis());
        } else {
            LineDao.release(handle, key, now);
        }
        return more;
    }

    private void fail(Handle handle, Next next, Line line, Outcome outcome, long now) {
        Duration asked = outcome.retryAfter();
        long pause = (asked == null ? Pauses.after(line.failures() + 1, random) : asked).toMillis();
        long giveUpAt = (line.failingSince() == null ? now : line.failingSince()) + Pauses.PATIENCE.toMillis();
        MessageDao.tried(handle, next.message.id());
        if (now >= giveUpAt) {
            int given = MessageDao.giveUp(handle, line.key(), now - Pauses.PATIENCE.toMillis(), now);
            LOG.warn(
                    "webhooks: {} messages to {} were given up",
                    given,
                    line.key().subscription());
        }
        // The last attempt comes when a day is over, not hours later.
        long nextAt = now < giveUpAt && now + pause > giveUpAt ? giveUpAt : now + pause;
        LineDao.failed(handle, line.key(), outcome, now, nextAt);
        if (outcome.kind() == Outcome.Kind.GONE) {
            Subscriptions.stop(handle, database, next.to.subscription(), Subscription.StoppedBy.RECEIVER);
        }
    }

    /** Ends; what is being sent is broken off, and sent again by whoever takes its line up, which is at once. */
    @Override
    public void close() {
        closed = true;
        executor.shutdown();
        try {
            if (!executor.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("webhooks: a round has not ended in time");
            }
            sender.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        patiently(() -> database.writeOnly(handle -> LineDao.releaseAll(handle, holder)));
    }
}
