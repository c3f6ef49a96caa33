package app.grapevine.clicks;

import app.grapevine.clicks.ClickStore.PositionMovedException;
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
 * <p>When a commit's outcome is unknown, the position in the database is read: it says whether the batch is in. If the
 * position went back, as after a fail-over to a database that was behind, or was moved by a process on a copy of this data
 * directory, the journal is to be read again from where it is.
 */
final class Committer {
    static final String DATABASE_AWAY = "database-away";
    static final String DATABASE_REFUSES = "database-refuses";

    private static final Logger log = LoggerFactory.getLogger(Committer.class);

    /** The writer is to end: it was told to while it waited. */
    static final class StoppedException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** The position is another, which {@link #progress} has now. */
    static final class WentBackException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private final Database database;
    private final Journal journal;
    private final ClickStore store;
    private final Pacing pacing;
    private final Clock clock;
    private final LongConsumer commits;
    private final Positions positions;
    private final Recorded recorded;
    private volatile Progress progress;
    private volatile @Nullable String trouble;

    Committer(
            Database database,
            Journal journal,
            Positions positions,
            Recorded recorded,
            long position,
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
        this.positions = positions;
        this.recorded = recorded;
        this.progress = Progress.at(position);
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
        int one = ofOnePart(visits);
        if (one < visits.size()) {
            commit(visits.subList(0, one), missing);
            commit(visits.subList(one, visits.size()), 0);
            return;
        }
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
                patiently(() -> {
                    store.giveUp(bad);
                    return true;
                });
                commitWhole(List.of(bad.refused(e)), missing);
            }
        }
    }

    /** How many, from the first on, have one position. */
    private int ofOnePart(List<JudgedVisit> visits) {
        long part = recorded.partOf(visits.get(0).sequence());
        int count = 1;
        while (count < visits.size() && recorded.partOf(visits.get(count).sequence()) == part) {
            count++;
        }
        return count;
    }

    /** In one transaction, as often as it takes; throws what is a visit's own fault. */
    private void commitWhole(List<JudgedVisit> visits, long missing) {
        boolean[] doubtful = {false};
        long last = visits.get(visits.size() - 1).sequence();
        patiently(() -> {
            if (!doubtful[0] || !isIn(visits)) {
                doubtful[0] = true;
                try {
                    long began = System.nanoTime();
                    store.store(visits, recorded.positionOf(last));
                    commits.accept(System.nanoTime() - began);
                } catch (PositionMovedException e) {
                    if (!isIn(visits)) {
                        throw e;
                    }
                }
            }
            return true;
        });
        recorded.advanced(last);
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
        long last = visits.get(visits.size() - 1).sequence();
        long found = new Recorded(positions, database.read(handle -> positions.find(handle, journal.epochs())))
                .positionOf(last);
        store.repair(found);
        if (found == recorded.positionOf(last)) {
            return false;
        }
        if (found == last) {
            return true;
        }
        lookAnew();
        throw new WentBackException();
    }

    /**
     * The database went back, or another process has recorded visits of an earlier epoch that this journal has as well: what
     * is to be taken from the journal is looked up anew.
     */
    private void lookAnew() {
        recorded.replace(database.write(handle -> positions.restore(handle, journal.epochs(), clock.millis())));
        long last = journal.last();
        long before = journal.countBetween(progress.position(), last);
        long position = journal.skip(recorded::upTo);
        long again = journal.countBetween(position, last) - before;
        if (again < 0) {
            log.warn(
                    "clicks: another process records as node {}, on a copy of this data directory, and has recorded {} visits"
                            + " that wait here as well; they are not recorded twice",
                    journal.node(),
                    -again);
        } else {
            log.warn("clicks: the database went back, {} visits are taken from the journal again", again);
        }
        store.forget();
        progress = progress.backTo(position, again);
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
