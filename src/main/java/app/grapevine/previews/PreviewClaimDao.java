package app.grapevine.previews;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Attempts to share that were counted ahead of their visits: {@code preview_claims}, on PostgreSQL. */
final class PreviewClaimDao {
    private PreviewClaimDao() {}

    /** A fetch that a node has counted. */
    record Claim(long node, long sequence, long linkId, String previewBy, long atMillis) {}

    /** Which of its visits a node has counted before. */
    static Set<Long> list(Handle handle, long node, Collection<Long> sequences) {
        return handle.createQuery(
                        "SELECT sequence FROM preview_claims WHERE node = :node AND sequence = ANY (:sequences)")
                .bind("node", node)
                .bindArray("sequences", Long.class, sequences)
                .mapTo(Long.class)
                .set();
    }

    /** Those of a link. */
    static List<Claim> listOf(Handle handle, long linkId) {
        return handle.createQuery("SELECT node, sequence, preview_by, at FROM preview_claims WHERE link_id = :link")
                .bind("link", linkId)
                .map((row, context) -> new Claim(
                        row.getLong("node"),
                        row.getLong("sequence"),
                        linkId,
                        row.getString("preview_by"),
                        row.getLong("at")))
                .list();
    }

    /** In the transaction that has the visits of a node from a sequence up to another. */
    static void release(Handle handle, long node, long from, long to) {
        handle.execute("DELETE FROM preview_claims WHERE node = ? AND sequence BETWEEN ? AND ?", node, from, to);
    }
}
