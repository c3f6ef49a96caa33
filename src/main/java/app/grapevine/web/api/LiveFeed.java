package app.grapevine.web.api;

import app.grapevine.stats.RecordedVisit;
import app.grapevine.stats.Selection;
import app.grapevine.stats.Visits;
import app.grapevine.stats.Visits.Positions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells listeners of visits as they are recorded, by whichever node. While somebody listens, one thread reads twice a
 * second what lies behind the positions that it has seen; listeners who asked the same share one reading. A round
 * hands out a bounded number of visits: when there are more, listeners get the event {@code more} and are to ask for
 * the whole picture again. Safe for use by many threads.
 *
 * <p>What is read comes from the database, and not from this node's recorder: so it is what reports show, in their
 * words, and of all nodes. A database that is away makes it late and nothing else.
 */
final class LiveFeed implements AutoCloseable {
    static final int MOST_LISTENERS = 200;
    /** Of one key or account, so that nobody takes the places of all others. */
    static final int MOST_OF_ONE = 20;

    static final int MOST_VISITS = 100;
    static final Duration PING = Duration.ofSeconds(15);

    private static final Logger LOG = LoggerFactory.getLogger(LiveFeed.class);
    private static final Duration RHYTHM = Duration.ofMillis(500);
    /** How long {@link #close} waits for a reading that is under way. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /**
     * Who listens, and to what.
     *
     * @param caller the id of the key or account
     * @param admitted whether the listener still may; it may throw DatabaseUnavailableException
     */
    record Listener(LiveStream stream, String caller, Selection selection, BooleanSupplier admitted) {}

    /** What listeners have in common who are told the same. */
    private record Question(Selection selection, Positions seen) {}

    private final Visits visits;
    private final Clock clock;
    private final ScheduledThreadPoolExecutor executor;
    /** With what each has seen; guarded by the monitor. */
    private final Map<Listener, Positions> listeners = new HashMap<>();

    private @Nullable ScheduledFuture<?> rounds;
    private boolean closed;
    private boolean inTrouble;
    private long pingedAt;

    LiveFeed(Visits visits, Clock clock) {
        this.visits = visits;
        this.clock = clock;
        this.executor = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "live-feed");
            thread.setDaemon(true);
            return thread;
        });
        executor.setRemoveOnCancelPolicy(true);
    }

    /** Tells {@code listener} from now on of what is recorded behind {@code from}; false where it is one too many. */
    synchronized boolean add(Listener listener, Positions from) {
        listeners.keySet().removeIf(other -> other.stream().isOver());
        long same = listeners.keySet().stream()
                .filter(other -> other.caller().equals(listener.caller()))
                .count();
        if (closed || listeners.size() >= MOST_LISTENERS || same >= MOST_OF_ONE) {
            return false;
        }
        if (rounds == null) {
            pingedAt = clock.millis();
            rounds = executor.scheduleWithFixedDelay(
                    this::round, RHYTHM.toMillis(), RHYTHM.toMillis(), TimeUnit.MILLISECONDS);
        }
        listeners.put(listener, from);
        listener.stream().comment("listening");
        return true;
    }

    private void round() {
        try {
            Map<Listener, Positions> present = present();
            keepAlive(present.keySet());
            dismiss(present);
            tell(present);
            inTrouble = false;
        } catch (RuntimeException e) {
            if (!inTrouble) {
                LOG.warn(
                        "live: listeners have to wait: {}",
                        String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
            }
            inTrouble = true;
        }
    }

    private synchronized Map<Listener, Positions> present() {
        listeners.keySet().removeIf(listener -> listener.stream().isOver());
        if (listeners.isEmpty() && rounds != null) {
            rounds.cancel(false);
            rounds = null;
        }
        return new HashMap<>(listeners);
    }

    private void keepAlive(Iterable<Listener> present) {
        long now = clock.millis();
        if (isDue(PING, pingedAt, now)) {
            pingedAt = now;
            present.forEach(listener -> listener.stream().comment("ping"));
        }
    }

    /** Ends, in every round, the streams of those who may listen no more: they hear nothing of this round. */
    private static void dismiss(Map<Listener, Positions> present) {
        present.keySet().removeIf(listener -> {
            boolean over = !listener.admitted().getAsBoolean();
            if (over) {
                listener.stream().close();
            }
            return over;
        });
    }

    /** A clock that was put back must not make anything wait for long. */
    private static boolean isDue(Duration period, long last, long now) {
        return Math.abs(now - last) >= period.toMillis();
    }

    private void tell(Map<Listener, Positions> present) {
        if (present.isEmpty() || isClosed()) {
            return;
        }
        Positions now = visits.positions();
        Map<Question, List<Listener>> questions = new HashMap<>();
        present.forEach((listener, seen) -> {
            if (!seen.equals(now)) {
                questions
                        .computeIfAbsent(new Question(listener.selection(), seen), none -> new ArrayList<>())
                        .add(listener);
            }
        });
        RuntimeException failure = null;
        for (Map.Entry<Question, List<Listener>> entry : questions.entrySet()) {
            if (isClosed()) {
                return;
            }
            try {
                answer(entry.getKey(), entry.getValue(), now);
            } catch (RuntimeException e) {
                // The others are told all the same.
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void answer(Question question, List<Listener> askers, Positions now) {
        tell(askers, visits.between(question.seen(), now, question.selection(), MOST_VISITS));
        saw(askers, now);
    }

    private static void tell(List<Listener> askers, Visits.Arrivals arrivals) {
        for (RecordedVisit visit : arrivals.visits()) {
            String json = VisitJson.text(visit);
            askers.forEach(listener -> listener.stream().event("visit", json));
        }
        if (arrivals.more()) {
            askers.forEach(listener -> listener.stream().event("more", "{}"));
        }
    }

    private synchronized void saw(List<Listener> askers, Positions now) {
        askers.forEach(listener -> listeners.computeIfPresent(listener, (same, before) -> now));
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    /**
     * Ends all streams, and takes no listener any more. A reading that is under way is waited for and never
     * interrupted: an interrupt within a read of H2 closes its file for all threads.
     */
    @Override
    public void close() {
        List<Listener> left;
        synchronized (this) {
            closed = true;
            left = List.copyOf(listeners.keySet());
            listeners.clear();
        }
        executor.shutdown();
        left.forEach(listener -> listener.stream().close());
        try {
            if (!executor.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("live: a reading has not ended in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
