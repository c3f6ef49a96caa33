package app.grapevine.campaigns;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/** The rows of {@code campaign_notes}. */
final class CampaignNoteDao {
    private static final RowMapper<CampaignNote> NOTE = (row, context) -> new CampaignNote(
            row.getString("id"),
            row.getString("campaign"),
            Instant.ofEpochMilli(row.getLong("noted_at")),
            row.getString("note"),
            Instant.ofEpochMilli(row.getLong("created_at")));

    private CampaignNoteDao() {}

    static void insert(Handle handle, CampaignNote note) {
        handle.createUpdate("""
                        INSERT INTO campaign_notes (id, campaign, noted_at, note, created_at)
                        VALUES (:id, :campaign, :at, :text, :createdAt)""")
                .bind("id", note.id())
                .bind("campaign", note.campaign())
                .bind("at", note.at().toEpochMilli())
                .bind("text", note.text())
                .bind("createdAt", note.createdAt().toEpochMilli())
                .execute();
    }

    static int count(Handle handle, String campaign) {
        return handle.createQuery("SELECT COUNT(*) FROM campaign_notes WHERE campaign = :campaign")
                .bind("campaign", campaign)
                .mapTo(Integer.class)
                .one();
    }

    static List<CampaignNote> list(Handle handle, String campaign) {
        return handle.createQuery("SELECT * FROM campaign_notes WHERE campaign = :campaign ORDER BY noted_at, id")
                .bind("campaign", campaign)
                .map(NOTE)
                .list();
    }

    static Optional<CampaignNote> find(Handle handle, String campaign, String id) {
        return handle.createQuery("SELECT * FROM campaign_notes WHERE campaign = :campaign AND id = :id")
                .bind("campaign", campaign)
                .bind("id", id)
                .map(NOTE)
                .findOne();
    }

    static boolean delete(Handle handle, String id) {
        return handle.execute("DELETE FROM campaign_notes WHERE id = ?", id) == 1;
    }

    static void deleteAll(Handle handle, String campaign) {
        handle.execute("DELETE FROM campaign_notes WHERE campaign = ?", campaign);
    }
}
