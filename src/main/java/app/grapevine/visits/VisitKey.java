package app.grapevine.visits;

/** The identity of a visit: the node that recorded it, and its number in that node's journal. */
public record VisitKey(long node, long sequence) {
    /** Of a visit. */
    public static VisitKey of(Click visit) {
        return new VisitKey(visit.node(), visit.sequence());
    }
}
