package app.grapevine.rollups;

import app.grapevine.visits.Click;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Visits as the version before recorded them: rows of {@code clicks}, counted in {@code rollups}. */
public final class EarlierCounts {
    private EarlierCounts() {}

    /** @param visits those of a node of whole days, for a row of counts is written once */
    public static void add(Handle handle, List<Click> visits) {
        RandomVisits.insert(handle, visits);
        BlockTally tally = new BlockTally();
        visits.forEach(visit -> tally.count(visit, 1));
        PreparedBatch rows =
                handle.prepareBatch("INSERT INTO rollups (link_id, part, block, node, counts) VALUES (?, ?, ?, ?, ?)");
        tally.blocks()
                .forEach((key, block) ->
                        rows.add(key.linkId(), key.part(), key.block(), key.node(), BlockMerge.encode(block)));
        rows.execute();
    }
}
