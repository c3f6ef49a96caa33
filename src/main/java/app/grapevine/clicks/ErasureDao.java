package app.grapevine.clicks;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** What is known of the visits to a link, to be taken away. */
final class ErasureDao {
    private ErasureDao() {}

    /**
     * The first visits to a link, in the order of time, locked. How far they go is found first: where it locks, H2 does
     * not read in the order of an index, but sorts all that could match.
     */
    static List<Click> listOfLink(Handle handle, long linkId, int limit) {
        Optional<Long> last = handle.createQuery("""
                        SELECT MAX(at) FROM
                          (SELECT at FROM clicks WHERE link_id = :link ORDER BY link_id, at LIMIT :limit) AS found
                        """)
                .bind("link", linkId)
                .bind("limit", limit)
                .mapTo(Long.class)
                .findOne();
        return last.isEmpty()
                ? List.of()
                : handle.createQuery("""
                                SELECT * FROM clicks WHERE link_id = :link AND at <= :last
                                ORDER BY at, node, sequence LIMIT :limit FOR UPDATE
                                """)
                        .bind("link", linkId)
                        .bind("last", last.get())
                        .bind("limit", limit)
                        .map((row, context) -> ClickRow.withEvidence(row))
                        .list();
    }

    static void delete(Handle handle, List<Click> visits) {
        PreparedBatch batch = handle.prepareBatch("DELETE FROM clicks WHERE node = ? AND sequence = ?");
        visits.forEach(visit -> batch.add(visit.node(), visit.sequence()));
        batch.execute();
    }

    static void deletePreviews(Handle handle, long linkId) {
        handle.execute("DELETE FROM link_previews WHERE link_id = ?", linkId);
        handle.execute("DELETE FROM stale_previews WHERE link_id = ?", linkId);
        handle.execute("DELETE FROM first_clicks WHERE link_id = ?", linkId);
    }
}
