package app.grapevine.clicks;

import app.grapevine.storage.Database;
import app.grapevine.storage.StoredValues;
import app.grapevine.visits.VisitStore;
import app.grapevine.visits.VisitStores;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jdbi.v3.core.Handle;

/**
 * Deletes the user agents of erased visits that no other visit has. In steps, so that the writers of visits do not wait, and
 * an agent that one of them meets meanwhile stays:
 *
 * <ol>
 *   <li>who erases visits marks their agents, and notes that there is something to sweep; the note is removed first of all,
 *       and those who did not see it gone are waited for;
 *   <li>all marks become this sweep's, and its number is made known; who was writing visits by then is waited for. From here
 *       on writers tell the dictionary of every agent again, which takes the mark away;
 *   <li>what visits are found to have loses its mark, and what has it still is deleted.
 * </ol>
 *
 * <p>A sweep that is broken off is made up for by the next, which looks for marks itself after a start. Used by one thread.
 */
public final class AgentSweep {
    private static final String DUE = "agents-erased";
    /** The name of the value that has the number of the last sweep. */
    private static final String LAST = "agents-swept";

    private final Database database;
    private final VisitStore store;
    private boolean mayBeLeft = true;

    public AgentSweep(Database database) {
        this.database = database;
        this.store = VisitStores.of(database.dialect());
    }

    /** To be called behind the erasure of visits with these agents, in the same transaction. */
    static void isDue(Handle handle, Collection<Long> agents) {
        if (!agents.isEmpty()) {
            UserAgentDao.loosen(handle, agents);
            StoredValues.note(handle, DUE);
        }
    }

    /** The number of the last sweep that began; 0 before the first. */
    static long last(Handle handle) {
        return StoredValues.findText(handle, LAST).map(Long::parseLong).orElse(0L);
    }

    /**
     * Sweeps, if there may be anything to.
     *
     * @return false if it was not possible now, and is to be tried again
     */
    public boolean run() {
        boolean due = database.<Boolean>read(
                handle -> StoredValues.find(handle, DUE).isPresent() || mayBeLeft && UserAgentDao.isAnyLoose(handle));
        if (!due) {
            mayBeLeft = false;
            return true;
        }
        mayBeLeft = true;
        database.writeOnly((Handle handle) -> StoredValues.remove(handle, DUE));
        mayBeLeft = !(store.awaitWriters(database) && sweep());
        return !mayBeLeft;
    }

    private boolean sweep() {
        long sweep = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
        database.writeOnly(handle -> {
            UserAgentDao.mark(handle, sweep);
            StoredValues.setText(handle, LAST, Long.toString(sweep));
        });
        if (!store.awaitWriters(database)) {
            return false;
        }
        Set<Long> marked = database.read(handle -> UserAgentDao.listMarked(handle, sweep));
        Set<Long> used = store.agentsInUse(database, marked);
        database.writeOnly((Handle handle) -> UserAgentDao.unmark(handle, used, sweep));
        Set<Long> unused = new HashSet<>(marked);
        unused.removeAll(used);
        database.writeOnly((Handle handle) -> UserAgentDao.deleteMarked(handle, unused, sweep));
        return true;
    }
}
