package app.grapevine.clicks;

import app.grapevine.attribution.Attributor;
import app.grapevine.attribution.Channel;
import app.grapevine.clicks.Positions.Claim;
import app.grapevine.journal.Journal;
import app.grapevine.journal.JournalCopy;
import app.grapevine.journal.JournalDirectory;
import app.grapevine.journal.JournalException;
import app.grapevine.journal.JournalSettings;
import app.grapevine.journal.Receipt;
import app.grapevine.journal.Visit;
import app.grapevine.previews.PreviewLedger;
import app.grapevine.storage.Database;
import app.grapevine.storage.Dialect;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door of recording: takes a visit, and does not lose it. Safe for use by many threads.
 */
public final class Clicks implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Clicks.class);
    /** How long a stop waits for the database to take what is in the journal; what is left waits for the start. */
    private static final Duration DRAIN = Duration.ofSeconds(5);

    private final Journal journal;
    private final ClickWriter writer;
    private final Committer committer;
    private final Clock clock;
    private final long openedAt;
    /** How many visits waited in the journal when it was opened. */
    private final long found;

    private Clicks(Journal journal, ClickWriter writer, Committer committer, Clock clock) {
        this.journal = journal;
        this.writer = writer;
        this.committer = committer;
        this.clock = clock;
        this.openedAt = journal.last();
        this.found = journal.countBetween(committer.progress().position(), openedAt);
    }

    /** {@link #open(JournalSettings, Database, Attributor, List, UnusualSettings, ClickSink, Clock, LongConsumer)},
     * unmeasured. */
    public static Clicks open(
            JournalSettings settings,
            Database database,
            Attributor attributor,
            List<Channel> channels,
            ClickSink sink,
            Clock clock) {
        return open(settings, database, attributor, channels, UnusualSettings.DEFAULT, sink, clock, nanos -> {});
    }

    /**
     * Opens the journal, begins a new epoch, repairs what a crash left, and starts the writer.
     *
     * @param channels the catalogue, for how long each app caches previews
     * @param unusual from how much on clicks are set apart
     * @param sink the rollups; called by the writer's thread
     * @param commits takes how long each commit of a batch took, in nanoseconds; called by the writer's thread
     * @throws JournalException if the journal is in use by another process, or not to be read
     * @throws app.grapevine.storage.DatabaseUnavailableException if the database is away
     */
    public static Clicks open(
            JournalSettings settings,
            Database database,
            Attributor attributor,
            List<Channel> channels,
            UnusualSettings unusual,
            ClickSink sink,
            Clock clock,
            LongConsumer commits) {
        JournalDirectory directory = JournalDirectory.open(settings);
        try {
            return open(directory, settings, database, attributor, channels, unusual, sink, clock, commits);
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    /** {@link #open(JournalSettings, Database, Attributor, List, ClickSink, Clock, LongConsumer)}, on a journal's files that are open. */
    static Clicks open(
            JournalDirectory directory,
            JournalSettings settings,
            Database database,
            Attributor attributor,
            List<Channel> channels,
            UnusualSettings unusual,
            ClickSink sink,
            Clock clock,
            LongConsumer commits) {
        long node = directory.node();
        Positions positions = database.dialect() == Dialect.H2 ? new SinglePosition(node) : new EpochPositions(node);
        Claim claim = database.<Claim>write(handle -> positions.claim(handle, directory.epochs(), clock.millis()));
        // Else a power cut that takes the claim and the journal would have the next start give the same numbers again.
        database.sync();
        Journal journal = new Journal(directory, settings, claim.epoch());
        Recorded recorded = new Recorded(positions, claim.recorded());
        long position = journal.skip(recorded::upTo);
        long pending = journal.countBetween(position, journal.last());
        Repair.run(database, sink, node, recorded.upTo(claim.epoch()), pending > 0, clock.millis());
        if (pending > 0) {
            log.info("clicks: {} visits wait in the journal", pending);
        }
        PreviewLedger ledger = new PreviewLedger(channels, clock);
        AgentDictionary agents = new AgentDictionary();
        Pacing pacing = new Pacing();
        ClickStore store = new ClickStore(node, database, positions, sink, ledger, agents, clock);
        Committer committer =
                new Committer(database, journal, positions, recorded, position, store, pacing, clock, commits);
        VisitJudge judge = new VisitJudge(node, attributor, ledger, unusual);
        ClickWriter writer = new ClickWriter(database, journal, judge, agents, committer, pacing, clock);
        // Before the writer begins: the account starts at the position that it finds.
        Clicks clicks = new Clicks(journal, writer, committer, clock);
        writer.start();
        return clicks;
    }

    /**
     * Appends a visit to the journal. {@code then} runs once the visit is as durable as {@code journal.sync}
     * promises: within this call for {@code process}, a few milliseconds later on another thread for {@code
     * always}, which it must not hold up. Never throws for a full or broken disk: the receipt says so, and the
     * refusal is counted.
     */
    public void record(Visit visit, Consumer<Receipt> then) {
        journal.append(visit, then);
    }

    /** The id of this node, the first half of every visit's identity. */
    public long node() {
        return journal.node();
    }

    /** The account of all visits at this moment. */
    public Tally tally() {
        // The order matters: what is committed after the first line still counts as pending in the next.
        Progress progress = committer.progress();
        long last = journal.last();
        Map<String, Long> dropped = new HashMap<>(journal.refusals());
        long refused = dropped.values().stream().mapToLong(Long::longValue).sum();
        dropped.put(Tally.DEAD_LETTER, progress.deadLetters());
        dropped.put(Tally.DAMAGED, progress.missing());
        return new Tally(
                found + (last - openedAt) + progress.replayed() + refused,
                progress.clicks(),
                progress.previews(),
                progress.bots(),
                progress.suppressed(),
                progress.unusual(),
                journal.countBetween(progress.position(), last),
                dropped);
    }

    /** How far the database is behind the visits; zero when nothing waits. */
    public Duration lag() {
        boolean waits = journal.countBetween(committer.progress().position(), journal.last()) > 0;
        return waits ? Duration.ofMillis(Math.max(0, clock.millis() - writer.currentAt())) : Duration.ZERO;
    }

    /**
     * What keeps visits from the database: {@code database-away} or {@code database-refuses}; empty when nothing.
     */
    public Optional<String> trouble() {
        return Optional.ofNullable(committer.trouble());
    }

    /** Why visits are not recorded now, as the metrics name it ({@code journal-full}); empty while they are. */
    public Optional<String> refusal() {
        return journal.trouble();
    }

    /** How many visits are recorded that the disk could not be made to keep. */
    public long unsafe() {
        return journal.unsafe();
    }

    /** Deletes the bytes of the journal that were damaged, and set aside before a moment. */
    public void forgetDamaged(Instant before) {
        journal.forgetSetAside(before);
    }

    /** The journal as it is now, while visits go on being written; to be closed soon. */
    public JournalCopy copyJournal() {
        return journal.copy();
    }

    /** The bytes that the journal takes on disk. */
    public long journalBytes() {
        return journal.bytes();
    }

    /** Waits until all visits recorded before the call are in the database; false if they were not in time. */
    public boolean await(Duration patience) throws InterruptedException {
        return writer.await(journal.last(), patience);
    }

    /** Drains the journal into the database as far as it answers, and closes both writer and journal. */
    @Override
    public void close() {
        journal.stop();
        try {
            writer.finish(DRAIN);
        } finally {
            journal.close();
        }
    }
}
