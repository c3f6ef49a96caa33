package app.grapevine.visits;

import app.grapevine.storage.Dialect;

/** The store of visits of each kind of database. */
public final class VisitStores {
    private VisitStores() {}

    /** The one of a database. */
    public static VisitStore of(Dialect dialect) {
        return dialect == Dialect.H2 ? new SegmentVisits() : new PartitionedVisits();
    }
}
