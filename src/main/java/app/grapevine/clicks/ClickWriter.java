package app.grapevine.clicks;

import app.grapevine.clicks.Committer.StoppedException;
import app.grapevine.clicks.Committer.WentBackException;
import app.grapevine.journal.Journal;
import app.grapevine.journal.JournalReader;
import app.grapevine.journal.Visit;
import app.grapevine.storage.Database;
import app.grapevine.storage.DatabaseUnavailableException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread of a node that takes visits from the journal into the database. The commit of a batch is its
 * acknowledgement, for the journal's position is part of it; so whatever ends this thread, the next one goes on
 * where the last commit was.
 */
final class ClickWriter {
    private static final Logger log = LoggerFactory.getLogger(ClickWriter.class);

    private static final int MAX_VISITS = 10_000;
    private static final int MAX_BYTES = 8 << 20;
    private static final int READS_BEFORE_SKIP = 5;
    /** A segment is ended after this long, so that what is in the database leaves the journal soon. */
    private static final Duration SEGMENT_AGE = Duration.ofMinutes(30);

    private final Database database;
    private final Journal journal;
    private final JournalReader reader;
    private final VisitJudge judge;
    private final AgentDictionary agents;
    private final Committer committer;
    private final Tidying tidying;
    private final Pacing pacing;
    private final Clock clock;
    private final Thread thread;
    private volatile long currentAt;
    private int failedReads;
    private long sealedAt;

    ClickWriter(
            Database database,
            Journal journal,
            VisitJudge judge,
            AgentDictionary agents,
            Committer committer,
            Pacing pacing,
            Clock clock) {
        this.database = database;
        this.journal = journal;
        this.reader = new JournalReader(journal, committer.progress().position());
        this.judge = judge;
        this.agents = agents;
        this.committer = committer;
        this.tidying = new Tidying(database);
        this.pacing = pacing;
        this.clock = clock;
        this.currentAt = clock.millis();
        this.sealedAt = clock.millis();
        this.thread = new Thread(this::run, "click-writer");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** The moment of which it is known that all visits up to it are in the database, in milliseconds. */
    long currentAt() {
        return currentAt;
    }

    private void run() {
        try {
            while (!pacing.isStopping()) {
                try {
                    long before = System.nanoTime();
                    int taken = step();
                    if (taken == 0 && pacing.isFinishing()) {
                        break;
                    }
                    if (taken < MAX_VISITS / 2) {
                        pacing.linger(System.nanoTime() - before);
                    }
                } catch (WentBackException e) {
                    reader.seek(committer.progress().position());
                    judge.forget();
                    agents.forget();
                } catch (StoppedException e) {
                    throw e;
                } catch (RuntimeException | Error e) {
                    // An error of an assertion, too: it would end this thread, and nobody would record.
                    log.error("clicks: the writer failed in an unexpected way and tries again", e);
                    reader.seek(committer.progress().position());
                    pacing.rest();
                }
            }
        } catch (StoppedException | InterruptedException e) {
            log.info("clicks: the writer stops; what it has not written stays in the journal");
        } finally {
            reader.close();
        }
    }

    /** One batch; how many visits it had. */
    private int step() throws InterruptedException {
        long before = clock.millis();
        List<JudgedVisit> batch = judged(read());
        if (batch.isEmpty()) {
            currentAt = before;
        } else {
            committer.commit(batch, reader.takeMissing());
            tidying.added();
            Visit last = batch.get(batch.size() - 1).visit();
            currentAt = last == null || last.suppressed() ? currentAt : last.atMillis();
        }
        tidy();
        tidying.some();
        return batch.size();
    }

    /** A method of its own, so that what was read is not held while it is written. */
    private List<JudgedVisit> judged(List<JournalReader.Entry> entries) {
        return entries.isEmpty() ? List.of() : committer.patiently(() -> judge.judge(database, entries));
    }

    private List<JournalReader.Entry> read() throws InterruptedException {
        while (true) {
            try {
                List<JournalReader.Entry> entries = reader.read(MAX_VISITS, MAX_BYTES);
                failedReads = 0;
                return entries;
            } catch (IOException e) {
                log.error("clicks: the journal cannot be read: {}", e.toString());
                if (++failedReads >= READS_BEFORE_SKIP) {
                    failedReads = 0;
                    reader.skipSegment();
                }
                if (!pacing.rest()) {
                    throw new StoppedException();
                }
            }
        }
    }

    /** Ends an old segment, and gives back the space of those that the database has for sure. */
    private void tidy() {
        long position = committer.progress().position();
        long now = clock.millis();
        // A clock that was put back must not have a segment wait for it.
        if (Math.abs(now - sealedAt) >= SEGMENT_AGE.toMillis()) {
            journal.seal();
            sealedAt = now;
        }
        if (journal.hasReleasable(position)) {
            try {
                database.sync();
                journal.release(position);
            } catch (DatabaseUnavailableException e) {
                log.warn("clicks: {}; the journal's files are kept", e.getMessage());
            }
        }
    }

    /** Waits until the visits up to {@code sequence} are in the database; false if they were not in time. */
    boolean await(long sequence, Duration patience) throws InterruptedException {
        return pacing.await(() -> journal.countBetween(committer.progress().position(), sequence) == 0, patience);
    }

    /** Takes what is in the journal, as far as the database answers and {@code patience} goes, and ends. */
    void finish(Duration patience) {
        try {
            pacing.finish();
            thread.join(patience.toMillis());
            pacing.stop();
            thread.join();
            tidy();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
