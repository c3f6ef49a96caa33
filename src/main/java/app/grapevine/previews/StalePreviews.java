package app.grapevine.previews;

import app.grapevine.storage.Dialect;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Rows of the previews' ledger that are to be counted anew, since visits that they count were judged anew. */
public final class StalePreviews {
    private StalePreviews() {}

    /** Counts the rows of one link anew. @return false if none was stale */
    public static boolean recountSome(Handle handle, Dialect dialect) {
        List<StalePreview> stale = listOfOneLink(handle);
        if (stale.isEmpty()) {
            return false;
        }
        PreviewDao.recount(
                handle,
                dialect,
                stale.get(0).linkId(),
                stale.stream().map(StalePreview::previewBy).toList());
        stale.forEach(row -> delete(handle, row));
        return true;
    }

    /** A row of {@code link_previews}, by its key. */
    public record StalePreview(long linkId, String previewBy) implements Comparable<StalePreview> {
        @Override
        public int compareTo(StalePreview other) {
            int byLink = Long.compare(linkId, other.linkId);
            return byLink != 0 ? byLink : previewBy.compareTo(other.previewBy);
        }
    }

    /** @param stale in order, or two runs may lock each other out */
    public static void add(Handle handle, Iterable<StalePreview> stale) {
        PreparedBatch batch = handle.prepareBatch(
                "INSERT INTO stale_previews (link_id, preview_by) VALUES (?, ?) ON CONFLICT DO NOTHING");
        stale.forEach(one -> batch.add(one.linkId(), one.previewBy()));
        if (batch.size() > 0) {
            batch.execute();
        }
    }

    /** Those of the link with the least id, locked, in order. */
    private static List<StalePreview> listOfOneLink(Handle handle) {
        return handle.createQuery("""
                        SELECT link_id, preview_by FROM stale_previews
                        WHERE link_id = (SELECT MIN(link_id) FROM stale_previews) ORDER BY preview_by FOR UPDATE
                        """)
                .map((row, context) -> new StalePreview(row.getLong(1), row.getString(2)))
                .list();
    }

    private static void delete(Handle handle, StalePreview stale) {
        handle.createUpdate("DELETE FROM stale_previews WHERE link_id = :link AND preview_by = :by")
                .bind("link", stale.linkId())
                .bind("by", stale.previewBy())
                .execute();
    }
}
