package app.grapevine.clicks;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/** What stands in the tables beyond a node's position. */
final class RepairDao {
    private RepairDao() {}

    static List<Long> listTimesBeyond(Handle handle, long node, long position) {
        return listLongs(handle, "SELECT at FROM clicks WHERE node = :node AND sequence > :position", node, position);
    }

    /** On H2 there is one node, and so no column that names it. */
    static List<Long> listVisitorsBeyond(Handle handle, long position) {
        return handle.createQuery("SELECT id FROM daily_visitors WHERE sequence > :position")
                .bind("position", position)
                .mapTo(Long.class)
                .list();
    }

    static Set<Long> listPreviewedLinksBeyond(Handle handle, long node, long position) {
        return new TreeSet<>(listLongs(handle, """
                SELECT link_id FROM clicks
                WHERE node = :node AND sequence > :position AND preview_by IS NOT NULL
                """, node, position));
    }

    private static List<Long> listLongs(Handle handle, String sql, long node, long position) {
        return handle.createQuery(sql)
                .bind("node", node)
                .bind("position", position)
                .mapTo(Long.class)
                .list();
    }

    /** How many clicks were removed. */
    static int deleteBeyond(Handle handle, long node, long position) {
        handle.createUpdate("DELETE FROM daily_visitors WHERE sequence > :position")
                .bind("position", position)
                .execute();
        return handle.createUpdate("DELETE FROM clicks WHERE node = :node AND sequence > :position")
                .bind("node", node)
                .bind("position", position)
                .execute();
    }

    /** Builds a link's rows of {@code link_previews} from its clicks. */
    static void recountPreviews(Handle handle, long linkId) {
        handle.createUpdate("DELETE FROM link_previews WHERE link_id = :link")
                .bind("link", linkId)
                .execute();
        handle.createUpdate("""
                        INSERT INTO link_previews (link_id, preview_by, first_at, last_at, counted_at, attempts)
                        SELECT link_id, preview_by, MIN(at), MAX(at),
                          COALESCE(MAX(at) FILTER (WHERE share_attempt), MIN(at)), COUNT(*) FILTER (WHERE share_attempt)
                        FROM clicks WHERE link_id = :link AND preview_by IS NOT NULL
                        GROUP BY link_id, preview_by
                        """).bind("link", linkId).execute();
    }
}
