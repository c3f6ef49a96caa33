package app.grapevine.clicks;

import app.grapevine.clicks.ClickStore.PositionMovedException;
import app.grapevine.clicks.PositionDao.Position;
import app.grapevine.journal.Journal;
import app.grapevine.storage.Database;
import app.grapevine.storage.DatabaseUnavailableException;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits batches, each exactly once, whatever the database does meanwhile. Used by the writer's thread; the
 * progress may be read by any.
 *
 * <p>A failure is either the database's, and then the batch waits and is tried again for as long as it takes,
 * or a visit's own: then the batch is halved until the visit is alone, which becomes a dead letter. By whose
 * fault it is, {@link #isOfAVisit} tells.
 *
 * <p>When a commit's outcome is unknown, the position in the database is read: it says whether the batch is in.
 * If another process has begun an epoch of this node, this one stops. If the position went back, as after
 * a fail-over to a database that was behind, the journal is to be read again from there.
 */
final class Committer {
    static final String DATABASE_AWAY = "database-away";
    static final String DATABASE_REFUSES = "database-refuses";
    static final String NODE_LOST = "node-lost";

    private static final Logger log = LoggerFactory.getLogger(Committer.class);

    /** The writer is to end: it was told to while it waited, or has lost the node. */
    static final class StoppedException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** The database went back to the position that {@link #progress} has now. */
    static final class WentBackException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private final Database database;
    private final Journal journal;
    private final ClickStore store;
    private final Pacing pacing;
    private final Clock clock;
    private final LongConsumer commits;
    private final long epoch;
    private volatile Progress progress;
    private volatile @Nullable String trouble;

    Committer(
            Database database,
            Journal journal,
            Position claimed,
            ClickStore store,
            Pacing pacing,
            Clock clock,
            LongConsumer commits) {
        this.database = database;
        this.journal = journal;
        this.store = store;
        this.pacing = pacing;
        this.clock = clock;
        this.commits = commits;
        this.epoch = claimed.epoch();
        this.progress = Progress.at(claimed.sequence());
    }

    Progress progress() {
        return progress;
    }

    /** What keeps the writer from its work; null while nothing does. */
    @Nullable
    String trouble() {
        return trouble;
    }

    /**
     * Commits visits, in order, each as a row or as a dead letter.
     *
     * @param missing how many visits the journal has lost before them
     */
    void commit(List<JudgedVisit> visits, long missing) {
        try {
            commitWhole(visits, missing);
        } catch (WentBackException | StoppedException e) {
            throw e;
        } catch (RuntimeException e) {
            if (visits.size() > 1) {
                int half = visits.size() / 2;
                commit(visits.subList(0, half), missing);
                commit(visits.subList(half, visits.size()), 0);
            } else {
                JudgedVisit bad = visits.get(0);
                log.error("clicks: visit {} cannot be stored and becomes a dead letter", bad.sequence(), e);
                commitWhole(List.of(bad.refused(e)), missing);
            }
        }
    }

    /** In one transaction, as often as it takes; throws what is a visit's own fault. */
    private void commitWhole(List<JudgedVisit> visits, long missing) {
        boolean[] doubtful = {false};
        patiently(() -> {
            if (!doubtful[0] || !isIn(visits)) {
                doubtful[0] = true;
                try {
                    long began = System.nanoTime();
                    store.store(visits, new Position(epoch, progress.position()));
                    commits.accept(System.nanoTime() - began);
                } catch (PositionMovedException e) {
                    if (!isIn(visits)) {
                        throw e;
                    }
                }
            }
            return true;
        });
        progress = progress.plus(visits, missing);
        pacing.progressed();
    }

    /**
     * Does {@code work} as often as it takes, with pauses, as long as it fails by the database's fault.
     *
     * @throws StoppedException if the writer is told to finish meanwhile
     */
    <T> T patiently(Supplier<T> work) {
        while (true) {
            try {
                T result = work.get();
                if (trouble != null) {
                    log.info("clicks: the database takes visits again");
                    trouble = null;
                }
                return result;
            } catch (DatabaseUnavailableException e) {
                wait(DATABASE_AWAY, e);
            } catch (PositionMovedException e) {
                wait(DATABASE_REFUSES, e);
            } catch (WentBackException | StoppedException e) {
                throw e;
            } catch (RuntimeException e) {
                if (isOfAVisit(e)) {
                    throw e;
                }
                wait(DATABASE_REFUSES, e);
            }
        }
    }

    private void wait(String reason, RuntimeException e) {
        if (!reason.equals(trouble)) {
            log.error("clicks: {}, visits wait in the journal: {}", reason, e.getMessage());
            trouble = reason;
        }
        try {
            if (!pacing.rest()) {
                throw new StoppedException();
            }
        } catch (InterruptedException interrupted) {
            throw new StoppedException();
        }
    }

    /** Whether the position in the database says that these visits, whose commit had no known outcome, are in. */
    private boolean isIn(List<JudgedVisit> visits) {
        Position found = database.<Position>read(
                handle -> PositionDao.find(handle, journal.node()).orElse(new Position(0, 0)));
        long position = progress.position();
        if (found.epoch() == epoch && found.sequence() == position) {
            return false;
        }
        if (found.epoch() == epoch
                && found.sequence() == visits.get(visits.size() - 1).sequence()) {
            return true;
        }
        if (found.epoch() > epoch || found.sequence() > position) {
            trouble = NODE_LOST;
            log.error(
                    "clicks: another process writes as node {}, perhaps on a copy of this data directory;"
                            + " nothing more is written here, visits stay in the journal",
                    journal.node());
            throw new StoppedException();
        }
        goBack(found.sequence());
        throw new WentBackException();
    }

    private void goBack(long earlier) {
        long again = journal.countBetween(earlier, progress.position());
        log.warn("clicks: the database went back, {} visits are taken from the journal again", again);
        database.writeOnly(
                handle -> PositionDao.restore(handle, journal.node(), new Position(epoch, earlier), clock.millis()));
        store.forget();
        progress = progress.backTo(earlier, again);
    }

    /**
     * Whether a failure comes from what is in a visit: a fault in the program that it brings out, or a value
     * that the database refuses (SQLSTATE classes 22, 23, and 54, a limit). All else, such as a full disk,
     * a deadlock or a missing table, would befall any other visit too.
     */
    static boolean isOfAVisit(RuntimeException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                String state = sql.getSQLState() == null ? "" : sql.getSQLState();
                return state.startsWith("22") || state.startsWith("23") || state.startsWith("54");
            }
        }
        return true;
    }
}
