package app.grapevine.clicks;

import app.grapevine.previews.PreviewLedger;
import org.jdbi.v3.core.Handle;

/** What is known of the visits to a link beside them, to be taken away. */
final class ErasureDao {
    private ErasureDao() {}

    static void deletePreviews(Handle handle, long linkId) {
        PreviewLedger.erase(handle, linkId);
        handle.execute("DELETE FROM first_clicks WHERE link_id = ?", linkId);
    }
}
