package app.grapevine.clicks;

import app.grapevine.visits.Click;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** What is kept beside the click table in the same transaction: the rollups. Called by one thread at a time. */
public interface ClickSink {
    /** Adds clicks that were just inserted. */
    void add(Handle handle, List<Click> clicks);

    /**
     * Takes back what was counted for {@code before}, and counts {@code after}: visits that were judged anew,
     * and were changed in the click table before. Unlike the others, called by another thread than the writer's.
     */
    void move(Handle handle, List<Click> before, List<Click> after);

    /**
     * Takes back what is still counted of a link none of whose visits is in the click table any more: those that
     * retention deleted.
     */
    void forget(Handle handle, long linkId);

    /** Counts anew, from the click table, all that {@code node} recorded on UTC day {@code epochDay}. */
    void rebuild(Handle handle, long node, long epochDay);
}
