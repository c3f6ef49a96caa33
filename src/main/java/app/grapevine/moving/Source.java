package app.grapevine.moving;

import java.time.Duration;

/**
 * Where links are brought from. Answers by the page, from a cursor on, which is text that means something to it alone; the empty
 * one is the begin. Used by one thread.
 *
 * <p>All may throw {@link SourceException}: what was brought before stays, and the cursor is good for another run.
 */
public interface Source extends AutoCloseable {
    /** Waits for as long as a source asks, or until nobody wants its answer any more. */
    interface Pause {
        void of(Duration length) throws InterruptedException;
    }

    /** What it is and where, by which a later run knows what it has of it already; of up to 500 characters, without secrets. */
    String name();

    /** Links, each once. */
    LinkPage links(String cursor) throws InterruptedException;

    /** Whether it has single visits. Then its links come without a count of what was before. */
    default boolean hasVisits() {
        return false;
    }

    /**
     * Single visits up to a moment.
     *
     * @param brought the links that were brought of it
     * @param untilMillis the last millisecond whose visits are meant; the same in all pages of a run
     */
    default VisitPage visits(BroughtSoFar brought, long untilMillis, String cursor) throws InterruptedException {
        throw new UnsupportedOperationException("there are no single visits in " + name());
    }

    @Override
    default void close() {}
}
