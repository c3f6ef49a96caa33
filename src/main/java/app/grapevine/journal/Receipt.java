package app.grapevine.journal;

import org.jspecify.annotations.Nullable;

/**
 * What became of a visit.
 *
 * @param sequence of the visit in the journal of this node; 0 where it was refused
 * @param refusal why it was not recorded, as the metrics name it ({@code journal-full}); null where it was.
 *     With a sequence: it was written, but the disk could not be made to keep it
 */
public record Receipt(long sequence, @Nullable String refusal) {
    static final String FULL = "journal-full";
    static final String FAILED = "journal-failed";
    static final String CLOSED = "journal-closed";
}
