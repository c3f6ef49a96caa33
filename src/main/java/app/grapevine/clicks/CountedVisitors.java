package app.grapevine.clicks;

import app.grapevine.privacy.DailyVisitor;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import org.jdbi.v3.core.Handle;

/** Who is a visitor of a link for the first time on a day. Used by the writer's thread. */
interface CountedVisitors {
    /**
     * Enters those who are not known.
     *
     * @param byDay in the order of their visits; a visitor may be among them more than once
     * @return the sequences of the visits with which they came first
     */
    Set<Long> enter(Handle handle, SortedMap<Long, List<DailyVisitor>> byDay);

    /** To be called once what was entered last is committed, and not before. */
    void committed();

    /** The database went back: what was committed may be in it no more. */
    void forget();
}
