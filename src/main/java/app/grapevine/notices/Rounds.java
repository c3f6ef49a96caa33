package app.grapevine.notices;

import app.grapevine.storage.Database;
import com.github.f4b6a3.tsid.TsidCreator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes what is due and sends what was made, on one thread of this process.
 *
 * <p>A message is made in the transaction that puts the notice's next time forward, so that each occasion has one, whichever node
 * was first. Whoever sends it holds it meanwhile; what a killed process held is taken up by another once that time is over. So a
 * message is sent once, and a second time only where a process ended between the server's word and its own note of it; then
 * under the same id. What was not taken is tried again after pauses that grow, for a day.
 */
final class Rounds implements AutoCloseable {
    /** How long a message is tried. */
    static final Duration PATIENCE = Duration.ofHours(24);

    /** Longer than a slow server takes for one letter. */
    static final Duration LEASE = Duration.ofMinutes(15);

    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);
    private static final List<Duration> PAUSES = List.of(
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofMinutes(30),
            Duration.ofHours(1),
            Duration.ofHours(2),
            Duration.ofHours(4));
    private static final Duration RHYTHM = Duration.ofSeconds(5);
    private static final Duration END = Duration.ofSeconds(5);
    private static final int AT_ONCE = 100;

    private final Database database;
    private final Papers papers;
    private final Post post;
    private final Clock clock;
    private final String holder = TsidCreator.getTsid().toLowerCase();
    private final ScheduledThreadPoolExecutor executor;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private volatile long waiting;
    private volatile long givenUp;
    private volatile boolean started;
    private volatile boolean closed;
    private boolean inTrouble;

    Rounds(Database database, Papers papers, Post post, Clock clock) {
        this.database = database;
        this.papers = papers;
        this.post = post;
        this.clock = clock;
        this.executor = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "grapevine-notices");
            thread.setDaemon(true);
            return thread;
        });
    }

    void start() {
        started = true;
        var unused = executor.scheduleWithFixedDelay(
                this::patiently, RHYTHM.toMillis(), RHYTHM.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Has a round come at once, for somebody waits for a letter; before the {@link #start} nothing. */
    void hurry() {
        if (!started) {
            return;
        }
        try {
            executor.execute(this::patiently);
        } catch (RejectedExecutionException e) {
            // It ends: what waits is sent by whoever comes next.
        }
    }

    private void patiently() {
        try {
            round();
            inTrouble = false;
        } catch (RuntimeException e) {
            if (!inTrouble && !closed) {
                LOG.warn("notices have to wait: {}", e.toString());
            }
            inTrouble = true;
        }
    }

    /** Makes all that is due, and tries all that waits, once each. One at a time: when it returns, nothing of this process is under way. */
    synchronized void round() {
        while (!closed && make() == AT_ONCE) {
            // There may be more.
        }
        boolean more = true;
        while (more && !closed) {
            more = sendOne();
        }
    }

    private int make() {
        Instant now = clock.instant();
        return database.write(handle -> {
            List<Notice> due = NoticeDao.takeDue(handle, now, AT_ONCE);
            for (Notice notice : due) {
                Notice.Terms terms = notice.terms();
                NoticeDao.schedule(handle, notice.id(), Schedule.next(terms.period(), terms.zone(), now));
                MessageDao.insert(handle, message(notice, now));
            }
            return due.size();
        });
    }

    private static Message message(Notice notice, Instant now) {
        Notice.Terms terms = notice.terms();
        Schedule.Span span = terms.kind() == NoticeKind.ALERT
                ? Schedule.hours(terms.zone(), notice.nextAt(), now)
                : Schedule.over(terms.period(), terms.zone(), now);
        return new Message(
                TsidCreator.getTsid().toLowerCase(),
                notice.id(),
                terms.period().label() + " " + span.to(),
                Message.Kind.of(terms.kind()),
                span.before(),
                span.from(),
                span.to(),
                now,
                0);
    }

    /** @return whether there was one */
    private boolean sendOne() {
        Instant now = clock.instant();
        Optional<Message> taken = database.write(handle -> MessageDao.take(handle, holder, now, now.plus(LEASE)));
        taken.ifPresent(this::send);
        return taken.isPresent();
    }

    private void send(Message message) {
        Optional<Notice> notice = database.read(handle -> NoticeDao.find(handle, message.notice()));
        Optional<Paper> paper = notice.flatMap(found -> papers.write(found, message));
        if (notice.isEmpty() || paper.isEmpty()) {
            database.writeOnly(handle -> MessageDao.drop(handle, message.id(), holder));
            return;
        }
        Delivery delivery = post.send(notice.get(), message, paper.get());
        if (delivery == Delivery.TAKEN) {
            sent.incrementAndGet();
        } else {
            failed.incrementAndGet();
            LOG.warn("notice {}: {}", notice.get().id(), delivery.label());
        }
        settle(notice.get(), message, delivery);
    }

    private void settle(Notice notice, Message message, Delivery delivery) {
        Instant now = clock.instant();
        Instant giveUp = message.madeAt().plus(PATIENCE);
        boolean over = delivery == Delivery.TAKEN || delivery == Delivery.REFUSED || !now.isBefore(giveUp);
        Instant again = now.plus(PAUSES.get(Math.min(message.tries(), PAUSES.size()) - 1));
        database.writeOnly(handle -> {
            boolean held = over
                    ? MessageDao.end(
                            handle,
                            message.id(),
                            holder,
                            delivery == Delivery.TAKEN ? MessageDao.State.SENT : MessageDao.State.FAILED)
                    : MessageDao.again(handle, message.id(), holder, again.isBefore(giveUp) ? again : giveUp);
            if (held && delivery == Delivery.TAKEN) {
                NoticeDao.taken(handle, notice.id(), message.kind() == Message.Kind.CONFIRM ? null : now);
            } else if (held) {
                NoticeDao.failed(handle, notice.id(), delivery.label(), now);
            }
            // Of mail there is one server; each chat is one of its own.
            if (delivery.isOfTheWay() && notice.terms().way() == Way.MAIL) {
                MessageDao.postpone(handle, notice.terms().way(), now.plus(PAUSES.get(0)));
            }
        });
    }

    /** Counts what waits and what was given up. */
    void count() {
        waiting = database.read(handle -> MessageDao.count(handle, MessageDao.State.WAITING));
        givenUp = database.read(handle -> MessageDao.count(handle, MessageDao.State.FAILED));
    }

    /** As they were last counted. */
    Figures figures() {
        return new Figures(waiting, givenUp, sent.get(), failed.get());
    }

    /** Ends; what is being sent is waited for a moment. */
    @Override
    public void close() {
        closed = true;
        executor.shutdown();
        try {
            if (!executor.awaitTermination(END.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("notices: a letter is still under way");
            } else {
                database.writeOnly(handle -> MessageDao.release(handle, holder));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warn("notices: what was held is free in a while: {}", e.toString());
        }
    }
}
