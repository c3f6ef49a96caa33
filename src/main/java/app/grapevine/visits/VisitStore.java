package app.grapevine.visits;

import app.grapevine.storage.Database;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Where single visits are kept. The unit of work is always the caller's, so that what else is kept of visits changes
 * with them or not at all. Has no state of its own; safe for use by many threads.
 */
public interface VisitStore {
    /** In which order a walk goes. */
    enum Order {
        OLDEST_FIRST,
        NEWEST_FIRST
    }

    /** A stretch of time in which a node recorded visits: {@code [period, period + 1)} times a length. */
    record Period(long node, long period) {}

    /** Adds visits of one node, in the order of their sequences, all behind those that it has of the node. */
    void add(Handle handle, List<ClickRow> visits);

    /**
     * Makes ready for visits that are to be added next what they share with those of other nodes, in units of its own: so
     * that whoever adds them holds nothing that others wait for.
     */
    default void prepare(Database database, List<ClickRow> visits) {}

    /**
     * A walk through the visits of a range that a filter accepts.
     *
     * @param after the place behind which it begins; null for the first
     */
    VisitWalk walk(VisitRange range, VisitFilter filter, Order order, @Nullable VisitPlace after);

    /** {@link #walk} from the oldest on, in units that write: what it gives is locked, and is not changed by others. */
    VisitWalk walkToChange(VisitRange range, VisitFilter filter, @Nullable VisitPlace after);

    /**
     * Shows the visits of a range that a filter accepts, in any order; perhaps without their evidence. To be called in a
     * unit that writes, or one that sees one state of the database.
     */
    void each(Handle handle, VisitRange range, VisitFilter filter, Consumer<Click> consumer);

    /**
     * The first visits of a node behind a sequence and up to another, in the order in which it recorded them.
     *
     * @param range narrows them further; its node is not looked at
     */
    List<ClickRow> recorded(
            Handle handle, long node, long after, long upTo, VisitRange range, VisitFilter filter, int limit);

    /**
     * The visits with these identities, as far as there are such; perhaps without their evidence.
     *
     * @param links on which they are, where that is known, for it is quicker; else null
     */
    Map<VisitKey, Click> find(Handle handle, Collection<VisitKey> keys, @Nullable Set<Long> links);

    /** When the oldest visit was; empty where there is none. */
    OptionalLong oldest(Handle handle);

    /** The periods of a length in milliseconds in which visits were recorded; perhaps with some in which none was. */
    Set<Period> periods(Handle handle, long millis);

    /** Writes anew visits that are there; of a visit nobody changes when it was, on which link, and by whom. */
    void replace(Handle handle, List<ClickRow> visits);

    /** Takes away visits that are there. */
    void delete(Handle handle, List<Click> visits);

    /**
     * Does some of what keeps it small and quick, in units of work of its own; to be called again and again by one
     * thread, most of all after visits were added.
     *
     * @return whether there was anything to do
     */
    boolean tidy(Database database);

    /** How many visits should be changed in a unit of work: what it costs to change some of them follows that. */
    int unit();

    /** Notes after how many days visits are deleted; 0 for never. It may be kept by that. */
    void deletedAfter(Handle handle, int days);

    /**
     * Stretches of time, each ending at a moment or before it, whose visits can be deleted at once; the oldest first, in which
     * order they are to be dropped.
     */
    List<VisitRange> droppable(Handle handle, long before);

    /**
     * Deletes the visits of such a stretch at once, in a unit of its own.
     *
     * @param seen how many visits of it were looked at
     * @param kept those which stay; asked for when nobody else can change or add any
     * @return false if it was not possible now: it has others than were seen, or somebody reads visits for long
     */
    boolean drop(Database database, VisitRange range, long seen, Function<Handle, Set<VisitKey>> kept);

    /**
     * Deletes what visits had in common which none has any more; to be called now and then. Takes the longer the more
     * visits there are, and nobody waits for it.
     *
     * @return false if it was not possible now
     */
    boolean sweep(Database database);

    /** Waits for all who are writing visits, in units of their own; false if one takes too long. */
    boolean awaitWriters(Database database);

    /** Which of these user agents some visit has. Takes the longer the more visits there are, and nobody waits for it. */
    Set<Long> agentsInUse(Database database, Set<Long> agents);
}
