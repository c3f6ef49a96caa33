package app.grapevine.visits;

import java.util.Comparator;

/** A place among all visits in the order of time; visits of the same millisecond are in the order of their identity. */
public record VisitPlace(long atMillis, long node, long sequence) implements Comparable<VisitPlace> {
    private static final Comparator<VisitPlace> ORDER = Comparator.comparingLong(VisitPlace::atMillis)
            .thenComparingLong(VisitPlace::node)
            .thenComparingLong(VisitPlace::sequence);

    /** Of a visit. */
    public static VisitPlace of(Click visit) {
        return new VisitPlace(visit.atMillis(), visit.node(), visit.sequence());
    }

    @Override
    public int compareTo(VisitPlace other) {
        return ORDER.compare(this, other);
    }
}
