package app.grapevine.clicks;

import java.util.function.Consumer;

/**
 * The door of recording: takes a visit, and does not lose it. Safe for use by many threads.
 */
public final class Clicks implements AutoCloseable {
    /**
     * What became of a visit.
     *
     * @param sequence of the visit in the journal of this node; 0 where it was refused
     * @param refusal why it was not recorded, as the metrics name it ({@code journal-full}); null where it was
     */
    public record Receipt(
            long sequence,
            @org.jspecify.annotations.Nullable String refusal) {}

    /**
     * Appends a visit to the journal. {@code then} runs once the visit is as durable as {@code journal.sync}
     * promises: within this call for {@code process}, a few milliseconds later on another thread for {@code
     * always}. Never throws for a full or broken disk: the receipt says so, and the refusal is counted.
     */
    public void record(Visit visit, Consumer<Receipt> then) {
        throw new UnsupportedOperationException();
    }

    /** Drains the journal into the database as far as it answers, and closes both writer and journal. */
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
