package app.grapevine.links;

import app.grapevine.base.Reach;
import app.grapevine.storage.LinkKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** The SQL of share sets; their links are {@link LinkDao}'s. */
final class ShareSetDao {
    /** A share set without its links. @param issued how many links it was issued with */
    record Row(
            String id,
            @Nullable String name,
            String destination,
            @Nullable String text,
            int issued,
            boolean archived,
            Instant createdAt) {}

    /** What a search looks at: what the set says of itself, and what its links do. */
    private static final String FITS = """
            (s.name ILIKE :search ESCAPE '!' OR s.destination ILIKE :search ESCAPE '!'
                OR s.share_text ILIKE :search ESCAPE '!'
                OR EXISTS (SELECT 1 FROM links l
                    WHERE l.share_set = s.id AND l.generation = 0 AND l.deleted_at IS NULL
                    AND (l.title ILIKE :search ESCAPE '!' OR l.code ILIKE :search ESCAPE '!'
                        OR l.campaign ILIKE :search ESCAPE '!' OR l.audience ILIKE :search ESCAPE '!')))
            """;

    /** A set is within where all links are that it was issued with, deleted or not; {@link LinkDao#campaign} binds it. */
    static String within(Reach reach) {
        return reach.isAll() ? "" : """
                 AND EXISTS (SELECT 1 FROM links l WHERE l.share_set = s.id AND l.generation = 0)
                 AND NOT EXISTS (SELECT 1 FROM links l WHERE l.share_set = s.id AND l.generation = 0
                    AND (l.campaign IS NULL OR l.campaign <> :within))
                """;
    }

    /** Whether a set is within {@code reach}, be it deleted or not. */
    boolean isWithin(Handle handle, String id, Reach reach) {
        return reach.isAll()
                || handle.createQuery("SELECT 1 FROM share_sets s WHERE s.id = :id" + within(reach))
                        .bind("id", id)
                        .bindMap(LinkDao.campaign(reach))
                        .mapTo(Integer.class)
                        .findOne()
                        .isPresent();
    }

    void insert(Handle handle, Row row) {
        handle.createUpdate("""
                        INSERT INTO share_sets (id, name, destination, share_text, issued, archived, created_at)
                        VALUES (:id, :name, :destination, :text, :issued, :archived, :createdAt)
                        """)
                .bind("id", row.id())
                .bind("name", row.name())
                .bind("destination", row.destination())
                .bind("text", row.text())
                .bind("issued", row.issued())
                .bind("archived", row.archived())
                .bind("createdAt", row.createdAt().toEpochMilli())
                .execute();
    }

    /** The set that is not deleted. */
    Optional<Row> find(Handle handle, String id) {
        return find(handle, id, " AND deleted_at IS NULL");
    }

    /** As {@link #find}, and nobody else changes the set before the transaction ends. */
    Optional<Row> findForChange(Handle handle, String id) {
        return find(handle, id, " AND deleted_at IS NULL FOR UPDATE");
    }

    /** The set, be it deleted or not. */
    Optional<Row> findEver(Handle handle, String id) {
        return find(handle, id, "");
    }

    private static Optional<Row> find(Handle handle, String id, String more) {
        return rows(handle.createQuery("SELECT * FROM share_sets WHERE id = :id" + more)
                        .bind("id", id))
                .stream()
                .findFirst();
    }

    /**
     * Newest first, those with an id below {@code before}.
     *
     * @param search a pattern of ILIKE with {@code !} as its escape; null for all
     * @param archived null for those that are and those that are not
     */
    List<Row> list(
            Handle handle, @Nullable String search, Reach reach, @Nullable Boolean archived, String before, int limit) {
        Query query = handle.createQuery("SELECT * FROM share_sets s WHERE s.id < :before AND s.deleted_at IS NULL"
                        + (search == null ? "" : " AND " + FITS)
                        + (archived == null ? "" : archived ? " AND s.archived" : " AND NOT s.archived")
                        + within(reach)
                        + " ORDER BY s.id DESC LIMIT :limit")
                .bind("before", before)
                .bindMap(LinkDao.campaign(reach))
                .bind("limit", limit);
        return rows(search == null ? query : query.bind("search", search));
    }

