package app.grapevine.clicks;

import org.jdbi.v3.core.Handle;

/** What is known of the visits to a link beside them, to be taken away. */
final class ErasureDao {
    private ErasureDao() {}

    static void deletePreviews(Handle handle, long linkId) {
        handle.execute("DELETE FROM link_previews WHERE link_id = ?", linkId);
        handle.execute("DELETE FROM stale_previews WHERE link_id = ?", linkId);
        handle.execute("DELETE FROM first_clicks WHERE link_id = ?", linkId);
    }
}
