package app.grapevine.storage;

import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * Sees what became of links in the unit of work that does it, so that what it writes of that is kept with it or not at all.
 * Called last, by any thread; what it throws undoes the whole.
 */
public interface ChangeWitness {
    /** @param changes in the order of their making; none is {@link LinkChange#NONE} */
    void changed(Handle handle, Map<LinkKey, LinkChange> changes);
}
