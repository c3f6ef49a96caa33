package app.grapevine.clicks;

import app.grapevine.attribution.Attributor;
import app.grapevine.attribution.Channel;
import app.grapevine.clicks.Positions.Claim;
import app.grapevine.journal.JournalDirectory;
import app.grapevine.journal.JournalReader;
import app.grapevine.journal.JournalSettings;
import app.grapevine.journal.Sequences;
import app.grapevine.journal.Visit;
import app.grapevine.journal.VisitCodec;
import app.grapevine.previews.PreviewLedger;
import app.grapevine.storage.Database;
import app.grapevine.storage.Dialect;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.HandleConsumer;

/**
 * Records visits that were elsewhere before, without a journal: whoever brings them can bring them again. They are judged as of
 * their times by the same rules, and counted in the same tables, each batch in one transaction with what its caller writes of how
 * far it is. So a batch is there with that, or neither is. Used by one thread; the journal's directory is this object's alone.
 *
 * <p>A batch that fails leaves this object unfit for another: what it has seen of visitors and previews is not that of the database.
 */
public final class PastClicks implements AutoCloseable {
    private final Database database;
    private final JournalDirectory directory;
    private final VisitJudge judge;
    private final ClickStore store;
    private final Recorded recorded;
    private long last;

    private PastClicks(
            Database database,
            JournalDirectory directory,
            VisitJudge judge,
            ClickStore store,
            Recorded recorded,
            long epoch) {
        this.database = database;
        this.directory = directory;
        this.judge = judge;
        this.store = store;
        this.recorded = recorded;
        this.last = Sequences.of(epoch, 0);
    }

    /**
     * Begins an epoch of the node's own for these visits. What is in the journal has to be in the database by now: its visits
     * would be taken for recorded, see {@link Clicks#await}.
     *
     * @param sink the rollups
     * @throws app.grapevine.journal.JournalException if the journal is in use by another process, or not to be read
     * @throws app.grapevine.storage.DatabaseUnavailableException if the database is away
     */
    public static PastClicks open(
            JournalSettings settings,
            Database database,
            Attributor attributor,
            List<Channel> channels,
            UnusualSettings unusual,
            ClickSink sink,
            Clock clock) {
        JournalDirectory directory = JournalDirectory.open(settings);
        try {
            long node = directory.node();
            Positions positions =
                    database.dialect() == Dialect.H2 ? new SinglePosition(node) : new EpochPositions(node);
            Claim claim = database.<Claim>write(handle -> {
                Claim begun = positions.claim(handle, directory.epochs(), clock.millis());
                PastEpochs.add(handle, node, begun.epoch());
                return begun;
            });
            database.sync();
            Recorded recorded = new Recorded(positions, claim.recorded());
            // A kill of H2 may have left half of a batch, which comes again.
            Repair.run(database, sink, node, recorded.upTo(claim.epoch()), true, clock.millis());
            PreviewLedger ledger = new PreviewLedger(channels, clock);
            ClickStore store = new ClickStore(node, database, positions, sink, ledger, new AgentDictionary(), clock);
            VisitJudge judge = new VisitJudge(node, attributor, ledger, unusual);
            return new PastClicks(database, directory, judge, store, recorded, claim.epoch());
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    /**
     * Judges visits and stores them, all or none.
     *
     * @param visits in the order of their times, as far as there is one
     * @param with what is written in the same transaction
     * @throws app.grapevine.storage.DatabaseUnavailableException if the database is away
     */
    public void store(List<Visit> visits, HandleConsumer<RuntimeException> with) {
        if (visits.isEmpty()) {
            database.writeOnly(with);
            return;
        }
        List<JournalReader.Entry> entries = new ArrayList<>(visits.size());
        long sequence = last;
        for (Visit visit : visits) {
            entries.add(new JournalReader.Entry(++sequence, VisitCodec.encode(visit)));
        }
        store.store(judge.judge(database, entries), recorded.positionOf(sequence), with);
        recorded.advanced(sequence);
        last = sequence;
    }

    /** The id of this node. */
    public long node() {
        return directory.node();
    }

    @Override
    public void close() {
        directory.close();
    }
}
