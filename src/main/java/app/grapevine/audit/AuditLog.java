package app.grapevine.audit;

import app.grapevine.base.Page;
import app.grapevine.storage.Database;
import app.grapevine.storage.DatabaseUnavailableException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The audit log: who did what, when, to what. Entries are added and read; none is changed, but that its values are taken away
 * with what they are about, and none is deleted but by {@link #cut}. Safe for use by many threads. Every method may throw
 * DatabaseUnavailableException.
 *
 * <p>Each data directory has a chain of its own, so that no node waits for another. To go on with it takes the lock of its row
 * until the transaction ends: an entry is to be the last thing that a transaction writes.
 *
 * <p>Whoever can write the database can write all of it anew, hashes included; that is seen against a {@link Head} that was
 * noted elsewhere, and the log of the service has one a day and one at each stop.
 */
public final class AuditLog {
    private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);
    private static final int CUT_AT_ONCE = 5000;

    private final Database database;
    private final String chain;
    private final Clock clock;

    AuditLog(Database database, String chain, Clock clock) {
        this.database = database;
        this.chain = chain;
        this.clock = clock;
    }

    /** With the chain of a data directory. @param dataDir held by this process */
    public static AuditLog open(Database database, Path dataDir, Clock clock) {
        return new AuditLog(database, ChainFile.name(dataDir), clock);
    }

    /** With a chain of its own, for what does not hold the data directory. */
    public static AuditLog apart(Database database, Clock clock) {
        return new AuditLog(database, ChainFile.random(), clock);
    }

    /** Adds an entry, in the transaction of {@link Database#together} where there is one. */
    public void add(Deed deed) {
        database.writeOnly(handle -> add(handle, AuditDao.lock(handle, chain), deed));
    }

    private void add(Handle handle, AuditDao.Standing standing, Deed deed) {
        AuditDao.add(
                handle,
                AuditEntry.of(deed, standing.chain(), standing.sequence() + 1, clock.millis(), standing.hash()));
    }

    /** Takes the values of what was done to a subject away, as it is erased; who did it, and when, stays. */
    public static void forgetDetails(Handle handle, Subject subject) {
        AuditDao.forgetDetails(handle, subject);
    }

    /** Entries that match, newest first. */
    public Page<AuditEntry> list(AuditQuery query) {
        List<AuditEntry> found = database.read(handle -> AuditDao.list(handle, query, query.limit() + 1));
        if (found.size() <= query.limit()) {
            return new Page<>(found, null);
        }
        List<AuditEntry> shown = found.subList(0, query.limit());
        return new Page<>(shown, query.cursor(shown.get(shown.size() - 1)));
    }

    /** All entries that match, newest first, read as they are asked for. Of one thread. */
    public Export export(AuditQuery query) {
        return new Export(query);
    }

    /** See {@link #export}. */
    public final class Export {
        private AuditQuery next;
        private boolean ended;

        private Export(AuditQuery query) {
            next = query;
        }

        /** Some more; none at the end. */
        public List<AuditEntry> some() {
            List<AuditEntry> found =
                    ended ? List.of() : database.read(handle -> AuditDao.list(handle, next, next.limit()));
            ended = found.size() < next.limit();
            if (!ended) {
                next = next.after(AuditQuery.place(found.get(found.size() - 1)));
            }
            return found;
        }
    }

    /** The last entry of this chain with an action. */
    public Optional<AuditEntry> findLast(Action action) {
        return database.read(handle -> AuditDao.findLast(handle, chain, action));
    }

    /** Where each chain stands. */
    public List<Head> heads() {
        return database.read(AuditDao::standings).stream()
                .map(AuditDao.Standing::head)
                .toList();
    }

    /** Writes to the log of the service where each chain stands. */
    public void logHead() {
        try {
            heads().forEach(head -> LOG.info("audit: a chain stands at {}", head.text()));
        } catch (DatabaseUnavailableException e) {
            LOG.warn("audit: it cannot be said where the chains stand, as the database is away");
        }
    }

    /**
     * Follows every chain from its begin to its end, as they are at one moment.
     *
     * @param noted where chains stood before, which must be in them still
     */
    public List<ChainReport> verify(List<Head> noted) {
        return database.snapshot(handle -> Verifier.verify(handle, noted));
    }

    /**
     * Takes away what is older than {@code before} from the begin of this chain, and of those to which nothing was added
     * since, as of a node that is gone. That it was done, and up to where, is an entry of the chain itself, with which it can
     * be verified as before.
     *
     * @return how many entries
     */
    public int cut(Instant before) {
        long limit = before.toEpochMilli();
        int all = 0;
        for (AuditDao.Standing standing : database.read(AuditDao::standings)) {
            if (standing.chain().equals(chain) || standing.at() < limit) {
                int some;
                do {
                    some = database.<Integer>write(handle -> cut(handle, standing.chain(), limit));
                    all += some;
                } while (some > 0);
            }
        }
        return all;
    }

    private int cut(Handle handle, String of, long limit) {
        AuditDao.Standing standing = AuditDao.lock(handle, of);
        Optional<AuditEntry> begin = AuditDao.from(handle, of, 1, 1).stream().findFirst();
        if (begin.isEmpty()) {
            return 0;
        }
        long first = begin.get().sequence();
        long kept = AuditDao.findFirstSince(handle, of, limit).orElse(standing.sequence() + 1);
        AuditEntry last = AuditDao.findLastUpTo(handle, of, Math.min(kept, first + CUT_AT_ONCE) - 1)
                .orElse(null);
        if (last == null || isCutAlone(last, first, standing)) {
            return 0;
        }
        add(handle, standing, CutMark.upTo(last));
        int cut = AuditDao.deleteUpTo(handle, of, last.sequence());
        if (cut != last.sequence() - first + 1) {
            LOG.warn(
                    "audit: of the chain {}, entries from {} to {} were missing before retention took the rest",
                    of,
                    first,
                    last.sequence());
        }
        return cut;
    }

    /** A chain that nobody writes to would else have its last entry replaced again and again. */
    private static boolean isCutAlone(AuditEntry last, long first, AuditDao.Standing standing) {
        return last.sequence() == first && first == standing.sequence() && CutMark.isOne(last);
    }
}
