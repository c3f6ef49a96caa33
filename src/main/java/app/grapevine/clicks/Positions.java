package app.grapevine.clicks;

import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * How far the journal of a node is in the tables. The commit of a position is the acknowledgement of the visits up to it. The
 * transactions are the caller's. Safe for use by many threads.
 *
 * <p>What is recorded is kept in parts, each the visits of one epoch or of all, and known by a number.
 */
interface Positions {

    /**
     * A new epoch, and by part the sequence up to which all is recorded.
     *
     * @param epoch greater than any that the node ever had
     */
    record Claim(long epoch, Map<Long, Long> recorded) {}

    /** The part that an epoch belongs to. */
    long part(long epoch);

    /** Begins a new epoch, above all that the journal or the database has seen. @param onDisk the epochs of the journal */
    Claim claim(Handle handle, Set<Long> onDisk, long nowMillis);

    /** By part, the sequence up to which all is recorded of these epochs. */
    Map<Long, Long> find(Handle handle, Set<Long> epochs);

    /** Makes anew what went with a database that went back; then {@link #find}. @param epochs with the claimed one */
    Map<Long, Long> restore(Handle handle, Set<Long> epochs, long nowMillis);

    /**
     * Moves the position of the part that {@code to} belongs to.
     *
     * @return false where it is not {@code from}; then nothing may be kept
     */
    boolean advance(Handle handle, long from, long to, long nowMillis);
}
