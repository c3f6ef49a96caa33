package app.grapevine.rollups;

import app.grapevine.base.QuarterHours;
import app.grapevine.visits.Click;
import app.grapevine.visits.VisitFilter;
import app.grapevine.visits.VisitRange;
import app.grapevine.visits.VisitStore;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** The visits that rollups are counted from, by blocks of time. */
final class RecordedVisits {
    private static final long MILLIS = Block.QUARTERS * QuarterHours.MILLIS;

    private RecordedVisits() {}

    /** A block of time of one node. */
    record NodeBlock(long node, int block) implements Comparable<NodeBlock> {
        @Override
        public int compareTo(NodeBlock other) {
            int order = Integer.compare(block, other.block);
            return order != 0 ? order : Long.compare(node, other.node);
        }
    }

    /** Shows {@code consumer} the visits that a node recorded in a block of time. */
    static void ofBlock(Handle handle, VisitStore store, long node, int block, Consumer<Click> consumer) {
        store.each(
                handle, VisitRange.between(block * MILLIS, (block + 1) * MILLIS).by(node), VisitFilter.ANY, consumer);
    }

    /** Where visits were recorded, and perhaps some where none was. */
    static Set<NodeBlock> blocks(Handle handle, VisitStore store) {
        return store.periods(handle, MILLIS).stream()
                .map(period -> new NodeBlock(period.node(), Math.toIntExact(period.period())))
                .collect(Collectors.toSet());
    }
}
