package app.grapevine.clicks;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/** What stands in {@code clicks} beyond a node's position. */
final class RepairDao {
    private RepairDao() {}

    static List<Long> listTimesBeyond(Handle handle, long node, long position) {
        return listLongs(handle, "SELECT at FROM clicks WHERE node = :node AND sequence > :position", node, position);
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
        return handle.createUpdate("DELETE FROM clicks WHERE node = :node AND sequence > :position")
                .bind("node", node)
                .bind("position", position)
                .execute();
    }
}