    void change(Handle handle, String id, ShareSetDraft.Changeable to) {
        handle.createUpdate(
                        "UPDATE share_sets SET name = :name, share_text = :text, archived = :archived WHERE id = :id")
                .bind("name", to.name())
                .bind("text", to.text())
                .bind("archived", to.archived())
                .bind("id", id)
                .execute();
    }

    /** Archives the links that a set was issued with, or takes them out. */
    void archiveLinks(Handle handle, String id, boolean archived) {
        handle.execute("UPDATE links SET archived = ? WHERE share_set = ? AND generation = 0", archived, id);
    }

    /** Archives the sets of a campaign's links of which all links that they were issued with are archived, or takes out those that have another. */
    void archiveOf(Handle handle, String campaign, boolean archived) {
        handle.createUpdate("""
                        UPDATE share_sets SET archived = :archived
                        WHERE archived <> :archived AND deleted_at IS NULL
                        AND id IN (SELECT share_set FROM links WHERE campaign = :campaign AND share_set IS NOT NULL)
                        AND (NOT EXISTS (SELECT 1 FROM links l WHERE l.share_set = share_sets.id
                            AND l.generation = 0 AND l.deleted_at IS NULL AND NOT l.archived)) = :archived
                        """)
                .bind("archived", archived)
                .bind("campaign", campaign)
                .execute();
    }

    /** @return when it was deleted, in milliseconds; nothing where it is not */
    Optional<Long> deletedAt(Handle handle, String id) {
        return handle.createQuery(
                        "SELECT deleted_at FROM share_sets WHERE id = :id AND deleted_at IS NOT NULL FOR UPDATE")
                .bind("id", id)
                .mapTo(Long.class)
                .findOne();
    }

    /** Deletes a set and its issued links; what recipients passed on stays. @return the links */
    List<LinkKey> delete(Handle handle, String id, Instant now) {
        List<LinkKey> links = keys(handle, id, null);
        handle.execute(
                "UPDATE share_sets SET deleted_at = ? WHERE id = ? AND deleted_at IS NULL", now.toEpochMilli(), id);
        handle.execute(
                "UPDATE links SET deleted_at = ? WHERE share_set = ? AND generation = 0 AND deleted_at IS NULL",
                now.toEpochMilli(),
                id);
        return links;
    }

    /** Takes back what {@link #delete} did at a moment. @return the links that are back */
    List<LinkKey> restore(Handle handle, String id, long deletedAt) {
        List<LinkKey> links = keys(handle, id, deletedAt);
        handle.execute("UPDATE share_sets SET deleted_at = NULL WHERE id = ?", id);
        handle.execute(
                "UPDATE links SET deleted_at = NULL WHERE share_set = ? AND generation = 0 AND deleted_at = ?",
                id,
                deletedAt);
        return links;
    }

    /** @param deletedAt null for those that are not deleted */
    private static List<LinkKey> keys(Handle handle, String id, @Nullable Long deletedAt) {
        Query query = handle.createQuery("SELECT domain, code FROM links WHERE share_set = :id AND generation = 0 AND "
                        + (deletedAt == null ? "deleted_at IS NULL" : "deleted_at = :at"))
                .bind("id", id);
        return (deletedAt == null ? query : query.bind("at", deletedAt))
                .map((row, context) -> new LinkKey(row.getString(1), row.getString(2)))
                .list();
    }

    private static List<Row> rows(Query query) {
        return query.map((row, context) -> new Row(
                        row.getString("id"),
                        row.getString("name"),
                        row.getString("destination"),
                        row.getString("share_text"),
                        row.getInt("issued"),
                        row.getBoolean("archived"),
                        Instant.ofEpochMilli(row.getLong("created_at"))))
                .list();
    }
}
