package app.grapevine.moves;

import app.grapevine.moving.LinkPage;
import app.grapevine.moving.Source;
import java.util.function.BooleanSupplier;

/**
 * A source that gives no more once nobody wants it. Where it is a file that was uploaded, it is called by the name that its owner
 * gave it, and is read from its begin: under that name there may have been another one before, whose cursor means nothing here.
 * What that has brought is known. Used by one thread.
 */
final class GuardedSource implements Source {
    private final Source source;
    private final String name;
    private final boolean isUploaded;
    private final BooleanSupplier isCancelled;
    private boolean isBegun;

    GuardedSource(Source source, MoveOrder order, BooleanSupplier isCancelled) {
        this.source = source;
        this.isUploaded = order.file() != null;
        this.name = isUploaded ? order.source().kind() + " " + order.place() : source.name();
        this.isCancelled = isCancelled;
    }

    /** Nobody wants it any more. */
    static final class CancelledException extends RuntimeException {
        private static final long serialVersionUID = 1;

        CancelledException() {
            super("cancelled", null, false, false);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public LinkPage links(String cursor) throws InterruptedException {
        requireWanted();
        LinkPage page = source.links(isUploaded && !isBegun ? "" : cursor);
        isBegun = true;
        requireWanted();
        return page;
    }

    private void requireWanted() {
        if (isCancelled.getAsBoolean()) {
            throw new CancelledException();
        }
    }

    @Override
    public void close() {
        source.close();
    }
}
