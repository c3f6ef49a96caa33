package app.grapevine.visits;

import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * A way through visits in the order of time, in pieces, each of which may be read in a unit of work of its own: what is
 * recorded, moved or taken away meanwhile does not disturb it. Not safe for use by many threads.
 */
public interface VisitWalk {
    /**
     * The next visits.
     *
     * @param most how many at most
     * @return fewer than {@code most} only at the end
     */
    List<ClickRow> next(Handle handle, int most);
}
