package app.grapevine.moves;

import app.grapevine.moves.GuardedSource.CancelledException;
import app.grapevine.moves.Move.Failure;
import app.grapevine.moves.Move.State;
import app.grapevine.moving.Moves;
import app.grapevine.moving.Source;
import app.grapevine.moving.SourceException;
import app.grapevine.storage.DatabaseUnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One move, on a thread of its own: looks at what would become of each link, waits for somebody to say that they are to be
 * brought, and brings them. It is ended between two pages of its source, and never interrupted: a thread that is while it reads
 * would close the embedded database's file. All but {@link #run} is safe for use by many threads.
 *
 * <p>What is only for a while goes in time: the key and the file with the end of the run, or {@link #WAITING} after nobody has
 * said that it is to be begun; the report {@link #KEPT} after the end, or when the job is {@link #close closed}.
 */
final class MoveJob implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(MoveJob.class);
    static final Duration WAITING = Duration.ofHours(1);
    static final Duration KEPT = Duration.ofDays(1);

    private final String id;
    private final Path directory;
    private final Opening opening;
    private final Moves moves;
    private final MoveEntries entries;
    private final Clock clock;
    private final Instant startedAt;
    private final String kind;
    private final String place;
    private final boolean isFile;
    private final MoveLog log;
    private final Object monitor = new Object();

    // All that follows is guarded by the monitor.
    private @Nullable MoveOrder order;
    private State state = State.REHEARSING;
    private boolean isWanted;
    private boolean isCancelled;
    private boolean isClosed;
    private @Nullable Failure failure;
    private @Nullable Instant endedAt;

    /** Opens the source of an order. */
    interface Opening {
        Source open(MoveOrder order, Source.Pause pause);
    }

    MoveJob(
            String id,
            Path directory,
            MoveOrder order,
            Opening opening,
            Moves moves,
            MoveEntries entries,
            Clock clock) {
        this.id = id;
        this.directory = directory;
        this.order = order;
        this.opening = opening;
        this.moves = moves;
        this.entries = entries;
        this.clock = clock;
        this.startedAt = clock.instant();
        this.kind = order.source().kind();
        this.place = order.place();
        this.isFile = order.file() != null;
        this.log = new MoveLog(directory.resolve("report"));
    }

    Move view() {
        synchronized (monitor) {
            MoveLog.Told told = log.told();
            return new Move(
                    id,
                    kind,
                    place,
                    isFile,
                    state,
                    told.sums(),
                    told.total(),
                    told.changed(),
                    told.refused(),
                    failure,
                    startedAt,
                    endedAt);
        }
    }

    /** What reads the report; null where there is none, or none any more. */
    MoveReport.@Nullable Reader report() {
        return log.reader();
    }

    /** Has what was looked at brought. @return whether it could be */
    boolean begin() {
        synchronized (monitor) {
            boolean can = state == State.REHEARSED && !isCancelled;
            if (can) {
                isWanted = true;
                log.forget();
                change(State.RUNNING);
            }
            return can;
        }
    }

    /** Ends it with the page that is under way. */
    void cancel() {
        synchronized (monitor) {
            isCancelled = true;
            monitor.notifyAll();
        }
    }

    /** Ends it, and takes its files away. */
    void close() {
        synchronized (monitor) {
            isCancelled = true;
            isClosed = true;
            monitor.notifyAll();
        }
    }

    @Override
    public void run() {
        try {
            work();
            rest(KEPT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            tidy();
        }
    }

    private void work() throws InterruptedException {
        boolean began = false;
        State ended = State.FAILED;
        try {
            rehearse();
            began = awaitBegin();
            if (began) {
                bring();
            }
            ended = began ? State.FINISHED : State.CANCELLED;
        } catch (CancelledException e) {
            ended = State.CANCELLED;
        } catch (SourceException e) {
            fail(e.why().label(), plain(String.valueOf(e.getMessage())));
        } catch (DatabaseUnavailableException e) {
            fail("database", "the database cannot be reached; begin again, and it goes on where it was");
        } catch (UncheckedIOException e) {
            fail("disk", "what becomes of the links cannot be written down: " + e.getCause());
        } catch (RuntimeException e) {
            LOG.error("bringing links failed", e);
            fail("internal", "it could not be done; the log says why");
        } finally {
            end(ended);
        }
        if (began) {
            told();
        }
    }

    private void rehearse() throws InterruptedException {
        try (Source source = source()) {
            moves.rehearse(source, wanted().how(), log);
        }
        LOG.debug("what becomes of the links of {} is known", place);
    }

    private void bring() throws InterruptedException {
        try (Source source = source()) {
            moves.run(source, wanted().how(), log);
        }
    }

    private Source source() {
        MoveOrder wanted = wanted();
        log.begin();
        return new GuardedSource(opening.open(wanted, this::pause), wanted, this::isCancelled);
    }

    private MoveOrder wanted() {
        synchronized (monitor) {
            MoveOrder wanted = order;
            if (wanted == null) {
                throw new IllegalStateException("the order is gone");
            }
            return wanted;
        }
    }

    private boolean isCancelled() {
        synchronized (monitor) {
            return isCancelled;
        }
    }

    /** As long as a source asks for, or until nobody wants it any more. */
    private void pause(Duration length) throws InterruptedException {
        await(length, () -> isCancelled);
        if (isCancelled()) {
            throw new CancelledException();
        }
    }

    private boolean awaitBegin() throws InterruptedException {
        synchronized (monitor) {
            log.counted();
            change(State.REHEARSED);
        }
        await(WAITING, () -> isWanted || isCancelled);
        synchronized (monitor) {
            isCancelled |= !isWanted;
            return isWanted;
        }
    }

    private void rest(Duration most) throws InterruptedException {
        await(most, () -> isClosed);
    }

    private interface Condition {
        boolean holds();
    }

    private void await(Duration most, Condition condition) throws InterruptedException {
        long until = System.nanoTime() + most.toNanos();
        synchronized (monitor) {
            long left = most.toMillis();
            while (!condition.holds() && left > 0) {
                monitor.wait(left);
                left = Duration.ofNanos(until - System.nanoTime()).toMillis();
            }
        }
    }

    private void fail(String reason, String message) {
        synchronized (monitor) {
            failure = new Failure(reason, message);
        }
    }

    /** What a message says of the file, in the words of its owner. */
    private String plain(String message) {
        Path file = wanted().file();
        return file == null
                ? message
                : message.replace(file.toAbsolutePath().normalize().toString(), place)
                        .replace(file.toString(), place);
    }

    private void end(State with) {
        Path file;
        synchronized (monitor) {
            file = order == null ? null : order.file();
            order = null;
            if (with == State.FAILED && failure == null) {
                failure = new Failure("internal", "it could not be done; the log says why");
            }
            endedAt = clock.instant();
            change(with);
        }
        if (file != null) {
            removed(file);
        }
    }

    private void change(State to) {
        synchronized (monitor) {
            state = to;
            monitor.notifyAll();
        }
    }

    private void told() {
        try {
            entries.ended(view());
        } catch (RuntimeException e) {
            LOG.error("the audit log does not say what became of links that were brought", e);
        }
    }

    private void tidy() {
        try {
            log.close();
        } catch (IOException e) {
            LOG.warn("a report is not closed: {}", e.toString());
        }
        removed(directory);
    }

    static void removed(Path path) {
        try {
            MoveFiles.remove(path);
        } catch (IOException e) {
            LOG.warn("{} is not taken away before the next start: {}", path, e.toString());
        }
    }
}
