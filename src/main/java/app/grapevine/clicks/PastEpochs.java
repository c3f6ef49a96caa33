package app.grapevine.clicks;

import app.grapevine.journal.Sequences;
import java.util.HashSet;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** The epochs of visits that were brought from elsewhere: they happened before, and are no news. Immutable. */
public final class PastEpochs {
    private final Set<Epoch> epochs;

    private record Epoch(long node, long epoch) {}

    private PastEpochs(Set<Epoch> epochs) {
        this.epochs = epochs;
    }

    /** As the table has them. */
    public static PastEpochs read(Handle handle) {
        return new PastEpochs(new HashSet<>(handle.createQuery("SELECT node, epoch FROM past_epochs")
                .map((row, context) -> new Epoch(row.getLong(1), row.getLong(2)))
                .list()));
    }

    static void add(Handle handle, long node, long epoch) {
        handle.execute("INSERT INTO past_epochs (node, epoch) VALUES (?, ?)", node, epoch);
    }

    /** Whether a visit was brought from elsewhere. */
    public boolean has(long node, long sequence) {
        return epochs.contains(new Epoch(node, Sequences.epoch(sequence)));
    }
}
